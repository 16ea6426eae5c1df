import fc from 'fast-check';
import { expect, test } from 'vitest';

import { type Cell, publish, type Published, type PublishedGroup } from './publish.ts';

const find = (published: Published, values: readonly (string | null)[]): PublishedGroup => {
  const set = values.reduce((bits, value, n) => (value === null ? bits : bits | (1 << n)), 0);
  return published[set]!.find((group) => JSON.stringify(group.values) === JSON.stringify(values))!;
};

test('a small group is withheld, and so is what would tell it as a difference', () => {
  const cells = [
    { values: ['T1'], count: 20 },
    { values: ['T2'], count: 9 },
    { values: ['T3'], count: 2 },
  ];
  const published = publish(cells, 1, 5);
  expect(find(published, [null])).toMatchObject({ count: 31, withheld: false });
  // 31 - 20 - 9 would be 2: the smallest of the others goes too.
  expect([['T1'], ['T2'], ['T3']].map((values) => find(published, values).withheld)).toEqual([
    false,
    true,
    true,
  ]);
});

test('with a least size of one nothing is withheld, and no records are a published 0', () => {
  const published = publish([{ values: ['T1', 'RAISED'], count: 1 }], 2, 1);
  expect(published.flat().filter(({ withheld }) => withheld)).toEqual([]);
  expect(publish([], 2, 5)[0]).toEqual([{ values: [null, null], count: 0, withheld: false }]);
});

const values = [
  ['a', 'b', 'c'],
  ['r', 's', 't', 'u'],
  ['x', 'y'],
];

const table = fc.integer({ min: 1, max: 3 }).chain((dimensions) => {
  const all = values
    .slice(0, dimensions)
    .reduce<string[][]>((rows, each) => rows.flatMap((row) => each.map((value) => [...row, value])), [[]]);
  return fc.record({
    dimensions: fc.constant(dimensions),
    least: fc.integer({ min: 1, max: 8 }),
    cells: fc
      .array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 12 })), {
        minLength: all.length,
        maxLength: all.length,
      })
      .map((counts) =>
        all.map((row, n): Cell => ({ values: row, count: counts[n]! })).filter(({ count }) => count > 0),
      ),
  });
});

/** What somebody works out who knows the published numbers and subtracts and adds them, as often as it takes. */
function workedOut(published: Published, dimensions: number): Set<PublishedGroup> {
  const known = new Set(published.flat().filter(({ withheld }) => !withheld));
  for (let before = -1; before !== known.size;) {
    before = known.size;
    for (const whole of published.flat()) {
      for (let dimension = 0; dimension < dimensions; dimension++) {
        if (whole.values[dimension] !== null) continue;
        const set = whole.values.reduce((bits, value, n) => (value === null ? bits : bits | (1 << n)), 0);
        const parts = published[set | (1 << dimension)]!.filter(({ values: own }) =>
          own.every((value, n) => n === dimension || value === whole.values[n]),
        );
        const unknown = [whole, ...parts].filter((group) => !known.has(group));
        if (unknown.length === 1) known.add(unknown[0]!);
      }
    }
  }
  return known;
}

test('nobody works out a group below the least size by adding and subtracting what is published', () => {
  fc.assert(
    fc.property(table, ({ cells, dimensions, least }) => {
      const published = publish(cells, dimensions, least);
      for (const group of workedOut(published, dimensions)) {
        if (group.count > 0) expect(group.count, JSON.stringify(group.values)).toBeGreaterThanOrEqual(least);
      }
    }),
    { numRuns: 3_000 },
  );
});

test('the parts of a published group that are withheld have the least size together', () => {
  fc.assert(
    fc.property(table, ({ cells, dimensions, least }) => {
      const published = publish(cells, dimensions, least);
      for (const [set, groups] of published.entries()) {
        for (let dimension = 0; dimension < dimensions; dimension++) {
          if (set & (1 << dimension)) continue;
          for (const whole of groups.filter(({ withheld }) => !withheld)) {
            const hidden = published[set | (1 << dimension)]!.filter(
              (part) =>
                part.withheld &&
                part.values.every((value, n) => n === dimension || value === whole.values[n]),
            );
            const sum = hidden.reduce((all, { count }) => all + count, 0);
            expect(sum === 0 || sum >= least).toBe(true);
          }
        }
      }
    }),
    { numRuns: 1_000 },
  );
});
