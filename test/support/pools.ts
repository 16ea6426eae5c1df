import type { Ledger, OwnedRow } from '@jiedui/local/seed/rows';
import { recordTypes } from '@jiedui/schema/contract/id';

import type { Pools } from './operation-values.ts';

/** Some of what the seeded ledgers hold: enough to find rows, few enough to find the same ones again. */
export function poolsOf(ledgers: Readonly<Record<string, Ledger>>): Pools {
  const every = Object.values(ledgers);
  const ids = new Map<string, string[]>(Object.values(recordTypes).map((type) => [type, []]));
  for (const ledger of every) {
    for (const rows of Object.values(ledger) as object[][]) {
      // Parts of records, such as the hosts of a party organisation, have no id of their own.
      for (const { id } of spread(
        rows.filter((row): row is OwnedRow => 'id' in row),
        6,
      )) {
        ids.get(recordTypes[id.split('-')[1] as keyof typeof recordTypes])!.push(id);
      }
    }
  }
  const organisations = every.flatMap((ledger) => spread(ledger.organisations, 12));
  const present = (values: readonly (string | null)[]) => [
    ...new Set(values.filter((value) => value !== null)),
  ];
  return {
    codes: Object.keys(ledgers),
    ids: Object.fromEntries(ids),
    texts: ['示例', '1', '同名', '潮安', '市', '有限公司', '5', '单位', '%', '党', 'o'],
    words: {
      town: present(organisations.map(({ town }) => town)),
      division: present(organisations.map(({ division }) => division)),
      creditCode: present(organisations.map(({ credit_code }) => credit_code)),
    },
    dates: ['2019-06-01', '2015-01-01', '2022-01-01', '2023-06-30', '2021-07-01', '2023-03-02', '2024-06-30'],
    now: '2024-06-30',
    moments: ['2023-01-01T00:00:00Z', '2022-06-01T00:00:00+08:00', '2023-09-15T12:30:00Z'],
  };
}

/** At most so many rows, evenly from all of them: the first ones are the articles', the last ones made up. */
function spread<Row>(rows: readonly Row[], most: number): Row[] {
  if (rows.length <= most) return [...rows];
  return Array.from({ length: most }, (_, index) => rows[Math.floor((index * rows.length) / most)]!);
}
