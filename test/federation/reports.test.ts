import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { codesOf } from '../support/client.ts';
import { layouts } from '../support/layouts.ts';
import { viewersOf, type Viewers } from '../support/viewers.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

/** Year-end reports through the gateway: written where their records are, read from everywhere that may. */
const county = '445103';
let world: World;
let viewers: Viewers;
let federation: ShardedFederation;
let pairing: string;
let unit: string;
let made = 0;

beforeAll(async () => {
  world = await openWorld();
  viewers = viewersOf(world.ledgers, county, '445122');
  federation = await world.shard(layouts.apart);
  const found = world.ledgers[county]!.pairings.find(
    ({ kind, unit_id }) => kind === 'UNIT_ORGANISATION' && unit_id,
  );
  pairing = found!.id;
  unit = found!.unit_id!;
}, 60_000);
afterAll(() => world?.[Symbol.asyncDispose]());

async function ask<Data>(query: string, variables = {}, viewer: Viewer | null = null): Promise<Data> {
  const { data, errors } = await federation.ask(viewer, { query, variables });
  expect(errors).toBeUndefined();
  return data as Data;
}
const newKey = (): string => `federated-report-${(made += 1)}`;

async function submitted(input: object, viewer: Viewer): Promise<{ id: string; hash: string }> {
  const drafted = await ask<{ draftReport: { report: { id: string } } }>(
    'mutation ($key: ID!, $input: DraftReportInput!) { draftReport(idempotencyKey: $key, input: $input) { report { id } } }',
    { key: newKey(), input: { year: 2023, ...input } },
    viewer,
  );
  const answer = await ask<{ submitReport: { report: { id: string; hash: string } } }>(
    'mutation ($key: ID!, $id: ID!) { submitReport(idempotencyKey: $key, id: $id) { report { id hash pairing { state } } } }',
    { key: newKey(), id: drafted.draftReport.report.id },
    viewer,
  );
  return answer.submitReport.report;
}

interface Figure {
  code: string;
  value: number;
  operation: string;
  variables: string;
}

/** Every number in an answer. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(numbersIn) : [];
}

async function figuresOf(id: string, viewer: Viewer): Promise<Figure[]> {
  const { reportContent } = await ask<{ reportContent: { figures: Figure[] } }>(
    'query ($id: ID!) { reportContent(id: $id) { figures { code value operation variables } } }',
    { id },
    viewer,
  );
  return reportContent.figures;
}

test('every number of a county’s reports is given again by its own query, through the graph, to anybody', async () => {
  for (const input of [{ pairing }, { unit }, {}]) {
    const { id } = await submitted({ jurisdiction: county, ...input }, viewers.county);
    expect(id.slice(0, 6)).toBe(county);
    const figures = await figuresOf(id, viewers.county);
    // The lines of all the pairings of a county are too many for one test; those of the first ones will do.
    const some = figures
      .filter(({ code, value }) => value > 0 || code.startsWith('OBLIGATIONS/'))
      .slice(0, 70);
    expect(some.length).toBeGreaterThan(25);
    for (const { code, value, operation, variables } of some) {
      const answer = await ask<object>(operation, JSON.parse(variables) as object);
      expect([code, ...numbersIn(answer)]).toEqual([code, value]);
    }
  }
}, 90_000);

test('the city reports on its own records; its own deployment, not the counties’, answers for them', async () => {
  const { id } = await submitted({ jurisdiction: '445100' }, viewers.city);
  const figures = await figuresOf(id, viewers.city);
  const own = world.ledgers['445100']!.activities.filter(({ held_on }) => held_on.startsWith('2023-'));
  expect(figures.find(({ code }) => code === 'ACTIVITIES')?.value).toBe(own.length);
});

test('what was submitted anywhere is the city’s to read, in one list; the public and another county see nothing', async () => {
  const query = `query ($pairing: ID!, $unit: ID!) {
    reports(first: 50, orderBy: { field: TITLE }) { totalCount nodes { title jurisdiction { name } unit { name } pairing { title state } } }
    reportGroups(by: [JURISDICTION, STATE]) { label count }
    pairing(id: $pairing) { reports { totalCount } }
    memberUnit(id: $unit) { name reports { totalCount nodes { kind } } }
  }`;
  interface Answer {
    reports: { totalCount: number; nodes: { title: string; jurisdiction: { name: string } }[] };
    reportGroups: { label: string; count: number }[];
    pairing: { reports: { totalCount: number } };
    memberUnit: { reports: { totalCount: number; nodes: { kind: string }[] } };
  }
  const seen = await ask<Answer>(query, { pairing, unit }, viewers.city);
  expect(seen.reports.totalCount).toBe(4);
  expect(new Set(seen.reports.nodes.map(({ jurisdiction }) => jurisdiction.name))).toEqual(
    new Set(['潮安区', '潮州市']),
  );
  expect(seen.reportGroups).toEqual([
    { label: '潮州市 · 已提交', count: 1 },
    { label: '潮安区 · 已提交', count: 3 },
  ]);
  expect(seen.pairing.reports.totalCount).toBe(1);
  expect(seen.memberUnit.reports.nodes.map(({ kind }) => kind).toSorted()).toEqual(['PAIRING', 'UNIT']);
  for (const viewer of [null, viewers.otherCounty]) {
    const hidden = await ask<Answer>(query, { pairing, unit }, viewer);
    expect([hidden.reports.totalCount, hidden.pairing.reports.totalCount]).toEqual([0, 0]);
    expect(hidden.memberUnit.reports.totalCount).toBe(0);
  }
});

test('a report is verified at its owner’s; a stranger neither changes it nor learns that it is there', async () => {
  const { id } = await submitted({ jurisdiction: county, pairing, year: 2024 }, viewers.county);
  const verify =
    'query ($id: ID!) { verifyReport(id: $id) { intact drift { locked current } } report(id: $id) { id } }';
  expect(await ask<object>(verify, { id }, viewers.city)).toEqual({
    verifyReport: { intact: true, drift: [] },
    report: { id },
  });
  expect(await ask<object>(verify, { id }, viewers.otherCounty)).toEqual({
    verifyReport: null,
    report: null,
  });
  const assess = await federation.ask(viewers.otherCounty, {
    query: `mutation ($id: ID!) { assessReport(idempotencyKey: "not-mine-to-assess", input: { report: $id, grade: POOR }) { report { id } } }`,
    variables: { id },
  });
  expect(codesOf(assess)).toEqual(['FORBIDDEN']);
});
