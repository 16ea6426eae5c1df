import { mkdtemp } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';

import { removePostgres } from '@jiedui/local/postgres/remove';
import { startPostgres } from '@jiedui/local/postgres/server';

import { benchByHand, renderByHand } from './by-hand.ts';
import { obligationsByHand } from './obligations.ts';
import type { BenchOptions } from './options.ts';
import { organisationsByHand } from './organisations.ts';
import type { Leftovers } from './platform.ts';

const sections = { organisations: organisationsByHand, obligations: obligationsByHand } as const;

/** `pnpm bench --only …`: a subgraph beside SQL by hand, on a PostgreSQL of its own. Returns the section's text. */
export async function byHandSection(
  only: keyof typeof sections,
  { rows, rounds, slice }: BenchOptions,
  leftovers: Leftovers,
  progress: (line: string) => void,
): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), `jiedui-bench-${process.pid}-`));
  leftovers.add(() => removePostgres(folder));
  const postgres = await startPostgres({ folder, throwAway: true, maxConnections: 50 });
  const before = loadavg()[0]!;
  const section = sections[only](rows);
  const lines = await benchByHand(postgres, section, { rounds, slice, progress });
  progress(`load average ${before.toFixed(1)} before, ${loadavg()[0]!.toFixed(1)} after`);
  return renderByHand(section.title, lines);
}
