import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { createOverload, Lateness, nextLimit, type Overload, type Pressure } from './overload.ts';
import { createTurns } from './turns.ts';

/** The limit after five seconds of such pressure, in which it is reached again and again. */
function settled(limit: number, pressure: Omit<Pressure, 'peak'>): number {
  for (let windows = 0; windows < 50; windows++) limit = nextLimit(limit, { ...pressure, peak: limit }, 500);
  return limit;
}

const quiet = pino({ level: 'silent' });
let overload: Overload;

afterEach(() => overload?.stop());

test('while the thread keeps up the limit follows what comes, up to the most', () => {
  expect(settled(32, { wait: 5, behind: false })).toBe(500);
  expect(nextLimit(32, { peak: 31, wait: 5, behind: false }, 500)).toBe(32);
});

test('when the thread falls behind there are fewer than there were, never fewer than thirty-two', () => {
  expect(nextLimit(500, { peak: 100, wait: 61, behind: false }, 500)).toBe(70);
  expect(settled(500, { wait: 900, behind: false })).toBe(32);
  expect(nextLimit(4, { peak: 4, wait: 900, behind: false }, 4)).toBe(4);
});

test('where all shards are behind there are slowly fewer, never fewer than thirty-two; more would only wait the longer', () => {
  expect(nextLimit(100, { peak: 100, wait: 5, behind: true }, 500)).toBe(90);
  expect(settled(500, { wait: 5, behind: true })).toBe(32);
});

test('shards are behind when even the quickest tenth of their answers is late; one that is slow is not all of them', () => {
  const lateness = new Lateness();
  const calm = Array.from({ length: 20 }, (_, at) => 10 + at);
  expect(lateness.judge(calm, true)).toBe(false);
  expect(lateness.judge([...calm, 4000, 4100], false)).toBe(false);
  expect(lateness.judge(Array<number>(20).fill(100), false)).toBe(true);
  expect(lateness.judge([], false)).toBe(false);
  // A line that has become slow for good is known after half a minute in which little is asked.
  for (let windows = 0; windows < 300; windows++) lateness.judge(Array<number>(20).fill(100), true);
  expect(lateness.judge(Array<number>(20).fill(150), false)).toBe(false);
  expect(lateness.judge(Array<number>(20).fill(400), false)).toBe(true);
});

test('a place is taken until it is given back, and the last quarter is for callers with a token', () => {
  overload = createOverload(8, createTurns(), quiet);
  const taken = Array.from({ length: 8 }, () => overload.enter(false));
  expect(taken.filter(Boolean)).toHaveLength(6);
  const known = [overload.enter(true), overload.enter(true)];
  expect(known.every(Boolean)).toBe(true);
  expect(overload.enter(true)).toBeNull();
  known[0]!();
  expect(overload.enter(false)).toBeNull();
  expect(overload.enter(true)).not.toBeNull();
});

test('who only waits takes nothing from the others: a hundred hung requests and the limit is beyond them', async () => {
  overload = createOverload(1000, createTurns(), quiet);
  const waiting: unknown[] = [];
  for (let windows = 0; windows < 40 && waiting.length < 100; windows++) {
    for (let place = overload.enter(true); place && waiting.length < 100; place = overload.enter(true)) {
      waiting.push(place);
    }
    await sleep(100);
  }
  expect(waiting).toHaveLength(100);
});
