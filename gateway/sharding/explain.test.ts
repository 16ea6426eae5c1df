import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { planSharded } from './execute.ts';
import { explain } from './explain.ts';
import { toyRules } from './testing/shards.ts';
import { mapOf, separate, south, city } from './testing/world.ts';

const plan = (query: string, federation = separate) => {
  const map = mapOf(federation);
  return explain(
    planSharded({ rules: toyRules, subgraph: 'ledger', document: parse(query), variables: {}, map })!,
  );
};

test('a pruned page of owned rows says whom it asks and why', () => {
  expect(plan('{ farms(first: 20, jurisdictions: ["445103"]) { nodes { name } } }')).toMatchInlineSnapshot(`
    "query on ledger
    farms CONNECTION
      asks south (445103): shard key
      injects farms._s0_edges, farms._s0_pageInfo"
  `);
});

test('a city-wide page says how little it asks of each, and where it goes on', () => {
  expect(
    plan(
      '{ list: farms(first: 20) { nodes { name visitCount partner { name place { farmCount } } } } farmCount }',
    ),
  ).toMatchInlineSnapshot(`
    "query on ledger, at most 2 hops
    list: farms CONNECTION
      asks city (445100), north (445102), south (445103), east (445122), zone (445122x01): all hold a part
      9 rows of each at first, for a page of 20
      injects list.nodes.partner._s0_at1, list.nodes._s0_at2, list._s0_edges, list._s0_pageInfo
      then from list.nodes, by the key of Farm
        asks its owner and those above it: visitCount
      then from list.nodes.partner, by the key of Farm
        asks whoever holds the record: name, place
          then from place, by the key of Place
            asks its owner: farmCount
    farmCount SUM
      asks city (445100), north (445102), south (445103), east (445122), zone (445122x01): all hold a part"
  `);
});

test('who is not there, and what is refused, stands in the plan', () => {
  expect(
    plan('{ farmCount a: farmCount(jurisdictions: ["999999"]) places { name } }', { one: [city, south] }),
  ).toMatchInlineSnapshot(`
    "query on ledger
    farmCount SUM
      asks one (445100, 445103): all hold a part
      nobody serves 445102, 445122, 445122x01
    a: farmCount SUM
      refused: 未登记的行政区划: expected one of 445100, 445102, 445103, 445122, 445122x01; received "999999".
    places ANY
      asks one (445100, 445103): any one"
  `);
});

test('an entity fetch is parted by who answers', () => {
  expect(
    plan(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Farm { name visitCount } ... on Place { farmCount } } }',
    ),
  ).toMatchInlineSnapshot(`
    "query on ledger
    _entities: entities, each asked once, to its slots
      Farm
        asks whoever holds the record: name
        asks its owner and those above it: visitCount
      Place
        asks its owner: farmCount"
  `);
});
