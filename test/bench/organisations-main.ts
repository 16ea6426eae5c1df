import { mkdtemp } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { removePostgres } from '@jiedui/local/postgres/remove';
import { startPostgres } from '@jiedui/local/postgres/server';

import { benchOrganisations, renderOrganisations } from './organisations.ts';

// `node test/dist/bench/organisations-main.js [--quick] [--rows N]`: the section alone, on a PostgreSQL of its own.
const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, rows: { type: 'string' } },
});
const rows = Number(values.rows ?? (values.quick ? 10_000 : 100_000));
const [rounds, slice] = values.quick ? [3, 800] : [6, 2_500];
const began = performance.now();
const folder = await mkdtemp(path.join(tmpdir(), `jiedui-bench-${process.pid}-`));
try {
  const postgres = await startPostgres({ folder, throwAway: true, maxConnections: 50 });
  const before = loadavg()[0]!;
  const lines = await benchOrganisations(postgres, { rows, rounds, slice, progress });
  process.stdout.write(`\n${renderOrganisations(lines, rows)}\n`);
  progress(`load average ${before.toFixed(1)} before, ${loadavg()[0]!.toFixed(1)} after`);
} finally {
  await removePostgres(folder);
}

function progress(line: string): void {
  process.stdout.write(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}\n`);
}
