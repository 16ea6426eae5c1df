import { isInterfaceType, isObjectType, printType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { readRules } from './rules.ts';
import { plainSupergraph } from './testing/plain.ts';
import { toySupergraph } from './testing/supergraph.ts';

const rules = readRules(toySupergraph);
const ledger = rules.subgraphs.get('ledger')!;
const market = rules.subgraphs.get('market')!;

test('each logical subgraph is told with its name, url and own schema', () => {
  expect([...rules.subgraphs.keys()]).toEqual(['ledger', 'market']);
  expect(market.url).toBe('http://market');
  expect(printType(market.schema.getType('Farm')!)).toBe(
    'type Farm {\n  id: ID!\n  income: Int\n  stall: String\n}',
  );
  expect(ledger.schema.getType('Gadget')).toBeUndefined();
  expect(isInterfaceType(ledger.schema.getType('Record'))).toBe(true);
  expect(printType(ledger.schema.getType('_Entity')!)).toBe('union _Entity = Farm | Place | Visit');
});

test('fields without @join__field belong to every graph of their type', () => {
  const place = market.schema.getType('Place');
  expect(isObjectType(place) && Object.keys(place.getFields())).toEqual(['code', 'population', 'favourite']);
});

test('the directives are read', () => {
  expect(ledger.types.get('Place')).toEqual({ mode: 'REPLICATED', key: 'code' });
  expect(ledger.types.get('Farm')).toEqual({ mode: 'BY_KEY', key: 'id' });
  expect(ledger.merges.get('Farm.helpful')).toMatchObject({
    strategy: 'RATIO',
    scope: 'LINEAGE',
    numerator: 'numerator',
  });
  expect(ledger.merges.get('Query.farmGroups')).toMatchObject({
    strategy: 'GROUP',
    by: ['key'],
    scope: null,
  });
  expect(ledger.crossShard.has('Visit.farm')).toBe(true);
  expect(ledger.shardKeys).toContain('Query.farms(jurisdictions)');
  expect(ledger.shardKeys).toContain('AddFarm.jurisdiction');
});

test('a rule on an interface holds for the types that implement it', () => {
  const sdl = toySupergraph.replace('interface Record\n', 'interface Record @sharded(key: "name")\n');
  expect(() => readRules(sdl)).not.toThrow();
});

test('a supergraph without sharding directives is not sharded, and needs none', () => {
  const { sharded, subgraphs } = readRules(plainSupergraph);
  expect(sharded).toBe(false);
  expect([...subgraphs.values()].some((subgraph) => subgraph.sharded)).toBe(false);
});

test('what is no supergraph is refused', () => {
  expect(() => readRules('type Query { a: Int }')).toThrow('join__Graph');
});

describe('contradictions name type and field', () => {
  const cases: [was: string, becomes: string, complaint: string][] = [
    [
      'towns(jurisdictions: [ID!] @shardKey): [Town!] @join__field(graph: LEDGER) @merge(strategy: CONCAT)',
      'towns(jurisdictions: [ID!] @shardKey): [Town!] @join__field(graph: LEDGER)',
      'Query.towns (ledger): a root field needs @merge',
    ],
    [
      'farmCount(jurisdictions: [ID!] @shardKey): Int @join__field(graph: LEDGER) @merge(strategy: SUM)',
      'farmCount(jurisdictions: [ID!] @shardKey): Int! @join__field(graph: LEDGER) @merge(strategy: SUM)',
      'Query.farmCount (ledger): a root field must be nullable',
    ],
    [
      'farm(id: ID! @shardKey): Farm',
      'farm(id: ID!): Farm',
      'Query.farm (ledger): ROUTE needs an argument or input field with @shardKey',
    ],
    [
      '@merge(strategy: GROUP, by: ["key"])',
      '@merge(strategy: GROUP, by: ["nothing"])',
      'Query.farmGroups (ledger): by "nothing" names no field of FarmGroup',
    ],
    [
      'farmCount: Int @join__field(graph: LEDGER) @merge(strategy: SUM, scope: OWNER)',
      'farmCount: Int @join__field(graph: LEDGER) @merge(strategy: CONNECTION, scope: OWNER)',
      'Place.farmCount (ledger): CONNECTION needs a type with edges and pageInfo',
    ],
    [
      '@sharded(mode: REPLICATED, key: "code")',
      '@sharded(mode: REPLICATED, key: "kode")',
      'Place (ledger): @sharded(key: "kode") names no field',
    ],
    [
      'helpful: Ratio\n      @join__field(graph: LEDGER)\n      @merge(strategy: RATIO,',
      'helpful: Ratio\n      @join__field(graph: LEDGER)\n      @merge(strategy: HISTOGRAM,',
      'Farm.helpful (ledger): HISTOGRAM needs a type with median, Ratio has none',
    ],
    [
      'best: Farm @crossShard',
      'best: Farm @crossShard @merge(strategy: ANY)',
      'Traits.best (ledger): @crossShard and @merge exclude each other',
    ],
    [
      'favourite: Gadget @join__field(graph: MARKET) @crossShard',
      'favourite: Farm @join__field(graph: MARKET)',
      'Place.favourite (market): a replicated type leads to the owned type Farm',
    ],
  ];
  for (const [was, becomes, complaint] of cases) {
    test(complaint, () => {
      expect(toySupergraph).toContain(was);
      expect(() => readRules(toySupergraph.replace(was, becomes))).toThrow(complaint);
    });
  }

  test('an entity without @sharded', () => {
    const sdl = toySupergraph.replaceAll(/@sharded$|@sharded(?= \{)/gm, '');
    expect(() => readRules(sdl)).toThrow('Farm (ledger): an entity needs @sharded');
  });

  test('a hop to a type that the subgraph does not resolve by its shard key', () => {
    const sdl = toySupergraph.replaceAll(
      '@join__type(graph: LEDGER, key: "id")',
      '@join__type(graph: LEDGER, key: "id", resolvable: false)',
    );
    expect(() => readRules(sdl)).toThrow(
      'Farm.visits (ledger): a hop to Farm needs @key(fields: "id") that ledger resolves',
    );
  });
});
