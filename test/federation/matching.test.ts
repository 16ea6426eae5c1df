import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { layouts } from '../support/layouts.ts';
import { viewersOf, type Viewers } from '../support/viewers.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

/** Matching over the whole federation: the city's deployment asks the counties through the gateway. */
let world: World;
let viewers: Viewers;
let federation: ShardedFederation;

beforeAll(async () => {
  world = await openWorld();
  viewers = viewersOf(world.ledgers, '445103', '445122');
  federation = await world.shard(layouts.apart, { background: true });
}, 60_000);
afterAll(() => world?.[Symbol.asyncDispose]());

async function ask<Data>(query: string, variables: object, viewer: Viewer | null): Promise<Data> {
  const { data, errors } = await federation.ask(viewer, {
    query,
    variables: variables as Record<string, unknown>,
  });
  expect(errors).toBeUndefined();
  return data as Data;
}

interface Run {
  id: string;
  state: string;
  progress: number;
  step: string | null;
  fault: string | null;
  whole: boolean | null;
  unitCount: number;
  candidateCount: number;
  suggestionCount: number;
  totalScore: number;
  coverage: { code: string; name: string; outcome: string; candidates: number }[];
}
const runFields = `id state progress step fault whole unitCount candidateCount suggestionCount totalScore
  coverage { code name outcome candidates }`;

async function matched(key: string, input: object, viewer: Viewer): Promise<Run> {
  const { matchPairings } = await ask<{ matchPairings: { run: Run } }>(
    `mutation ($key: ID!, $input: MatchPairingsInput!) { matchPairings(idempotencyKey: $key, input: $input) { run { ${runFields} } } }`,
    { key, input },
    viewer,
  );
  expect(matchPairings.run.state).toMatch(/QUEUED|RUNNING/);
  return ended(matchPairings.run.id, viewer);
}

async function ended(id: string, viewer: Viewer): Promise<Run> {
  for (;;) {
    const { matchingRun } = await ask<{ matchingRun: Run }>(
      `query ($id: ID!) { matchingRun(id: $id) { ${runFields} } }`,
      { id },
      viewer,
    );
    if (matchingRun.state === 'DONE' || matchingRun.state === 'FAILED') return matchingRun;
    await sleep(100);
  }
}

interface Suggestion {
  id: string;
  state: string;
  reason: string | null;
  score: number;
  explanation: string;
  principles: { principle: string; score: number }[];
  unit: { id: string; name: string };
  organisation: { id: string; name: string; industry: string; jurisdiction: { name: string } };
  run: { id: string };
}
interface Suggested {
  pairingSuggestions: { totalCount: number; nodes: Suggestion[] };
}

async function saved(variables: object, viewer: Viewer | null): Promise<Suggested['pairingSuggestions']> {
  const path = new URL('../../schema/queries/pairing-suggestions.graphql', import.meta.url);
  return (await ask<Suggested>(await readFile(path, 'utf8'), { first: 500, ...variables }, viewer))
    .pairingSuggestions;
}

async function refusal(query: string, variables: object, viewer: Viewer | null): Promise<unknown[]> {
  const { errors } = await federation.ask(viewer, { query, variables: variables as Record<string, unknown> });
  return (errors ?? []).map(({ extensions }) => extensions?.['code']);
}

const pairsOf = (suggestions: readonly Suggestion[]): string[][] =>
  suggestions.map(({ unit, organisation }) => [unit.name, organisation.name]).sort();

const override = `mutation ($key: ID!, $id: ID!, $reason: String!, $input: OverrideSuggestionInput!) {
  overrideSuggestion(idempotencyKey: $key, id: $id, reason: $reason, input: $input) { suggestion {
    id state reason score explanation unit { id name } organisation { id name } run { id } overrides { id state reason } } } }`;
const accept = `mutation ($key: ID!, $id: ID!, $startedOn: Date) {
  acceptSuggestion(idempotencyKey: $key, id: $id, startedOn: $startedOn) {
    suggestion { id state pairing { id } }
    pairing { id state title startedOn principles unit { id } organisation { id } } } }`;
const exclude = `mutation ($key: ID!, $unit: ID!, $organisation: ID!, $reason: String!) {
  excludePair(idempotencyKey: $key, unit: $unit, organisation: $organisation, reason: $reason) {
    exclusion { id reason liftedOn unit { name } organisation { name } } } }`;
const lift = `mutation ($key: ID!, $id: ID!, $reason: String!) {
  liftExclusion(idempotencyKey: $key, id: $id, reason: $reason) { exclusion { id liftedOn } } }`;

describe('as if nothing were paired', () => {
  let run: Run;
  let suggestions: Suggestion[];
  beforeAll(async () => {
    run = await matched('review-of-all', { jurisdiction: '445100', asIfUnpaired: true }, viewers.city);
    suggestions = (await saved({ run: run.id }, viewers.city)).nodes;
  }, 60_000);

  test('it finds the four pairings that the article states, across jurisdictions', () => {
    expect(run).toMatchObject({ state: 'DONE', fault: null, progress: 100, whole: true, unitCount: 71 });
    const found = pairsOf(suggestions);
    for (const stated of [
      ['市交通运输局', '广东海润冷链物流有限公司'],
      ['市卫生健康局', '潮州第一健康医疗管理有限公司'],
      ['市工商联', '潮州三环（集团）股份有限公司'],
      ['市教育局', '韩附实验学校'],
    ]) {
      expect(found).toContainEqual(stated);
    }
    expect(run.coverage.map(({ name, outcome }) => [name, outcome])).toEqual(
      ['潮州市', '湘桥区', '潮安区', '饶平县'].map((name) => [name, 'answered']),
    );
    expect(run.coverage.reduce((sum, { candidates }) => sum + candidates, 0)).toBe(run.candidateCount);
  });

  test('each explains itself, and its numbers give its score and the total', () => {
    expect(suggestions).toHaveLength(run.suggestionCount);
    expect(suggestions.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(run.totalScore, 6);
    for (const { score, principles, explanation } of suggestions) {
      const [one, two, three] = principles.map((each) => each.score);
      expect(score).toBeCloseTo(0.6 * one! + 0.2 * two! + 0.2 * three!, 4);
      expect(explanation).toContain(`= ${score.toFixed(4)}。`);
    }
    const scores = suggestions.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  test('it is to be looked at: nothing of it is decided, and it is nobody’s latest run', async () => {
    const variables = {
      id: suggestions[0]!.id,
      reason: '复核',
      key: 'review-override',
      input: { unit: suggestions[1]!.unit.id },
    };
    expect(await refusal(override, variables, viewers.city)).toEqual(['INVALID_TRANSITION']);
    expect((await saved({}, viewers.city)).totalCount).toBe(0);
  });
});

describe('of what is not paired', () => {
  let run: Run;
  let suggestions: Suggestion[];
  beforeAll(async () => {
    run = await matched('first-of-the-city', { jurisdiction: '445100', mostPairings: 3 }, viewers.city);
    suggestions = (await saved({}, viewers.city)).nodes;
  }, 60_000);

  test('every organisation is in one pair, none is paired already, and no unit has more than it may', async () => {
    expect(run).toMatchObject({ state: 'DONE', whole: true });
    expect(suggestions).toHaveLength(run.suggestionCount);
    expect(new Set(suggestions.map(({ organisation }) => organisation.id)).size).toBe(suggestions.length);
    const { pairings } = await ask<{
      pairings: { nodes: { unit: { id: string } | null; organisation: { id: string } | null }[] };
    }>(
      `{ pairings(first: 500, filter: { kind: [UNIT_ORGANISATION, SCHOOL_SCHOOL] }) { nodes { unit { id } organisation { id } } } }`,
      {},
      null,
    );
    const paired = new Set(pairings.nodes.map(({ organisation }) => organisation?.id));
    for (const { organisation } of suggestions) expect(paired).not.toContain(organisation.id);
    const loads = new Map<string, number>();
    for (const { unit } of [...suggestions, ...pairings.nodes]) {
      if (unit) loads.set(unit.id, (loads.get(unit.id) ?? 0) + 1);
    }
    expect(Math.max(...loads.values())).toBe(3);
  });

  test('the same again gives the same pairs, and takes the place of the first', async () => {
    const again = await matched(
      'second-of-the-city',
      { jurisdiction: '445100', mostPairings: 3 },
      viewers.city,
    );
    expect(again).toMatchObject({ totalScore: run.totalScore, suggestionCount: run.suggestionCount });
    const latest = await saved({}, viewers.city);
    expect(new Set(latest.nodes.map((each) => each.run.id))).toEqual(new Set([again.id]));
    expect(pairsOf(latest.nodes)).toEqual(pairsOf(suggestions));
    const first = await saved({ run: run.id }, viewers.city);
    expect(new Set(first.nodes.map(({ state }) => state))).toEqual(new Set(['REPLACED']));
  });

  test('a county matches its own units with its own organisations', async () => {
    const own = await matched('of-the-county', { jurisdiction: '445103' }, viewers.county);
    expect(own.coverage.map(({ code }) => code)).toEqual(['445103']);
    const { nodes } = await saved({ run: own.id }, viewers.county);
    for (const { organisation, unit } of nodes) {
      expect([organisation.id.slice(0, 6), unit.id.slice(0, 6)]).toEqual(['445103', '445103']);
    }
    // The city sees what its counties propose, a county nothing of another.
    expect((await saved({ run: own.id }, viewers.city)).totalCount).toBe(own.suggestionCount);
    expect((await saved({ run: own.id }, viewers.otherCounty)).totalCount).toBe(0);
    // Of 500 at once the public may not ask.
    expect((await saved({ run: own.id, first: 50 }, null)).totalCount).toBe(0);
  });
});

describe('what officers decide', () => {
  const request = { jurisdiction: '445100', jurisdictions: ['445100', '445103'], mostPairings: 4 };
  const ofCity = { jurisdictions: ['445100'] };
  let suggestions: Suggestion[];
  beforeAll(async () => {
    await matched('decisions-first', request, viewers.city);
    suggestions = (await saved({ ...ofCity, state: ['SUGGESTED'] }, viewers.city)).nodes;
  }, 60_000);

  test('an excluded pair stays excluded until that is lifted', async () => {
    const [{ unit, organisation, id }] = suggestions as [Suggestion];
    const variables = {
      key: 'exclude-once',
      unit: unit.id,
      organisation: organisation.id,
      reason: '已有其他帮扶安排',
    };
    const answer = await ask<{ excludePair: { exclusion: { id: string } } }>(
      exclude,
      variables,
      viewers.city,
    );
    expect(answer.excludePair.exclusion).toMatchObject({
      reason: variables.reason,
      liftedOn: null,
      unit: { name: unit.name },
      organisation: { name: organisation.name },
    });
    expect(await ask(exclude, variables, viewers.city)).toEqual(answer);
    expect(await refusal(exclude, { ...variables, key: 'exclude-twice' }, viewers.city)).toEqual([
      'CONFLICT',
    ]);
    const closed = (await saved({ ...ofCity, state: ['EXCLUDED'] }, viewers.city)).nodes;
    expect(closed).toMatchObject([{ id, reason: variables.reason }]);

    await matched('decisions-excluded', request, viewers.city);
    const without = pairsOf((await saved(ofCity, viewers.city)).nodes);
    expect(without).not.toContainEqual([unit.name, organisation.name]);
    expect(without.some(([, name]) => name === organisation.name)).toBe(true);

    const lifting = { key: 'lift-once', id: answer.excludePair.exclusion.id, reason: '安排已结束' };
    await ask(lift, lifting, viewers.city);
    expect(await refusal(lift, { ...lifting, key: 'lift-twice' }, viewers.city)).toEqual([
      'INVALID_TRANSITION',
    ]);
    await matched('decisions-lifted', request, viewers.city);
    suggestions = (await saved(ofCity, viewers.city)).nodes;
    expect(pairsOf(suggestions)).toContainEqual([unit.name, organisation.name]);
  }, 60_000);

  test('an officer’s choice is kept by later runs, and what it displaces goes elsewhere', async () => {
    const [one, other] = suggestions.filter(
      ({ unit }, index) => index === 0 || unit.id !== suggestions[0]!.unit.id,
    ) as [Suggestion, Suggestion];
    const variables = {
      key: 'choose-once',
      id: one.id,
      reason: '该单位熟悉情况',
      input: { unit: other.unit.id },
    };
    const { overrideSuggestion } = await ask<{ overrideSuggestion: { suggestion: Suggestion } }>(
      override,
      variables,
      viewers.city,
    );
    const chosen = overrideSuggestion.suggestion;
    expect(chosen).toMatchObject({
      state: 'SUGGESTED',
      reason: variables.reason,
      unit: { id: other.unit.id },
      organisation: { id: one.organisation.id },
      run: { id: one.run.id },
      overrides: { id: one.id, state: 'OVERRIDDEN', reason: variables.reason },
    });
    expect(chosen.explanation).toContain(`= ${chosen.score.toFixed(4)}。`);
    expect(await ask(override, variables, viewers.city)).toEqual({ overrideSuggestion });
    // It is closed now.
    expect(await refusal(override, { ...variables, key: 'choose-closed' }, viewers.city)).toEqual([
      'INVALID_TRANSITION',
    ]);

    const later = await matched('decisions-chosen', request, viewers.city);
    const { nodes } = await saved({ run: later.id }, viewers.city);
    const kept = nodes.filter(({ organisation }) => organisation.id === one.organisation.id);
    expect(kept).toMatchObject([
      { unit: { id: other.unit.id }, reason: variables.reason, state: 'SUGGESTED' },
    ]);
    expect(nodes).toHaveLength(later.suggestionCount);
  }, 60_000);

  test('what is accepted is a proposed pairing, and its organisation is not proposed again', async () => {
    const { nodes } = await saved({ ...ofCity, state: ['SUGGESTED'] }, viewers.city);
    const [first, second] = nodes as [Suggestion, Suggestion];
    const variables = { key: 'accept-once', id: first.id, startedOn: '2023-12-01' };
    const answer = await ask<{ acceptSuggestion: { pairing: { id: string } } }>(
      accept,
      variables,
      viewers.city,
    );
    expect(answer.acceptSuggestion).toMatchObject({
      suggestion: { id: first.id, state: 'ACCEPTED', pairing: { id: answer.acceptSuggestion.pairing.id } },
      pairing: {
        state: 'PROPOSED',
        title: `${first.unit.name} ↔ ${first.organisation.name}`,
        startedOn: '2023-12-01',
        principles: first.principles.filter(({ score }) => score >= 0.8).map(({ principle }) => principle),
        unit: { id: first.unit.id },
        organisation: { id: first.organisation.id },
      },
    });
    expect(await ask(accept, variables, viewers.city)).toEqual(answer);
    expect(await refusal(accept, { ...variables, key: 'accept-twice' }, viewers.city)).toEqual([
      'INVALID_TRANSITION',
    ]);
    expect(await refusal(accept, { key: 'accept-other', id: second.id }, viewers.county)).toEqual([
      'FORBIDDEN',
    ]);

    const { matchingRun } = await ask<{ matchingRun: { suggestions: { nodes: { history: object[] }[] } } }>(
      `query ($run: ID!) { matchingRun(id: $run) { suggestions(filter: { state: [ACCEPTED] }) { nodes { history { change as by } } } } }`,
      { run: first.run.id },
      viewers.city,
    );
    expect(matchingRun.suggestions.nodes).toMatchObject([
      {
        history: [
          { change: 'SUGGESTED', as: 'DEPLOYMENT' },
          { change: 'ACCEPTED', as: 'CITY', by: 'officer-445100' },
        ],
      },
    ]);
    await matched('decisions-accepted', request, viewers.city);
    const later = (await saved(ofCity, viewers.city)).nodes.map(({ organisation }) => organisation.id);
    expect(later).not.toContain(first.organisation.id);
    expect(later).toContain(second.organisation.id);
  }, 60_000);

  test('a suggestion whose party organisation has been paired since is refused, and stays open', async () => {
    const { nodes } = await saved({ ...ofCity, state: ['SUGGESTED'] }, viewers.city);
    const [open] = nodes as [Suggestion & { partyOrganisation: { id: string } }];
    const input = {
      jurisdiction: '445100',
      kind: 'UNIT_ORGANISATION',
      title: '另行结对',
      unit: nodes.at(-1)!.unit.id,
      organisation: open.organisation.id,
      partyOrganisation: open.partyOrganisation.id,
      startedOn: '2023-12-01',
    };
    const { proposePairing } = await ask<{ proposePairing: { pairing: { id: string } } }>(
      `mutation ($input: ProposePairingInput!) { proposePairing(idempotencyKey: "pair-elsewhere", input: $input) { pairing { id } } }`,
      { input },
      viewers.city,
    );
    await ask(
      `mutation ($id: ID!) { confirmPairing(idempotencyKey: "confirm-elsewhere", id: $id) { pairing { state } } }`,
      { id: proposePairing.pairing.id },
      viewers.city,
    );
    expect(await refusal(accept, { key: 'accept-paired', id: open.id }, viewers.city)).toEqual(['CONFLICT']);
    expect((await saved({ ...ofCity, state: ['SUGGESTED'] }, viewers.city)).totalCount).toBe(nodes.length);
  });

  test('a choice names another pair that exists, of the owner and below it', async () => {
    const { nodes } = await saved({ ...ofCity, state: ['SUGGESTED'] }, viewers.city);
    const open = nodes.find(({ overrides }: Suggestion & { overrides?: object }) => !overrides)!;
    const countyUnit = world.ledgers['445103']!.memberUnits[0]!.id;
    const party = world.ledgers['445103']!.partyOrganisations[0]!.id;
    const wrong = async (input: object, key: string): Promise<unknown[]> =>
      refusal(override, { key, id: open.id, reason: '试', input }, viewers.city);
    expect(await wrong({ unit: countyUnit }, 'wrong-unit')).toEqual(['INVALID_INPUT']);
    expect(await wrong({ unit: open.unit.id }, 'wrong-same')).toEqual(['INVALID_INPUT']);
    expect(await wrong({ unit: `${open.unit.id.slice(0, -4)}zzzz` }, 'wrong-none')).toEqual(['NOT_FOUND']);
    expect(await wrong({ partyOrganisation: 'nobody' }, 'wrong-id-1')).toEqual(['INVALID_ID']);
    const stranger = { key: 'wrong-viewer', id: open.id, reason: '试', input: { partyOrganisation: party } };
    expect(await refusal(override, stranger, viewers.county)).toEqual(['FORBIDDEN']);
    expect(await refusal(override, { ...stranger, reason: ' ' }, viewers.city)).toEqual(['INVALID_INPUT']);
  });
});

test('where both places are known, the distance between them counts', async () => {
  const { nodes } = await saved({ jurisdictions: ['445103'], state: ['SUGGESTED'] }, viewers.county);
  const [{ unit, organisation }] = nodes as [Suggestion];
  const place = { latitude: 23.5321, longitude: 116.6807 };
  await ask(
    `mutation ($unit: ID!, $organisation: ID!, $one: CorrectMemberUnitInput!, $other: CorrectOrganisationInput!) {
      correctMemberUnit(idempotencyKey: "place-of-unit", id: $unit, reason: "补录", input: $one) { memberUnit { id } }
      correctOrganisation(idempotencyKey: "place-of-org", id: $organisation, reason: "补录", input: $other) { organisation { id } } }`,
    { unit: unit.id, organisation: organisation.id, one: place, other: { ...place, latitude: 23.5421 } },
    viewers.county,
  );
  const run = await matched('with-a-distance', { jurisdiction: '445103', units: [unit.id] }, viewers.county);
  const pair = (await saved({ run: run.id }, viewers.county)).nodes.find(
    (each) => each.organisation.id === organisation.id,
  )!;
  // A hundredth of a degree on a meridian.
  expect(pair.explanation).toContain('便于联系 0.98：相距 1.1 公里');
  expect(pair.principles).toContainEqual({ principle: 'CONVENIENCE', score: 0.98 });
}, 60_000);

const match = `mutation ($key: ID!, $input: MatchPairingsInput!) { matchPairings(idempotencyKey: $key, input: $input) { run { id } } }`;

test('one key is one run; with something else it is a conflict', async () => {
  const variables = { key: 'only-one-run', input: { jurisdiction: '445122' } };
  const first = await ask<{ matchPairings: { run: Run } }>(match, variables, viewers.otherCounty);
  expect(await ask(match, variables, viewers.otherCounty)).toEqual(first);
  await ended(first.matchPairings.run.id, viewers.otherCounty);
  const other = { ...variables, input: { jurisdiction: '445122', leastScore: 0.5 } };
  expect(await refusal(match, other, viewers.otherCounty)).toEqual(['IDEMPOTENCY_CONFLICT']);
});
