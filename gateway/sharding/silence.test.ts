import { expect, test } from 'vitest';
import { ask, lying, places, silencing } from './testing/ask.ts';
import { east, makeWorld, north, south } from './testing/world.ts';

const world = makeWorld();
const without = (code: string) => ({ ...world, farms: world.farms.filter(({ owner }) => owner !== code) });
const farmsQuery = '{ farms(first: 100) { nodes { id } totalCount } }';

test('when one shard is silent, the others still answer and the gap is named', async () => {
  for (const reason of ['timeout', 'down', 'denied', 'invalid', 'unsupported'] as const) {
    const answer = await ask(farmsQuery, { world, meddle: silencing('east', reason) });
    expect(answer.data).toEqual((await ask(farmsQuery, { world: without(east) })).data);
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors[0]).toMatchObject({ path: ['farms'], extensions: { jurisdiction: east } });
    const coverage = answer.coverage.jurisdictions.find(({ code }) => code === east);
    expect(coverage).toMatchObject({ outcome: reason, rows: 0, subgraphs: ['ledger'] });
    expect(answer.coverage.incomplete).toEqual([['farms'], ['farms', 'totalCount']]);
  }
});

test('every jurisdiction of a silent deployment is named', async () => {
  const federation = { all: [north], rest: [south, east] };
  const answer = await ask('{ farmCount }', { world, federation, meddle: silencing('rest', 'timeout') });
  expect(answer.errors.map(({ extensions }) => extensions?.['jurisdiction'])).toContain(south);
  expect(answer.errors.map(({ extensions }) => extensions?.['jurisdiction'])).toContain(east);
});

test('a sum over nobody is null, not 0, and says that it is incomplete', async () => {
  const meddle = () => ({ kind: 'silent', reason: 'down', milliseconds: 1 }) as const;
  const answer = await ask(
    '{ farmCount overview { farms helpful { value } } farmGroups(by: []) { count } }',
    { meddle },
  );
  expect(answer.data).toEqual({ farmCount: null, overview: null, farmGroups: null });
  expect(answer.coverage.incomplete).toContainEqual(['farmCount']);
  expect(answer.coverage.incomplete).toContainEqual(['overview', 'farms']);
});

test('a jurisdiction without a deployment is unsupported, and nobody is called for it', async () => {
  const federation = { city: [world.places[0]!.code] };
  const answer = await ask('{ farmCount }', { world, federation });
  expect(answer.calls).toHaveLength(1);
  expect(answer.errors.map(({ extensions }) => extensions?.['code'])).toEqual(
    Array.from({ length: 4 }, () => 'UNSUPPORTED_BY_JURISDICTION'),
  );
  expect(answer.coverage.jurisdictions.filter(({ outcome }) => outcome === 'unsupported')).toHaveLength(4);
});

test('replicated data that nobody serves is missing, not null without a word', async () => {
  const answer = await ask('{ places { name } }', { world, federation: {} });
  expect(answer.data).toEqual({ places: null });
  expect(new Set(places(answer))).toEqual(new Set(['UNSUPPORTED_BY_JURISDICTION at places']));
});

test('replicated data is asked of the next shard when one is silent, and nothing is missing', async () => {
  const answer = await ask('{ places { name } }', { world, meddle: silencing('city', 'down') });
  expect(answer.errors).toEqual([]);
  expect(answer.data).toEqual((await ask('{ places { name } }', { world })).data);
  expect(answer.calls.map(({ deployment }) => deployment)).toEqual(['city', 'north']);
});

test('a silent owner costs its record where it stands, and the error is there', async () => {
  const farm = world.farms.find(({ owner, partner }) => owner !== east && partner?.startsWith(`${east}-`));
  const query = `{ farm(id: "${farm!.id}") { id partner { name } } }`;
  const answer = await ask(query, { world, meddle: silencing('east', 'timeout') });
  expect(answer.data).toEqual({ farm: { id: farm!.id, partner: null } });
  expect(places(answer)).toEqual(['JURISDICTION_TIMEOUT at farm.partner']);
});

test('a silent shard gives one error for a field and parent, ten at most', async () => {
  const answer = await ask('{ farms(first: 100) { nodes { echoes { totalCount } } } }', {
    world,
    meddle: (call, honest) =>
      call.deployment === 'east' && call.query.includes('_entities')
        ? { kind: 'silent', reason: 'down', milliseconds: 1 }
        : honest(),
  });
  expect(answer.errors).toHaveLength(10);
  expect(answer.errors[0]?.path).toEqual(['farms', 'nodes', 0, 'echoes']);
});

test('a shard that refuses a root field is denied, and is said to', async () => {
  const answer = await ask('{ secrets { totalCount } }', { world });
  expect(answer.data).toEqual({ secrets: null });
  expect(answer.errors).toEqual([
    { message: 'not for you', path: ['secrets'], extensions: { code: 'FORBIDDEN' } },
  ]);
  expect(new Set(answer.coverage.jurisdictions.map(({ outcome }) => outcome))).toEqual(new Set(['denied']));
});

type Data = {
  farms: { edges: { cursor: string; node: { id: string } }[]; nodes: { id: string }[]; totalCount: unknown };
};
const edgesQuery = '{ farms(first: 100) { edges { cursor node { id } } totalCount } }';
const lies: Record<string, (data: Data) => unknown> = {
  'an unsorted page': ({ farms }) => ({ farms: { ...farms, edges: farms.edges.toReversed() } }),
  'a cursor that is none': ({ farms }) => ({
    farms: { ...farms, edges: farms.edges.map((edge) => ({ ...edge, cursor: 'x' })) },
  }),
  'an edge without a cursor': ({ farms }) => ({
    farms: { ...farms, edges: farms.edges.map(({ node }) => ({ node })) },
  }),
  "another's id": ({ farms }) => ({
    farms: {
      ...farms,
      edges: farms.edges.map((edge) => ({
        ...edge,
        node: { id: world.farms.find(({ owner }) => owner === south)!.id },
      })),
    },
  }),
  'a total that is a text': ({ farms }) => ({ farms: { ...farms, totalCount: '12' } }),
  'a list for a connection': () => ({ farms: [] }),
  'another field': () => ({ other: 1 }),
};
for (const [lie, change] of Object.entries(lies)) {
  test(`a shard that answers with ${lie} is left out whole`, async () => {
    const answer = await ask(edgesQuery, { world, meddle: lying('east', change as never) });
    expect(answer.data).toEqual((await ask(edgesQuery, { world: without(east) })).data);
    expect(places(answer)).toEqual(['JURISDICTION_INVALID_ANSWER at farms']);
    expect(answer.coverage.jurisdictions.find(({ code }) => code === east)?.outcome).toBe('invalid');
  });
}

test("a shard that sends another jurisdiction's rows is left out", async () => {
  const answer = await ask(edgesQuery, {
    world,
    meddle: (call, honest) => {
      if (call.deployment !== 'east') return honest();
      return { kind: 'answered', data: { farms: theirs }, errors: [], bytes: 1, milliseconds: 1 };
    },
  });
  expect(places(answer)).toEqual(['JURISDICTION_INVALID_ANSWER at farms']);
});
const theirs = await (async () => {
  const query =
    '{ farms(first: 100, jurisdictions: ["445103"]) { edges { cursor node { id } } totalCount pageInfo { hasNextPage hasPreviousPage } } }';
  const { data } = await ask(query, { world });
  return { ...(data as Data).farms, _s0_pageInfo: { _s0_hasNextPage: false, _s0_hasPreviousPage: false } };
})();

test('entities of another number or shape than asked are not used, and only that shard is invalid', async () => {
  const farms = world.farms.filter(({ owner }) => owner === south || owner === east).slice(0, 8);
  const variables = { representations: farms.map(({ id }) => ({ __typename: 'Farm', id })) };
  const query =
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Farm { name } } }';
  for (const lie of [[], [1], 'x', Array.from({ length: 8 }, () => ({ other: 1 }))]) {
    const answer = await ask(query, {
      world,
      variables,
      meddle: lying('east', (() => ({ _s0_e0: lie })) as never),
    });
    expect(answer.data).toEqual({
      _entities: farms.map(({ owner, name }) => (owner === east ? null : { name })),
    });
    expect(new Set(answer.errors.map(({ extensions }) => extensions?.['code']))).toEqual(
      new Set(['JURISDICTION_INVALID_ANSWER']),
    );
  }
});

test('a total that one shard cannot tell is told as incomplete, with the error at its place', async () => {
  const answer = await ask('{ farms(first: 3) { nodes { id } totalCount } overview { farms } }', {
    world,
    meddle: (call, honest) => {
      const reply = honest();
      if (call.deployment !== 'east' || reply.kind !== 'answered') return reply;
      const data = reply.data as { farms: Record<string, unknown>; overview: Record<string, unknown> };
      data.farms['totalCount'] = null;
      data.overview['farms'] = null;
      const fault = (...path: string[]) => ({
        message: 'busy',
        path,
        extensions: { code: 'DATABASE_UNAVAILABLE' },
      });
      return { ...reply, errors: [fault('farms', 'totalCount'), fault('overview', 'farms')] };
    },
  });
  expect(answer.data!['overview']).toEqual({
    farms: world.farms.filter(({ owner }) => owner !== east).length,
  });
  expect(places(answer)).toEqual([
    'DATABASE_UNAVAILABLE at farms.totalCount',
    'DATABASE_UNAVAILABLE at overview.farms',
  ]);
  expect(answer.errors[0]?.extensions).toEqual({ code: 'DATABASE_UNAVAILABLE', jurisdiction: east });
  expect(answer.coverage.incomplete).toEqual([
    ['farms', 'totalCount'],
    ['overview', 'farms'],
  ]);
});

test('what a shard says of its inside does not reach the client', async () => {
  const answer = await ask('{ farmCount }', {
    world,
    meddle: (call, honest) =>
      call.deployment === 'east'
        ? {
            kind: 'answered',
            data: { farmCount: null },
            errors: [
              {
                message: 'SELECT * FROM farm',
                path: ['farmCount'],
                extensions: { code: 'XX000', stacktrace: ['at'] },
              },
            ],
            bytes: 1,
            milliseconds: 1,
          }
        : honest(),
  });
  expect(JSON.stringify(answer)).not.toContain('SELECT');
  expect(answer.errors).toMatchObject([
    { path: ['farmCount'], extensions: { code: 'INTERNAL_SERVER_ERROR', jurisdiction: east } },
  ]);
  expect(answer.coverage.incomplete).toEqual([['farmCount']]);
});
