import { ledgerColumns } from './columns.ts';
import { openTables } from './open-table.ts';
import { partyColumns } from './party-columns.ts';
import { type Column, kindOfSheet, type SheetKind, sheetKinds } from './sheet.ts';
import type { Table } from './table.ts';
import { unitColumns } from './unit-columns.ts';

/** A table of a file that an import reads. */
export interface LedgerTable {
  kind: SheetKind;
  columns: readonly Column[];
  table: Table;
}

export const columnsOf: Readonly<Record<SheetKind, readonly Column[]>> = {
  ORGANISATIONS: ledgerColumns,
  PARTY_ORGANISATIONS: partyColumns,
  MEMBER_UNITS: unitColumns,
};

/**
 * The tables of a file in the order in which they are imported: the sheets by their names. Where no sheet has a name of
 * one, the first is a table of the kind that the sender says, of organisations where nothing is said.
 * @throws UnreadableTable
 */
export async function ledgerTables(path: string, kind: SheetKind = 'ORGANISATIONS'): Promise<LedgerTable[]> {
  const tables = await openTables(path);
  const named = sheetKinds.flatMap((each) => {
    const table = tables.find(({ name }) => name !== null && kindOfSheet(name) === each);
    return table ? [{ kind: each, columns: columnsOf[each], table }] : [];
  });
  return named.length > 0 ? named : [{ kind, columns: columnsOf[kind], table: tables[0]! }];
}
