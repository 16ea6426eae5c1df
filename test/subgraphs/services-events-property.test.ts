import type { RecordId } from '@jiedui/schema/contract/id';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { runs, seed } from '../support/random-runs.ts';
import { all } from './pairings-world.ts';
import {
  appealOf,
  begin,
  closeEvents,
  dispatch,
  type Open,
  openEvents,
  upToDate,
} from './services-events-world.ts';

beforeAll(openEvents);
afterAll(closeEvents);

/** What happens beside a follower: transactions begin, commit or roll back in any order; positions are given; it reads. */
type Happening =
  | { kind: 'begin'; subject: number }
  | { kind: 'end'; which: number; how: 'commit' | 'roll back' }
  | { kind: 'place' }
  | { kind: 'read'; silent: number; first: number };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('begin' as const), subject: fc.nat(8) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      which: fc.nat(8),
      how: fc.constantFrom('commit' as const, 'commit' as const, 'roll back' as const),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'place' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('read' as const),
      silent: fc.nat(7),
      first: fc.integer({ min: 1, max: 3 }),
    }),
  },
);

test('a follower gets every committed event, whatever commits late and whoever is silent in between', async () => {
  const subjects: RecordId[] = [];
  for (let n = 0; n < 9; n++) subjects.push(await appealOf(all[n % 3]!));
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 40 }), async (happenings) => {
      const follower = await upToDate();
      const open = new Map<RecordId, Open>();
      const committed = new Map<string, { subject: RecordId; n: number }>();
      let commits = 0;
      const end = async (subject: RecordId, how: 'commit' | 'roll back'): Promise<void> => {
        const transaction = open.get(subject)!;
        open.delete(subject);
        await transaction.end(how);
        if (how === 'commit') committed.set(transaction.event, { subject, n: (commits += 1) });
      };
      for (const each of happenings) {
        if (each.kind === 'begin') {
          const subject = subjects[each.subject]!;
          // One writer at a time holds a subject.
          if (!open.has(subject)) open.set(subject, await begin(subject));
        } else if (each.kind === 'end') {
          const subject = [...open.keys()][each.which % Math.max(open.size, 1)];
          if (subject) await end(subject, each.how);
        } else if (each.kind === 'place') {
          await dispatch.place();
        } else {
          const owned = all.filter((_, n) => (each.silent & (1 << n)) === 0);
          await follower.read({ owned, first: each.first });
        }
      }
      for (const subject of open.keys()) await end(subject, 'commit');
      await dispatch.place();
      await follower.catchUp({ first: 2 });
      expect([...follower.seen].sort()).toEqual([...committed.keys()].sort());
      for (const subject of subjects) {
        const order = follower.seen.flatMap((event) =>
          committed.get(event)!.subject === subject ? committed.get(event)!.n : [],
        );
        expect(order).toEqual([...order].sort((a, b) => a - b));
      }
    }),
    { seed, numRuns: runs(60) },
  );
}, 120_000);
