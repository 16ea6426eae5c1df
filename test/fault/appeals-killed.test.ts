import { clockOf } from '@jiedui/kit/clock';
import { randomOf } from '@jiedui/local/seed/random';
import type { RecordId } from '@jiedui/schema/contract/id';
import { publishedCalendar } from '@jiedui/services/appeal/clock/calendar';
import { storedDeadline } from '@jiedui/services/appeal/clock/deadline';
import { daysIn, defaultAppealPolicy } from '@jiedui/services/appeal/clock/policy';
import type { AppealState, AppealTier } from '@jiedui/services/appeal/terms';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';

import { handlingIn, type Handling, raiseAppeal, type Step, takeStep } from '../support/appeal-steps.ts';
import { layouts } from '../support/layouts.ts';
import { seed } from '../support/random-runs.ts';
import { openWorld, type PlacedDeployment, type ShardedFederation, type World } from '../support/world.ts';

// 潮安's deployment is killed again and again while its appeals are raised and handled, each intention under its key. Who gets
// no answer asks again under the same key, and so does, now and then, who has got one.

/** How many kills; more where the machine has the time. */
const kills = Number(process.env['JIEDUI_KILLS'] ?? 25);
const chaoan = '445103';
const handlers = 4;

let world: World;
let federation: ShardedFederation;
let handling: Handling;
let ledger: Client;
let place: PlacedDeployment;

beforeAll(async () => {
  world = await openWorld();
  federation = await world.shard(layouts.apart, {
    processes: [chaoan],
    background: true,
    deadline: 4_000,
    client: { health: { coolDown: 100, longestCoolDown: 400 } },
  });
  handling = handlingIn(world.ledgers, '445100', chaoan);
  place = federation.deployments.find(({ codes }) => codes.includes(chaoan))!;
  ledger = new Client({ connectionString: place.database.url });
  await ledger.connect();
}, 90_000);

afterAll(async () => {
  await ledger?.end();
  await world?.[Symbol.asyncDispose]();
});

async function rows<Row extends object>(statement: string, values: unknown[] = []): Promise<Row[]> {
  return (await ledger.query<Row>(statement, values)).rows;
}

const round: readonly Step[] = ['resolveAppeal', 'confirmAppeal', 'reopenAppeal'];

/** What each step leads to, as the event and the row must say. */
const states: Readonly<Record<Step | 'raiseAppeal', AppealState>> = {
  raiseAppeal: 'RAISED',
  acceptAppeal: 'ACCEPTED',
  escalateAppeal: 'ESCALATED',
  resolveAppeal: 'RESOLVED',
  confirmAppeal: 'DISSATISFIED',
  reopenAppeal: 'REOPENED',
};

/** What was acknowledged of one appeal, in order. */
interface Acknowledged {
  title: string;
  states: AppealState[];
}

test(
  `after ${kills} kills everything that was acknowledged is there once: appeals, steps, events and clocks`,
  async () => {
    const unit = world.ledgers['445100']!.memberUnits[0]!.id;
    const acknowledged = new Map<RecordId, Acknowledged>();
    const counts = { mutations: 0, requests: 0, unanswered: 0, askedAgain: 0 };
    const counting: Pick<ShardedFederation, 'ask'> = {
      ask: async (...question) => {
        counts.requests += 1;
        const answer = await federation.ask(...question);
        if (answer.errors) counts.unanswered += 1;
        return answer;
      },
    };
    const stream = new AbortController();
    const handle = async (person: number): Promise<void> => {
      const { pick, below } = randomOf(`keyed ${seed} ${person}`);
      /** Asks; one time in four once more, though it was answered. */
      const intend = async <Result>(ask: () => Promise<Result>): Promise<Result> => {
        const result = await ask();
        counts.mutations += 1;
        if (below(4) === 0) {
          counts.askedAgain += 1;
          expect(await ask()).toEqual(result);
        }
        return result;
      };
      const own: RecordId[] = [];
      while (!stream.signal.aborted) {
        if (own.length < 3 || below(4) === 0) {
          const title = `示例诉求 ${person}-${own.length}`;
          const key = `raise-${person}-${own.length}`;
          const id = await intend(() => raiseAppeal(counting, handling, { key, unit, title }));
          own.push(id);
          acknowledged.set(id, { title, states: ['RAISED'] });
        }
        const id = pick(own);
        const done = acknowledged.get(id)!.states;
        const step = done.length === 1 ? 'acceptAppeal' : round[(done.length - 2) % round.length]!;
        await intend(() => takeStep(counting, handling, { key: `step-${done.length}-of-${id}`, id, step }));
        done.push(states[step]);
        await sleep(below(30));
      }
    };
    const handled = Promise.all(Array.from({ length: handlers }, (_, person) => handle(person)));
    const { below } = randomOf(`kills of one ${seed}`);
    const killing = async (): Promise<void> => {
      for (let killed = 0; killed < kills; killed++) {
        // However slow the machine: some are acknowledged between two kills, and others are under way.
        const next = counts.mutations + 1 + below(12);
        while (counts.mutations < next && !stream.signal.aborted) await sleep(5);
        await sleep(below(40));
        await place.process!.kill();
        await sleep(below(200));
        await place.process!.restart();
      }
    };
    await Promise.race([killing(), handled]).finally(() => stream.abort());
    await handled;

    const ids = [...acknowledged.keys()];
    const mine = `title like '示例诉求 %' and provenance = 'ENTERED'`;
    const appeals = await rows<AppealRow>(
      `select id, title, state, tier, steps, clock_days, clock_started_on::text, due_on::text, due_soon_on::text,
        escalates_on::text from appeal where ${mine}`,
    );
    const steps = await rows<{
      appeal_id: RecordId;
      position: number;
      to_state: AppealState;
      taken_at: Date;
    }>(
      `select appeal_id, position, to_state, taken_at from appeal_step
        where appeal_id in (select id from appeal where ${mine}) order by appeal_id, position`,
    );
    const events = await rows<{ subject: RecordId; type: string }>(
      `select subject, type from outbox where subject in (select id from appeal where ${mine}) order by seq`,
    );
    const [keys] = await rows<{ n: string }>(
      `select count(*) n from idempotency where key ~ '^(raise|step)-'`,
    );
    console.info(
      `killed: ${JSON.stringify({ seed, kills, ...counts, appeals: appeals.length, steps: steps.length, events: events.length })}`,
    );

    // None lost, none doubled, none that nobody was told of.
    expect(appeals.map(({ id, title }) => [id, title]).sort()).toEqual(
      ids.map((id) => [id, acknowledged.get(id)!.title]).sort(),
    );
    expect(Number(keys!.n)).toBe(counts.mutations);
    const stepsOf = Map.groupBy(steps, (step) => step.appeal_id);
    const eventsOf = Map.groupBy(events, ({ subject }) => subject);
    for (const appeal of appeals) {
      const told = acknowledged.get(appeal.id)!.states;
      const taken = stepsOf.get(appeal.id)!;
      expect(taken.map(({ position, to_state }) => [position, to_state])).toEqual(
        told.map((state, index) => [index + 1, state]),
      );
      expect(eventsOf.get(appeal.id)!.map(({ type }) => type)).toEqual(
        told.map((state) => `appeal.${state.toLowerCase()}`),
      );
      expect([appeal.state, appeal.steps]).toEqual([told.at(-1), told.length]);
      expect(clockOfRow(appeal)).toEqual(clockSince(appeal, taken.at(-1)!.taken_at));
    }
    expect(counts.mutations).toBeGreaterThan(kills);
  },
  120_000 + kills * 6_000,
);

interface AppealRow {
  id: RecordId;
  title: string;
  state: AppealState;
  tier: AppealTier;
  steps: number;
  clock_days: number | null;
  clock_started_on: string | null;
  due_on: string;
  due_soon_on: string;
  escalates_on: string;
}

const clockOfRow = (row: AppealRow) => ({
  startedOn: row.clock_started_on,
  days: row.clock_days,
  dueOn: row.due_on,
  dueSoonOn: row.due_soon_on,
  escalatesOn: row.escalates_on,
});

/** The clock of a state that was entered at a moment, reckoned from the policy alone. */
function clockSince({ state, tier }: Pick<AppealRow, 'state' | 'tier'>, at: Date) {
  const startedOn = clockOf(() => at).today();
  const days = daysIn(state, tier, defaultAppealPolicy)!;
  const { provisional: _, ...deadline } = storedDeadline(
    { startedOn, days, pauses: [] },
    { calendar: publishedCalendar, policy: defaultAppealPolicy, state },
  );
  return { startedOn, days, ...deadline };
}
