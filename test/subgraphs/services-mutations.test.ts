import { services } from '@jiedui/services/subgraph';
import { publicViewer, type Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { all, chaoan, city, codes, id, officer, openWorld, raoping, type World } from './pairings-world.ts';

const organisation = id(chaoan, 'org', 1);
const unit = id(chaoan, 'unit', 1);
const officerOfChaoan = officer('COUNTY', chaoan);
const secretary = officer('ORGANISATION', chaoan, { organisation });

let world: World;
beforeAll(async () => {
  world = await openWorld(services);
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.select('truncate public_service, appeal, idempotency'));

async function written(): Promise<unknown> {
  const [counts] = await world.select(`select (select count(*)::int from public_service) as services,
    (select count(*)::int from appeal) as appeals, (select count(*)::int from idempotency) as keys`);
  return counts;
}
const nothing = { services: 0, appeals: 0, keys: 0 };

interface Attempt {
  key?: string;
  viewer?: Viewer;
  owned?: typeof all;
  change?: Record<string, unknown>;
}

describe('recording a public service', () => {
  const mutation = `mutation($key: ID!, $input: RecordPublicServiceInput!) {
    recordPublicService(idempotencyKey: $key, input: $input) { publicService {
      id kind title providedOn count persons beneficiary beneficiaryKind beneficiaryOrganisation { id } actionLine provenance source
      jurisdiction { code } organisation { id } partyOrganisation { id } unit { id } pairing { id } } } }`;
  const input = {
    jurisdiction: chaoan,
    kind: 'POLICY_DELIVERY',
    title: '送政策进企业',
    providedOn: '2024-03-15',
    unit,
    pairing: id(city, 'pair', 1),
    actionLine: 'POLICY_BENEFIT',
    persons: 40,
    beneficiaryKind: 'ORGANISATION',
    beneficiaryOrganisation: organisation,
  };
  const record = ({
    key = 'intention-1',
    viewer = officerOfChaoan,
    owned = all,
    change = {},
  }: Attempt = {}) =>
    world.ask(mutation, { variables: { key, input: { ...input, ...change } }, viewer, owned });

  test('an officer records one for their county; it counts once where no number is given', async () => {
    const { data, errors } = await record();
    expect(errors).toBeUndefined();
    expect(data.recordPublicService.publicService).toEqual({
      id: expect.stringMatching(/^445103-svc-/),
      kind: 'POLICY_DELIVERY',
      title: '送政策进企业',
      providedOn: '2024-03-15',
      count: 1,
      persons: 40,
      beneficiary: null,
      beneficiaryKind: 'ORGANISATION',
      beneficiaryOrganisation: { id: organisation },
      actionLine: 'POLICY_BENEFIT',
      provenance: 'ENTERED',
      source: 'COUNTY 445103',
      jurisdiction: { code: chaoan },
      organisation: null,
      partyOrganisation: null,
      unit: { id: unit },
      pairing: { id: id(city, 'pair', 1) },
    });
  });

  test.each([
    ['its unit', officer('UNIT', chaoan, { unit }), {}],
    ['its organisation', secretary, { organisation, unit: null }],
  ])('%s records its own', async (_, viewer, change) => {
    expect((await record({ viewer, change })).errors).toBeUndefined();
    expect(await written()).toEqual({ services: 1, appeals: 0, keys: 1 });
  });

  test('a repetition gives the same record, another body a conflict', async () => {
    const first = await record();
    expect((await record()).data).toEqual(first.data);
    expect(codes(await record({ change: { count: 2 } }))).toEqual(['IDEMPOTENCY_CONFLICT']);
    expect(await written()).toEqual({ services: 1, appeals: 0, keys: 1 });
  });

  test.each<[string, Attempt, string]>([
    ['the public', { viewer: publicViewer }, 'FORBIDDEN'],
    ['an officer of another county', { viewer: officer('COUNTY', raoping) }, 'FORBIDDEN'],
    ['a city officer in a county', { viewer: officer('CITY', city) }, 'FORBIDDEN'],
    ['another unit', { viewer: officer('UNIT', chaoan, { unit: id(chaoan, 'unit', 2) }) }, 'FORBIDDEN'],
    ['another organisation', { viewer: { ...secretary, organisation: id(chaoan, 'org', 2) } }, 'FORBIDDEN'],
    ['an instructor', { viewer: officer('INSTRUCTOR', chaoan) }, 'FORBIDDEN'],
    ['an auditor', { viewer: officer('AUDITOR', chaoan) }, 'FORBIDDEN'],
    ['tomorrow', { change: { providedOn: '2024-03-16' } }, 'INVALID_INPUT'],
    ['a count of none', { change: { count: 0 } }, 'INVALID_INPUT'],
    ['fewer than no persons', { change: { persons: -1 } }, 'INVALID_INPUT'],
    ['a count below none', { change: { count: -1 } }, 'INVALID_INPUT'],
    ['an empty title', { change: { title: '' } }, 'INVALID_INPUT'],
    ['a title with NUL', { change: { title: 'a\u0000b' } }, 'INVALID_INPUT'],
    [
      'a village with NUL',
      { change: { beneficiaryKind: 'VILLAGE', beneficiaryOrganisation: null, beneficiary: '村\u0000' } },
      'INVALID_INPUT',
    ],
    [
      'an endless beneficiary',
      {
        change: {
          beneficiaryKind: 'VILLAGE',
          beneficiaryOrganisation: null,
          beneficiary: '长'.repeat(201),
        },
      },
      'INVALID_INPUT',
    ],
    ['a beneficiary above', { change: { beneficiaryOrganisation: id(city, 'org', 1) } }, 'INVALID_INPUT'],
    ['a beneficiary of another type', { change: { beneficiaryOrganisation: unit } }, 'INVALID_ID'],
    ['nobody who gave it', { change: { unit: null } }, 'INVALID_INPUT'],
    ['two who gave it', { change: { organisation } }, 'INVALID_INPUT'],
    ['a beneficiary without its kind', { change: { beneficiaryKind: null } }, 'INVALID_INPUT'],
    ['an organisation above', { change: { organisation: id(city, 'org', 1) } }, 'INVALID_INPUT'],
    [
      'a party organisation beside',
      { change: { partyOrganisation: id(raoping, 'party', 1) } },
      'INVALID_INPUT',
    ],
    ['a unit beside', { change: { unit: id(raoping, 'unit', 1) } }, 'INVALID_INPUT'],
    ['a pairing beside', { change: { pairing: id(raoping, 'pair', 1) } }, 'INVALID_INPUT'],
    ['an id of another type', { change: { organisation: unit } }, 'INVALID_ID'],
    ['an unknown jurisdiction', { change: { jurisdiction: '110000' } }, 'UNKNOWN_JURISDICTION'],
    ['a jurisdiction that lies elsewhere', { owned: [city] }, 'UNKNOWN_JURISDICTION'],
    ['a short key', { key: 'short' }, 'IDEMPOTENCY_KEY_REQUIRED'],
  ])('%s: refused, and nothing written', async (_, attempt, code) => {
    const answer = await record(attempt);
    expect(codes(answer)).toEqual([code]);
    expect(answer.data).toEqual({ recordPublicService: null });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      expected: expect.any(String),
      received: expect.any(String),
    });
    expect(await written()).toEqual(nothing);
  });
});

describe('raising an appeal', () => {
  const mutation = `mutation($key: ID!, $input: RaiseAppealInput!) {
    raiseAppeal(idempotencyKey: $key, input: $input) { appeal {
      id title body tier state raisedAt resolvedAt provenance
      jurisdiction { code } organisation { id } unit { id } pairing { id } } } }`;
  const input = {
    jurisdiction: chaoan,
    organisation,
    title: '用电增容手续',
    body: '示例内容',
    unit: id(city, 'unit', 1),
    pairing: id(city, 'pair', 1),
  };
  const raise = ({ key = 'intention-1', viewer = secretary, owned = all, change = {} }: Attempt = {}) =>
    world.ask(mutation, { variables: { key, input: { ...input, ...change } }, viewer, owned });

  test('a secretary raises one for their organisation: tier 1, raised now, seen by its receiver', async () => {
    const { data, errors } = await raise();
    expect(errors).toBeUndefined();
    const { appeal } = data.raiseAppeal;
    expect(appeal).toEqual({
      id: expect.stringMatching(/^445103-app-/),
      title: '用电增容手续',
      body: '示例内容',
      tier: 'T1',
      state: 'RAISED',
      raisedAt: '2024-03-15T04:00:00.000Z',
      resolvedAt: null,
      provenance: 'ENTERED',
      jurisdiction: { code: chaoan },
      organisation: { id: organisation },
      unit: { id: id(city, 'unit', 1) },
      pairing: { id: id(city, 'pair', 1) },
    });
    const liaison = officer('UNIT', city, { unit: id(city, 'unit', 1) });
    const inbox = await world.ask('{ appeals { nodes { id } } }', { viewer: liaison });
    expect(inbox.data.appeals.nodes).toEqual([{ id: appeal.id }]);
  });

  test('an officer of the county raises one for it', async () => {
    expect((await raise({ viewer: officerOfChaoan })).errors).toBeUndefined();
    expect(await written()).toEqual({ services: 0, appeals: 1, keys: 1 });
  });

  test('a repetition gives the same appeal, another body a conflict', async () => {
    const first = await raise();
    expect((await raise()).data).toEqual(first.data);
    expect(codes(await raise({ change: { body: '其他内容' } }))).toEqual(['IDEMPOTENCY_CONFLICT']);
    expect(await written()).toEqual({ services: 0, appeals: 1, keys: 1 });
  });

  test.each<[string, Attempt, string]>([
    ['the public', { viewer: publicViewer }, 'FORBIDDEN'],
    [
      'the secretary of another organisation',
      { viewer: { ...secretary, organisation: id(chaoan, 'org', 2) } },
      'FORBIDDEN',
    ],
    ['an officer of another county', { viewer: officer('COUNTY', raoping) }, 'FORBIDDEN'],
    ['a city officer', { viewer: officer('CITY', city) }, 'FORBIDDEN'],
    ['a unit', { viewer: officer('UNIT', chaoan, { unit }) }, 'FORBIDDEN'],
    ['an instructor', { viewer: officer('INSTRUCTOR', chaoan) }, 'FORBIDDEN'],
    ['an auditor', { viewer: officer('AUDITOR', chaoan) }, 'FORBIDDEN'],
    ['another county than the organisation’s', { change: { jurisdiction: raoping } }, 'INVALID_INPUT'],
    ['a unit beside', { change: { unit: id(raoping, 'unit', 1) } }, 'INVALID_INPUT'],
    ['a pairing beside', { change: { pairing: id(raoping, 'pair', 1) } }, 'INVALID_INPUT'],
    ['a blank title', { change: { title: '  ' } }, 'INVALID_INPUT'],
    ['a title with NUL', { change: { title: 'a\u0000b' } }, 'INVALID_INPUT'],
    ['a body with NUL', { change: { body: '\u0000' } }, 'INVALID_INPUT'],
    ['a contact with NUL', { change: { contact: '1380000\u00008000' } }, 'INVALID_INPUT'],
    ['an endless body', { change: { body: '长'.repeat(5001) } }, 'INVALID_INPUT'],
    ['an id of another type', { change: { organisation: unit } }, 'INVALID_ID'],
    ['an unknown jurisdiction', { change: { jurisdiction: '110000' } }, 'UNKNOWN_JURISDICTION'],
    ['a jurisdiction that lies elsewhere', { owned: [city] }, 'UNKNOWN_JURISDICTION'],
    ['a short key', { key: 'short' }, 'IDEMPOTENCY_KEY_REQUIRED'],
  ])('%s: refused, and nothing written', async (_, attempt, code) => {
    const answer = await raise(attempt);
    expect(codes(answer)).toEqual([code]);
    expect(answer.data).toEqual({ raiseAppeal: null });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      expected: expect.any(String),
      received: expect.any(String),
    });
    expect(await written()).toEqual(nothing);
  });
});
