import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { codesOf, type Answer } from '../support/client.ts';
import { countWritten } from '../support/counting.ts';
import { layouts } from '../support/layouts.ts';
import { honest, startMiddleman, type Middleman } from '../support/middleman.ts';
import { viewersOf, type Viewers } from '../support/viewers.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

/** Unit: milliseconds. */
const deadline = 4_000;
/** What an answer may take beyond the deadline on a busy machine. */
const grace = 1_000;
const raoping = '445122';
const others = ['445100', '445102', '445103'];

let world: World;
let viewers: Viewers;
let federation: ShardedFederation;
let middleman: Middleman;

beforeAll(async () => {
  world = await openWorld();
  viewers = viewersOf(world.ledgers, '445103', raoping);
  federation = await world.shard(layouts.apart, {
    deadline,
    processes: [raoping],
    // Everything of 饶平 goes through a middleman, which is honest unless a test says otherwise.
    through: async ({ codes, url }) => {
      if (!codes.includes(raoping)) return url;
      middleman = await startMiddleman(url);
      return middleman.url;
    },
    client: { health: { coolDown: 100, longestCoolDown: 400 } },
  });
}, 60_000);

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
  await middleman?.[Symbol.asyncDispose]();
});

const process_ = () => federation.deployments.find(({ codes }) => codes.includes(raoping))!.process!;

/** Until 饶平 is asked again: the breaker closes by itself, at the gateway's own expense. */
async function healed(): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const { errors } = await federation.ask(null, {
      query: `{ organisations(first: 1, jurisdictions: ["${raoping}"]) { totalCount } }`,
    });
    if (!errors) return;
    await sleep(100);
  }
  throw new Error('饶平 did not come back within 10 s.');
}

afterEach(async () => {
  middleman.conduct = honest;
  process_().signal('SIGCONT');
  await healed();
}, 30_000);

async function timed(ask: () => Promise<Answer>): Promise<{ answer: Answer; milliseconds: number }> {
  const start = performance.now();
  const answer = await ask();
  return { answer, milliseconds: performance.now() - start };
}

const listing = (given = '') =>
  `organisations(first: 40, orderBy: { field: EMPLOYEES, direction: DESCENDING }${given}) { totalCount nodes { id name jurisdiction { code name } } }`;
const city = () => viewers.city;

interface Coverage {
  jurisdictions: { code: string; name: string; outcome: string; subgraphs: string[]; rows: number }[];
  incomplete?: (string | number)[][];
}

const faults: [string, () => Promise<void> | void, string, string][] = [
  ['killed', () => process_().kill(), 'JURISDICTION_DOWN', 'down'],
  ['hung', () => process_().signal('SIGSTOP'), 'JURISDICTION_TIMEOUT', 'timeout'],
  [
    'accepting and silent',
    () => void (middleman.conduct = async () => ({ kind: 'silence' })),
    'JURISDICTION_TIMEOUT',
    'timeout',
  ],
  [
    'hanging up',
    () => void (middleman.conduct = () => Promise.reject(new Error('hangs up'))),
    'JURISDICTION_DOWN',
    'down',
  ],
];

describe.each(faults)('when 饶平 is %s', (name, breakIt, code, outcome) => {
  test('the others still answer within the deadline, and the gap is named', async () => {
    const { data: expected } = await federation.ask(city(), {
      query: `{ ${listing(`, jurisdictions: ${JSON.stringify(others)}`)} }`,
    });
    await breakIt();
    const { answer, milliseconds } = await timed(() => federation.ask(city(), { query: `{ ${listing()} }` }));
    expect(milliseconds).toBeLessThan(deadline + grace);
    const { organisations } = answer.data as { organisations: { totalCount: number; nodes: unknown[] } };
    expect(organisations).toEqual((expected as { organisations: unknown }).organisations);
    // One error for the one fetch.
    expect(answer.errors!.map(({ path, extensions }) => ({ path, ...extensions }))).toEqual([
      { path: ['organisations'], code, jurisdiction: raoping },
    ]);
    expect(answer.errors![0]!.message).toContain('饶平县');
    const { jurisdictions, incomplete } = answer.extensions as unknown as Coverage;
    expect(jurisdictions.map((each) => [each.code, each.outcome])).toEqual([
      ...others.map((each) => [each, 'answered']),
      [raoping, outcome],
    ]);
    expect(jurisdictions.find((each) => each.code === raoping)).toMatchObject({ name: '饶平县', rows: 0 });
    expect(incomplete).toContainEqual(['organisations', 'totalCount']);
    if (name === 'killed') await process_().restart();
  });
});

describe('a silent county', () => {
  test('marks every total, sum, group and list that it is missing from', async () => {
    middleman.conduct = async () => ({ kind: 'silence' });
    const query = `{
      memberUnits(first: 2) { nodes { name } totalCount }
      organisationGroups(by: [KIND]) { key count }
      ledgerOverview { organisations coverage { value } }
      towns { name }
      only: organisations(first: 1, jurisdictions: ["${raoping}"]) { totalCount }
      sum: ledgerOverview(jurisdictions: ["${raoping}"]) { organisations }
      elsewhere: organisations(first: 1, jurisdictions: ["445103"]) { totalCount }
    }`;
    const { data, errors, extensions } = await federation.ask(city(), { query });
    const incomplete = (extensions as unknown as Coverage).incomplete!.map((path) => path.join('.'));
    expect(incomplete).toEqual(
      expect.arrayContaining(['memberUnits.totalCount', 'organisationGroups', 'towns', 'only']),
    );
    expect(incomplete.filter((path) => path.startsWith('ledgerOverview')).length).toBeGreaterThan(0);
    expect(incomplete.filter((path) => path.startsWith('elsewhere'))).toEqual([]);
    // A sum over nobody is not 0.
    expect(data).toMatchObject({ only: null, sum: null, elsewhere: { totalCount: expect.any(Number) } });
    expect(new Set(codesOf({ status: 200, errors: errors! }))).toEqual(new Set(['JURISDICTION_TIMEOUT']));
    // One error for each field that it is missing from.
    expect(errors!.map(({ path }) => path!.join('.')).sort()).toEqual(
      ['ledgerOverview', 'memberUnits', 'only', 'organisationGroups', 'sum', 'towns'].sort(),
    );
  });

  test('costs its records, not those that refer to them', async () => {
    const query = `{ pairings(first: 100, jurisdictions: ["445100"]) { nodes { title organisation { id name jurisdiction { name } } } } }`;
    const { data: whole } = await federation.ask(city(), { query });
    middleman.conduct = async () => ({ kind: 'silence' });
    const { answer, milliseconds } = await timed(() => federation.ask(city(), { query }));
    expect(milliseconds).toBeLessThan(deadline + grace);
    type Nodes = { pairings: { nodes: { title: string; organisation: { id: string } | null }[] } };
    const expected = (whole as Nodes).pairings.nodes.map((node) =>
      node.organisation?.id.startsWith(raoping) ? { ...node, organisation: null } : node,
    );
    expect((answer.data as Nodes).pairings.nodes).toEqual(expected);
    expect(expected.filter(({ organisation }) => organisation === null).length).toBeGreaterThan(5);
    for (const { extensions } of answer.errors!) {
      expect(extensions).toMatchObject({ code: 'JURISDICTION_TIMEOUT', jurisdiction: raoping });
    }
    // With twenty records missing, twenty times the same would say no more than ten times.
    expect(answer.errors!.length).toBeLessThan(15);
  });

  test('does not take the others’ later stages along: other subgraphs, self-hops, the rest of a page', async () => {
    const query = `query Stages($codes: [ID!]) {
      pairings(first: 60, jurisdictions: $codes, orderBy: { field: TITLE, direction: ASCENDING }) {
        nodes { id unit { name } organisation { id name pairings(first: 2) { totalCount nodes { title } } } }
      }
    }`;
    const { data: whole } = await federation.ask(city(), { query, variables: { codes: others } });
    middleman.conduct = async () => ({ kind: 'silence' });
    const { answer, milliseconds } = await timed(() => federation.ask(city(), { query }));
    expect(milliseconds).toBeLessThan(deadline + grace);
    type Nodes = { pairings: { nodes: { id: string; organisation: { id: string } | null }[] } };
    const expected = (whole as Nodes).pairings.nodes.map((node) =>
      node.organisation?.id.startsWith(raoping) ? { ...node, organisation: null } : node,
    );
    expect((answer.data as Nodes).pairings.nodes).toEqual(expected);
    expect(expected.filter(({ organisation }) => organisation !== null).length).toBeGreaterThan(30);
    for (const { extensions } of answer.errors!) {
      expect(extensions).toMatchObject({ code: 'JURISDICTION_TIMEOUT', jurisdiction: raoping });
    }
  });

  test('that stays silent costs nobody the deadline again, and nothing where it is not asked', async () => {
    middleman.conduct = async () => ({ kind: 'silence' });
    for (let attempt = 0; attempt < 4; attempt++) await federation.ask(city(), { query: `{ ${listing()} }` });
    const { answer, milliseconds } = await timed(() => federation.ask(city(), { query: `{ ${listing()} }` }));
    expect(milliseconds).toBeLessThan(deadline / 2);
    expect(codesOf(answer)).toEqual(['JURISDICTION_TIMEOUT']);
    const elsewhere = await federation.ask(city(), {
      query: `{ ${listing(', jurisdictions: ["445103"]')} }`,
    });
    expect(elsewhere.errors).toBeUndefined();
  });

  test('that comes back answers again by itself', async () => {
    await process_().kill();
    for (let attempt = 0; attempt < 4; attempt++) await federation.ask(city(), { query: `{ ${listing()} }` });
    await process_().restart();
    await healed();
    const { errors, extensions } = await federation.ask(city(), { query: `{ ${listing()} }` });
    expect(errors).toBeUndefined();
    expect(
      (extensions as unknown as Coverage).jurisdictions.every(({ outcome }) => outcome === 'answered'),
    ).toBe(true);
    expect(extensions).not.toHaveProperty('incomplete');
  });

  test('does not stop a client with a shorter deadline of its own from getting the others', async () => {
    middleman.conduct = async () => ({ kind: 'silence' });
    const { answer, milliseconds } = await timed(() =>
      federation.ask(city(), { query: `{ ${listing()} }` }, { 'x-jiedui-deadline-ms': '1000' }),
    );
    expect(milliseconds).toBeLessThan(1_000 + grace);
    expect((answer.data as { organisations: { nodes: unknown[] } }).organisations.nodes).toHaveLength(40);
  });
});

describe('a mutation', () => {
  const mutation = `mutation Register($key: ID!, $input: RegisterOrganisationInput!) {
    registerOrganisation(idempotencyKey: $key, input: $input) { organisation { id name } }
  }`;
  const input = (name: string) => ({
    jurisdiction: raoping,
    name,
    kind: 'NON_PUBLIC_ENTERPRISE',
    industry: 'C',
    registeredOn: '2022-02-02',
  });
  const register = (key: string, name: string) =>
    federation.ask(viewers.otherCounty, { query: mutation, variables: { key, input: input(name) } });
  const mutations = () => middleman.calls.filter(({ query }) => query.startsWith('mutation'));

  test('to a silent county has the outcome UNKNOWN, and is not sent twice', async () => {
    middleman.conduct = async () => ({ kind: 'silence' });
    const sent = mutations().length;
    const { answer, milliseconds } = await timed(() => register(randomUUID(), '示例静默企业'));
    expect(milliseconds).toBeLessThan(deadline + grace);
    expect(answer.data).toEqual({ registerOrganisation: null });
    expect(answer.errors!.map(({ path, extensions }) => ({ path, ...extensions }))).toEqual([
      {
        path: ['registerOrganisation'],
        code: 'JURISDICTION_TIMEOUT',
        jurisdiction: raoping,
        outcome: 'UNKNOWN',
      },
    ]);
    expect(mutations()).toHaveLength(sent + 1);
  });

  test.each(['silence', 'hang up'])(
    'whose answer is lost (%s) is done once, however often it is repeated with its key',
    async (way) => {
      const county = federation.deployments.filter(({ codes }) => codes.includes(raoping));
      const before = await countWritten(county);
      const key = randomUUID();
      let written = false;
      middleman.conduct = async ({ forward }) => {
        await forward();
        written = true;
        if (way === 'silence') return { kind: 'silence' };
        throw new Error('hangs up');
      };
      const lost = await register(key, `示例一次企业${way}`);
      expect(written).toBe(true);
      expect(lost.errors![0]!.extensions).toMatchObject({ outcome: 'UNKNOWN', jurisdiction: raoping });
      middleman.conduct = honest;
      await healed();
      const [again, andAgain] = await Promise.all([
        register(key, `示例一次企业${way}`),
        register(key, `示例一次企业${way}`),
      ]);
      expect(again.errors).toBeUndefined();
      expect(andAgain.data).toEqual(again.data);
      const after = await countWritten(county);
      const [name] = Object.keys(before).filter((each) => each.endsWith(' organisation'));
      expect(after[name!]).toBe(before[name!]! + 1);
    },
  );

  test('of two at once with one key one is done, and both have its answer', async () => {
    const county = federation.deployments.filter(({ codes }) => codes.includes(raoping));
    const before = await countWritten(county);
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 5 }, () => register(key, '示例同时企业')));
    expect(new Set(answers.map(({ data, errors }) => JSON.stringify([data, errors]))).size).toBe(1);
    expect(answers[0]!.errors).toBeUndefined();
    const after = await countWritten(county);
    const [name] = Object.keys(before).filter((each) => each.endsWith(' organisation'));
    expect(after[name!]).toBe(before[name!]! + 1);
  });

  test('to a killed county is written nowhere else', async () => {
    const before = await countWritten(federation.deployments);
    await process_().kill();
    const answer = await register(randomUUID(), '示例无主企业');
    expect(codesOf(answer)).toEqual(['JURISDICTION_DOWN']);
    await process_().restart();
    expect(await countWritten(federation.deployments)).toEqual(before);
  });
});
