import { mkdtemp } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';

import { removePostgres } from '@jiedui/local/postgres/remove';
import { startPostgres } from '@jiedui/local/postgres/server';

import type { BenchOptions } from './options.ts';
import { benchOrganisations, renderOrganisations } from './organisations.ts';
import type { Leftovers } from './platform.ts';

/** `pnpm bench --only organisations`: the subgraph beside SQL by hand, on a PostgreSQL of its own. Returns the section's text. */
export async function organisationsSection(
  { rows, rounds, slice }: BenchOptions,
  leftovers: Leftovers,
  progress: (line: string) => void,
): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), `jiedui-bench-${process.pid}-`));
  leftovers.add(() => removePostgres(folder));
  const postgres = await startPostgres({ folder, throwAway: true, maxConnections: 50 });
  const before = loadavg()[0]!;
  const lines = await benchOrganisations(postgres, { rows, rounds, slice, progress });
  progress(`load average ${before.toFixed(1)} before, ${loadavg()[0]!.toFixed(1)} after`);
  return renderOrganisations(lines, rows);
}
