import { services } from '@jiedui/services/subgraph';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { all, chaoan, codes, id, officer, openWorld, raoping, type World } from './pairings-world.ts';

const county = officer('COUNTY', chaoan);
const organisation = id(chaoan, 'org', 1);
const secretary = officer('ORGANISATION', chaoan, { organisation });
const otherSecretary = officer('ORGANISATION', chaoan, { organisation: id(chaoan, 'org', 2) });

let world: World;
beforeAll(async () => {
  world = await openWorld(services);
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.select('truncate public_service, public_service_history, idempotency'));

let keys = 0;
const newKey = () => `key of services ${keys++}`;

const recordMany = `mutation($key: ID!, $input: RecordPublicServicesInput!) {
  recordPublicServices(idempotencyKey: $key, input: $input) { publicServices { id count title } } }`;
const correct = `mutation($key: ID!, $id: ID!, $reason: String!, $input: CorrectPublicServiceInput!) {
  done: correctPublicService(idempotencyKey: $key, id: $id, reason: $reason, input: $input) { publicService {
    id title count persons place organisation { id } history { change reason as by fields { name previous current } } } } }`;
const withdraw = `mutation($key: ID!, $id: ID!, $reason: String!) {
  done: withdrawPublicService(idempotencyKey: $key, id: $id, reason: $reason) { publicService {
    id title count history { change reason } } } }`;

const line = (count: number, given: Record<string, unknown> = {}) => ({
  kind: 'LEGAL_QUESTION',
  title: '免费解答法律问题',
  providedOn: '2024-03-15',
  count,
  organisation,
  ...given,
});

function recordAll(lines: readonly object[], key = newKey(), viewer = county) {
  const variables = { key, input: { jurisdiction: chaoan, services: lines } };
  return world.ask(recordMany, { variables, viewer });
}

async function recorded(...lines: object[]): Promise<string[]> {
  const { data, errors } = await recordAll(lines);
  expect(errors).toBeUndefined();
  return data.recordPublicServices.publicServices.map((service: { id: string }) => service.id);
}

async function stored(): Promise<number> {
  const [row] = await world.select('select count(*)::int as n from public_service');
  return row!['n'] as number;
}

interface Sums {
  records: number;
  count: number;
}

async function sums(): Promise<Sums> {
  const { data } = await world.ask('{ publicServiceGroups(by: []) { records count } }');
  return data.publicServiceGroups[0];
}

describe('several at once', () => {
  test('are recorded in their order, once per key', async () => {
    const key = newKey();
    const first = await recordAll([line(1), line(2), line(3)], key);
    expect(first.errors).toBeUndefined();
    expect(first.data.recordPublicServices.publicServices.map(({ count }: Sums) => count)).toEqual([1, 2, 3]);
    expect((await recordAll([line(1), line(2), line(3)], key)).data).toEqual(first.data);
    expect(await stored()).toBe(3);
    expect(codes(await recordAll([line(1)], key))).toEqual(['IDEMPOTENCY_CONFLICT']);
  });

  test.each([
    ['a count of zero', line(0)],
    ['a negative count', line(-1)],
    ['a title with NUL', line(1, { title: 'a\u0000b' })],
    ['a day to come', line(1, { providedOn: '2024-03-16' })],
    ['two providers', line(1, { unit: id(chaoan, 'unit', 1) })],
    ['no provider', line(1, { organisation: null })],
    ['a village without a name', line(1, { beneficiaryKind: 'VILLAGE' })],
    ['a name without a kind', line(1, { beneficiary: '示例村' })],
    ['an organisation of another county', line(1, { organisation: id(raoping, 'org', 1) })],
  ])('%s among them: none is recorded, and it is said which', async (_, wrong) => {
    const answer = await recordAll([line(1), wrong, line(1)]);
    expect(codes(answer)).toEqual(['INVALID_INPUT']);
    const { expected, received } = answer.errors![0]!.extensions!;
    expect(String(expected)).toMatch(/^services\[1\]: /);
    expect(received).toBeDefined();
    expect(
      await world.select(
        'select (select count(*)::int from public_service) s, (select count(*)::int from idempotency) i',
      ),
    ).toEqual([{ s: 0, i: 0 }]);
  });

  test('none, too many, and what the viewer may not record are refused', async () => {
    expect(codes(await recordAll([]))).toEqual(['INVALID_INPUT']);
    expect(codes(await recordAll(Array.from({ length: 501 }, () => line(1))))).toEqual(['INVALID_INPUT']);
    expect(codes(await recordAll([line(1), line(1)], newKey(), otherSecretary))).toEqual(['FORBIDDEN']);
    expect(await stored()).toBe(0);
  });

  test('98 in one record, one by one, or cut anyhow: they add up the same', async () => {
    const cut = fc
      .array(fc.integer({ min: 1, max: 97 }), { maxLength: 12 })
      .map((marks) => [0, ...new Set(marks.sort((a, b) => a - b)), 98])
      .map((marks) => marks.slice(1).map((mark, n) => mark - marks[n]!));
    const check = async (parts: readonly number[]) => {
      await world.select('truncate public_service, public_service_history');
      await recorded(...parts.map((count) => line(count)));
      expect(await sums()).toEqual({ records: parts.length, count: 98 });
    };
    await check([98]);
    await check(Array.from({ length: 98 }, () => 1));
    await fc.assert(fc.asyncProperty(cut, check), { numRuns: 15 });
  });
});

describe('a correction', () => {
  const corrected = (ofId: string, input: object, viewer = county) =>
    world.ask(correct, { variables: { key: newKey(), id: ofId, reason: '数字有误', input }, viewer });

  test('changes what is said, counts as it is now, and keeps what it was, why and as whom', async () => {
    const [one] = await recorded(line(97, { persons: 5 }));
    const { data, errors } = await corrected(one!, { count: 98, persons: null, place: ' 彩塘镇 ' });
    expect(errors).toBeUndefined();
    const { count, persons, place, organisation: of, history } = data.done.publicService;
    expect([count, persons, place, of.id]).toEqual([98, null, '彩塘镇', organisation]);
    expect(history.map(({ change, reason }: Record<string, string>) => [change, reason])).toEqual([
      ['REGISTERED', null],
      ['CORRECTED', '数字有误'],
    ]);
    expect(history[1].fields).toEqual(
      expect.arrayContaining([{ name: 'count', previous: '97', current: '98' }]),
    );
    expect((await sums()).count).toBe(98);
  });

  test('is judged as a record is: bad input changes nothing', async () => {
    const [one] = await recorded(line(97));
    for (const input of [
      { count: 0 },
      { title: null },
      { title: '\u0000' },
      { place: '\u0000' },
      { providedOn: '2024-03-16' },
      {},
      { organisation: null },
      { unit: id(chaoan, 'unit', 1) },
      { beneficiary: '示例村' },
      { beneficiaryKind: 'ORGANISATION' },
    ]) {
      expect(codes(await corrected(one!, input))).toEqual(['INVALID_INPUT']);
    }
    expect(await sums()).toEqual({ records: 1, count: 97 });
  });

  test('of a record from before leaves what it lacks; who gave it and whom it was for are judged once they are said', async () => {
    const one = id(chaoan, 'svc', 1);
    await world.insert('public_service', [
      {
        id: one,
        kind: 'LEGAL_QUESTION',
        title: '示例',
        sort_title: 'shi li',
        provided_on: '2024-03-01',
        count: 97,
        beneficiary: '民营企业',
        beneficiary_kind: 'ORGANISATION',
        organisation_id: organisation,
        unit_id: id(chaoan, 'unit', 1),
      },
    ]);
    expect((await corrected(one, { count: 98 })).errors).toBeUndefined();
    expect(await world.select('select count, beneficiary, beneficiary_kind from public_service')).toEqual([
      { count: 98, beneficiary: '民营企业', beneficiary_kind: 'ORGANISATION' },
    ]);
    expect(codes(await corrected(one, { beneficiaryKind: 'PUBLIC' }))).toEqual(['INVALID_INPUT']);
    expect(codes(await corrected(one, { partyOrganisation: null }))).toEqual(['INVALID_INPUT']);
    expect(codes(await corrected(one, { beneficiaryKind: 'PUBLIC', beneficiary: null, unit: null }))).toEqual(
      [],
    );
  });

  test('is for who might have recorded it', async () => {
    const [one] = await recorded(line(97));
    for (const viewer of [otherSecretary, officer('COUNTY', raoping)]) {
      expect(codes(await corrected(one!, { count: 1 }, viewer))).toEqual(['FORBIDDEN']);
    }
    // Its own provider may, but does not make it another's.
    expect(codes(await corrected(one!, { organisation: id(chaoan, 'org', 2) }, secretary))).toEqual([
      'FORBIDDEN',
    ]);
    expect((await corrected(one!, { count: 96 }, secretary)).errors).toBeUndefined();
  });
});

describe('a withdrawal', () => {
  const withdrawn = (ofId: string, viewer = county, key = newKey()) =>
    world.ask(withdraw, { variables: { key, id: ofId, reason: '重复登记' }, viewer, owned: all });

  test('takes it out of every list and count; its history says why, and nothing follows', async () => {
    const [one] = await recorded(line(54), line(98));
    const key = newKey();
    const { data, errors } = await withdrawn(one!, county, key);
    expect(errors).toBeUndefined();
    expect(data.done.publicService).toMatchObject({ id: one, count: 54 });
    expect(data.done.publicService.history.at(-1)).toEqual({ change: 'WITHDRAWN', reason: '重复登记' });
    expect(await sums()).toEqual({ records: 1, count: 98 });
    const shown = await world.ask(`{ publicService(id: "${one}") { count } publicServices { totalCount } }`);
    expect(shown.data).toEqual({ publicService: { count: 54 }, publicServices: { totalCount: 1 } });
    // The same intention again, and another one.
    expect((await withdrawn(one!, county, key)).data).toEqual(data);
    expect(codes(await withdrawn(one!))).toEqual(['INVALID_TRANSITION']);
    const again = { key: newKey(), id: one, reason: '再改', input: { count: 1 } };
    expect(codes(await world.ask(correct, { variables: again, viewer: county }))).toEqual([
      'INVALID_TRANSITION',
    ]);
  });

  test('is for who might have recorded it', async () => {
    const [one] = await recorded(line(54));
    expect(codes(await withdrawn(one!, otherSecretary))).toEqual(['FORBIDDEN']);
    expect(await stored()).toBe(1);
  });
});

test('counted and found by whom they were for; what is not said is 未填', async () => {
  await recorded(
    line(1),
    line(2, { beneficiaryKind: 'ORGANISATION', beneficiaryOrganisation: id(chaoan, 'org', 2) }),
    line(4, { beneficiaryKind: 'VILLAGE', beneficiary: '示例村' }),
    line(8, { beneficiaryKind: 'PUBLIC' }),
    line(16, { beneficiaryKind: 'PUBLIC' }),
  );
  const { data } = await world.ask(`{
    publicServiceGroups(by: [BENEFICIARY_KIND]) { label beneficiaryKind count }
    publicServices(filter: { beneficiaryKind: [VILLAGE, ORGANISATION] }, orderBy: { field: COUNT }) {
      nodes { count beneficiary beneficiaryOrganisation { id } } } }`);
  expect(data).toEqual({
    publicServiceGroups: [
      { label: '两新组织', beneficiaryKind: 'ORGANISATION', count: 2 },
      { label: '社会公众', beneficiaryKind: 'PUBLIC', count: 24 },
      { label: '镇村', beneficiaryKind: 'VILLAGE', count: 4 },
      { label: '未填', beneficiaryKind: null, count: 1 },
    ],
    publicServices: {
      nodes: [
        { count: 2, beneficiary: null, beneficiaryOrganisation: { id: id(chaoan, 'org', 2) } },
        { count: 4, beneficiary: '示例村', beneficiaryOrganisation: null },
      ],
    },
  });
});
