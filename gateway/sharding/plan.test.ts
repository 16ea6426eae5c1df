import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { planSharded } from './execute.ts';
import type { FieldStep } from './plan.ts';
import { readRules } from './rules.ts';
import { toySupergraph } from './testing/supergraph.ts';
import { city, east, mapOf, north, separate, south } from './testing/world.ts';

const was = 'firstVisit(jurisdictions: [ID!] @shardKey)';
const rules = readRules(
  toySupergraph.replace(was, 'firstVisit(jurisdictions: [ID!] @shardKey, also: [ID!] @shardKey)'),
);

function asked(query: string, variables: Record<string, unknown> = {}) {
  const plan = planSharded({
    rules,
    subgraph: 'ledger',
    document: parse(query),
    variables,
    map: mapOf(separate),
  });
  const [step] = plan!.steps as FieldStep[];
  return step!.refused
    ? step!.refused.extensions?.['code']
    : step!.shards.flatMap(({ jurisdictions }) => jurisdictions);
}

test('two shard keys must both hold', () => {
  expect(asked('{ firstVisit(jurisdictions: ["445100", "445103"], also: ["445103", "445122"]) }')).toEqual([
    south,
  ]);
});

test('a key that is null or not given prunes nothing', () => {
  expect(asked('query ($codes: [ID!]) { firstVisit(jurisdictions: $codes, also: null) }')).toHaveLength(5);
});

test('shard keys may be literals, numbers, ids and variables, in lists and input objects', () => {
  const id = `${east}-org-01hf7yat0wmsxrbmd32ej3vtw5`;
  expect(asked('{ farmCount(jurisdictions: [445103]) }')).toEqual([south]);
  expect(asked('{ farmCount(jurisdictions: "445103") }')).toEqual([south]);
  expect(asked('query ($one: ID!) { farmCount(jurisdictions: [$one, "445100"]) }', { one: id })).toEqual([
    city,
    east,
  ]);
  expect(
    asked('query ($f: VisitFilter) { visits(filter: $f) { totalCount } }', {
      f: { place: { jurisdictions: [north] } },
    }),
  ).toEqual([north]);
  expect(
    asked(
      'query ($f: [ID!] = ["445102"]) { visits(filter: { place: { jurisdictions: $f } }) { totalCount } }',
    ),
  ).toEqual([north]);
});

test('a mutation that names two owners, or none, goes to nobody', () => {
  expect(asked('mutation { addFarm(input: { jurisdiction: "445103", name: "a" }) { farm { id } } }')).toEqual(
    [south],
  );
  expect(asked('mutation ($input: AddFarm!) { addFarm(input: $input) { farm { id } } }')).toBe('INVALID_ID');
});
