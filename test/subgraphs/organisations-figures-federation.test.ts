import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { layouts } from '../support/layouts.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

const folder = new URL('./queries/', import.meta.resolve('@jiedui/schema/directives.graphql'));
const rates = await readFile(new URL('single-establishment-rate.graphql', folder), 'utf8');
const figures = await readFile(new URL('figures-reconciliation.graphql', folder), 'utf8');

const everything = `{
  byBoth: indicators(by: [JURISDICTION, KIND]) { key label code definitionVersion jurisdiction kind asOf ratio { numerator denominator value } }
  byKind: indicators(by: [KIND]) { key label kind ratio { value } }
  inSum: indicators(by: []) { key definition { zh } ratio { numerator denominator value } }
  some: indicators(by: [JURISDICTION], codes: [OWNER_SECRETARY], jurisdictions: ["445122", "445103"]) { key ratio { numerator } }
  parties: indicatorPartyOrganisations(code: SINGLE_ESTABLISHMENT, part: NUMERATOR, first: 60) {
    totalCount nodes { id name jurisdiction { name } hosts { name } } pageInfo { hasNextPage endCursor } }
  hosts: indicatorOrganisations(code: ORGANISATIONAL_COVERAGE, part: NUMERATOR, last: 30) { totalCount nodes { id name } }
  sites: indicatorDemonstrationSites(code: DEMONSTRATION_SHARE, part: NUMERATOR) { totalCount nodes { id title } }
  instructors: indicatorInstructors(code: INSTRUCTOR_ONE_TO_ONE, part: DENOMINATOR) { totalCount nodes { id name } }
  listed: reportedFigures(orderBy: { field: TITLE, direction: DESCENDING }) { totalCount nodes { title jurisdiction { name } reconciliation { verdict } } }
  tree: jurisdictions { name reportedFigures { totalCount nodes { title partOf { title } } } }
}`;

interface Line {
  kind: string;
  definitionVersion: number;
  jurisdiction: string;
  ratio: { numerator: number; denominator: number; value: number };
}

describe('潮州 through the gateway', () => {
  let world: World;
  let apart: ShardedFederation;
  let together: ShardedFederation;

  beforeAll(async () => {
    world = await openWorld();
    apart = await world.shard(layouts.apart);
    together = await world.shard(layouts.together);
  }, 120_000);

  afterAll(() => world?.[Symbol.asyncDispose]());

  test.each([
    ['single-establishment-rate', rates],
    ['figures-reconciliation', figures],
    ['indicators, records and figures', everything],
  ])('%s: four deployments answer as one does', async (_, query) => {
    const [one, many] = [await together.ask(null, { query }), await apart.ask(null, { query })];
    expect(one.errors).toBeUndefined();
    expect(many.errors).toBeUndefined();
    expect(many.data).toEqual(one.data);
  });

  test('a rate over several counties is of their sums, not the average of their rates', async () => {
    const { data, errors } = await apart.ask(null, { query: rates });
    expect(errors).toBeUndefined();
    const { byJurisdiction, inSum } = data as { byJurisdiction: Line[]; inSum: Line[] };
    const [sum] = inSum.filter(({ definitionVersion }) => definitionVersion === 1);
    const parts = byJurisdiction.filter((line) => line.definitionVersion === 1 && line.kind === sum!.kind);
    const add = (part: 'numerator' | 'denominator') =>
      parts.reduce((total, { ratio }) => total + ratio[part], 0);
    expect(parts).toHaveLength(4);
    expect(sum!.ratio.value).toBe(add('numerator') / add('denominator'));
    const average = parts.reduce((total, { ratio }) => total + ratio.value, 0) / parts.length;
    expect(Math.abs(sum!.ratio.value - average)).toBeGreaterThan(0.001);
  });
});

describe('沧州 through the gateway', () => {
  let world: World;
  let federation: ShardedFederation;

  beforeAll(async () => {
    world = await openWorld({ federation: 'cangzhou' });
    federation = await world.shard([['130900'], ['130927']]);
  }, 120_000);

  afterAll(() => world?.[Symbol.asyncDispose]());

  test('figures-reconciliation says what is unattainable, what is attainable and what is left', async () => {
    const { data, errors } = await federation.ask(null, { query: figures });
    expect(errors).toBeUndefined();
    const lines = (
      data as { figuresReconciliation: { figure: { value: string }; explanation: { zh: string } }[] }
    ).figuresReconciliation;
    const of = (value: string) => lines.find(({ figure }) => figure.value === value)!;
    expect(of('94.44')).toMatchObject({
      verdict: 'UNATTAINABLE',
      nearest: { numerator: 200, denominator: 212, percent: '94.34' },
    });
    expect(of('82.89')).toMatchObject({ verdict: 'DERIVED_MATCH', candidateCount: 3, pairCount: 2 });
    expect(of('68')).toMatchObject({ verdict: 'RESIDUAL', residual: '6' });
    expect(of('30.19')).toMatchObject({
      verdict: 'DERIVED_MATCH',
      derivedRatio: { numerator: 64, denominator: 212 },
    });
    expect(of('360').explanation.zh).toContain('不少于 360');
  });

  test('single-establishment-rate gives 南皮 its published rates', async () => {
    const { data, errors } = await federation.ask(null, {
      query: rates,
      variables: { jurisdictions: ['130927'] },
    });
    expect(errors).toBeUndefined();
    const { inSum } = data as { inSum: Line[] };
    const first = inSum.filter(({ definitionVersion }) => definitionVersion === 1);
    expect(first.map(({ ratio }) => ratio)).toEqual([
      { numerator: 126, denominator: 152, value: 126 / 152 },
      { numerator: 48, denominator: 60, value: 48 / 60 },
    ]);
  });
});
