import { dayAfter } from '@jiedui/kit/clock';
import type { Graph, GraphAnswer } from '@jiedui/kit/graph';
import { fillIndustries } from '@jiedui/services/appeal/industry/schedule';
import { services } from '@jiedui/services/subgraph';
import { publicViewer, type Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';

import {
  all,
  chaoan,
  city,
  codes,
  id,
  noon,
  officer,
  openWorld,
  raoping,
  type Row,
  type World,
} from './pairings-world.ts';
import { organisation, people, raiseDocument } from './services-appeal-actors.ts';
import { newKey, on } from './services-appeal-course.ts';

const world: World = await openWorld(services);
afterAll(() => world[Symbol.asyncDispose]());

const tiers = ['T1', 'T2', 'T3'] as const;
const sections = [null, 'C', 'C', 'G'] as const;

// Each with an organisation of its own by the hundred, two receivers or none, some whose industry is not known.
const rows = Array.from({ length: 180 }, (_, n) => {
  const owner = all[n % 3]!;
  return {
    id: id(owner, 'app', n),
    title: `示例诉求${n}`,
    sort_title: `shi li su qiu ${n}`,
    organisation_id: id(owner, 'org', n % 100),
    unit_id: [null, id(city, 'unit', 1), id(owner, 'unit', 2)][n % 7] ?? null,
    tier: tiers[n % 5 === 0 ? 1 : n % 4 === 0 ? 2 : 0],
    state: n % 11 === 0 ? 'CLOSED' : 'RAISED',
    industry: sections[n % sections.length]!,
    raised_at: '2024-01-02T08:00:00Z',
  };
});

beforeEach(async () => {
  await world.select('delete from appeal');
  await world.select('delete from unknown_industry');
  await world.insert('appeal', rows satisfies Row[]);
});

describe('appeals by industry and first receiver', () => {
  const fields = {
    JURISDICTION: (row: (typeof rows)[number]) => row.id.slice(0, 6),
    TIER: (row: (typeof rows)[number]) => row.tier,
    STATE: (row: (typeof rows)[number]) => row.state,
    INDUSTRY: (row: (typeof rows)[number]) => row.industry,
    UNIT: (row: (typeof rows)[number]) => row.unit_id,
  };
  type Name = keyof typeof fields;

  test.each<[Name[], string, (row: (typeof rows)[number]) => boolean]>([
    [['INDUSTRY'], '', () => true],
    [['UNIT'], '', () => true],
    [['UNIT', 'INDUSTRY'], '', () => true],
    [['INDUSTRY', 'JURISDICTION', 'TIER'], '', () => true],
    [['STATE', 'UNIT', 'TIER', 'INDUSTRY'], '', () => true],
    [
      ['INDUSTRY'],
      ', filter: { tier: [T2, T3], state: [RAISED] }',
      (r) => r.tier !== 'T1' && r.state === 'RAISED',
    ],
    [['UNIT'], `, jurisdictions: ["${chaoan}"]`, (r) => r.id.startsWith(chaoan)],
  ])('by %j%s: as a loop counts them', async (by, rest, wanted) => {
    const counts = new Map<string, number>();
    for (const row of rows.filter(wanted)) {
      const key = JSON.stringify(by.map((name) => fields[name](row)));
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const { data, errors } = await world.ask(
      `{ appealGroups(by: [${by.join(', ')}]${rest}) { key count suppressed } }`,
      { viewer: people.city },
    );
    expect(errors).toBeUndefined();
    expect(data.appealGroups).toEqual(
      [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, count]) => ({ key, count, suppressed: 0 })),
    );
  });

  test('what is not known is 未填', async () => {
    const { data } = await world.ask('{ appealGroups(by: [INDUSTRY]) { label industry unit } }', {
      viewer: people.city,
    });
    expect(data.appealGroups).toEqual([
      { label: 'C', industry: 'C', unit: null },
      { label: 'G', industry: 'G', unit: null },
      { label: '未填', industry: null, unit: null },
    ]);
  });

  test.each<[string, Viewer, string, boolean]>([
    ['the public', publicViewer, '', false],
    ['a secretary', people.secretary, '', false],
    ['a liaison', people.receiver, '', false],
    ['a county officer, of everybody', people.county, '', false],
    ['a county officer, of their own', people.county, `, jurisdictions: ["${chaoan}"]`, true],
    ['a county officer, of another county', people.county, `, jurisdictions: ["${raoping}"]`, false],
    ['a city officer', people.city, '', true],
    ['an auditor', people.auditor, '', true],
  ])('%s: %#', async (_, viewer, rest, may) => {
    for (const by of ['INDUSTRY', 'UNIT', 'TIER, UNIT']) {
      // Whichever deployment answers.
      for (const owned of [all, [chaoan]]) {
        const answer = await world.ask(`{ appealGroups(by: [${by}]${rest}) { key count } }`, {
          viewer,
          owned,
        });
        expect(codes(answer)).toEqual(may ? [] : ['FORBIDDEN']);
        if (!may) expect(answer.errors?.[0]?.message).toMatch(/officers of the jurisdictions.*or an auditor/);
      }
    }
    // What is public stays so.
    expect(codes(await world.ask(`{ appealGroups(by: [TIER]${rest}) { count } }`, { viewer }))).toEqual([]);
  });

  test('who may ask of some is told of which, and who may ask of none is not', async () => {
    const refusal = async (viewer: Viewer) =>
      (await world.ask('{ appealGroups(by: [UNIT]) { count } }', { viewer })).errors?.[0]?.extensions;
    expect(await refusal(people.county)).toMatchObject({
      code: 'FORBIDDEN',
      expected: expect.stringContaining(`may ask with jurisdictions: ["${chaoan}"]`),
      received: `"COUNTY of ${chaoan}"`,
    });
    expect(await refusal(people.public)).toMatchObject({
      expected: 'for UNIT: officers of the jurisdictions that are asked, or an auditor',
      received: '"PUBLIC"',
    });
  });
});

describe('raising', () => {
  const raise = (industry: unknown) =>
    world.ask(raiseDocument, {
      viewer: people.secretary,
      variables: {
        key: newKey(),
        input: { jurisdiction: chaoan, organisation, title: '示例', industry },
      },
    });
  const stored = () => world.select(`select industry from appeal where title = '示例'`);

  test.each([['A'], ['T'], [null], [undefined]])('with %j as the industry: kept', async (industry) => {
    expect(codes(await raise(industry))).toEqual([]);
    expect(await stored()).toEqual([{ industry: industry ?? null }]);
  });

  test.each(['U', 'a', 'C3', '', ' C', '制', 'C\n', 'C\u0000'])(
    '%j is no section: refused, nothing written',
    async (industry) => {
      const answer = await raise(industry);
      expect(answer.errors?.[0]?.extensions).toMatchObject({
        code: 'INVALID_INPUT',
        expected: 'industry: a section of GB/T 4754, one letter from A to T',
        received: expect.any(String),
      });
      expect(await stored()).toEqual([]);
    },
  );
});

describe('the job', () => {
  const given: { asked: string[]; silent: boolean } = { asked: [], silent: false };
  beforeEach(() => Object.assign(given, { asked: [], silent: false }));
  /** Every organisation is of section M, but one that is not there and one of a section nobody knows. */
  const [missing, odd] = [id(chaoan, 'org', 4), id(raoping, 'org', 8)];
  const graph: Graph = {
    ask: async <Data>(_: unknown, variables: Readonly<Record<string, unknown>> = {}) => {
      const ids = Object.entries(variables) as [string, string][];
      given.asked.push(...ids.map(([, each]) => each));
      const entries = ids.map(([name, each]) => [
        name.replace('i', 'o'),
        each === missing ? null : { industry: each === odd ? 'Z' : 'M' },
      ]);
      const answer: GraphAnswer<unknown> = {
        data: Object.fromEntries(entries),
        whole: !given.silent,
        errors: [],
        jurisdictions: [{ code: raoping, outcome: given.silent ? 'timeout' : 'answered' }],
        incomplete: [],
      };
      return answer as GraphAnswer<Data>;
    },
  };
  const fill = (asked: Graph | undefined = graph, owned = all, clock = noon) =>
    world.scheduled(clock, (context) => fillIndustries({ ...context, owned, graph: asked }));
  const stored = async () =>
    new Map(
      (await world.select('select id, industry from appeal')).map((row) => [row['id'], row['industry']]),
    );
  const before = new Map(rows.map((row) => [row.id, row.industry]));
  const unknown = [missing, odd];
  const filled = (owned: readonly string[]) =>
    new Map(
      rows.map((row) => [
        row.id,
        row.industry ??
          (unknown.includes(row.organisation_id) || !owned.includes(row.id.slice(0, 6)) ? null : 'M'),
      ]),
    );
  const waiting = rows.filter((row) => row.industry === null && !unknown.includes(row.organisation_id));

  test('fills in what is not known, and writes over nothing', async () => {
    expect(await fill()).toBe(waiting.length);
    expect(await stored()).toEqual(filled(all));
    // By id, each organisation once.
    expect(given.asked).toEqual([...new Set(given.asked)].sort());
  });

  test('run again it changes nothing, and asks nothing that it was told it does not know', async () => {
    await fill();
    given.asked = [];
    expect(await fill()).toBe(0);
    expect(given.asked).toEqual([]);
    expect(await stored()).toEqual(filled(all));
  });

  test('what the graph does not know is asked again after 1, 2, 4, … days, 64 at the most; once known it is filled in', async () => {
    const asked: number[] = [];
    for (let day = 0; day <= 300; day++) {
      given.asked = [];
      await fill(graph, all, on(dayAfter('2024-03-15', day)));
      if (day > 0 && given.asked.length > 0) {
        asked.push(day);
        expect(new Set(given.asked)).toEqual(
          new Set(rows.map((row) => row.organisation_id).filter((each) => unknown.includes(each))),
        );
      }
    }
    expect(asked).toEqual([1, 3, 7, 15, 31, 63, 127, 191, 255]);
    const everything: Graph = {
      ask: async <Data>(_: unknown, variables: Readonly<Record<string, unknown>> = {}) =>
        ({
          data: Object.fromEntries(
            Object.keys(variables).map((name) => [name.replace('i', 'o'), { industry: 'M' }]),
          ),
          whole: true,
          errors: [],
          jurisdictions: [],
          incomplete: [],
        }) as GraphAnswer<unknown> as GraphAnswer<Data>,
    };
    await fill(everything, all, on(dayAfter('2024-03-15', 319)));
    expect([...(await stored()).values()].filter((industry) => industry === null)).toEqual([]);
    expect(await world.select('select * from unknown_industry')).toEqual([]);
  });

  test('where the graph does not answer wholly, nothing is taken for unknown', async () => {
    given.silent = true;
    await expect(fill()).rejects.toThrow();
    expect(await world.select('select * from unknown_industry')).toEqual([]);
  });

  test('two at once fill in each appeal once', async () => {
    const both = await Promise.all([fill(), fill()]);
    expect(both[0] + both[1]).toBe(waiting.length);
    expect(await stored()).toEqual(filled(all));
  });

  test('without a gateway, or where somebody is silent, they wait', async () => {
    expect(await world.scheduled(noon, fillIndustries)).toBe(0);
    given.silent = true;
    await expect(fill()).rejects.toThrow(/445122: timeout/);
    expect(await stored()).toEqual(before);
  });

  test('what another deployment owns is left to it', async () => {
    await fill(graph, [chaoan]);
    expect(await stored()).toEqual(filled([chaoan]));
    expect(given.asked.every((each) => each.startsWith(chaoan))).toBe(true);
  });

  test('is one of the deployment’s', () => {
    expect(services.jobs).toHaveProperty('appealIndustries.schedule', '25 0 * * *');
  });
});

test('whoever sees an appeal sees its industry', async () => {
  const { data } = await world.ask('{ appeals(first: 500) { nodes { id industry } } }', {
    viewer: officer('AUDITOR', city),
  });
  expect(new Map(data.appeals.nodes.map((node: Row) => [node.id, node['industry']]))).toEqual(
    new Map(rows.map((row) => [row.id, row.industry])),
  );
});
