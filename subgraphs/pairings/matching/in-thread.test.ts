import { setTimeout as sleep } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { matchInThread } from './in-thread.ts';
import { match, type MatchProgress, type MatchTask } from './match.ts';
import { defaultMatchingPolicy as policy } from './policy.ts';
import { candidateFacts, unitFacts } from './testing.ts';

const sections = [...'ABCDEFGHIJKLMNOPQRS'];

function task(units: number, candidates: number): MatchTask {
  const padded = (index: number): string => String(index).padStart(5, '0');
  return {
    units: Array.from({ length: units }, (_, index) =>
      unitFacts(padded(index), { functions: [sections[index % sections.length]!] }),
    ),
    candidates: Array.from({ length: candidates }, (_, index) =>
      candidateFacts(padded(index), { industry: sections[(index * 7) % sections.length]! }),
    ),
    policy,
    excluded: [],
  };
}

test('a thread matches as the process itself would, tells how far it is, and leaves the process free', async () => {
  const progress: MatchProgress[] = [];
  let turns = 0;
  const counting = setInterval(() => (turns += 1), 5);
  const matched = await matchInThread(task(120, 600), { onProgress: (each) => progress.push(each) });
  clearInterval(counting);
  expect(turns).toBeGreaterThan(5);
  expect(matched).toEqual(await match(task(120, 600)));
  expect(progress.map(({ step }) => step)).toContain('SOLVING');
});

test('a thread that is no longer wanted ends, and a task that cannot be done fails', async () => {
  const stopping = new AbortController();
  const matching = matchInThread(task(500, 4000), { signal: stopping.signal });
  await sleep(30);
  stopping.abort(new Error('enough'));
  await expect(matching).rejects.toThrow('enough');
  await expect(matchInThread({ ...task(1, 1), candidates: [null as never] })).rejects.toThrow(TypeError);
});
