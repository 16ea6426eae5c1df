import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { Migrator } from '@mikro-orm/migrations';
import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';

import { deliveryDecisionMigration } from './delivery-decision-migration.ts';
import { forgetKeysMigration } from './forget-keys-migration.ts';
import { idempotencyMigration } from './idempotency-migration.ts';
import { outboxMigration } from './outbox-migration.ts';
import type { Subgraph } from './schema.ts';
import { sql } from './sql.ts';
import { watched } from './statements.ts';
import { nobody, type Watch } from './watch.ts';

/** One database with the tables of the subgraphs that a deployment serves. */
export interface Database {
  /** A fork for one request. */
  em(): EntityManager;
  /** Brings the tables up to date. Safe to call from several processes at once. Returns the migrations that ran. */
  migrate(): Promise<readonly string[]>;
  /** Whether the database answers within the time. Never throws. Unit: milliseconds. */
  answers(within?: number): Promise<boolean>;
  /** Its connections at the moment. */
  pool(): PoolState;
  close(): Promise<void>;
}

export interface PoolState {
  open: number;
  /** Of those that are open. */
  idle: number;
  /** Requests that wait for one. */
  waiting: number;
}

export interface DatabaseOptions {
  url: string;
  subgraphs: readonly Subgraph[];
  /** Most connections at once. */
  connections?: number;
  /** Longest life of any statement, whatever the deadline of its request. Unit: milliseconds. */
  statementTimeout?: number;
  /** Longest wait for a new connection; a full pool is waited for as long as the request lasts. Unit: milliseconds. */
  connectTimeout?: number;
  /** What the driver and the ORM have to say; connection losses above all. */
  log?: (message: string) => void;
  watch?: Pick<Watch, 'stated'>;
}

// One number for all deployments: whoever holds it in a database runs the migrations there.
const migrationLock = 7_316_405_918;

/** Connects lazily: a database that is down does not keep the process from starting. */
export async function openDatabase({
  url,
  subgraphs,
  connections = 10,
  statementTimeout = 30_000,
  connectTimeout = 3_000,
  log = () => undefined,
  watch = nobody,
}: DatabaseOptions): Promise<Database> {
  let pool: Pool | null = null;
  const orm = await MikroORM.init({
    clientUrl: url,
    entities: subgraphs.flatMap(({ entities }) => [...entities]),
    metadataProvider: ReflectMetadataProvider,
    metadataCache: { enabled: false },
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    migrations: {
      tableName: 'migration',
      migrationsList: [
        idempotencyMigration,
        outboxMigration,
        deliveryDecisionMigration,
        forgetKeysMigration,
        ...subgraphs.flatMap(({ migrations }) => [...migrations]),
      ],
      snapshot: false,
      silent: true,
      allOrNothing: true,
    },
    pool: { min: 0, max: connections },
    driverOptions: {
      options: '-c timezone=UTC',
      statement_timeout: statementTimeout,
      keepAlive: true,
      onPoolCreated: (created: Pool) => {
        pool = created;
        guardClients(created, connectTimeout, watch);
      },
    },
    ensureDatabase: false,
    logger: log,
  });
  return {
    em: () => orm.em.fork() as EntityManager,
    migrate: async () => {
      const kysely = orm.em.getKysely();
      // The lock's connection waits while the migrator works on others.
      return kysely.connection().execute(async (connection) => {
        await sql`set statement_timeout = 0`.execute(connection);
        await sql`select pg_advisory_lock(${migrationLock})`.execute(connection);
        try {
          const ran = await orm.migrator.up();
          return ran.map(({ name }) => name);
        } finally {
          await sql`select pg_advisory_unlock(${migrationLock})`.execute(connection);
          await sql`set statement_timeout = ${sql.lit(statementTimeout)}`.execute(connection);
        }
      });
    },
    answers: async (within = 1_000) => {
      try {
        await sql`select 1`.execute(orm.em.getKysely(), { signal: AbortSignal.timeout(within) });
        return true;
      } catch {
        return false;
      }
    },
    pool: () => ({
      open: pool?.totalCount ?? 0,
      idle: pool?.idleCount ?? 0,
      waiting: pool?.waitingCount ?? 0,
    }),
    close: () => orm.close(true),
  };
}

interface Pool {
  Client: new (options: object) => {
    on(event: 'error', listener: () => void): unknown;
    query(...given: unknown[]): unknown;
  };
  totalCount: number;
  idleCount: number;
  waitingCount: number;
}

/**
 * Statements are cancelled over connections of their own, made from the pool's class but outside the pool, whose loss
 * nobody listens to: an `error` event without a listener would end the process.
 *
 * The time to connect is the client's and not the pool's, which would count waiting for a busy connection in: a database
 * under load would be told as one that is down.
 */
function guardClients(pool: Pool, connectTimeout: number, watch: Pick<Watch, 'stated'>): void {
  pool.Client = class extends pool.Client {
    constructor(options: object) {
      // Descriptors: the pool hides the password from enumeration.
      const own = Object.getOwnPropertyDescriptors(options);
      super(Object.defineProperties({}, { ...own, connectionTimeoutMillis: { value: connectTimeout } }));
      this.on('error', () => undefined);
    }

    override query(...given: unknown[]): unknown {
      const [text, , callback] = given;
      // What is told by a callback, or by events, is not the ORM's.
      if (typeof text !== 'string' || callback !== undefined) return super.query(...given);
      return watched(text, watch, async () => super.query(...given));
    }
  };
}
