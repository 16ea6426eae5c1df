import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { Client, type ClientBase } from 'pg';

import type { Ledger } from './rows.ts';

/** Ledger part → its table, in an order in which references exist when they are made. */
const tables = {
  memberUnits: 'member_unit',
  organisations: 'organisation',
  partyOrganisations: 'party_organisation',
  hosts: 'party_organisation_host',
  pairings: 'pairing',
  activities: 'activity',
  projects: 'project',
  milestones: 'project_milestone',
  inspections: 'project_inspection',
  plans: 'co_building_plan',
  publicServices: 'public_service',
  appeals: 'appeal',
  appealSteps: 'appeal_step',
  appealParts: 'appeal_part',
  campaigns: 'campaign',
  surveys: 'survey',
  instructors: 'instructor',
  assignments: 'instructor_assignment',
  sites: 'demonstration_site',
  criteria: 'demonstration_site_criterion',
  steps: 'workflow_step',
  reportedFigures: 'reported_figure',
  matchingRuns: 'matching_run',
  suggestions: 'pairing_suggestion',
  exclusions: 'pair_exclusion',
} as const satisfies Record<keyof Ledger, string>;

/** Rows of these belong to a record; they have no owner of their own. */
const parts: ReadonlySet<string> = new Set([
  tables.milestones,
  tables.inspections,
  tables.hosts,
  tables.assignments,
  tables.criteria,
  tables.steps,
  tables.appealSteps,
  tables.appealParts,
]);

/** Rows per statement: large enough that the round trip does not count, small enough for one message. */
const batch = 4_000;

export type Seeded =
  | { kind: 'seeded'; rows: number }
  /** This seed is in the database already. */
  | { kind: 'present'; rows: number }
  /** Somebody's records are there: nothing was written. */
  | { kind: 'occupied'; table: string };

/**
 * Writes ledgers into a migrated database, all or nothing, and once: the database remembers the seed by its name. A
 * database that holds records of these owners already, of other origin, is left as it is.
 */
export async function seedDatabase(
  url: string,
  seed: string,
  ledgers: Iterable<Ledger>,
  owners: readonly JurisdictionCode[],
): Promise<Seeded> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    // Two starts at once: the second waits here and then finds the first one's seed.
    await client.query('select pg_advisory_xact_lock(20240102)');
    await client.query(`create table if not exists demonstration (
      seed text primary key, rows integer not null, seeded_at timestamptz not null default now())`);
    const earlier = await client.query<{ rows: number }>('select rows from demonstration where seed = $1', [
      seed,
    ]);
    if (earlier.rows[0]) {
      await client.query('rollback');
      return { kind: 'present', rows: earlier.rows[0].rows };
    }
    const occupied = await firstOccupied(client, owners);
    if (occupied) {
      await client.query('rollback');
      return { kind: 'occupied', table: occupied };
    }
    let rows = 0;
    for (const ledger of ledgers) rows += await insertLedger(client, ledger);
    await client.query('insert into demonstration (seed, rows) values ($1, $2)', [seed, rows]);
    await client.query('commit');
    // Without statistics the first queries after a large seed get poor plans.
    await client.query('analyze');
    return { kind: 'seeded', rows };
  } finally {
    await client.end();
  }
}

/** Inserts what one jurisdiction owns; tables of subgraphs that this database does not serve are left out. Returns the rows. */
export async function insertLedger(client: ClientBase, ledger: Ledger): Promise<number> {
  let count = 0;
  const present = await presentTables(client);
  for (const [part, table] of Object.entries(tables) as [keyof Ledger, string][]) {
    const rows = ledger[part];
    if (rows.length === 0 || !present.has(table)) continue;
    const columns = Object.keys(rows[0]!).join(', ');
    for (let start = 0; start < rows.length; start += batch) {
      await client.query(
        `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1::json)`,
        [JSON.stringify(rows.slice(start, start + batch))],
      );
    }
    count += rows.length;
  }
  if (present.has('instructor_service')) await followInstructors(client, ledger);
  return count;
}

/** What the pairings subgraph would have heard of the instructors by their events. */
async function followInstructors(client: ClientBase, { instructors, assignments }: Ledger): Promise<void> {
  const sentTo = Map.groupBy(assignments, (assignment) => assignment.instructor_id);
  const services = instructors.flatMap(({ id, owner, name, source_unit_id, dispatched_on, ended_on }) =>
    dispatched_on === null
      ? []
      : {
          id,
          owner,
          title: name,
          unit_id: source_unit_id,
          organisation_ids: (sentTo.get(id) ?? []).map(({ organisation_id }) => organisation_id),
          started_on: dispatched_on,
          ended_on,
        },
  );
  await client.query(
    'insert into instructor_service select * from json_populate_recordset(null::instructor_service, $1::json)',
    [JSON.stringify(services)],
  );
}

async function presentTables(client: ClientBase): Promise<Set<string>> {
  const { rows } = await client.query<{ tablename: string }>(
    'select tablename from pg_tables where schemaname = current_schema()',
  );
  return new Set(rows.map(({ tablename }) => tablename));
}

async function firstOccupied(
  client: ClientBase,
  owners: readonly JurisdictionCode[],
): Promise<string | undefined> {
  const present = await presentTables(client);
  for (const table of Object.values(tables)) {
    if (!present.has(table) || parts.has(table)) continue;
    const { rowCount } = await client.query(`select 1 from ${table} where owner = any($1) limit 1`, [owners]);
    if (rowCount) return table;
  }
  return undefined;
}
