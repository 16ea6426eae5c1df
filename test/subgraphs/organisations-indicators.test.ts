import { readFile } from 'node:fs/promises';

import type { IndicatorRecords } from '@jiedui/organisations/indicator/kinds';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { codesOf, dataOf } from './county.ts';
import { openSeeded, type Seeded } from './organisations-seeded.ts';

const operation = await readFile(
  new URL(
    './queries/single-establishment-rate.graphql',
    import.meta.resolve('@jiedui/schema/directives.graphql'),
  ),
  'utf8',
);

interface Line {
  key: string;
  label: string;
  code: string;
  definitionVersion: number;
  jurisdiction: string | null;
  kind: string | null;
  asOf: string;
  numeratorRecords: IndicatorRecords;
  denominatorRecords: IndicatorRecords;
  ratio: { numerator: number; denominator: number; value: number | null };
}

const lines = `key label code definitionVersion jurisdiction kind asOf numeratorRecords denominatorRecords
  definition { zh en } ratio { numerator denominator value }`;

const fields: Readonly<Record<IndicatorRecords, string>> = {
  PARTY_ORGANISATIONS: 'indicatorPartyOrganisations',
  ORGANISATIONS: 'indicatorOrganisations',
  DEMONSTRATION_SITES: 'indicatorDemonstrationSites',
  INSTRUCTORS: 'indicatorInstructors',
};

const opened: Seeded[] = [];
let chaozhou: Seeded;
let cangzhou: Seeded;

beforeAll(async () => {
  chaozhou = await openSeeded('chaozhou');
  cangzhou = await openSeeded('cangzhou');
  opened.push(chaozhou, cangzhou);
});

afterAll(async () => {
  for (const each of opened) await each.close();
});

async function indicators(
  { ask }: Seeded,
  args: string,
  given?: Parameters<Seeded['ask']>[2],
): Promise<Line[]> {
  return dataOf<{ indicators: Line[] }>(await ask(`{ indicators(${args}) { ${lines} } }`, {}, given))
    .indicators;
}

describe('single-establishment-rate 单独组建率（分县区）', () => {
  interface Rates {
    byJurisdiction: Line[];
    inSum: Line[];
  }

  test('in 沧州: 126 of 152 and 48 of 60 in 南皮, and the sum is of the parts', async () => {
    const { byJurisdiction, inSum } = dataOf<Rates>(await cangzhou.ask(operation));
    const nanpi = byJurisdiction.filter(
      ({ jurisdiction, definitionVersion }) => jurisdiction === '130927' && definitionVersion === 1,
    );
    expect(nanpi.map(({ label, ratio }) => [label, ratio.numerator, ratio.denominator])).toEqual([
      ['单独组建率（v1） · 南皮县 · 非公有制企业', 126, 152],
      ['单独组建率（v1） · 南皮县 · 社会组织', 48, 60],
    ]);
    expect(Math.round(nanpi[0]!.ratio.value! * 10_000)).toBe(8289);
    expectSums(byJurisdiction, inSum);
  });

  test('in 潮州: each county and each kind has its line, and the sum is of the parts', async () => {
    const { byJurisdiction, inSum } = dataOf<Rates>(await chaozhou.ask(operation));
    expect(byJurisdiction).toHaveLength(2 * 4 * 2);
    expectSums(byJurisdiction, inSum);
  });

  function expectSums(parts: readonly Line[], sums: readonly Line[]): void {
    expect(sums).toHaveLength(4);
    for (const { kind, definitionVersion, ratio } of sums) {
      const own = parts.filter((part) => part.kind === kind && part.definitionVersion === definitionVersion);
      const add = (part: 'numerator' | 'denominator') => own.reduce((sum, each) => sum + each.ratio[part], 0);
      expect(ratio).toMatchObject({ numerator: add('numerator'), denominator: add('denominator') });
      expect(ratio.value).toBe(add('numerator') / add('denominator'));
    }
  }
});

describe('the indicators of 南皮', () => {
  test('are what the records of its ledger count', async () => {
    const { organisations, partyOrganisations, hosts, sites, instructors } = cangzhou.ledgers['130927']!;
    const found = await indicators(cangzhou, 'by: [], jurisdictions: ["130927"]');
    const ratios = Object.fromEntries(
      found.map(({ code, definitionVersion, ratio }) => [
        `${code} v${definitionVersion}`,
        [ratio.numerator, ratio.denominator],
      ]),
    );
    const operating = organisations.filter(({ status }) => status === 'OPERATING');
    const hosting = new Set(hosts.map(({ organisation_id }) => organisation_id));
    expect(ratios).toEqual({
      'SINGLE_ESTABLISHMENT v1': [174, 212],
      'SINGLE_ESTABLISHMENT v2': [174, operating.length],
      'ORGANISATIONAL_COVERAGE v1': [operating.filter(({ id }) => hosting.has(id)).length, operating.length],
      'OWNER_SECRETARY v1': [200, 212],
      // Nobody has said of one that it does not apply.
      'OWNER_SECRETARY v2': [200, 212],
      'DEMONSTRATION_SHARE v1': [64, 212],
      'INSTRUCTOR_WITHOUT_PARTY v1': [26, 68],
      'INSTRUCTOR_ONE_TO_ONE v1': [20, 68],
      'INSTRUCTOR_COUNTY_LEADER v1': [16, 68],
    });
    expect([partyOrganisations.length, sites.length, instructors.length]).toEqual([212, 64, 68]);
  });

  test('name their definition in both languages and the day they tell of', async () => {
    for (const line of await indicators(cangzhou, 'by: []')) {
      expect(line.asOf).toBe('2024-03-01');
      expect(line).toMatchObject({
        definition: { zh: expect.stringMatching(/÷/), en: expect.stringMatching(/over|of all/) },
      });
    }
  });
});

describe('drill-through', () => {
  test.each(['chaozhou', 'cangzhou'] as const)(
    'in %s the records behind each numerator and denominator are as many as it says',
    async (name) => {
      const world = name === 'chaozhou' ? chaozhou : cangzhou;
      const found = await indicators(world, 'by: [JURISDICTION, KIND]');
      const sums = await indicators(world, 'by: []');
      const questions = [...found, ...sums].flatMap((line, index) =>
        (['numerator', 'denominator'] as const).map((part) => {
          const args = [
            `code: ${line.code}, version: ${line.definitionVersion}, part: ${part.toUpperCase()}`,
            ...(line.kind ? [`kind: ${line.kind}`] : []),
            ...(line.jurisdiction ? [`jurisdictions: ["${line.jurisdiction}"]`] : []),
          ].join(', ');
          return {
            name: `${part}${index}`,
            text: `${part}${index}: ${fields[line[`${part}Records`]]}(${args}, first: 500) { totalCount nodes { id } }`,
            expected: line.ratio[part],
          };
        }),
      );
      const answer = dataOf<Record<string, { totalCount: number; nodes: { id: string }[] }>>(
        await world.ask(`{ ${questions.map(({ text }) => text).join('\n')} }`),
      );
      for (const { name: alias, text, expected } of questions) {
        expect(answer[alias]!.totalCount, text).toBe(expected);
        expect(new Set(answer[alias]!.nodes.map(({ id }) => id)).size, text).toBe(Math.min(expected, 500));
      }
      expect(found.filter(({ ratio }) => ratio.numerator > 0).length).toBeGreaterThan(10);
    },
  );

  test('pages by cursor, and a cursor of another part is refused', async () => {
    const page = (part: string, after?: string) =>
      cangzhou.ask(
        `query ($after: String) { page: indicatorPartyOrganisations(
          code: SINGLE_ESTABLISHMENT, part: ${part}, kind: SOCIAL_ORGANISATION, jurisdictions: ["130927"], first: 30, after: $after
        ) { totalCount nodes { id establishment hostKind } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
    interface Page {
      page: {
        totalCount: number;
        nodes: { id: string; establishment: string; hostKind: string }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    }
    const { page: first } = dataOf<Page>(await page('NUMERATOR'));
    const { page: second } = dataOf<Page>(await page('NUMERATOR', first.pageInfo.endCursor));
    const nodes = [...first.nodes, ...second.nodes];
    expect([first.totalCount, nodes.length, second.pageInfo.hasNextPage]).toEqual([48, 48, false]);
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(48);
    expect(new Set(nodes.map(({ establishment, hostKind }) => `${establishment} ${hostKind}`))).toEqual(
      new Set(['SINGLE SOCIAL_ORGANISATION']),
    );
    expect(codesOf(await page('DENOMINATOR', first.pageInfo.endCursor))).toContain('INVALID_CURSOR');
  });

  test('a filter narrows the records', async () => {
    const { page } = dataOf<{ page: { totalCount: number } }>(
      await cangzhou.ask(`{ page: indicatorPartyOrganisations(code: OWNER_SECRETARY, part: NUMERATOR, jurisdictions: ["130927"],
        filter: { establishment: [SINGLE] }) { totalCount } }`),
    );
    const { partyOrganisations } = cangzhou.ledgers['130927']!;
    expect(page.totalCount).toBe(
      partyOrganisations.filter((party) => party.secretary_is_owner && party.establishment === 'SINGLE')
        .length,
    );
  });

  test.each([
    ['indicatorOrganisations', 'code: OWNER_SECRETARY, part: NUMERATOR'],
    ['indicatorPartyOrganisations', 'code: OWNER_SECRETARY, version: 3, part: NUMERATOR'],
    ['indicatorInstructors', 'code: INSTRUCTOR_ONE_TO_ONE, part: NUMERATOR, kind: SOCIAL_ORGANISATION'],
    ['indicatorInstructors', 'code: INSTRUCTOR_ONE_TO_ONE, part: NUMERATOR, asOf: "2999-01-01"'],
    ['indicatorOrganisations', 'code: ORGANISATIONAL_COVERAGE, part: NUMERATOR, asOf: "2999-01-01"'],
    ['indicators', 'by: [], codes: [INSTRUCTOR_ONE_TO_ONE], asOf: "2999-01-01"'],
  ])('%s(%s) says what it expected', async (field, args) => {
    const body = field === 'indicators' ? '{ key }' : '{ totalCount }';
    const answer = await cangzhou.ask(`{ ${field}(${args}) ${body} }`);
    expect(codesOf(answer)).toEqual(['INVALID_INPUT']);
    expect(answer.errors![0]!.extensions).toMatchObject({
      expected: expect.any(String),
      received: expect.any(String),
    });
  });
});

test('an indicator takes one statement per table, however many jurisdictions', async () => {
  const statements = await chaozhou.statements((given) =>
    indicators(chaozhou, 'by: [JURISDICTION, KIND]', given),
  );
  expect(statements).toBe(4);
});

test('the second 一人兼比例 leaves out where it does not apply: 94.44% of those where it does', async () => {
  const client = new Client({ connectionString: cangzhou.url });
  await client.connect();
  // As if 30 secretaries less were owners, and 32 had no owner that could be one.
  await client.query(
    `update party_organisation set secretary_is_owner = false where id in (
      select id from party_organisation where owner = '130927' and secretary_is_owner order by id limit 30)`,
  );
  await client.query(
    `update party_organisation set owner_secretary_applies = false where id in (
      select id from party_organisation where owner = '130927' and not secretary_is_owner order by id limit 32)`,
  );
  await client.end();
  const found = await indicators(cangzhou, 'by: [], codes: [OWNER_SECRETARY], jurisdictions: ["130927"]');
  expect(found.map(({ ratio: { numerator, denominator } }) => [numerator, denominator])).toEqual([
    [170, 212],
    [170, 180],
  ]);
});

test('asOf answers from history: what was corrected since counts as it did then', async () => {
  const before = await indicators(chaozhou, 'by: [], codes: [OWNER_SECRETARY], jurisdictions: ["445103"]');
  const client = new Client({ connectionString: chaozhou.url });
  await client.connect();
  await client.query(`begin`);
  await client.query(`select set_config('jiedui.at', '2024-02-10T04:00:00Z', true)`);
  await client.query(
    `update party_organisation set secretary_is_owner = not secretary_is_owner where owner = '445103'`,
  );
  await client.query('commit');
  await client.end();
  const now = await indicators(chaozhou, 'by: [], codes: [OWNER_SECRETARY], jurisdictions: ["445103"]');
  const on = (day: string) =>
    indicators(chaozhou, `by: [], codes: [OWNER_SECRETARY], jurisdictions: ["445103"], asOf: "${day}"`);
  const { numerator, denominator } = before[0]!.ratio;
  expect(now[0]!.ratio).toMatchObject({ numerator: denominator - numerator, denominator });
  expect((await on('2024-02-09'))[0]).toMatchObject({
    asOf: '2024-02-09',
    ratio: { numerator, denominator },
  });
  expect((await on('2024-02-10'))[0]!.ratio).toEqual(now[0]!.ratio);
  expect((await on('2023-12-31'))[0]!.ratio).toEqual({ numerator: 0, denominator: 0, value: null });
  const { page } = dataOf<{ page: { totalCount: number } }>(
    await chaozhou.ask(`{ page: indicatorPartyOrganisations(code: OWNER_SECRETARY, part: NUMERATOR,
      jurisdictions: ["445103"], asOf: "2024-02-09") { totalCount } }`),
  );
  expect(page.totalCount).toBe(numerator);
});
