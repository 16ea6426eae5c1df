import { movePairing } from '@jiedui/pairings/pairing/move';
import { pairings } from '@jiedui/pairings/subgraph';
import type { RecordId } from '@jiedui/schema/contract/id';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { fresh, type How, liaison, officerOfChaoan, pairingSteps, proposal, unit } from './pairings-steps.ts';
import { chaoan, city, codes, id, officer, openWorld, raoping, type World } from './pairings-world.ts';

type From = 'proposed' | 'confirmed' | 'assessed';

let world: World;
let life: ReturnType<typeof pairingSteps>;
beforeAll(async () => {
  world = await openWorld(pairings);
  life = pairingSteps(world);
});
afterAll(() => world[Symbol.asyncDispose]());

describe('a pairing', () => {
  test('is proposed, confirmed, reported, assessed, renewed, reported again and ended; its history has every step', async () => {
    const wanted = await life.assessed();
    expect((await life.renew(wanted, '2024-03-15')).errors).toBeUndefined();
    await life.move(wanted, 'REPORTED');
    const { data, errors } = await life.end(wanted, '2024-03-15');
    expect(errors).toBeUndefined();
    expect(data.endPairing.pairing).toMatchObject({
      id: wanted,
      title: '示例单位 ↔ 示例企业',
      state: 'ENDED',
      principles: ['FUNCTION'],
      mechanisms: ['PRECISE_MATCHING'],
      startedOn: '2024-03-01',
      endedOn: '2024-03-15',
      refusedOn: null,
      renewedOn: '2024-03-15',
      provenance: 'ENTERED',
      source: 'COUNTY 445103',
      jurisdiction: { code: chaoan },
      unit: { id: unit },
    });
    expect((await life.steps(wanted)).history.map(({ change, reason }) => [change, reason])).toEqual([
      ['PROPOSED', null],
      ['CONFIRMED', null],
      ['REPORTED', null],
      ['ASSESSED', null],
      ['RENEWED', null],
      ['REPORTED', null],
      ['ENDED', '企业迁出'],
    ]);
  });

  test('that is refused never was in force: it owes nothing, counts as no pairing and takes no activity', async () => {
    const before = await world.ask('{ pairingsOverview { pairings } }');
    const wanted = await life.proposed();
    const { data, errors } = await life.refuse(wanted);
    expect(errors).toBeUndefined();
    expect(data.refusePairing.pairing).toMatchObject({
      state: 'ENDED',
      endedOn: null,
      refusedOn: '2024-03-15',
    });
    expect((await world.ask('{ pairingsOverview { pairings } }')).data).toEqual(before.data);
    const owed = await world.ask(`{ pairing(id: "${wanted}") { obligations { totalCount } } }`);
    expect(owed.data.pairing.obligations.totalCount).toBe(0);
    expect(await life.steps(wanted)).toMatchObject({
      history: [{}, { change: 'REFUSED', reason: '双方条件不合' }],
    });
    expect(codes(await life.confirm(wanted))).toEqual(['INVALID_TRANSITION']);
  });

  test('is confirmed to begin on another day, also ahead of the year', async () => {
    const { data } = await life.confirm(await life.proposed(), '2025-01-01');
    expect(data.confirmPairing.pairing).toMatchObject({ state: 'CONFIRMED', startedOn: '2025-01-01' });
    expect(codes(await life.confirm(await life.proposed(), '2025-03-17'))).toEqual(['INVALID_INPUT']);
  });

  test('of an enterprise and a village, and of two schools, has the other side by its name', async () => {
    for (const kind of ['ENTERPRISE_VILLAGE', 'SCHOOL_SCHOOL']) {
      const answer = await life.propose(
        proposal({ kind, unit: null, counterpart: '示例村', promotedBy: unit }),
      );
      expect(answer.errors).toBeUndefined();
      expect(answer.data.proposePairing.pairing).toMatchObject({
        kind,
        state: 'PROPOSED',
        counterpart: '示例村',
        unit: null,
        promotedBy: { id: unit },
      });
    }
  });

  test('of the city may have sides of a county, which finds it', async () => {
    const input = proposal({ jurisdiction: city, unit: id(city, 'unit', 1) });
    const answer = await life.propose(input, { viewer: officer('CITY', city) });
    expect(answer.errors).toBeUndefined();
    const { data } = await world.ask(
      `query($r: [_Any!]!) { _entities(representations: $r) { ... on Organisation { pairings { nodes { id } } } } }`,
      { variables: { r: [{ __typename: 'Organisation', id: input.organisation }] } },
    );
    expect(data._entities).toEqual([
      { pairings: { nodes: [{ id: answer.data.proposePairing.pairing.id }] } },
    ]);
  });

  test('is listed and counted by its mechanisms and principles, its unit and the year it began', async () => {
    const owner = id(chaoan, 'unit', 77);
    for (const mechanisms of [['LEADER_GUIDANCE', 'MONTHLY_MEETING'], ['MONTHLY_MEETING'], []]) {
      await life.confirmed({ unit: owner, mechanisms, principles: [] });
    }
    const { data, errors } = await world.ask(`{
      pairings(filter: { unit: "${owner}", mechanism: [LEADER_GUIDANCE], active: true }) { totalCount }
      over: pairings(filter: { unit: "${owner}", active: false }) { totalCount }
      mechanisms: pairingGroups(by: [MECHANISM], filter: { unit: "${owner}" }) { label mechanism count }
      principles: pairingGroups(by: [PRINCIPLE], filter: { unit: "${owner}" }) { label principle count }
      years: pairingGroups(by: [UNIT, YEAR], filter: { unit: "${owner}" }) { unit year count } }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      pairings: { totalCount: 1 },
      over: { totalCount: 0 },
      mechanisms: [
        { label: '县领导挂钩指导', mechanism: 'LEADER_GUIDANCE', count: 1 },
        { label: '每月碰头', mechanism: 'MONTHLY_MEETING', count: 2 },
        { label: '未填', mechanism: null, count: 1 },
      ],
      principles: [{ label: '未填', principle: null, count: 3 }],
      years: [{ unit: owner, year: 2024, count: 3 }],
    });
  });
});

describe('a second active pairing', () => {
  test('of the same party organisation is refused when it is proposed and when it is confirmed, and nothing is written', async () => {
    const partyOrganisation = id(chaoan, 'party', fresh());
    const rival = await life.proposed({ partyOrganisation });
    const first = await life.confirmed({ partyOrganisation });
    const answer = await life.confirm(rival);
    expect(codes(answer)).toEqual(['CONFLICT']);
    expect(answer.errors?.[0]?.extensions?.['received']).toContain(first);
    expect(await life.steps(rival)).toMatchObject({ state: 'PROPOSED', history: [{ change: 'PROPOSED' }] });
    const [{ n: before }] = (await world.select('select count(*) as n from pairing')) as [{ n: string }];
    expect(codes(await life.propose(proposal({ partyOrganisation })))).toEqual(['CONFLICT']);
    expect(await world.select('select count(*) as n from pairing')).toEqual([{ n: before }]);
    // Once the first has ended, the next may follow.
    expect((await life.end(first, '2024-03-15')).errors).toBeUndefined();
    expect((await life.confirm(rival)).errors).toBeUndefined();
  });

  test('of an organisation whose other party organisation is paired is no second one; nor is one with a village, or the city’s', async () => {
    const organisation = id(chaoan, 'org', fresh());
    await life.confirmed({ organisation, partyOrganisation: id(chaoan, 'party', fresh()) });
    await life.confirmed({ organisation, partyOrganisation: id(chaoan, 'party', fresh()) });
    await life.confirmed({ organisation });
    await life.confirmed({ organisation, kind: 'ENTERPRISE_VILLAGE', unit: null, counterpart: '示例村' });
    const byCity = proposal({ organisation, jurisdiction: city });
    expect((await life.propose(byCity, { viewer: officer('CITY', city) })).errors).toBeUndefined();
    expect(codes(await life.propose(proposal({ organisation })))).toEqual(['CONFLICT']);
  });

  test('confirmed at the same moment as the first: one of the two is refused', async () => {
    for (let round = 0; round < 5; round++) {
      const organisation = id(chaoan, 'org', fresh());
      const [a, b] = [await life.proposed({ organisation }), await life.proposed({ organisation })];
      const answers = await Promise.all([life.confirm(a), life.confirm(b)]);
      expect(answers.flatMap((answer) => codes(answer))).toEqual(['CONFLICT']);
      const active = await world.ask(
        `{ pairings(filter: { organisation: "${organisation}", active: true }) { totalCount } }`,
      );
      expect(active.data.pairings.totalCount).toBe(1);
    }
  });
});

describe('a step is refused', () => {
  test.each<[string, From, (wanted: string) => ReturnType<typeof life.confirm>, string]>([
    ['to confirm what is confirmed', 'confirmed', (wanted) => life.confirm(wanted), 'INVALID_TRANSITION'],
    ['to refuse what is confirmed', 'confirmed', (wanted) => life.refuse(wanted), 'INVALID_TRANSITION'],
    ['to end a proposal', 'proposed', (wanted) => life.end(wanted, '2024-03-15'), 'INVALID_TRANSITION'],
    [
      'to renew what was not assessed',
      'confirmed',
      (wanted) => life.renew(wanted, '2024-03-15'),
      'INVALID_TRANSITION',
    ],
    ['to renew on a day to come', 'assessed', (wanted) => life.renew(wanted, '2024-03-16'), 'INVALID_INPUT'],
    ['to renew before it began', 'assessed', (wanted) => life.renew(wanted, '2024-02-29'), 'INVALID_INPUT'],
    ['to end on a day to come', 'confirmed', (wanted) => life.end(wanted, '2024-03-16'), 'INVALID_INPUT'],
    ['to end before it began', 'confirmed', (wanted) => life.end(wanted, '2024-02-29'), 'INVALID_INPUT'],
    [
      'to end without a reason',
      'confirmed',
      (wanted) => life.end(wanted, '2024-03-15', { reason: ' ' }),
      'INVALID_INPUT',
    ],
    [
      'by the liaison to confirm',
      'proposed',
      (wanted) => life.confirm(wanted, null, { viewer: liaison }),
      'FORBIDDEN',
    ],
    [
      'by the liaison to end',
      'confirmed',
      (wanted) => life.end(wanted, '2024-03-15', { viewer: liaison }),
      'FORBIDDEN',
    ],
    [
      'by the city in a county',
      'proposed',
      (wanted) => life.confirm(wanted, null, { viewer: officer('CITY', city) }),
      'FORBIDDEN',
    ],
    [
      'by another unit’s liaison to take back',
      'proposed',
      (wanted) => life.refuse(wanted, { viewer: officer('UNIT', chaoan, { unit: id(chaoan, 'unit', 2) }) }),
      'FORBIDDEN',
    ],
    [
      'where it is not owned',
      'proposed',
      (wanted) => life.confirm(wanted, null, { owned: [city] }),
      'UNKNOWN_JURISDICTION',
    ],
    ['of what is not there', 'proposed', () => life.confirm(id(chaoan, 'pair', 999)), 'NOT_FOUND'],
    ['of another type', 'proposed', () => life.confirm(unit), 'INVALID_ID'],
  ])('%s', async (_, from, step, code) => {
    const wanted = await life[from]();
    const before = await life.steps(wanted);
    const answer = await step(wanted);
    expect(codes(answer)).toEqual([code]);
    expect(answer.errors?.[0]?.extensions?.['expected']).toEqual(expect.any(String));
    expect(await life.steps(wanted)).toEqual(before);
  });

  test('to end before its last activity', async () => {
    const wanted = await life.confirmed();
    await life.activity(wanted, '2024-03-10');
    const answer = await life.end(wanted, '2024-03-09');
    expect(codes(answer)).toEqual(['INVALID_INPUT']);
    expect(answer.errors?.[0]?.extensions?.['expected']).toBe('endedOn: 2024-03-10 to 2024-03-15');
    expect((await life.end(wanted, '2024-03-10')).errors).toBeUndefined();
  });

  test.each<[string, Record<string, unknown>, string, Viewer?]>([
    ['without a unit', { unit: null }, 'INVALID_INPUT'],
    ['without an organisation', { organisation: null }, 'INVALID_INPUT'],
    ['of two ledgers with a third side', { counterpart: '示例村' }, 'INVALID_INPUT'],
    [
      'of a village with a unit as its side',
      { kind: 'ENTERPRISE_VILLAGE', counterpart: '示例村' },
      'INVALID_INPUT',
    ],
    [
      'of a village without its name',
      { kind: 'ENTERPRISE_VILLAGE', unit: null, counterpart: ' ' },
      'INVALID_INPUT',
    ],
    ['of a school without the other', { kind: 'SCHOOL_SCHOOL', unit: null }, 'INVALID_INPUT'],
    ['with a unit above', { unit: id(city, 'unit', 1) }, 'INVALID_INPUT'],
    ['with an organisation beside', { organisation: id(raoping, 'org', 1) }, 'INVALID_INPUT'],
    ['promoted from above', { promotedBy: id(city, 'unit', 1) }, 'INVALID_INPUT'],
    ['to begin in two years', { startedOn: '2025-03-17' }, 'INVALID_INPUT'],
    ['without a title', { title: ' ' }, 'INVALID_INPUT'],
    ['with an id of another type', { organisation: unit }, 'INVALID_ID'],
    ['of another county', { jurisdiction: raoping }, 'FORBIDDEN'],
    ['by another unit’s liaison', {}, 'FORBIDDEN', officer('UNIT', chaoan, { unit: id(chaoan, 'unit', 2) })],
    [
      'by an organisation',
      {},
      'FORBIDDEN',
      officer('ORGANISATION', chaoan, { organisation: id(chaoan, 'org', 1) }),
    ],
  ])('to propose a pairing %s', async (_, rest, code, viewer) => {
    const [before] = await world.select('select count(*) as n from pairing');
    const answer = await life.propose(proposal(rest), { ...(viewer && { viewer }) });
    expect(codes(answer)).toEqual([code]);
    expect(await world.select('select count(*) as n from pairing')).toEqual([before]);
  });
});

test('the liaison of the unit proposes its pairing and takes it back', async () => {
  const answer = await life.propose(proposal(), { viewer: liaison });
  expect(answer.errors).toBeUndefined();
  const wanted = answer.data.proposePairing.pairing.id;
  expect((await life.refuse(wanted, { viewer: liaison })).errors).toBeUndefined();
  expect((await life.steps(wanted)).history.map(({ as }) => as)).toEqual(['UNIT', 'UNIT']);
});

describe('a correction', () => {
  test('changes what it says and keeps what was in the history', async () => {
    const wanted = await life.confirmed();
    const { data, errors } = await life.correct(wanted, {
      title: '示例单位 ↔ 示例企业党支部',
      mechanisms: ['MONTHLY_MEETING', 'JOINT_ACTIVITIES'],
      principles: null,
      startedOn: '2024-02-01',
      promotedBy: id(chaoan, 'unit', 2),
    });
    expect(errors).toBeUndefined();
    expect(data.correctPairing.pairing).toMatchObject({
      title: '示例单位 ↔ 示例企业党支部',
      state: 'CONFIRMED',
      mechanisms: ['MONTHLY_MEETING', 'JOINT_ACTIVITIES'],
      principles: [],
      startedOn: '2024-02-01',
      unit: { id: unit },
      promotedBy: { id: id(chaoan, 'unit', 2) },
    });
    const { data: seen } = await world.ask(
      `{ pairing(id: "${wanted}") { history { change reason fields { name previous current } } } }`,
    );
    expect(seen.pairing.history.at(-1)).toEqual({
      change: 'CORRECTED',
      reason: '录错',
      fields: expect.arrayContaining([
        { name: 'startedOn', previous: '2024-03-01', current: '2024-02-01' },
        { name: 'mechanisms', previous: 'PRECISE_MATCHING', current: 'MONTHLY_MEETING, JOINT_ACTIVITIES' },
      ]),
    });
  });

  test.each<[string, object, string]>([
    ['nothing', {}, 'INVALID_INPUT'],
    ['no title', { title: null }, 'INVALID_INPUT'],
    ['a beginning after its first activity', { startedOn: '2024-03-06' }, 'INVALID_INPUT'],
    ['an end while it is active', { endedOn: '2024-03-15' }, 'INVALID_INPUT'],
    ['a side by its name', { counterpart: '示例村' }, 'INVALID_INPUT'],
    ['a unit above that promotes it', { promotedBy: id(city, 'unit', 1) }, 'INVALID_INPUT'],
  ])('to %s is refused', async (_, input, code) => {
    const wanted = await life.confirmed();
    await life.activity(wanted, '2024-03-05');
    expect(codes(await life.correct(wanted, input))).toEqual([code]);
    expect((await life.steps(wanted)).history).toHaveLength(2);
  });

  test('moves the end of what ended between its last activity and today, and does not take it away', async () => {
    const wanted = await life.confirmed();
    await life.activity(wanted, '2024-03-05');
    await life.end(wanted, '2024-03-12');
    expect((await life.correct(wanted, { endedOn: '2024-03-05' })).errors).toBeUndefined();
    for (const endedOn of ['2024-03-04', '2024-03-16', null]) {
      expect(codes(await life.correct(wanted, { endedOn }))).toEqual(['INVALID_INPUT']);
    }
  });
});

describe('a key', () => {
  const cases: [string, From, (wanted: string, how: How) => ReturnType<typeof life.confirm>][] = [
    ['confirmPairing', 'proposed', (wanted, how) => life.confirm(wanted, null, how)],
    ['refusePairing', 'proposed', (wanted, how) => life.refuse(wanted, how)],
    ['renewPairing', 'assessed', (wanted, how) => life.renew(wanted, '2024-03-15', how)],
    ['endPairing', 'confirmed', (wanted, how) => life.end(wanted, '2024-03-15', how)],
    ['correctPairing', 'confirmed', (wanted, how) => life.correct(wanted, { title: '更正' }, how)],
  ];
  test.each(cases)(
    'of %s stands for one effect and one answer, also twice at once',
    async (field, from, step) => {
      const wanted = await life[from]();
      const key = `once-${fresh()}`;
      const [a, b] = await Promise.all([step(wanted, { key }), step(wanted, { key })]);
      const again = await step(wanted, { key });
      expect(a.errors).toBeUndefined();
      expect(b.data).toEqual(a.data);
      expect(again.data).toEqual(a.data);
      expect(a.data[field].pairing.id).toBe(wanted);
      const taken = (await life.steps(wanted)).history.length;
      const other = await life[from]();
      expect(codes(await step(other, { key }))).toEqual(['IDEMPOTENCY_CONFLICT']);
      expect((await life.steps(wanted)).history).toHaveLength(taken);
    },
  );

  test('of proposePairing makes one pairing', async () => {
    const input = proposal();
    const [a, b] = await Promise.all([
      life.propose(input, { key: 'propose-once' }),
      life.propose(input, { key: 'propose-once' }),
    ]);
    expect(a.errors).toBeUndefined();
    expect(b.data).toEqual(a.data);
    expect((await life.propose(input, { key: 'propose-once' })).data).toEqual(a.data);
    const { data } = await world.ask(
      `{ pairings(filter: { organisation: "${input.organisation}" }) { totalCount } }`,
    );
    expect(data.pairings.totalCount).toBe(1);
    expect(codes(await life.propose({ ...input, title: '另一个' }, { key: 'propose-once' }))).toEqual([
      'IDEMPOTENCY_CONFLICT',
    ]);
  });
});

test('a pairing that is moved on in another’s transaction stays as it was where that fails', async () => {
  const wanted = await life.confirmed();
  const failing = world.within(
    async (em, context) => {
      await movePairing(em, context, { id: wanted as RecordId, to: 'REPORTED' });
      throw new Error('the report could not be kept');
    },
    { viewer: officerOfChaoan },
  );
  await expect(failing).rejects.toThrow('the report could not be kept');
  expect((await life.steps(wanted)).state).toBe('CONFIRMED');
  await expect(life.move(wanted, 'ASSESSED')).rejects.toMatchObject({
    extensions: { code: 'INVALID_TRANSITION' },
  });
  await expect(life.move(id(chaoan, 'pair', 999), 'REPORTED')).rejects.toMatchObject({
    extensions: { code: 'NOT_FOUND' },
  });
});
