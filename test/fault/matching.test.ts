import { setTimeout as sleep } from 'node:timers/promises';

import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { layouts } from '../support/layouts.ts';
import { viewersOf, type Viewers } from '../support/viewers.ts';
import { openWorld, type PlacedDeployment, type ShardedFederation, type World } from '../support/world.ts';

/** Matching while a county is silent, while its own process is killed, and while officers decide. */
let world: World;
let viewers: Viewers;
let federation: ShardedFederation;
let database: Client;

beforeAll(async () => {
  world = await openWorld();
  viewers = viewersOf(world.ledgers, '445103', '445122');
  federation = await world.shard(layouts.apart, { background: true, processes: ['445100', '445122'] });
  database = new Client({ connectionString: deployment('445100').database.url });
  await database.connect();
}, 60_000);
afterAll(async () => {
  await database?.end();
  await world?.[Symbol.asyncDispose]();
});

function deployment(code: string): PlacedDeployment {
  return federation.deployments.find(({ codes }) => codes.includes(code))!;
}

async function requested(key: string, input: object = {}): Promise<string> {
  const { data, errors } = await federation.ask(viewers.city, {
    query: `mutation ($key: ID!, $input: MatchPairingsInput!) { matchPairings(idempotencyKey: $key, input: $input) { run { id } } }`,
    variables: { key, input: { jurisdiction: '445100', ...input } },
  });
  expect(errors).toBeUndefined();
  return (data as { matchPairings: { run: { id: string } } }).matchPairings.run.id;
}

interface Stored {
  state: string;
  attempts: number;
  fault: string | null;
  whole: boolean;
  suggestion_count: number;
  coverage: { code: string; outcome: string; candidates: number }[];
}

async function until(id: string, isGood: (run: Stored) => boolean): Promise<Stored> {
  for (;;) {
    const { rows } = await database.query<Stored>('select * from matching_run where id = $1', [id]);
    if (isGood(rows[0]!)) return rows[0]!;
    await sleep(5);
  }
}
const ended = ({ state }: Stored): boolean => state === 'DONE' || state === 'FAILED';

async function suggestionsOf(id: string): Promise<{ unit_id: string; organisation_id: string }[]> {
  const { rows } = await database.query<{ unit_id: string; organisation_id: string }>(
    'select unit_id, organisation_id from pairing_suggestion where run_id = $1 order by id',
    [id],
  );
  return rows;
}

test('a run whose process is killed is run again, and its result is there once', async () => {
  const { process } = deployment('445100');
  const id = await requested('killed-while-running');
  await until(id, ({ state }) => state !== 'QUEUED');
  await process!.kill();
  const left = await until(id, () => true);
  expect(left.state).toBe('RUNNING');
  expect(await suggestionsOf(id)).toEqual([]);
  await process!.restart();
  const run = await until(id, ended);
  expect(run).toMatchObject({ state: 'DONE', attempts: 2, whole: true });
  const suggestions = await suggestionsOf(id);
  expect(suggestions).toHaveLength(run.suggestion_count);
  expect(new Set(suggestions.map(({ organisation_id }) => organisation_id)).size).toBe(suggestions.length);
}, 60_000);

test('whatever an officer excludes while a run goes on is not in its result', async () => {
  for (const [index, pause] of [0, 40, 150, 400].entries()) {
    const before = await requested(`before-deciding-${index}`);
    await until(before, ended);
    const [pair] = await suggestionsOf(before);
    const id = await requested(`while-deciding-${index}`);
    await sleep(pause);
    const { errors } = await federation.ask(viewers.city, {
      query: `mutation ($key: ID!, $unit: ID!, $organisation: ID!) {
        excludePair(idempotencyKey: $key, unit: $unit, organisation: $organisation, reason: "另有安排") { exclusion { id } } }`,
      variables: { key: `deciding-${index}`, unit: pair!.unit_id, organisation: pair!.organisation_id },
    });
    expect(errors).toBeUndefined();
    await until(id, ended);
    const { rows } = await database.query(
      `select 1 from pairing_suggestion where run_id = $1 and unit_id = $2 and organisation_id = $3 and state = 'SUGGESTED'`,
      [id, pair!.unit_id, pair!.organisation_id],
    );
    expect(rows).toEqual([]);
  }
}, 60_000);

test('a county that is silent takes no part, and the run says so; where nobody answers there is no result', async () => {
  const whole = await until(await requested('before-the-silence'), ended);
  await deployment('445122').process!.kill();
  const id = await requested('raoping-is-silent');
  const run = await until(id, ended);
  expect(run).toMatchObject({ state: 'DONE', whole: false, fault: null });
  const silent = run.coverage.find(({ code }) => code === '445122')!;
  expect(silent.outcome).not.toBe('answered');
  expect(silent.candidates).toBe(0);
  const others = (coverage: Stored['coverage']): unknown => coverage.filter(({ code }) => code !== '445122');
  expect(others(run.coverage)).toEqual(others(whole.coverage));
  const owners = (await suggestionsOf(id)).map(({ organisation_id }) => organisation_id.slice(0, 6));
  expect(owners).not.toContain('445122');
  expect(owners).toContain('445103');

  const nobody = await requested('only-the-silent-one', { jurisdictions: ['445122'] });
  const alone = await until(nobody, ended);
  expect(alone).toMatchObject({ state: 'FAILED', fault: 'GRAPH_UNAVAILABLE' });
  expect(await suggestionsOf(nobody)).toEqual([]);
}, 60_000);
