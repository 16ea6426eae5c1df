import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { createOverload, nextLimit, type Overload } from './overload.ts';
import { createTurns } from './turns.ts';

const quiet = pino({ level: 'silent' });
let overload: Overload;

afterEach(() => overload?.stop());

test('while the thread keeps up the limit follows what comes, up to the most', () => {
  let limit = 32;
  for (let windows = 0; windows < 50; windows++) limit = nextLimit(limit, { peak: limit, wait: 5 }, 500);
  expect(limit).toBe(500);
  expect(nextLimit(32, { peak: 31, wait: 5 }, 500)).toBe(32);
});

test('when the thread falls behind there are fewer than there were, never fewer than twenty-four', () => {
  expect(nextLimit(500, { peak: 100, wait: 61 }, 500)).toBe(70);
  let limit = 500;
  for (let windows = 0; windows < 50; windows++) limit = nextLimit(limit, { peak: limit, wait: 900 }, 500);
  expect(limit).toBe(24);
  expect(nextLimit(4, { peak: 4, wait: 900 }, 4)).toBe(4);
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
