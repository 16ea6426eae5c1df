import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

import type { LocalFederation } from './federation-file.ts';
import { seedDatabase, type Seeded } from './seed/insert.ts';
import type { Ledger } from './seed/rows.ts';
import { seedScale } from './seed/scale.ts';
import { seeds } from './seed/seeds.ts';

/** Fills the databases of a federation that are not filled yet. Returns a line for people. */
export async function seedFederation(
  { name, deployments, seed }: LocalFederation,
  databaseOf: (deployment: string) => string,
): Promise<string> {
  if (seed === 'scale') {
    const hostOf = new Map(
      deployments.flatMap((each) => each.jurisdictions.map((code) => [code, each.name] as const)),
    );
    const rows = await seedScale({ databaseOf: (code) => databaseOf(hostOf.get(code)!) });
    return rows > 0 ? `${rows} rows written` : 'already there';
  }

  let made: Record<string, Ledger> | undefined;
  const ledgersOf = function* (codes: readonly string[]): Generator<Ledger> {
    // Only when a database asks for it: a second start has nothing to make.
    made ??= seeds[name]?.() ?? {};
    for (const code of codes) if (made[code]) yield made[code];
  };
  const outcomes: Seeded[] = [];
  for (const deployment of deployments) {
    const codes = deployment.jurisdictions as readonly JurisdictionCode[];
    outcomes.push(
      await seedDatabase(databaseOf(deployment.name), `articles ${name} 1`, ledgersOf(codes), codes),
    );
  }
  return describe(outcomes);
}

function describe(outcomes: readonly Seeded[]): string {
  const written = outcomes.reduce((sum, outcome) => sum + (outcome.kind === 'seeded' ? outcome.rows : 0), 0);
  const occupied = outcomes.filter(({ kind }) => kind === 'occupied').length;
  return [
    written > 0 ? `${written} rows written` : 'already there',
    ...(occupied > 0 ? [`${occupied} databases hold other records and were left as they are`] : []),
  ].join('; ');
}
