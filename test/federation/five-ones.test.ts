import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { layouts } from '../support/layouts.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

/** The saved operations of the five ones, through the gateway, on the records that the article speaks of. */
let world: World;
let federation: ShardedFederation;

beforeAll(async () => {
  world = await openWorld();
  federation = await world.shard(layouts.apart);
}, 60_000);
afterAll(() => world?.[Symbol.asyncDispose]());

async function ask<Data>(query: string, variables = {}): Promise<Data> {
  const { data, errors } = await federation.ask(null, { query, variables });
  expect(errors).toBeUndefined();
  return data as Data;
}

async function saved<Data>(name: string, variables = {}): Promise<Data> {
  const url = new URL(`../../schema/queries/${name}.graphql`, import.meta.url);
  return ask<Data>(await readFile(url, 'utf8'), variables);
}

/** Since the pairings began, to the end of the year that the records tell of. */
const period = { from: '2023-01-01', asOf: '2023-12-31' };

interface Ratio {
  numerator: number;
  denominator: number;
}

describe('visits-and-problems 走访与解决问题统计', () => {
  interface Answer {
    byJurisdiction: { code: string; jurisdiction: string; ratio: Ratio }[];
    inSum: { code: string; label: string; ratio: Ratio }[];
    visits: { totalCount: number; nodes: { kind: string; pairing: { title: string } | null }[] };
    solvedProblems: { totalCount: number; nodes: { kind: string }[] };
    published: { nodes: { title: string; value: string; jurisdiction: { name: string } }[] };
  }

  test('154 visits and 285 solved problems over the city and its counties, beside what was published', async () => {
    const { byJurisdiction, inSum, visits, solvedProblems, published } = await saved<Answer>(
      'visits-and-problems',
      period,
    );
    const counted = Object.fromEntries(inSum.map(({ code, ratio }) => [code, ratio.numerator]));
    expect(counted).toEqual({ VISITS: 154, SOLVED_PROBLEMS: 285 });
    expect([visits.totalCount, solvedProblems.totalCount]).toEqual([154, 285]);
    for (const { code, ratio } of inSum) {
      const parts = byJurisdiction.filter((line) => line.code === code);
      expect(parts).toHaveLength(4);
      expect(ratio).toMatchObject({
        numerator: parts.reduce((sum, part) => sum + part.ratio.numerator, 0),
        denominator: parts.reduce((sum, part) => sum + part.ratio.denominator, 0),
      });
    }
    expect(new Set(visits.nodes.map(({ kind }) => kind))).toEqual(new Set(['CONTACT', 'RESEARCH_VISIT']));
    expect(new Set(solvedProblems.nodes.map(({ kind }) => kind))).toEqual(new Set(['SOLVED_PROBLEM']));
    expect(
      published.nodes.filter(({ title }) => title === '联系走访' || title === '协调解决问题'),
    ).toMatchObject([
      { title: '联系走访', value: '154', jurisdiction: { name: '潮州市' } },
      { title: '协调解决问题', value: '285', jurisdiction: { name: '潮州市' } },
    ]);
  });

  test('a part of the year has a part of them', async () => {
    const { inSum, visits } = await saved<Answer>('visits-and-problems', {
      from: '2023-01-01',
      asOf: '2023-06-30',
    });
    const [, line] = inSum;
    expect(line).toMatchObject({ code: 'VISITS', ratio: { numerator: visits.totalCount } });
    expect(visits.totalCount).toBeGreaterThan(10);
    expect(visits.totalCount).toBeLessThan(154);
  });
});

test('71 units are paired with 82 party organisations of the city, 17 with 17 of 潮安', async () => {
  const { pairingGroups } = await ask<{ pairingGroups: object[] }>(
    `{ pairingGroups(by: [JURISDICTION], filter: {kind: [UNIT_ORGANISATION]}, jurisdictions: ["445100", "445103"]) {
      jurisdiction count units partyOrganisations } }`,
  );
  expect(pairingGroups).toEqual([
    { jurisdiction: '445100', count: 82, units: 71, partyOrganisations: 82 },
    { jurisdiction: '445103', count: 17, units: 17, partyOrganisations: 17 },
  ]);
});

test('five-ones-by-jurisdiction 五个一完成情况（分县区）: the sum is of the parts', async () => {
  interface Line {
    rule: string;
    jurisdiction?: string;
    count: number;
    met: number;
    due: number;
    overdue: number;
    compliance: Ratio;
  }
  const { byJurisdiction, inSum } = await saved<{ byJurisdiction: Line[]; inSum: Line[] }>(
    'five-ones-by-jurisdiction',
    period,
  );
  expect(inSum.map(({ rule }) => rule)).toEqual([
    'CONTACT',
    'LEDGER',
    'RESEARCH_VISIT',
    'SOLVED_PROBLEM',
    'YEAR_END_REPORT',
  ]);
  for (const line of inSum) {
    const parts = byJurisdiction.filter(({ rule }) => rule === line.rule);
    expect(parts.length).toBeGreaterThan(2);
    for (const measure of ['count', 'met', 'due', 'overdue'] as const) {
      expect(line[measure]).toBe(parts.reduce((sum, part) => sum + part[measure], 0));
    }
    expect(line.compliance).toMatchObject({ numerator: line.met, denominator: line.met + line.overdue });
  }
  // The year is not over before the end of its last day: what it owes can still be due.
  const contacts = inSum.find(({ rule }) => rule === 'CONTACT')!;
  expect(contacts.overdue).toBeGreaterThan(contacts.due);
});

test('five-ones-matrix 五个一热力图: a row per pairing by its title, a cell per month', async () => {
  interface Matrix {
    pairings: {
      totalCount: number;
      nodes: {
        title: string;
        obligations: { nodes: { periodStart: string; status: string; done: number }[] };
      }[];
    };
  }
  const { pairings } = await saved<Matrix>('five-ones-matrix', { ...period, jurisdictions: ['445103'] });
  expect(pairings.totalCount).toBe(17);
  for (const { title, obligations } of pairings.nodes) {
    expect(title).toContain('↔');
    const months = obligations.nodes.map(({ periodStart }) => periodStart);
    expect(months.at(-1)).toBe('2023-12-01');
    expect(months).toEqual([...new Set(months)].sort());
    expect(months.length).toBeGreaterThanOrEqual(9);
  }
  const cells = pairings.nodes.flatMap(({ obligations }) => obligations.nodes);
  for (const { status, done } of cells) expect(done > 0).toBe(status === 'MET');
  expect(new Set(cells.map(({ status }) => status))).toContain('MET');
});

test('pairings-without-contact-this-month 本月未联系的结对: with each other and those that were contacted they are all', async () => {
  interface Found {
    obligations: {
      totalCount: number;
      nodes: { daysLeft: number; pairing: { id: string }; unit: { name: string } }[];
    };
  }
  const asOf = '2023-06-20';
  const { obligations } = await saved<Found>('pairings-without-contact-this-month', { asOf, first: 200 });
  const all = new Set<string>();
  const contacted = new Set<string>();
  for (const { pairings, activities } of Object.values(world.ledgers)) {
    for (const { id, kind, state } of pairings) {
      if (kind === 'UNIT_ORGANISATION' && state !== 'PROPOSED') all.add(id);
    }
    for (const { kind, held_on, pairing_id } of activities) {
      if (held_on >= '2023-06-01' && held_on <= asOf && (kind === 'CONTACT' || kind === 'RESEARCH_VISIT')) {
        contacted.add(pairing_id!);
      }
    }
  }
  const expected = [...all].filter((id) => !contacted.has(id)).sort();
  expect(obligations.nodes.map(({ pairing }) => pairing.id).sort()).toEqual(expected);
  expect(obligations.totalCount).toBe(expected.length);
  for (const { daysLeft, unit } of obligations.nodes) {
    expect(daysLeft).toBe(10);
    expect(unit.name).toMatch(/\p{Script=Han}/u);
  }
});
