import 'reflect-metadata';

import { pairings } from '@jiedui/pairings/subgraph';
import { publicViewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { chaoan, city, codes, officer, openWorld, raoping, type World } from './pairings-world.ts';

let world: World;
const tail = (n: number): string => `01${String(n).padStart(24, '0')}`;
const cityOfficer = officer('CITY', city);

beforeAll(async () => {
  world = await openWorld(pairings);
  for (const statement of [
    // Of each of three owners five runs, the last two not what anybody accepts from, with 300 suggestions each.
    `insert into matching_run (id, owner, provenance, state, as_if_unpaired, jurisdictions, function_weight, layer_weight,
        convenience_weight, least_score, most_pairings, far_kilometres, requested_by, requested_as)
      select o || '-match-01' || lpad(i::text, 24, '0'), o, 'ENTERED', case when i = 5 then 'FAILED' else 'DONE' end, i = 4,
        array[o], 0.6, 0.2, 0.2, 0.3, 2, 50, 'somebody', 'CITY'
      from unnest(array['${city}', '${chaoan}', '${raoping}']) o, generate_series(1, 5) i`,
    `insert into pairing_suggestion (id, owner, provenance, run_id, title, state, unit_id, organisation_id, party_organisation_id,
        score, function_score, layer_score, convenience_score, explanation, english_explanation, pairing_id)
      select replace(left(m.id, 12), '-match', '-sugg') || right(m.id, 20) || lpad(i::text, 5, '0'), m.owner, 'ENTERED', m.id, '示例建议' || i,
        'SUGGESTED', m.owner || '-unit-01' || lpad((i % 70)::text, 24, '0'), m.owner || '-org-01' || lpad(i::text, 24, '0'),
        m.owner || '-party-01' || lpad(i::text, 24, '0'), 3000 + i * 20, 80, 80, 40, '示例', 'An example', null
      from matching_run m, generate_series(1, 300) i where m.state = 'DONE'`,
    'vacuum (analyze)',
  ]) {
    await world.select(statement);
  }
}, 120_000);
afterAll(() => world[Symbol.asyncDispose]());

test('where no gateway is configured nobody can be matched, and nothing is written', async () => {
  const answer = await world.ask(
    `mutation { matchPairings(idempotencyKey: "nobody-to-ask", input: { jurisdiction: "${city}" }) { run { id } } }`,
    { viewer: cityOfficer },
  );
  expect(codes(answer)).toEqual(['GRAPH_UNAVAILABLE']);
  expect(await world.select(`select 1 from matching_run where state = 'QUEUED'`)).toEqual([]);
  expect(await world.select('select 1 from idempotency')).toEqual([]);
});

describe('what is refused', () => {
  const match = `mutation ($key: ID!, $input: MatchPairingsInput!) { matchPairings(idempotencyKey: $key, input: $input) { run { id } } }`;
  const asked = async (input: object, viewer = cityOfficer) =>
    codes(
      await world.ask(match, {
        variables: { key: 'refused-anyway', input: { jurisdiction: city, ...input } },
        viewer,
      }),
    );

  test.each([
    ['weights below 0', { weights: { layer: -1 } }],
    ['weights of nothing', { weights: { function: 0, layer: 0, convenience: 0 } }],
    ['a least score above 1', { leastScore: 1.5 }],
    ['no pairing at all', { mostPairings: 0 }],
    ['a jurisdiction elsewhere', { jurisdictions: [chaoan, '130927'] }],
    ['no jurisdiction', { jurisdictions: [] }],
    ['a unit of a county', { units: [`${chaoan}-unit-${tail(1)}`] }],
    ['no unit', { units: [] }],
  ])('%s', async (_, input) => {
    expect(await asked(input)).toEqual(['INVALID_INPUT']);
  });

  test('who is no officer of the jurisdiction does not match for it', async () => {
    for (const viewer of [
      officer('COUNTY', chaoan),
      officer('UNIT', city),
      officer('AUDITOR', city),
      publicViewer,
    ]) {
      expect(await asked({}, viewer)).toEqual(['FORBIDDEN']);
    }
  });
});

describe('suggestions', () => {
  const list = `query ($filter: SuggestionFilter, $jurisdictions: [ID!]) {
    pairingSuggestions(first: 500, filter: $filter, jurisdictions: $jurisdictions) { totalCount nodes { score run { id } } } }`;
  const asked = async (filter: object, jurisdictions: string[] | null = [chaoan], viewer = cityOfficer) => {
    const { data, errors } = await world.ask(list, { variables: { filter, jurisdictions }, viewer });
    expect(errors).toBeUndefined();
    return data.pairingSuggestions as { totalCount: number; nodes: { score: number; run: { id: string } }[] };
  };

  test('are those of the latest run that is done and not for review, the best first, unless another is named', async () => {
    const latest = await asked({});
    expect(latest.totalCount).toBe(300);
    expect(new Set(latest.nodes.map(({ run }) => run.id))).toEqual(new Set([`${chaoan}-match-${tail(3)}`]));
    expect(latest.nodes[0]!.score).toBe(0.9);
    expect((await asked({ run: `${chaoan}-match-${tail(1)}` })).totalCount).toBe(300);
    expect((await asked({ run: `${chaoan}-match-${tail(5)}` })).totalCount).toBe(0);
    expect((await asked({}, null)).totalCount).toBe(900);
  });

  test('have at least the score that is asked for, to the ten-thousandth', async () => {
    expect((await asked({ leastScore: 0.898 })).nodes.map(({ score }) => score)).toEqual([0.9, 0.898]);
    expect((await asked({ leastScore: 0.8981 })).nodes.map(({ score }) => score)).toEqual([0.9]);
  });

  test('are seen by officers of their owner and above, and by auditors', async () => {
    const counts = async (viewer: ReturnType<typeof officer>) => (await asked({}, null, viewer)).totalCount;
    expect(await counts(officer('COUNTY', chaoan))).toBe(300);
    expect(await counts(officer('AUDITOR', raoping))).toBe(900);
    // A role of one level says nothing about the other.
    expect(await counts(officer('COUNTY', city))).toBe(0);
    expect(await counts(officer('UNIT', chaoan))).toBe(0);
  });
});

describe('plans', () => {
  const run = `${chaoan}-match-${tail(2)}`;
  test.each([
    [
      'a page of the latest',
      `{ pairingSuggestions(first: 50, jurisdictions: ["${chaoan}"]) { nodes { title } } }`,
    ],
    ['a page of a run', `{ matchingRun(id: "${run}") { suggestions(first: 50) { nodes { title } } } }`],
    [
      'what is proposed for a unit',
      `{ pairingSuggestions(first: 5, filter: { run: "${run}", unit: "${chaoan}-unit-${tail(7)}" }) { totalCount nodes { title } } }`,
    ],
    [
      'what is proposed for an organisation',
      `{ pairingSuggestions(first: 5, filter: { organisation: "${chaoan}-org-${tail(7)}" }) { nodes { title } } }`,
    ],
  ])('%s: the suggestions are not read whole', async (_, query) => {
    const plans = await world.plansOf(query, { viewer: cityOfficer });
    expect(plans.length).toBeGreaterThan(0);
    for (const plan of plans) expect(plan).not.toMatch(/Seq Scan on pairing_suggestion\b/);
  });
});
