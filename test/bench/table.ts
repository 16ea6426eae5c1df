import type { Figures, Spread } from './statistics.ts';

/** One gateway's line under one operation. */
export interface Line extends Figures {
  gateway: string;
  shards: number;
  /** Records that the shards sent, per request, over the sampled variables. */
  rows: number;
}

export interface Section {
  title: string;
  lines: readonly Line[];
}

type Column = readonly [heading: string, cell: (line: Line) => string];

const columns: readonly Column[] = [
  ['gateway', ({ gateway }) => gateway],
  ['shards', ({ shards }) => String(shards)],
  ['requests/s', ({ rate }) => ratio(rate)],
  ['gateway CPU', ({ cpuRatio }) => ratio(cpuRatio)],
  ['CPU ms', ({ cpu }) => figure(cpu)],
  ['p50 ms', ({ p50 }) => figure(p50)],
  ['p95 ms', ({ p95 }) => figure(p95)],
  ['p99 ms', ({ p99 }) => figure(p99)],
  ['shard calls', ({ calls }) => figure(calls)],
  ['rows', ({ rows }) => figure(rows)],
  ['KiB', ({ bytes }) => figure(bytes / 1024)],
  ['shards’ CPU ms', ({ shardCpu }) => figure(shardCpu)],
  ['resident MiB', ({ resident }) => figure(resident / 1024 / 1024)],
  ['requests', ({ requests }) => String(requests)],
  [
    'not 2xx',
    ({ notOk, erroneous }) => (erroneous > 0 ? `${notOk} + ${erroneous} with errors` : String(notOk)),
  ],
];

/** The results as Markdown that can also be read as it is. */
export function renderSection({ title, lines }: Section): string {
  const cells = [
    columns.map(([heading]) => heading),
    ...lines.map((line) => columns.map(([, cell]) => cell(line))),
  ];
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const written = cells.map(
    (row) => `| ${row.map((cell, column) => align(cell, widths[column]!, column)).join(' | ')} |`,
  );
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return `### ${title}\n\n${[written[0], rule, ...written.slice(1)].join('\n')}\n`;
}

/** `1.23× (1.10–1.31)`: the middle of the rounds, with the lowest and the highest. */
export function ratio({ middle, low, high }: Spread): string {
  if (low === high) return `${figure(middle)}×`;
  return `${figure(middle)}× (${figure(low)}–${figure(high)})`;
}

/** Three significant digits, and no more after the point than they need. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return Number.isInteger(value) ? String(value) : value.toFixed(Math.min(digits, 3));
}

function align(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
