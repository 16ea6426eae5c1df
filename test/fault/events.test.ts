import { setTimeout as sleep } from 'node:timers/promises';

import { randomOf } from '@jiedui/local/seed/random';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { handlingIn, type Handling, raiseAppeal, type Step, takeStep } from '../support/appeal-steps.ts';
import { layouts } from '../support/layouts.ts';
import { seed } from '../support/random-runs.ts';
import { openWorld, type PlacedDeployment, type ShardedFederation, type World } from '../support/world.ts';

// Appeals of 潮安 from a pairing of the city, resolved and reopened while either deployment is killed again and again.

/** How many kills; more where the machine has the time. */
const kills = Number(process.env['JIEDUI_KILLS'] ?? 24);
const chaoan = '445103';
const city = '445100';
/** As many appeals as persons who handle one after the other. */
const handlers = 4;
const appealsEach = 12;

let world: World;
let federation: ShardedFederation;
let handling: Handling;
const ledgers: Record<string, Client> = {};

const placed = (code: string): PlacedDeployment =>
  federation.deployments.find(({ codes }) => codes.includes(code))!;

beforeAll(async () => {
  world = await openWorld();
  federation = await world.shard(layouts.apart, {
    processes: [city, chaoan],
    background: true,
    deadline: 4_000,
    client: { health: { coolDown: 100, longestCoolDown: 400 } },
  });
  handling = handlingIn(world.ledgers, city, chaoan);
  for (const code of [city, chaoan]) {
    ledgers[code] = new Client({ connectionString: placed(code).database.url });
    await ledgers[code].connect();
  }
}, 90_000);

afterAll(async () => {
  for (const ledger of Object.values(ledgers)) await ledger.end();
  await world?.[Symbol.asyncDispose]();
});

async function rows<Row extends object>(
  code: string,
  statement: string,
  values: unknown[] = [],
): Promise<Row[]> {
  return (await ledgers[code]!.query<Row>(statement, values)).rows;
}

/** After RESOLVED it goes round: disputed, taken up again, resolved again. */
const round: readonly Step[] = ['resolveAppeal', 'confirmAppeal', 'reopenAppeal'];

test(
  `every resolved appeal is one solved problem after ${kills} kills of either deployment`,
  async () => {
    const unit = world.ledgers[city]!.memberUnits[0]!.id;
    const stream = new AbortController();
    let acknowledged = 0;
    const all: RecordId[] = [];
    const handle = async (person: number): Promise<void> => {
      const { pick, below } = randomOf(`handler ${seed} ${person}`);
      const own: { id: RecordId; steps: number }[] = [];
      const act = async (id: RecordId, step: Step, n: number): Promise<void> => {
        await takeStep(federation, handling, { key: `step-${n}-of-${id}`, id, step });
        acknowledged += 1;
      };
      while (!stream.signal.aborted) {
        if (own.length < appealsEach) {
          const id = await raiseAppeal(federation, handling, { key: `raise-${person}-${own.length}`, unit });
          all.push(id);
          acknowledged += 1;
          await act(id, 'acceptAppeal', 0);
          own.push({ id, steps: 0 });
        }
        const appeal = pick(own);
        await act(appeal.id, round[appeal.steps % round.length]!, (appeal.steps += 1));
        await sleep(below(40));
      }
    };
    const handled = Promise.all(Array.from({ length: handlers }, (_, person) => handle(person)));
    const { pick, below } = randomOf(`kills ${seed}`);
    const killed: Record<string, number> = { [chaoan]: 0, [city]: 0 };
    const killing = async (): Promise<void> => {
      while (killed[chaoan]! + killed[city]! < kills) {
        // Now and then both at once.
        const sides = pick([[chaoan], [chaoan], [city], [city], [chaoan, city]]);
        // In the midst of the stream, however long a start takes on a busy machine.
        const until = acknowledged + 1 + below(40);
        await vi.waitFor(() => expect(acknowledged).toBeGreaterThanOrEqual(until), { timeout: 60_000 });
        await sleep(below(100));
        await Promise.all(
          sides.map(async (code) => {
            const { process } = placed(code);
            await process!.kill();
            killed[code]! += 1;
            await sleep(below(300));
            await process!.restart();
          }),
        );
      }
    };
    await Promise.race([killing(), handled]);
    stream.abort();
    await handled;

    const pending = `select o.id from outbox o left join delivery d on d.event = o.id
    where o.type in ('appeal.resolved', 'appeal.dissatisfied', 'appeal.reopened') and d.delivered_at is null`;
    for (let wait = 0; wait < 600 && (await rows(chaoan, pending)).length > 0; wait++) await sleep(100);
    expect(await rows(chaoan, pending)).toEqual([]);

    const resolved = await rows<{ id: string }>(
      chaoan,
      `select id from appeal where id = any($1) and state = 'RESOLVED'`,
      [all],
    );
    const carried = await rows<{ appeal_id: string; activity_id: string }>(
      city,
      'select appeal_id, activity_id from carried_appeal where activity_id is not null',
    );
    const solved = await rows<{ id: string }>(
      city,
      `select id from activity where kind = 'SOLVED_PROBLEM' and pairing_id = $1 and provenance = 'ENTERED'`,
      [handling.pairing],
    );
    const [sent] = await rows<Record<string, string>>(
      chaoan,
      `select (select count(*) from outbox) events, count(*) carried_over, sum(attempts) - count(*) sent_again
      from delivery`,
    );
    const [noted] = await rows<{ steps: string }>(
      chaoan,
      'select count(*) steps from appeal_step where appeal_id = any($1)',
      [all],
    );
    const counts = { seed, killed, acknowledged, ...sent, resolved: resolved.length, solved: solved.length };
    console.info(`carried over: ${JSON.stringify(counts)}`);
    const sorted = (ids: readonly string[]) => [...ids].sort();
    // Nothing that was acknowledged is lost, nothing is there twice: neither a step nor its event.
    expect(Number(noted!.steps)).toBe(acknowledged);
    expect(Number(sent!['events'])).toBe(acknowledged);
    expect(sorted(carried.map(({ appeal_id }) => appeal_id))).toEqual(sorted(resolved.map(({ id }) => id)));
    expect(sorted(solved.map(({ id }) => id))).toEqual(sorted(carried.map(({ activity_id }) => activity_id)));
  },
  120_000 + kills * 12_000,
);
