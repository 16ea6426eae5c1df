import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { executeSharded, planSharded } from './execute.ts';
import { ask, places } from './testing/ask.ts';
import { oracle, shardsOf, toyRules } from './testing/shards.ts';
import { city, east, makeWorld, mapOf, north, separate, south, zone } from './testing/world.ts';

const world = makeWorld();

/** The facts of the design's list of pitfalls, one by one; the random comparison with one database meets them all together. */
async function sameAsOneDatabase(query: string, variables: Record<string, unknown> = {}) {
  const answer = await ask(query, { world, variables });
  expect(answer.data).toEqual(oracle(world, parse(query), variables).data);
  return answer;
}

test('a scoped field below a reference is asked of its whole scope, not of the shard at hand', async () => {
  await sameAsOneDatabase(
    '{ visits(first: 50) { nodes { farm { visits(first: 3) { nodes { farm { visitCount } } } } } } }',
  );
});

test('the same below fragments, aliases, unions and lists', async () => {
  await sameAsOneDatabase(`{ records(first: 40) { list: nodes { ...R ... on Farm { things { ... on Record { x: echoes { totalCount } } } } } } }
    fragment R on Record { ... on Visit { there: farm { n: visitCount } } ... on Farm { n: visitCount friends { n: visitCount } } }`);
});

test('the same below a replicated type, which any shard may have answered', async () => {
  await sameAsOneDatabase(
    '{ farms(first: 40) { nodes { place { farmCount parent { farmCount farms(first: 2) { nodes { name } } } } } } }',
  );
  await sameAsOneDatabase('{ place(code: "445103") { name farms { totalCount } namesakes { totalCount } } }');
});

test('the defaults of variables and of the schema are applied before planning', async () => {
  const query =
    'query ($codes: [ID!] = ["445103"], $all: Boolean = false) { farms(jurisdictions: $codes) @skip(if: $all) { totalCount } visits { nodes { id } } }';
  const answer = await sameAsOneDatabase(query);
  expect(answer.calls.find(({ query }) => query.includes('farms'))?.deployment).toBe('south');
  expect((answer.data!['visits'] as { nodes: unknown[] }).nodes).toHaveLength(7);
});

test("a non-null field that fails takes its shard's part along, and its error stays", async () => {
  const answer = await ask('{ farms(first: 100) { nodes { id secret } } }', { world });
  const failing = new Set(
    world.farms.filter(({ secret, size }) => secret === 'fails' && size >= 2).map(({ owner }) => owner),
  );
  const left = world.farms.filter(({ owner, size }) => !failing.has(owner) && size >= 2);
  expect((answer.data!['farms'] as { nodes: unknown[] } | null)?.nodes.length ?? 0).toBe(left.length);
  expect(new Set(places(answer))).toEqual(new Set(['FORBIDDEN at farms.nodes']));
  expect(answer.coverage.incomplete).toEqual([['farms']]);
});

test('errors of rows that are cut off go with them, and the others stand at their new places', async () => {
  const query = '{ farms(first: 9, smallest: 0) { edges { node { id note } } } }';
  const answer = await sameAsOneDatabase(query);
  const expected = oracle(world, parse(query), {}).errors.map(({ path }) => path?.join('.'));
  expect(answer.errors.map(({ path }) => path?.join('.'))).toEqual(expected);
  expect(expected.length).toBeGreaterThan(0);
});

test('rows are in byte order, whatever their alphabet', async () => {
  const answer = await sameAsOneDatabase('{ farms(first: 100) { nodes { name } } }');
  const names = (answer.data!['farms'] as { nodes: { name: string }[] }).nodes.map(({ name }) => name);
  expect(names).toEqual(names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
  expect(names).not.toEqual(names.toSorted());
});

test('a named fragment may stand in two places, and the document is not edited', async () => {
  const text =
    '{ a: farms(first: 3) { ...C } b: farms(last: 2) { ...C } } fragment C on FarmConnection { edges { node { name } } }';
  const document = parse(text, { noLocation: true });
  const before = JSON.stringify(document);
  const { map, send } = shardsOf(world, separate);
  const { data } = await executeSharded({
    rules: toyRules,
    subgraph: 'ledger',
    document,
    variables: {},
    map,
    send,
  });
  expect(data).toEqual(oracle(world, parse(text), {}).data);
  expect(JSON.stringify(document)).toBe(before);
});

test('a conditional selection of edges does not carry away what the merge needs', async () => {
  const query =
    'query ($c: Boolean!) { farms(first: 4) { edges @include(if: $c) { node { name } } nodes { name } pageInfo { endCursor } } }';
  for (const c of [true, false]) await sameAsOneDatabase(query, { c });
});

test('two aliases of one field are two fields', async () => {
  await sameAsOneDatabase(
    '{ farms(first: 3) { a: edges { node { name } } b: edges { c: cursor } p: pageInfo { n: hasNextPage } q: pageInfo { e: endCursor s: startCursor } } }',
  );
});

test('a reserved prefix that the document uses already is left to it', async () => {
  const query =
    '{ _s0_farms: farms(first: 3) { nodes { _s0_cursor: name } } farms(first: 2) { edges { node { _s1_at0: id } } } }';
  const answer = await sameAsOneDatabase(query);
  expect(answer.calls[0]?.query).toContain('_s2_');
});

test('aliases like __proto__ and toString are ordinary', async () => {
  const query =
    '{ __proto__: farmCount toString: farms(first: 2) { constructor: nodes { __proto__: name } } valueOf: overview { hasOwnProperty: farms } }';
  const answer = await ask(query, { world });
  expect(JSON.stringify(answer.data)).toBe(JSON.stringify(oracle(world, parse(query), {}).data));
  expect(({} as Record<string, unknown>)['name']).toBeUndefined();
});

test('an adaptive page asks everyone for a little, and those that run out once more', async () => {
  const answer = await sameAsOneDatabase(
    '{ farms(first: 18, orderBy: SIZE) { nodes { id } pageInfo { hasNextPage } } }',
  );
  const sizes = answer.calls.map(({ variables }) => variables['_s0_size0']);
  expect(sizes.slice(0, 5)).toEqual([9, 9, 9, 9, 9]);
  expect(answer.calls.length).toBeLessThanOrEqual(10);
});

test('a page over three shards is asked in one round', async () => {
  const federation = { a: [city, zone], b: [north, south], c: [east] };
  const answer = await ask('{ farms(first: 18) { nodes { id } } }', { world, federation });
  expect(answer.calls).toHaveLength(3);
});

test('one request per shard and round, however many fields and places ask', async () => {
  const answer = await ask(
    '{ farms(first: 30) { nodes { visitCount echoes { totalCount } partner { name visitCount } place { farmCount } } } farmCount overview { farms } }',
    { world },
  );
  expect(answer.calls).toHaveLength(10);
});

test('a shard gets only the fields and variables that it needs', async () => {
  const query =
    'query ($here: [ID!], $n: Int) { farmCount(jurisdictions: $here) farms(first: $n) { totalCount } }';
  const answer = await ask(query, { world, variables: { here: [south], n: 2 } });
  for (const { deployment, query, variables } of answer.calls) {
    expect(query.includes('farmCount')).toBe(deployment === 'south');
    expect(Object.keys(variables)).toEqual(deployment === 'south' ? ['here', 'n'] : ['n']);
  }
});

test('equal representations are asked once and fill all their slots', async () => {
  const [a, b] = world.farms;
  const representations = [a, b, a, a].map((farm) => ({ __typename: 'Farm', id: farm!.id }));
  const query =
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Farm { name note } } }';
  const answer = await ask(query, { world, variables: { representations } });
  expect(answer.data).toEqual({
    _entities: [a, b, a, a].map((farm) => ({
      name: farm!.name,
      note: farm!.note === 'fails' ? null : 'fine',
    })),
  });
  expect(answer.calls.flatMap(({ variables }) => variables['_s0_r0'])).toHaveLength(2);
});

test('a malformed id is an error at its slots alone', async () => {
  const good = { __typename: 'Farm', id: world.farms[0]!.id };
  const representations = [
    { __typename: 'Farm', id: 'x' },
    good,
    { __typename: 'Farm', id: '999999-org-01hf7yat0wmsxrbmd32ej3vtw5' },
    7,
  ];
  const query =
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Farm { name } } }';
  const answer = await ask(query, { world, variables: { representations } });
  expect(answer.data).toEqual({ _entities: [null, { name: world.farms[0]!.name }, null, null] });
  expect(places(answer)).toEqual(
    expect.arrayContaining([
      'INVALID_ID at _entities.0',
      'UNKNOWN_JURISDICTION at _entities.2',
      'INVALID_INPUT at _entities.3',
    ]),
  );
});

test('a representation that nobody has is null in its slot, without an error', async () => {
  const representations = [{ __typename: 'Farm', id: `${north}-org-01hf7yat0wmsxrbmd32ej3vtw5` }];
  const query =
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Farm { name } } }';
  expect(await ask(query, { world, variables: { representations } })).toMatchObject({
    data: { _entities: [null] },
    errors: [],
  });
});

test('a BROADCAST type is asked of everyone, and the one that has it answers', async () => {
  const representations = world.gadgets.map(({ serial }) => ({ __typename: 'Gadget', serial }));
  const query =
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Gadget { serial colour twin { colour } } } }';
  const answer = await ask(query, { world, subgraph: 'market', variables: { representations } });
  expect(answer.data).toEqual(oracle(world, parse(query), { representations }, 'market').data);
  expect(answer.errors).toEqual([]);
});

test('scoped and unscoped fields of one entity fetch go different ways', async () => {
  const representations = world.farms.slice(0, 6).map(({ id }) => ({ __typename: 'Farm', id }));
  const query =
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ... on Farm { id name visitCount echoes { totalCount } ownVisits { totalCount } } } }';
  const answer = await sameAsOneDatabase(query, { representations });
  expect(answer.calls.length).toBeLessThanOrEqual(5);
});

test('too many hops are refused before anything is asked', async () => {
  const deep = (levels: number): string => (levels === 0 ? 'id' : `echoes { nodes { ${deep(levels - 1)} } }`);
  const answer = await ask(`{ records { nodes { ${deep(9)} } } }`, { world });
  expect(answer).toMatchObject({
    data: null,
    errors: [{ extensions: { code: 'HOPS_TOO_DEEP' } }],
    calls: [],
  });
  expect(
    (await ask(`{ records { nodes { ${deep(3)} } } }`, { world, limits: { hops: 2 } })).errors,
  ).toMatchObject([{ extensions: { code: 'HOPS_TOO_DEEP' } }]);
});

test('an unknown jurisdiction and an id that is none are told apart, and stop only their field', async () => {
  const answer = await ask(
    '{ a: farmCount(jurisdictions: ["999999"]) b: farmCount(jurisdictions: ["here"]) c: farm(id: "x") { name } farmCount(jurisdictions: ["445103", "445103"]) }',
    { world },
  );
  expect(places(answer)).toEqual([
    'UNKNOWN_JURISDICTION at a',
    'INVALID_JURISDICTION_CODE at b',
    'INVALID_ID at c',
  ]);
  expect(answer.errors[1]?.extensions).toMatchObject({ expected: expect.any(String), received: '"here"' });
  expect(answer.data!['farmCount']).toBe(world.farms.filter(({ owner }) => owner === south).length);
  expect(answer.calls).toHaveLength(1);
});

test('what all shards refuse alike is said once', async () => {
  const answer = await ask('{ farms(first: 501) { totalCount } visits(first: 2, last: 3) { totalCount } }', {
    world,
  });
  expect(places(answer)).toEqual(['INVALID_PAGE_SIZE at farms', 'INVALID_PAGE_SIZE at visits']);
});

test('a document is compiled once and holds nothing of a request', async () => {
  const document = parse(
    'query ($n: Int, $codes: [ID!]) { farms(first: $n, jurisdictions: $codes) { nodes { id } } }',
  );
  const one = await Promise.all(
    [1, 5, 7].map(async (n) => {
      const { map, send } = shardsOf(world, separate);
      const variables = { n, codes: [east, south] };
      return executeSharded({ rules: toyRules, subgraph: 'ledger', document, variables, map, send });
    }),
  );
  expect(one.map(({ data }) => (data!['farms'] as { nodes: unknown[] }).nodes.length)).toEqual([1, 5, 7]);
});

test('a plan is a value', () => {
  const document = parse('{ farms(first: 20, jurisdictions: ["445103"]) { nodes { place { farmCount } } } }');
  const plan = planSharded({
    rules: toyRules,
    subgraph: 'ledger',
    document,
    variables: {},
    map: mapOf(separate),
  });
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
});
