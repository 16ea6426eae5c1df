import type { Cell, Table } from './table.ts';

/** What a spreadsheet would take for a formula is text here. */
function safe(text: string): string {
  return /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}

/** RFC 4180, with a byte order mark: without it Excel reads Chinese as something else. */
export function csvOf({ columns, titles = columns, rows }: Table): string {
  const field = (cell: Cell): string => {
    const text = cell === null ? '' : typeof cell === 'string' ? safe(cell) : String(cell);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [titles, ...rows].map((row) => row.map(field).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/** One sheet per table, as people read it; numbers stay numbers, and what looks like a long number stays text. */
export async function xlsxOf(tables: readonly (Table & { title?: string })[]): Promise<Blob> {
  const { default: write } = await import('write-excel-file/browser');
  const sheets = tables.map(({ columns, titles = columns, rows }) => [
    titles.map((column) => ({ value: column, fontWeight: 'bold' as const })),
    ...rows.map((row) =>
      row.map((cell) =>
        cell === null
          ? null
          : typeof cell === 'boolean'
            ? { value: cell, type: Boolean }
            : typeof cell === 'number'
              ? { value: cell, type: Number }
              : { value: cell, type: String },
      ),
    ),
  ]);
  const names = sheetNames(tables.map(({ name, title = name }) => title));
  return write(sheets.map((data, index) => ({ data, sheet: names[index]! })) as never).toBlob();
}

/** At most 31 characters, none of those that a sheet's name may not have, no two alike. */
export function sheetNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const plain = name.replace(/[\\/?*[\]:]/g, ' ').slice(-31) || 'data';
    let unique = plain;
    for (let number = 2; taken.has(unique.toLowerCase()); number++)
      unique = `${plain.slice(0, 27)} ${number}`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}

/** Gives the user a file. */
export function save(content: Blob | string, name: string, type: string): void {
  const url = URL.createObjectURL(typeof content === 'string' ? new Blob([content], { type }) : content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
