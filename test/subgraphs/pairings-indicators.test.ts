import 'reflect-metadata';

import { pairings } from '@jiedui/pairings/subgraph';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { activityRows, pairingRows } from './pairings-records.ts';
import { chaoan, city, codes, openWorld, type World } from './pairings-world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld(pairings);
  await world.insert('pairing', pairingRows);
  await world.insert('activity', activityRows);
});
afterAll(() => world[Symbol.asyncDispose]());

interface Line {
  code: string;
  definitionVersion: number;
  jurisdiction: string | null;
  numeratorRecords: keyof typeof fields;
  denominatorRecords: keyof typeof fields;
  asOf: string;
  ratio: { numerator: number; denominator: number; value: number | null };
}

const fields = {
  OBLIGATIONS: 'pairingIndicatorObligations',
  ACTIVITIES: 'pairingIndicatorActivities',
  PAIRINGS: 'pairingIndicatorPairings',
} as const;

async function linesOf(args: string): Promise<Line[]> {
  const { data, errors } = await world.ask(
    `{ pairingIndicators(${args}) { code definitionVersion jurisdiction numeratorRecords denominatorRecords asOf
      ratio { numerator denominator value } } }`,
  );
  expect(errors).toBeUndefined();
  return data.pairingIndicators;
}

test('the five ones, visits and solved problems of 2023 are what the records say', async () => {
  const found = await linesOf('by: [], asOf: "2023-12-31"');
  const ratios = Object.fromEntries(
    found.map(({ code, definitionVersion, ratio }) => [
      `${code} v${definitionVersion}`,
      [ratio.numerator, ratio.denominator],
    ]),
  );
  const visits = activityRows.filter(({ kind }) => kind === 'CONTACT' || kind === 'RESEARCH_VISIT').length;
  const solved = activityRows.filter(({ kind }) => kind === 'SOLVED_PROBLEM').length;
  // Two pairings of a unit are confirmed: from 1 April, and from 1 May on. The year's last day is not over before its end.
  const { data } = await world.ask(
    '{ obligationGroups(by: [RULE], asOf: "2023-12-31") { rule met overdue compliance { numerator denominator } } }',
  );
  const owed = Object.fromEntries(
    data.obligationGroups.map(({ rule, met, overdue }: { rule: string; met: number; overdue: number }) => [
      `FIVE_ONES_${rule} v1`,
      [met, met + overdue],
    ]),
  );
  expect(Object.keys(owed)).toHaveLength(5);
  expect(owed['FIVE_ONES_CONTACT v1']![1]).toBeGreaterThan(8);
  expect(ratios).toEqual({
    ...owed,
    'INSTRUCTOR_VISIT v1': [0, 0],
    'VISITS v1': [visits, 2],
    'SOLVED_PROBLEMS v1': [solved, 2],
  });
  for (const { ratio, asOf } of found) {
    expect(ratio.value).toBe(ratio.denominator === 0 ? null : ratio.numerator / ratio.denominator);
    expect(asOf).toBe('2023-12-31');
  }
});

test('the sum is of the parts, and each owner has its line', async () => {
  const [parts, sums] = [
    await linesOf('by: [JURISDICTION], from: "2023-01-01"'),
    await linesOf('by: [], from: "2023-01-01"'),
  ];
  expect(parts).toHaveLength(3 * sums.length);
  for (const { code, ratio } of sums) {
    const own = parts.filter((part) => part.code === code);
    const add = (part: 'numerator' | 'denominator') => own.reduce((sum, each) => sum + each.ratio[part], 0);
    expect(ratio).toMatchObject({ numerator: add('numerator'), denominator: add('denominator') });
  }
});

test.each(['2023-04-30', '2023-12-31', '2024-03-15'])(
  'as of %s the records behind each numerator and denominator are as many as it says',
  async (asOf) => {
    const lines = [
      ...(await linesOf(`by: [JURISDICTION], from: "2023-01-01", asOf: "${asOf}"`)),
      ...(await linesOf(`by: [], from: "2023-01-01", asOf: "${asOf}"`)),
    ];
    for (const line of lines) {
      for (const part of ['numerator', 'denominator'] as const) {
        const scope = line.jurisdiction ? `, jurisdictions: ["${line.jurisdiction}"]` : '';
        const { data, errors } = await world.ask(
          `{ behind: ${fields[line[`${part}Records`]]}(code: ${line.code}, version: ${line.definitionVersion}, part: ${part.toUpperCase()},
            from: "2023-01-01", asOf: "${asOf}", first: 500${scope}) { totalCount nodes { id } } }`,
        );
        expect(errors).toBeUndefined();
        expect([line.code, part, data.behind.totalCount, data.behind.nodes.length]).toEqual([
          line.code,
          part,
          line.ratio[part],
          line.ratio[part],
        ]);
      }
    }
  },
);

test('a filter narrows the records behind, and a cursor of another period is refused', async () => {
  const ask = (args: string) =>
    world.ask(
      `{ pairingIndicatorActivities(code: VISITS, part: NUMERATOR, ${args}) { totalCount pageInfo { endCursor } nodes { kind } } }`,
    );
  const { data } = await ask(
    'from: "2023-01-01", first: 2, filter: {kind: [RESEARCH_VISIT, SOLVED_PROBLEM]}',
  );
  expect(data.pairingIndicatorActivities.nodes).toEqual([
    { kind: 'RESEARCH_VISIT' },
    { kind: 'RESEARCH_VISIT' },
  ]);
  expect(data.pairingIndicatorActivities.totalCount).toBe(
    activityRows.filter(({ kind }) => kind === 'RESEARCH_VISIT').length,
  );
  const cursor = data.pairingIndicatorActivities.pageInfo.endCursor;
  const args = `first: 2, after: "${cursor}", filter: {kind: [RESEARCH_VISIT, SOLVED_PROBLEM]}`;
  expect((await ask(`from: "2023-01-01", ${args}`)).errors).toBeUndefined();
  expect(codes(await ask(`from: "2023-02-01", ${args}`))).toEqual(['INVALID_CURSOR']);
});

test('another part’s records, an unknown version, a day to come and a period that ends before it begins are refused', async () => {
  const refused = [
    '{ pairingIndicatorActivities(code: VISITS, part: DENOMINATOR) { totalCount } }',
    '{ pairingIndicatorActivities(code: VISITS, version: 2, part: NUMERATOR) { totalCount } }',
    '{ pairingIndicatorObligations(code: FIVE_ONES_CONTACT, part: NUMERATOR, asOf: "2024-03-16") { totalCount } }',
    '{ pairingIndicators(by: [], from: "2024-02-01", asOf: "2024-01-31") { key } }',
  ];
  for (const query of refused) expect(codes(await world.ask(query))).toEqual(['INVALID_INPUT']);
});

test('pairings are counted with their units and party organisations, each once per owner', async () => {
  const { data } = await world.ask(
    `{ pairingGroups(by: [JURISDICTION], filter: {kind: [UNIT_ORGANISATION]}) { jurisdiction count units partyOrganisations } }`,
  );
  expect(data.pairingGroups).toEqual([
    { jurisdiction: city, count: 1, units: 1, partyOrganisations: 1 },
    { jurisdiction: chaoan, count: 1, units: 1, partyOrganisations: 0 },
  ]);
});
