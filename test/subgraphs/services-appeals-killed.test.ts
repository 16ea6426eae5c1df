import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { escalateOverdue } from '@jiedui/services/appeal/clock/schedule';
import { services } from '@jiedui/services/subgraph';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { chaoan, id, openWorld, type World } from './pairings-world.ts';
import { organisation, receiver } from './services-appeal-actors.ts';
import { on } from './services-appeal-course.ts';

let world: World;
const running = new Set<ChildProcess>();
const overdue = 120;

beforeAll(async () => {
  world = await openWorld(services);
  await world.insert(
    'appeal',
    Array.from({ length: overdue }, (_, n) => ({
      id: id(chaoan, 'app', n),
      title: `示例诉求${n}`,
      sort_title: `shi li su qiu ${n}`,
      organisation_id: organisation,
      unit_id: receiver,
      tier: 'T1',
      state: n % 2 === 0 ? 'ACCEPTED' : 'RAISED',
      raised_at: '2024-03-01T02:00:00Z',
      steps: 1,
      clock_started_on: '2024-03-01',
      clock_days: 2,
      due_on: '2024-03-05',
      due_soon_on: '2024-03-01',
      escalates_on: '2024-03-12',
    })),
  );
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await world?.[Symbol.asyncDispose]();
});

const now = on('2024-03-15');

function begin(): ChildProcess {
  const script = fileURLToPath(new URL('../dist/subgraphs/escalate-process.js', import.meta.url));
  const env = { DATABASE_URL: world.url, NOW: now.now().toISOString() };
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

async function escalated(): Promise<number> {
  const [row] = await world.select(`select count(*)::int as n from appeal where state = 'ESCALATED'`);
  return row!['n'] as number;
}

test('a schedule that is killed while it escalates, beside another, leaves every appeal escalated once', async () => {
  const kills: number[] = [];
  while ((await escalated()) < overdue && kills.length < 3) {
    const before = await escalated();
    const pair = [begin(), begin()];
    // It has begun to write, and is not through.
    for (let wait = 0; wait < 400 && (await escalated()) <= before; wait++) await sleep(10);
    const ended = pair.map((child) => (child.exitCode === null ? once(child, 'exit') : null));
    for (const child of pair) child.kill('SIGKILL');
    await Promise.all(ended);
    kills.push(await escalated());
  }
  // At least one was killed half-way.
  expect(kills.some((count) => count > 0 && count < overdue)).toBe(true);
  await world.scheduled(now, escalateOverdue);
  const rows =
    await world.select(`select a.state, a.tier, a.steps, a.late_steps, count(s.*)::int as noted, count(*)::int as n
    from appeal a left join appeal_step s on s.appeal_id = a.id and s.step = 'ESCALATE_OVERDUE'
    group by a.id, a.state, a.tier, a.steps, a.late_steps`);
  expect(rows).toHaveLength(overdue);
  for (const row of rows) {
    expect(row).toEqual({ state: 'ESCALATED', tier: 'T3', steps: 2, late_steps: 1, noted: 1, n: 1 });
  }
}, 60_000);
