import fc from 'fast-check';
import { isNonNullType, isObjectType, isInterfaceType, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { executeSharded } from './execute.ts';
import { Reductions } from './reductions.ts';
import { ask, places, type Circumstances } from './testing/ask.ts';
import { essence } from './testing/compare.ts';
import { failingRelease, olderRelease, type Lack } from './testing/older.ts';
import { OperationMaker } from './testing/operations.ts';
import { page } from './testing/resolvers.ts';
import { oracle, shardsOf, toyRules, type Meddle, type Program } from './testing/shards.ts';
import { city, east, makeWorld, north, separate, south, zone, type Federation } from './testing/world.ts';

const world = makeWorld();
const schema = toyRules.subgraphs.get('ledger')!.schema;
const running =
  (deployment: string, program: Program): Meddle =>
  (call, honest) =>
    call.deployment === deployment ? honest(program) : honest();
const lacking = (...lacks: Lack[]) => ({ world, meddle: running('east', olderRelease(lacks)) });

interface Farms {
  farms: { nodes: Record<string, unknown>[]; totalCount: number | null };
}

test('a county that does not know a field yet leaves that field out and nothing else, and each place says so', async () => {
  const query = '{ farms(first: 100, smallest: 0) { nodes { id name town } totalCount } }';
  const whole = (await ask(query, { world })).data as unknown as Farms;
  const answer = await ask(query, lacking('Farm.town'));
  const { farms } = answer.data as unknown as Farms;
  const ofEast = (id: unknown) => String(id).startsWith(`${east}-`);
  expect(farms).toEqual({
    ...whole.farms,
    nodes: whole.farms.nodes.map((farm) => (ofEast(farm['id']) ? { ...farm, town: null } : farm)),
  });
  expect(places(answer)).toEqual(
    farms.nodes
      .flatMap(({ id }, at) => (ofEast(id) ? [`UNSUPPORTED_BY_JURISDICTION at farms.nodes.${at}.town`] : []))
      .slice(0, 10),
  );
  expect(new Set(answer.errors.map(({ extensions }) => extensions?.['jurisdiction']))).toEqual(
    new Set([east]),
  );
  expect(answer.coverage.incomplete).toEqual([]);
  const row = answer.coverage.jurisdictions.find(({ code }) => code === east);
  expect(row).toMatchObject({ outcome: 'answered', rows: farms.nodes.filter(({ id }) => ofEast(id)).length });
});

test('only what is refused is asked again, of those who refused it', async () => {
  const { calls } = await ask('{ farmCount towns { name farms } }', lacking('Town.farms'));
  expect(calls.map(({ deployment }) => deployment).toSorted()).toEqual(
    [...Object.keys(separate), 'east'].toSorted(),
  );
  expect(calls.at(-1)?.query.replaceAll(/\s+/g, ' ')).toBe('{ farmCount towns { name farms: __typename } }');
});

test('what a county refused is remembered: the next query asks for less at once, and half a minute later for the whole again', async () => {
  let now = 1;
  const reductions = new Reductions({ now: () => now });
  const query = '{ farmCount towns { name farms } }';
  const callsOf = async (federation: Circumstances, text = query) =>
    (await ask(text, { ...federation, options: { reductions } })).calls.filter(
      ({ deployment }) => deployment === 'east',
    ).length;
  const older = lacking('Town.farms');
  expect(await callsOf(older)).toBe(2);
  expect(await callsOf(older)).toBe(1);
  // Where nothing is left to be asked, nothing is.
  expect(await callsOf(lacking('Query.towns'), '{ towns { name } }')).toBe(1);
  expect(await callsOf(lacking('Query.towns'), '{ towns { name } }')).toBe(0);
  // A still older release refuses what was remembered, too.
  expect(await callsOf(lacking('Town.farms', 'Query.farmCount'))).toBe(2);
  // Its next release knows the whole.
  expect(places(await ask(query, { world, options: { reductions } }))).not.toEqual([]);
  now += 31_000;
  expect(places(await ask(query, { world, options: { reductions } }))).toEqual([]);
});

test('a write is asked whole each time', async () => {
  const reductions = new Reductions();
  const query = `mutation { addFarm(input: { jurisdiction: "${east}", name: "n" }) { farm { id town } } }`;
  for (const _ of ['first', 'second']) {
    const { calls } = await ask(query, { ...lacking('Farm.town'), options: { reductions } });
    expect(calls).toHaveLength(2);
  }
});

test('a sum without a county that does not know it says that it is incomplete', async () => {
  const answer = await ask('{ overview { farms largest } farmCount }', lacking('Overview.farms'));
  const others = world.farms.filter(({ owner }) => owner !== east);
  expect(answer.data).toMatchObject({ overview: { farms: others.length }, farmCount: world.farms.length });
  expect(answer.coverage.incomplete).toEqual([['overview', 'farms']]);
  expect(places(answer)).toEqual(['UNSUPPORTED_BY_JURISDICTION at overview.farms']);
});

test('an argument that a county does not know is not left out: what it would have narrowed is not asked', async () => {
  const answer = await ask(
    '{ farms(first: 100, smallest: 5) { totalCount } farmCount }',
    lacking('Query.farms(smallest)'),
  );
  const without = { ...world, farms: world.farms.filter(({ owner }) => owner !== east) };
  expect(answer.data).toEqual({
    ...(await ask('{ farms(first: 100, smallest: 5) { totalCount } }', { world: without })).data,
    farmCount: world.farms.length,
  });
  expect(answer.coverage.jurisdictions.find(({ code }) => code === east)).toMatchObject({
    outcome: 'unsupported',
  });
});

test('a field that may not be null takes along what is around it, and no county passes for an empty one', async () => {
  const query = '{ farms(first: 100) { nodes { id size } totalCount } farmCount }';
  const answer = await ask(query, lacking('Farm.size'));
  expect(answer.data!['farmCount']).toBe(world.farms.length);
  expect(places(answer)).toEqual(['UNSUPPORTED_BY_JURISDICTION at farms']);
  expect(answer.coverage.incomplete).toEqual([['farms'], ['farms', 'totalCount']]);
});

test('where merging needs what a county lacks, the county is unsupported and no liar', async () => {
  const answer = await ask('{ overview { helpful { value } farms } }', lacking('Ratio.numerator'));
  expect(answer.data!['overview']).toMatchObject({ farms: world.farms.length });
  expect(places(answer)).toEqual(['UNSUPPORTED_BY_JURISDICTION at overview.helpful']);
  expect(answer.coverage.jurisdictions.map(({ outcome }) => outcome)).not.toContain('invalid');
});

test('a variable of a type that a county does not know goes with the fields that use it', async () => {
  const query =
    'query ($order: FarmOrder, $n: Int) { farms(orderBy: $order, first: $n) { totalCount } farmCount }';
  const program = olderRelease([]);
  const meddle: Meddle = (call, honest) => {
    if (call.deployment !== 'east' || !call.query.includes('FarmOrder')) return honest();
    const at = call.query.indexOf('FarmOrder') + 1;
    const errors = [
      {
        message: 'Unknown type',
        locations: [{ line: 1, column: at }],
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ];
    return { kind: 'answered', data: null, errors, bytes: 1, milliseconds: 1 };
  };
  expect(program.schema).toBeDefined();
  const answer = await ask(query, { world, meddle, variables: { order: 'NAME', n: 3 } });
  expect(answer.data!['farmCount']).toBe(world.farms.length);
  expect(places(answer)).toEqual(['UNSUPPORTED_BY_JURISDICTION at farms']);
  expect(answer.calls.at(-1)?.query.replaceAll(/\s+/g, ' ')).toBe('{ farmCount }');
});

test('what is replicated is asked of the next one, where somebody knows the whole', async () => {
  const query = '{ places { code parent { name } } }';
  const meddle = running('city', olderRelease(['Place.parent']));
  const answer = await ask(query, { world, meddle });
  expect(answer.errors).toEqual([]);
  expect(answer.data).toEqual((await ask(query, { world })).data);
  const alone = await ask(query, { world, federation: { city: [city] }, meddle });
  expect((alone.data as unknown as { places: unknown[] }).places).toContainEqual({
    code: east,
    parent: null,
  });
});

test('the payload of a write that is new to a county costs the payload, not the write', async () => {
  const growing = makeWorld();
  const before = growing.farms.length;
  const query = `mutation { addFarm(input: { jurisdiction: "${east}", name: "n" }) { farm { id town } } }`;
  const answer = await ask(query, { ...lacking('Farm.town'), world: growing });
  expect(growing.farms).toHaveLength(before + 1);
  expect(answer.data).toEqual({ addFarm: { farm: { id: growing.farms.at(-1)!.id, town: null } } });
  expect(places(answer)).toEqual(['UNSUPPORTED_BY_JURISDICTION at addFarm.farm.town']);
});

test('a county that says no more than that it does not understand is unsupported, after one call', async () => {
  for (const locations of [[], [{ line: 900, column: 1 }], [{ line: 1, column: 1 }]]) {
    const errors = [{ message: '', locations, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }];
    const meddle: Meddle = ({ deployment }, honest) =>
      deployment === 'east' ? { kind: 'answered', data: null, errors, bytes: 1, milliseconds: 1 } : honest();
    const answer = await ask('{ farmCount towns { name } }', { world, meddle });
    expect(new Set(places(answer))).toEqual(
      new Set(['UNSUPPORTED_BY_JURISDICTION at farmCount', 'UNSUPPORTED_BY_JURISDICTION at towns']),
    );
    expect(answer.calls.filter(({ deployment }) => deployment === 'east')).toHaveLength(1);
  }
});

test('a county that refuses whatever is asked is given up after a few calls', async () => {
  let calls = 0;
  const meddle: Meddle = ({ deployment, query }, honest) => {
    if (deployment !== 'east') return honest();
    calls++;
    const last = query.lastIndexOf('__typename') < 0 ? query.lastIndexOf('name') : query.indexOf('id');
    const before = query.slice(0, last).split('\n');
    const errors = [
      {
        message: '',
        locations: [{ line: before.length, column: before.at(-1)!.length + 1 }],
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ];
    return { kind: 'answered', data: null, errors, bytes: 1, milliseconds: 1 };
  };
  await ask('{ farms { nodes { partner { name } } } }', { world, meddle });
  expect(calls).toBeLessThanOrEqual(6);
});

/** Every nullable field of the toy ledger, and every argument that does nothing where it is not given. */
const lackable: Lack[] = Object.values(schema.getTypeMap())
  .filter((type) => (isObjectType(type) || isInterfaceType(type)) && !type.name.startsWith('__'))
  .flatMap((type) =>
    Object.values(isObjectType(type) || isInterfaceType(type) ? type.getFields() : {})
      .filter((field) => !isNonNullType(field.type) && !['_service', '_entities'].includes(field.name))
      .flatMap((field) => [
        `${type.name}.${field.name}`,
        ...field.args
          .filter(({ defaultValue }) => defaultValue === undefined)
          .map(({ name }) => `${type.name}.${field.name}(${name})`),
      ]),
  );
const cursors = page(world.farms.slice(0, 6), ({ name }) => name, {}).edges.map(({ cursor }) => cursor);
const federations: Federation[] = [separate, { city: [city], counties: [north, south], east: [zone, east] }];

const placeIn = (entry: string) => entry.slice(entry.indexOf(' at '));

/** More for a longer look: SHARDING_RUNS=20000. */
const runs = Number(process.env['SHARDING_RUNS'] ?? 400);

/** Positions in lists: of many errors alike only some are told. */
const coarse = (entries: readonly string[]) => [
  ...new Set(entries.map((entry) => entry.replaceAll(/\.\d+/g, ''))),
];

test(
  'whatever is asked and whatever releases lack, the answer is as if those fields alone had failed',
  { timeout: 60_000 + 100 * runs },
  async () => {
    let reducedOnes = 0;
    const property = fc.asyncProperty(fc.gen(), async (gen) => {
      const below = (limit: number) => gen(fc.nat, limit - 1);
      const maker = new OperationMaker(schema, world, { below }, cursors);
      const { text, variables } = below(3) > 0 ? maker.query() : maker.entities(['Farm', 'Visit', 'Place']);
      const document = parse(text);
      if (validate(schema, document).length > 0) return;
      const federation = federations[below(federations.length)]!;
      const lacks = Object.fromEntries(
        ['east', 'city'].map((name) => [
          name,
          Array.from({ length: below(5) }, () => lackable[below(lackable.length)]!),
        ]),
      );
      const answers = await Promise.all(
        [olderRelease, failingRelease].map(async (release) => {
          const { map, send } = shardsOf(world, federation, (call, honest) => {
            const own = lacks[call.deployment];
            return own ? honest(release(own)) : honest();
          });
          const request = { rules: toyRules, subgraph: 'ledger', document, variables, map, send };
          const answer = await executeSharded(request);
          if (release === failingRelease) return answer;
          // What is remembered changes nothing but the calls.
          const reductions = new Reductions();
          for (const _ of ['learns', 'knows']) {
            const { data, errors, coverage } = await executeSharded({ ...request, reductions });
            expect({ data, errors, incomplete: coverage.incomplete }, text).toEqual({
              data: answer.data,
              errors: answer.errors,
              incomplete: answer.coverage.incomplete,
            });
          }
          return answer;
        }),
      );
      const [older, failing] = answers as [(typeof answers)[0], (typeof answers)[0]];
      const what = `${text} ${JSON.stringify(lacks)}`;
      expect(older.data, what).toEqual(failing.data);
      // Of several faults below one null some executors tell one, some more: none is made up, and no place is left out.
      const [told, known] = [older, failing].map(({ data, errors }) => coarse(essence(data, errors)));
      expect(known, what).toEqual(expect.arrayContaining(told!));
      expect(new Set(told!.map(placeIn)), what).toEqual(new Set(known!.map(placeIn)));
      expect(coarse(older.coverage.incomplete.map((path) => path.join('.'))).toSorted(), what).toEqual(
        coarse(failing.coverage.incomplete.map((path) => path.join('.'))).toSorted(),
      );
      if (older.errors.some(({ extensions }) => extensions?.['code'] === 'UNSUPPORTED_BY_JURISDICTION'))
        reducedOnes++;
    });
    await fc.assert(property, {
      numRuns: runs,
      seed: 3,
      endOnFailure: true,
    });
    expect(reducedOnes).toBeGreaterThan(50);
  },
);

test('the oracle itself agrees with one database where nothing is lacking', async () => {
  const query = '{ farms(first: 9) { nodes { id note } } }';
  const answer = await ask(query, { world, meddle: running('east', failingRelease([])) });
  expect(answer.data).toEqual(oracle(world, parse(query), {}).data);
});
