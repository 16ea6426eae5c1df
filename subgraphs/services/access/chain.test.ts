import fc from 'fast-check';
import { expect, test } from 'vitest';

import { type AccessFacts, type AccessRow, hashOf, origin, verifyChain } from './chain.ts';

function chained(facts: readonly AccessFacts[]): AccessRow[] {
  let previous = origin;
  return facts.map((each) => {
    const row = { ...each, previous, hash: hashOf(previous, each) };
    previous = row.hash;
    return row;
  });
}

const facts = (n: number): AccessFacts[] =>
  Array.from({ length: n }, (_, index) => ({
    position: index + 1,
    id: `445103-acc-${index}`,
    owner: '445103',
    at: new Date(1_700_000_000_000 + index),
    subject: `officer-${index % 3}`,
    roles: ['COUNTY'],
    unit: null,
    organisation: null,
    records: [`445103-app-${index}`, `445103-app-${index + 1}`],
  }));

async function* stream(rows: readonly AccessRow[]): AsyncGenerator<AccessRow> {
  yield* rows;
}

test('a log that nobody touched is sound, and says how long it is and where it ends', async () => {
  const rows = chained(facts(5));
  expect(await verifyChain('445103', stream(rows))).toEqual({
    ok: true,
    owner: '445103',
    count: 5,
    head: rows[4]!.hash,
  });
  expect(await verifyChain('445103', stream([]))).toEqual({
    ok: true,
    owner: '445103',
    count: 0,
    head: origin,
  });
});

const change = fc.constantFrom<(row: AccessRow) => AccessRow>(
  (row) => ({ ...row, subject: 'somebody else' }),
  (row) => ({ ...row, at: new Date(row.at.getTime() + 1) }),
  (row) => ({ ...row, records: row.records.slice(1) }),
  (row) => ({ ...row, roles: [...row.roles, 'AUDITOR'] }),
  (row) => ({ ...row, owner: '445122' }),
  (row) => ({ ...row, unit: '445103-unit-1' }),
  (row) => ({ ...row, hash: hashOf(row.previous, { ...row, subject: 'x' }) }),
);

test('whatever is changed, taken out, put in or put elsewhere is found where it is, or right behind it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 30 }),
      fc.nat(),
      fc.oneof(change, fc.constantFrom('removed' as const, 'swapped' as const, 'doubled' as const)),
      async (length, at, tampering) => {
        const rows = chained(facts(length));
        // The last one's removal shows by the head alone.
        const place = at % (length - 1);
        if (tampering === 'removed') rows.splice(place, 1);
        else if (tampering === 'doubled') rows.splice(place, 0, rows[place]!);
        else if (tampering === 'swapped') {
          rows.splice(place, 2, rows[place + 1]!, rows[place]!);
        } else rows[place] = tampering(rows[place]!);
        const verdict = await verifyChain('445103', stream(rows));
        const found = tampering === 'doubled' ? place + 1 : place;
        expect(verdict).toMatchObject({ ok: false, sound: found, id: rows[found]!.id });
      },
    ),
    { numRuns: 300 },
  );
});
