import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Health, type Sign } from './health.ts';

let sign: Sign;
let probes: number;
let health: Health;

beforeEach(() => {
  vi.useFakeTimers();
  sign = 'timeout';
  probes = 0;
  health = new Health({
    threshold: 3,
    coolDown: 100,
    longestCoolDown: 400,
    probe: async () => {
      probes++;
      return sign;
    },
  });
});
afterEach(() => {
  health.stop();
  vi.useRealTimers();
});

test('a place is asked until it failed three times in a row', () => {
  health.record('a', 'down');
  health.record('a', 'down');
  health.record('a', 'alive');
  health.record('a', 'down');
  health.record('a', 'timeout');
  expect(health.silence('a')).toBeNull();
  health.record('a', 'timeout');
  expect(health.silence('a')).toBe('timeout');
  expect(health.silence('b')).toBeNull();
});

test('an open place is probed at growing intervals and asked again once a probe is answered', async () => {
  for (let failure = 0; failure < 3; failure++) health.record('a', 'down');
  await vi.advanceTimersByTimeAsync(100);
  expect([probes, health.silence('a')]).toEqual([1, 'timeout']);
  await vi.advanceTimersByTimeAsync(199);
  expect(probes).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(probes).toBe(2);
  sign = 'alive';
  await vi.advanceTimersByTimeAsync(400);
  expect([probes, health.silence('a')]).toEqual([3, null]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(probes).toBe(3);
});

test('a late answer of a call that began before closes the breaker', () => {
  for (let failure = 0; failure < 3; failure++) health.record('a', 'timeout');
  health.record('a', 'alive');
  expect(health.silence('a')).toBeNull();
});

test('a place that left the shard map is not probed any longer', async () => {
  for (let failure = 0; failure < 3; failure++) health.record('a', 'down');
  health.retain(new Set(['b']));
  await vi.advanceTimersByTimeAsync(10_000);
  expect([probes, health.silence('a')]).toEqual([0, null]);
});
