import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { lintSubgraph } from './lint.ts';

const directives = readFileSync(new URL('../../schema/directives.graphql', import.meta.url), 'utf8');

const head = `
extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@composeDirective"])
  @link(url: "https://specs.jiedui.org/sharding/v0.1", import: ["@merge", "@shardKey", "@sharded", "@crossShard"])
  @composeDirective(name: "@merge") @composeDirective(name: "@shardKey")
  @composeDirective(name: "@sharded") @composeDirective(name: "@crossShard")
`;

const sound = `
type Query {
  "村 Villages."
  villages(
    "区划 Owners."
    jurisdictions: [ID!] @shardKey
  ): VillageConnection @merge(strategy: CONNECTION)
  "一个村 One village."
  village(
    "编号 Its id."
    id: ID! @shardKey
  ): Village @merge(strategy: ROUTE)
}
"村 A page of villages."
type VillageConnection {
  "边 Edges."
  edges: [VillageEdge!]!
  "分页 Page."
  pageInfo: PageInfo!
}
"边 An edge."
type VillageEdge {
  "游标 Cursor."
  cursor: String!
  "村 The village."
  node: Village!
}
"分页 Page."
type PageInfo @shareable {
  "还有 More."
  hasNextPage: Boolean!
}
"村 A village."
type Village @key(fields: "id") @sharded {
  "编号 Id."
  id: ID!
  "邻村 Neighbours."
  neighbours: [Village] @crossShard
  "人口 Population."
  population: Int @merge(strategy: SUM, scope: LINEAGE)
}
`;

const lint = (body: string, start = head) =>
  lintSubgraph('villages', `${start}${directives}${body}`, directives);
const breaches = (body: string, start = head) => lint(body, start).map(({ at, breach }) => `${at} ${breach}`);

describe('the contract refuses', () => {
  test('nothing in a sound subgraph', () => {
    expect(lint(sound)).toEqual([]);
  });

  test('a root field without a merge strategy', () => {
    expect(
      breaches(sound.replace('): VillageConnection @merge(strategy: CONNECTION)', '): VillageConnection')),
    ).toEqual(['Query.villages is a root field without a merge strategy']);
  });

  test('a subgraph that does not compose the directives', () => {
    expect(breaches(sound, head.replace('@composeDirective(name: "@merge")', ''))).toEqual([
      '@merge is not composed: @composeDirective is missing',
    ]);
    expect(breaches(sound, head.replace('"@crossShard"]', ']'))).toEqual([
      '@crossShard is not imported by @link',
    ]);
  });

  test('directives defined otherwise than the contract does', () => {
    const other = directives.replace(
      'directive @crossShard on FIELD_DEFINITION',
      'directive @crossShard on FIELD_DEFINITION | OBJECT',
    );
    expect(lintSubgraph('villages', head + other + sound, directives).map(({ at }) => at)).toEqual([
      'crossShard',
    ]);
  });

  test('a type that needs a self-hop without a resolvable key', () => {
    expect(breaches(sound.replace('@key(fields: "id")', '@key(fields: "id", resolvable: false)'))).toEqual([
      expect.stringMatching(/^Village needs a hop for Village\.\w+, but has no resolvable key "id"$/),
    ]);
  });

  test('a non-null field where a strategy may answer null', () => {
    expect(breaches(sound.replace('population: Int', 'population: Int!'))).toEqual([
      'Village.population is non-null, but SUM answers null where no shard does',
    ]);
    expect(breaches(sound.replace('neighbours: [Village]', 'neighbours: [Village!]'))).toEqual([
      'Village.neighbours lists entities of other shards as non-null: one silent owner would cost the whole list',
    ]);
  });

  test('a type, field, argument or value without a bilingual description', () => {
    expect(breaches(sound.replace('"村 A village."', ''))).toEqual(['Village has no description']);
    expect(breaches(sound.replace('"人口 Population."', '"Population."'))).toEqual([
      'Village.population is not described in both languages',
    ]);
    expect(breaches(sound.replace('"区划 Owners."', '"区划"'))).toEqual([
      'Query.villages(jurisdictions:) is not described in both languages',
    ]);
  });

  test('an entity field merged without a scope, and one that leads from replicated to owned data', () => {
    expect(breaches(sound.replace(', scope: LINEAGE', ''))).toEqual([
      'Village.population is merged over shards, but says no scope',
    ]);
    const replicated = `${sound}
"省 A province." type Province @key(fields: "code") @sharded(mode: REPLICATED, key: "code") {
  "代码 Code." code: ID!
  "省会 Capital." capital: Village
}`;
    expect(breaches(replicated)).toEqual([
      'Province.capital leads from replicated data to owned data without @merge or @crossShard',
    ]);
  });

  test('a routed field that nothing routes, a group by nothing, a ratio or a histogram without its parts', () => {
    expect(breaches(sound.replace('id: ID! @shardKey', 'id: ID!'))).toEqual([
      'Query.village is routed, but no argument is a @shardKey',
    ]);
    expect(
      breaches(
        sound.replace('population: Int @merge(strategy: SUM', 'population: [Village] @merge(strategy: GROUP'),
      ),
    ).toEqual(['Village.population is grouped by nothing']);
    expect(
      breaches(
        sound.replace('population: Int @merge(strategy: SUM', 'population: PageInfo @merge(strategy: RATIO'),
      ),
    ).toHaveLength(2);
    expect(
      breaches(
        sound.replace(
          'population: Int @merge(strategy: SUM',
          'population: PageInfo @merge(strategy: HISTOGRAM',
        ),
      ),
    ).toContain('Village.population is a histogram, but its type has no field buckets');
  });

  test('an entity that does not say who holds it', () => {
    expect(breaches(sound.replace('@key(fields: "id") @sharded', '@key(fields: "id")'))).toEqual([
      'Village is an entity, but does not say who holds it: @sharded is missing',
    ]);
  });
});
