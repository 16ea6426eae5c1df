import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { codesOf, type Answer } from '../support/client.ts';
import { countWritten } from '../support/counting.ts';
import { layouts } from '../support/layouts.ts';
import { onlyError } from '../support/only-error.ts';
import { viewersOf, type ViewerName, type Viewers } from '../support/viewers.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

let world: World;
let viewers: Viewers;
let federation: ShardedFederation;
/** An organisation of 潮安, one of 饶平, a pairing of the city and one of 潮安. */
const known: Record<'ours' | 'theirs' | 'cityPairing' | 'ownPairing' | 'unit', string> = {
  ours: '',
  theirs: '',
  cityPairing: '',
  ownPairing: '',
  unit: '',
};

beforeAll(async () => {
  world = await openWorld();
  viewers = viewersOf(world.ledgers, '445103', '445122');
  federation = await world.shard(layouts.apart);
  known.ours = world.ledgers['445103']!.organisations[0]!.id;
  known.theirs = world.ledgers['445122']!.organisations[0]!.id;
  known.cityPairing = world.ledgers['445100']!.pairings[0]!.id;
  known.ownPairing = world.ledgers['445103']!.pairings[0]!.id;
  known.unit = world.ledgers['445103']!.memberUnits[0]!.id;
}, 60_000);

afterAll(() => world?.[Symbol.asyncDispose]());

async function ask(
  query: string,
  viewer: ViewerName = 'city',
  variables?: Record<string, unknown>,
): Promise<Answer> {
  return federation.ask(viewers[viewer], { query, variables });
}

const expected = expect.stringMatching(/\S/);

describe('a query that asks for what is not', () => {
  test.each<[string, string, string, unknown[]]>([
    [
      'an unknown jurisdiction',
      '{ organisations(jurisdictions: ["110000"]) { totalCount } }',
      'UNKNOWN_JURISDICTION',
      ['organisations'],
    ],
    [
      'one unknown jurisdiction among known ones',
      '{ activityGroups(by: [KIND], jurisdictions: ["445103", "999999"]) { count } }',
      'UNKNOWN_JURISDICTION',
      ['activityGroups'],
    ],
    [
      'an unknown jurisdiction by code',
      '{ jurisdiction(code: "110000") { name } }',
      'UNKNOWN_JURISDICTION',
      ['jurisdiction'],
    ],
    [
      'a malformed jurisdiction',
      '{ organisations(jurisdictions: ["44510"]) { totalCount } }',
      'INVALID_JURISDICTION_CODE',
      ['organisations'],
    ],
    ['a malformed id', '{ organisation(id: "nobody") { name } }', 'INVALID_ID', ['organisation']],
    [
      'a malformed id in a filter',
      '{ activities(filter: { pairing: "nobody" }) { nodes { id } } }',
      'INVALID_ID',
      ['activities', 'nodes'],
    ],
    [
      'an id of no jurisdiction',
      '{ organisation(id: "110000-org-01hk3qgm2qfsg6yrsvxetn591c") { name } }',
      'UNKNOWN_JURISDICTION',
      ['organisation'],
    ],
  ])('%s is one clear error, and no rows', async (_, query, code, path) => {
    const answer = await ask(query);
    expect(onlyError(answer)).toMatchObject({ code, path, expected, received: expected });
    const [root] = path as [string];
    const value = (answer.data as Record<string, Record<string, unknown> | null>)[root];
    expect(path.length === 1 ? value : (value?.[path[1] as string] ?? null)).toBeNull();
    // Nothing was got, and by the query's own fault.
    expect(answer.status).toBe(400);
  });

  test('the id of another type is refused with the type that was expected', async () => {
    const error = onlyError(await ask(`{ organisation(id: "${known.ownPairing}") { name } }`));
    expect(error).toMatchObject({ code: 'INVALID_ID', expected: expect.stringContaining('Organisation') });
  });

  test('an id that nobody has is not found, without an error', async () => {
    const { data, errors } = await ask(`{ organisation(id: "${known.ours.slice(0, -1)}0") { name } }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ organisation: null });
  });

  test('one wrong field leaves its neighbours', async () => {
    const answer = await ask(
      '{ pairings(jurisdictions: ["110000"]) { totalCount } memberUnits { totalCount } }',
    );
    expect(onlyError(answer)).toMatchObject({ code: 'UNKNOWN_JURISDICTION', path: ['pairings'] });
    expect(answer.data).toEqual({ pairings: null, memberUnits: { totalCount: 117 } });
    expect(answer.status).toBe(200);
  });

  test.each([
    ['an unknown enum value', '{ activityGroups(by: [COLOUR]) { count } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['an unknown field', '{ organisations { nodes { colour } } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['half an operation', '{ organisations { nodes {', 'GRAPHQL_PARSE_FAILED'],
    [
      'two operations without a name',
      'query A { __typename } query B { __typename }',
      'OPERATION_RESOLUTION_FAILURE',
    ],
    ['_entities', '{ _entities(representations: []) { __typename } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['_service', '{ _service { sdl } }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s is refused whole: 400', async (_, query, code) => {
    const answer = await ask(query);
    expect(answer.status).toBe(400);
    expect(codesOf(answer)).toEqual([code]);
    expect(answer.data).toBeUndefined();
  });

  test('an unknown enum value in a variable is refused whole', async () => {
    const answer = await ask(
      'query Q($by: [ActivityDimension!]!) { activityGroups(by: $by) { count } }',
      'city',
      { by: ['COLOUR'] },
    );
    expect(answer.status).toBe(400);
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
  });
});

describe('a mutation that may not be', () => {
  const registering = {
    jurisdiction: '445103',
    name: '示例企业',
    kind: 'NON_PUBLIC_ENTERPRISE',
    industry: 'C',
    registeredOn: '2022-02-02',
  };
  const register = `mutation M($key: ID!, $input: RegisterOrganisationInput!) {
    done: registerOrganisation(idempotencyKey: $key, input: $input) { organisation { id } }
  }`;
  const record = `mutation M($key: ID!, $input: RecordActivityInput!) {
    done: recordActivity(idempotencyKey: $key, input: $input) { activity { id } }
  }`;
  const provide = `mutation M($key: ID!, $input: RecordPublicServiceInput!) {
    done: recordPublicService(idempotencyKey: $key, input: $input) { publicService { id } }
  }`;
  const raise = `mutation M($key: ID!, $input: RaiseAppealInput!) {
    done: raiseAppeal(idempotencyKey: $key, input: $input) { appeal { id } }
  }`;
  const held = { jurisdiction: '445103', kind: 'CONTACT', title: '示例联系指导', heldOn: '2023-03-03' };
  const provided = () => ({
    jurisdiction: '445103',
    kind: 'WARMTH',
    title: '示例慰问',
    providedOn: '2023-03-03',
    organisation: known.ours,
  });
  const raised = () => ({ jurisdiction: '445103', organisation: known.ours, title: '示例诉求' });
  const tomorrow = new Date(Date.now() + 2 * 24 * 3600 * 1000).toISOString().slice(0, 10);

  test('names an unknown industry, and what it may be', async () => {
    const input = { ...registering, industry: 'ZZ' };
    const answer = await ask(register, 'county', { key: 'unknown-industry', input });
    expect(onlyError(answer)).toMatchObject({
      code: 'BAD_USER_INPUT',
      expected: expect.stringMatching(/^input\.industry: a value of \w+$/),
      received: '"ZZ"',
    });
  });

  type Input = () => Record<string, unknown>;
  const cases: [string, ViewerName, string, Input, string][] = [
    ['without a role, an organisation', 'public', register, () => registering, 'FORBIDDEN'],
    ['by another county, an organisation', 'otherCounty', register, () => registering, 'FORBIDDEN'],
    ['by the city, an organisation of a county', 'city', register, () => registering, 'FORBIDDEN'],
    ['by an auditor, an organisation', 'auditor', register, () => registering, 'FORBIDDEN'],
    [
      'in the future, an organisation',
      'county',
      register,
      () => ({ ...registering, registeredOn: tomorrow }),
      'INVALID_INPUT',
    ],
    [
      'without a name, an organisation',
      'county',
      register,
      () => ({ ...registering, name: '  ' }),
      'INVALID_INPUT',
    ],
    [
      'with a bad credit code, an organisation',
      'county',
      register,
      () => ({ ...registering, creditCode: '123' }),
      'INVALID_INPUT',
    ],
    [
      'of fewer than no employees, an organisation',
      'county',
      register,
      () => ({ ...registering, employees: -1 }),
      'INVALID_INPUT',
    ],
    [
      'nowhere, an organisation',
      'county',
      register,
      () => ({ ...registering, jurisdiction: '110000' }),
      'UNKNOWN_JURISDICTION',
    ],
    ['in the future, an activity', 'county', record, () => ({ ...held, heldOn: tomorrow }), 'INVALID_INPUT'],
    [
      'for a pairing above, an activity',
      'county',
      record,
      () => ({ ...held, pairing: known.cityPairing }),
      'INVALID_INPUT',
    ],
    [
      'for no pairing, an activity',
      'county',
      record,
      () => ({ ...held, pairing: `${known.ownPairing.slice(0, -1)}0` }),
      'NOT_FOUND',
    ],
    ['by the public, an activity', 'public', record, () => held, 'FORBIDDEN'],
    ['by an organisation, an activity', 'organisation', record, () => held, 'FORBIDDEN'],
    [
      'by two at once, a service',
      'county',
      provide,
      () => ({ ...provided(), partyOrganisation: `445103-party-${known.ours.split('-')[2]}` }),
      'INVALID_INPUT',
    ],
    [
      'for a village without a name, a service',
      'county',
      provide,
      () => ({ ...provided(), beneficiaryKind: 'VILLAGE' }),
      'INVALID_INPUT',
    ],
    ['none of it, a service', 'county', provide, () => ({ ...provided(), count: 0 }), 'INVALID_INPUT'],
    [
      'in the future, a service',
      'county',
      provide,
      () => ({ ...provided(), providedOn: tomorrow }),
      'INVALID_INPUT',
    ],
    [
      'for an organisation elsewhere, a service',
      'county',
      provide,
      () => ({ ...provided(), organisation: known.theirs }),
      'INVALID_INPUT',
    ],
    ['by the public, an appeal', 'public', raise, raised, 'FORBIDDEN'],
    [
      'by another organisation, an appeal',
      'organisation',
      raise,
      () => ({ ...raised(), organisation: world.ledgers['445103']!.organisations[1]!.id }),
      'FORBIDDEN',
    ],
    [
      'for an organisation elsewhere, an appeal',
      'county',
      raise,
      () => ({ ...raised(), organisation: known.theirs }),
      'INVALID_INPUT',
    ],
  ];

  test.each(cases)('%s is refused, and nothing is written', async (name, viewer, query, input, code) => {
    const before = await countWritten(federation.deployments);
    const answer = await ask(query, viewer, { key: `bad-input ${name}`, input: input() });
    expect(onlyError(answer)).toMatchObject({ code, path: ['done'], expected });
    expect(answer.data).toEqual({ done: null });
    expect(await countWritten(federation.deployments)).toEqual(before);
  });

  test('without an idempotency key is refused whole', async () => {
    const before = await countWritten(federation.deployments);
    const query = `mutation M($input: RegisterOrganisationInput!) { registerOrganisation(input: $input) { organisation { id } } }`;
    const answer = await ask(query, 'county', { input: registering });
    expect(answer.status).toBe(400);
    expect(answer.errors![0]!.message).toContain('idempotencyKey');
    expect(await countWritten(federation.deployments)).toEqual(before);
  });

  test.each(['', 'short', 'x'.repeat(129)])('with the idempotency key %j is refused', async (key) => {
    const before = await countWritten(federation.deployments);
    const error = onlyError(await ask(register, 'county', { key, input: registering }));
    expect(error).toMatchObject({ code: 'IDEMPOTENCY_KEY_REQUIRED', expected, received: expected });
    expect(await countWritten(federation.deployments)).toEqual(before);
  });

  test('with the key of another request is a conflict; the same request again is the same answer', async () => {
    const key = 'one intention, told twice';
    const first = await ask(register, 'county', { key, input: registering });
    expect(first.errors).toBeUndefined();
    const before = await countWritten(federation.deployments);
    expect((await ask(register, 'county', { key, input: registering })).data).toEqual(first.data);
    const conflict = onlyError(
      await ask(register, 'county', { key, input: { ...registering, name: '另一企业' } }),
    );
    expect(conflict).toMatchObject({ code: 'IDEMPOTENCY_CONFLICT', path: ['done'] });
    expect(await countWritten(federation.deployments)).toEqual(before);
  });

  test('with NUL in a text is refused', async () => {
    const before = await countWritten(federation.deployments);
    const answer = await ask(register, 'county', {
      key: 'a text with NUL',
      input: { ...registering, name: '示\u0000例' },
    });
    expect(['BAD_USER_INPUT', 'INVALID_INPUT']).toContain(codesOf(answer)[0]);
    expect(await countWritten(federation.deployments)).toEqual(before);
  });
});
