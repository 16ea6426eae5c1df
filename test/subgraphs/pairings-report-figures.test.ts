import { createHash } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import {
  chaoanOfficer,
  drafted,
  endedPairing,
  forgetReports,
  january,
  openReportWorld,
  pairing,
  submitted,
  unit,
  at,
} from './pairings-report-world.ts';
import { chaoan, city, type World } from './pairings-world.ts';

interface Figure {
  code: string;
  label: string;
  value: number;
  operation: string;
  variables: string;
  asOf: string;
}

const contentQuery = `query ($id: ID!) { reportContent(id: $id) { locked asOf data figures { code label value operation variables asOf }
  duties { rule periodStart status done } problems { title heldOn pairing } projects { name state } pairings { id title } } }`;
const verifyQuery = `query ($id: ID!) { verifyReport(id: $id) { hash computedHash intact drift { figure { code operation variables } locked current } } }`;

let world: World;
beforeAll(async () => {
  world = await openReportWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  await forgetReports(world);
});

async function contentOf(id: string, clock = january) {
  const { data, errors } = await world.ask(contentQuery, { variables: { id }, viewer: chaoanOfficer, clock });
  expect(errors).toBeUndefined();
  return data.reportContent as {
    locked: boolean;
    asOf: string;
    data: string;
    figures: Figure[];
    duties: { rule: string; periodStart: string; status: string; done: number }[];
    problems: { title: string; heldOn: string; pairing: string }[];
    projects: { name: string; state: string }[];
    pairings: { id: string; title: string }[];
  };
}

/** Every number in an answer. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(numbersIn) : [];
}

/** What a figure's own query answers, asked as anybody would. */
async function asked({ operation, variables }: Pick<Figure, 'operation' | 'variables'>, clock = january) {
  const { data, errors } = await world.ask(operation, {
    variables: JSON.parse(variables) as Record<string, unknown>,
    clock,
  });
  expect(errors).toBeUndefined();
  return numbersIn(data);
}

const subjects = [
  ['a pairing', { pairing }],
  ['a pairing that has ended', { pairing: endedPairing }],
  ['a unit', { unit }],
  ['a jurisdiction', {}],
] as const;

describe.each(subjects)('the report of %s', (_, input) => {
  test('has no number that its own query does not give again, in a draft and locked', async () => {
    const draft = await contentOf((await drafted(world, input)).id);
    expect(draft.locked).toBe(false);
    await forgetReports(world);
    const locked = await contentOf((await submitted(world, input)).id);
    expect(locked.locked).toBe(true);
    expect(locked.figures.length).toBeGreaterThan(60);
    expect(new Set(locked.figures.map(({ code }) => code)).size).toBe(locked.figures.length);
    expect(locked.figures.filter(({ value }) => value > 0).length).toBeGreaterThan(15);
    for (const figure of locked.figures) {
      expect([figure.code, ...(await asked(figure))]).toEqual([figure.code, figure.value]);
      expect(figure.asOf).toBe('2024-01-10');
    }
  });

  test('adds up: kinds, months and obligations to their totals', async () => {
    const { figures, problems } = await contentOf((await submitted(world, input)).id);
    const value = (code: string) => figures.find((figure) => figure.code === code)!.value;
    const sum = (shape: RegExp) =>
      figures.filter(({ code }) => shape.test(code)).reduce((total, figure) => total + figure.value, 0);
    expect(sum(/^KIND\/\w+$/)).toBe(value('ACTIVITIES'));
    expect(sum(/^MONTH\/[\d-]+$/)).toBe(value('ACTIVITIES'));
    expect(sum(/^MONTH\/[\d-]+\/VISITS$/)).toBe(value('VISITS'));
    expect(value('KIND/CONTACT') + value('KIND/RESEARCH_VISIT')).toBe(value('VISITS'));
    expect(sum(/^OBLIGATIONS\/ALL\/(MET|OVERDUE|DUE|EXEMPT)$/)).toBe(value('OBLIGATIONS/ALL/ALL'));
    expect(sum(/^OBLIGATIONS\/[A-Z_]+\/ALL$/)).toBe(2 * value('OBLIGATIONS/ALL/ALL'));
    for (const part of ['PLANNED', 'DONE', 'ACTIVITIES']) {
      expect(sum(new RegExp(`^ITEM/\\w+/${part}$`))).toBe(2 * value(`ITEM/ALL/${part}`));
    }
    expect(problems).toHaveLength(value('KIND/SOLVED_PROBLEM'));
    expect(problems.map(({ heldOn }) => heldOn)).toEqual(problems.map(({ heldOn }) => heldOn).toSorted());
  });
});

test('a pairing’s report tells each of its obligations, its own submission among them', async () => {
  const { duties, figures } = await contentOf((await submitted(world, { pairing })).id);
  expect(duties).toHaveLength(1 + 12 + 4 + 1 + 1);
  expect(duties.filter(({ rule }) => rule === 'YEAR_END_REPORT')).toEqual([
    { rule: 'YEAR_END_REPORT', periodStart: '2023-01-01', status: 'MET', done: 1 },
  ]);
  expect(figures.find(({ code }) => code === 'OBLIGATIONS/YEAR_END_REPORT/MET')?.value).toBe(1);
});

test('an ended pairing is told of from its beginning to its end in the year', async () => {
  const { figures } = await contentOf((await submitted(world, { pairing: endedPairing })).id);
  const months = figures.filter(({ code }) => /^MONTH\/[\d-]+$/.test(code));
  expect(months.map(({ code }) => code.slice(-2))).toEqual(['02', '03', '04', '05', '06', '07', '08']);
  expect(JSON.parse(months[0]!.variables)).toMatchObject({
    filter: { heldFrom: '2023-02-11', heldTo: '2023-02-28' },
    jurisdictions: [chaoan],
  });
  expect(JSON.parse(months.at(-1)!.variables)).toMatchObject({ filter: { heldTo: '2023-08-20' } });
});

test('the city’s report counts what the city recorded, and nothing of its counties', async () => {
  const cityOfficer = { subject: 'city', roles: ['CITY'], jurisdictions: [city] } as const;
  const { id } = await submitted(world, { jurisdiction: city }, { viewer: cityOfficer });
  const { data } = await world.ask(contentQuery, { variables: { id }, viewer: cityOfficer, clock: january });
  const [counted] = await world.select(
    `select count(*)::int as n from activity where owner = '${city}' and held_on between '2023-01-01' and '2023-12-31'`,
  );
  const { figures, pairings } = data.reportContent as { figures: Figure[]; pairings: object[] };
  expect(figures.find(({ code }) => code === 'ACTIVITIES')?.value).toBe(counted!['n']);
  expect(pairings).toHaveLength(1);
});

describe('a locked report', () => {
  test('has the SHA-256 of its data as its hash, and stays as it was whatever is corrected later', async () => {
    const { id, hash } = await submitted(world, { pairing, remarks: '说明' });
    const before = await contentOf(id);
    expect(createHash('sha256').update(before.data).digest('hex')).toBe(hash);
    await world.select(
      `update activity set held_on = held_on + 400 where pairing_id = '${pairing}' and kind = 'CONTACT'`,
    );
    try {
      expect(await contentOf(id, at('2025-03-01T00:00:00Z'))).toEqual(before);
    } finally {
      await world.select(
        `update activity set held_on = held_on - 400 where pairing_id = '${pairing}' and kind = 'CONTACT'`,
      );
    }
  });

  test('is intact and without drift as long as no record of it changes', async () => {
    const { id, hash } = await submitted(world, {});
    const asking = { variables: { id }, viewer: chaoanOfficer, clock: at('2025-03-01T00:00:00Z') };
    const { data, errors } = await world.ask(verifyQuery, asking);
    expect(errors).toBeUndefined();
    expect(data.verifyReport).toEqual({ hash, computedHash: hash, intact: true, drift: [] });
  });

  test('tells by figure what the records would say otherwise now', async () => {
    const { id } = await submitted(world, { pairing });
    const [moved] = await world.select(
      `select id, held_on::text from activity where pairing_id = '${pairing}' and owner = '${chaoan}' and kind = 'TRAINING'
        and held_on between '2023-01-01' and '2023-12-31' order by id limit 1`,
    );
    await world.select(`update activity set held_on = '2025-01-01' where id = '${moved!['id'] as string}'`);
    try {
      const { data } = await world.ask(verifyQuery, {
        variables: { id },
        viewer: chaoanOfficer,
        clock: january,
      });
      const { intact, drift } = data.verifyReport as {
        intact: boolean;
        drift: { figure: Figure; locked: number; current: number }[];
      };
      expect(intact).toBe(true);
      const month = (moved!['held_on'] as string).slice(0, 7);
      const codes = drift.map(({ figure }) => figure.code);
      expect(codes).toEqual(expect.arrayContaining(['ACTIVITIES', 'KIND/TRAINING', `MONTH/${month}`]));
      expect(codes).not.toContain('VISITS');
      for (const { figure, locked, current } of drift) {
        expect(current).toBe(locked - (figure.code === 'PARTICIPANTS' ? locked - current : 1));
      }
    } finally {
      await world.select(
        `update activity set held_on = '${moved!['held_on'] as string}' where id = '${moved!['id'] as string}'`,
      );
    }
  });

  test('whose stored data somebody has changed is not intact; lost data are told too', async () => {
    const { id, hash } = await submitted(world, { unit });
    const verify = async () => {
      const { data } = await world.ask(verifyQuery, {
        variables: { id },
        viewer: chaoanOfficer,
        clock: january,
      });
      return data.verifyReport as { intact: boolean; computedHash: string | null; drift: object[] };
    };
    await expect(
      world.select(`update locked_report set data = replace(data, '"value":1', '"value":2')`),
    ).rejects.toThrow('never changed');
    await expect(world.select('delete from locked_report')).rejects.toThrow('never changed');
    const past = (statement: string) =>
      world.select(
        `set session_replication_role = replica; ${statement}; set session_replication_role = origin`,
      );
    await past(
      `update locked_report set data = replace(data, '"code":"ACTIVITIES","label"', '"code":"ACTIVITIES" ,"label"')`,
    );
    expect(await verify()).toMatchObject({ hash, intact: false, drift: [] });
    expect((await verify()).computedHash).not.toBe(hash);
    await past(`update locked_report set data = 'nothing'`);
    expect(await verify()).toMatchObject({ intact: false, drift: [] });
    await past('delete from locked_report');
    expect(await verify()).toEqual({ hash, computedHash: null, intact: false, drift: [] });
  });
});

test('a draft cannot be verified', async () => {
  const { id } = await drafted(world, { pairing });
  const { errors } = await world.ask(verifyQuery, {
    variables: { id },
    viewer: chaoanOfficer,
    clock: january,
  });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_TRANSITION', received: '"DRAFT"' });
});

test('all that a report says is read in one statement', async () => {
  const { id } = await drafted(world, {});
  const { statements } = await world.ask(contentQuery, {
    variables: { id },
    viewer: chaoanOfficer,
    clock: january,
  });
  expect(statements).toBe(2);
});
