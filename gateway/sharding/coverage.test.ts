import { expect, test } from 'vitest';
import { CoverageLedger, mergeCoverage } from './coverage.ts';
import { city, east } from './testing/world.ts';

test('over the fetches of a request a jurisdiction has its worst outcome, its slowest call and all its rows', () => {
  const one = new CoverageLedger('ledger');
  one.asked([east, city], 'answered', 12, 300);
  one.gave(east, 4);
  const other = new CoverageLedger('market');
  other.asked([east], 'timeout', 800);
  const merged = mergeCoverage([one.finish([['farms']]), other.finish([['farms'], ['sales']])]);
  expect(merged).toEqual({
    jurisdictions: [
      { code: city, outcome: 'answered', subgraphs: ['ledger'], milliseconds: 12, rows: 0, bytes: 0 },
      {
        code: east,
        outcome: 'timeout',
        subgraphs: ['ledger', 'market'],
        milliseconds: 800,
        rows: 4,
        bytes: 300,
      },
    ],
    incomplete: [['farms'], ['sales']],
  });
});
