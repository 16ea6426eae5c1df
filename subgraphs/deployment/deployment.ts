import { setTimeout as sleep } from 'node:timers/promises';

import type { Clock } from '@jiedui/kit/clock';
import { kitJobs } from '@jiedui/kit/forget-keys';
import { graphClient } from '@jiedui/kit/graph';
import { installJobs } from '@jiedui/kit/jobs';
import { codeOf } from '@jiedui/kit/masking';
import { type Database, openDatabase } from '@jiedui/kit/orm';
import { type Route, type RunningServer, startServer } from '@jiedui/kit/server';
import type { KeySource } from '@jiedui/kit/viewer';
import type { Watch } from '@jiedui/kit/watch';
import type { Exposition } from '@jiedui/telemetry/exposition';
import type { ExpositionConfig } from '@jiedui/telemetry/settings';
import { traceOfLine } from '@jiedui/telemetry/spans';
import { type Logger, pino, destination } from 'pino';

import { type Background, startBackground } from './background.ts';
import { type DeploymentConfig, type SubgraphName, subgraphNames } from './config.ts';
import { ledgerRoutes } from './ledger-routes.ts';
import type { Sights } from './metrics.ts';
import { reportRoutes } from './report-routes.ts';
import { loadSubgraphs } from './subgraphs.ts';
import { ConfigError } from './variables.ts';

type Optional =
  | 'subgraphs'
  | 'clientKeys'
  | 'shareContacts'
  | 'policies'
  | 'gateway'
  | 'port'
  | 'host'
  | 'migrate'
  | 'background'
  | 'poolSize'
  | 'logLevel'
  | 'metrics'
  | 'traces';

/** As in the environment, with its defaults; a test can also give the gateways' keys themselves and a clock. */
export interface DeploymentOptions
  extends
    Omit<DeploymentConfig, Optional | 'gatewayKeys'>,
    Partial<Pick<DeploymentConfig, Exclude<Optional, 'clientKeys'>>> {
  gatewayKeys: KeySource;
  clientKeys?: KeySource | null;
  clock?: Clock;
  log?: Logger;
}

export interface Deployment {
  /** `http://127.0.0.1:1234` */
  url: string;
  /** Where each subgraph takes requests. */
  urls: Partial<Record<SubgraphName, string>>;
  /** Where its metrics are, if they are. */
  metrics: string | null;
  /** Resolves when the tables are up to date; rejects where they cannot be brought there. Waits for a database that is down. */
  prepared: Promise<void>;
  /** Takes no more requests, lets those under way end (at most 10 s), closes. */
  stop(): Promise<void>;
}

/** Unit: milliseconds. Waits between tries to reach a database that is down: doubling from the first to the last. */
const firstWait = 250;
const longestWait = 5_000;

/**
 * Runs a deployment in this process. A database that is down does not keep it from starting: it answers
 * DATABASE_UNAVAILABLE, is not ready, and tries again until it heals.
 * @throws where the port is taken, or a migration fails for another reason than a missing database.
 */
export async function createDeployment(options: DeploymentOptions): Promise<Deployment> {
  const { subgraphs: names = subgraphNames, host, port, socket, migrate = true, poolSize = 10 } = options;
  const log = options.log ?? logOf(options.logLevel ?? 'warn', { deployment: options.name });
  const subgraphs = await loadSubgraphs(names);
  const metrics = options.metrics && (await openMetrics(options.metrics));
  const watched = metrics && { watch: metrics.watch };
  const database = await openDatabase({
    url: options.databaseUrl,
    subgraphs,
    connections: poolSize,
    ...watched,
  });

  const preparation = new Preparation(log, async () => {
    if (!migrate) return;
    for (const name of await database.migrate()) log.info({ migration: name }, 'migrated');
    await installJobs(options.databaseUrl, [...subgraphs, kitJobs]);
  });
  const graph = options.gateway ? graphClient(options.gateway) : undefined;
  let background: Background | null = null;
  let server: RunningServer | null = null;
  try {
    await preparation.begin();
    const guarded: Database = {
      ...database,
      answers: async (within) => preparation.done && (await database.answers(within)),
    };
    const listening = await startServer({
      deployment: options.name,
      subgraphs,
      database: guarded,
      federation: options.federation,
      owned: options.jurisdictions,
      keys: options.gatewayKeys,
      cursorKey: options.cursorKey,
      log,
      routes: await routesOf(options, names, log),
      ...(host !== undefined && { host }),
      ...(port !== undefined && { port }),
      ...(socket !== undefined && { socket }),
      ...(options.shareContacts && { shareContacts: options.shareContacts }),
      ...(options.policies && { policies: options.policies }),
      ...(graph && { graph }),
      ...(options.clock && { clock: options.clock }),
      ...watched,
    });
    server = listening;
    const exposition = await metrics?.serve({
      database: guarded,
      subgraphs,
      draining: () => listening.draining,
    });
    if (options.background ?? true) {
      preparation.afterwards(() => {
        background = startBackground({ ...options, subgraphs, database, graph, log, ...watched });
      });
    }
    return {
      url: listening.url,
      urls: Object.fromEntries(names.map((name) => [name, `${listening.url}/${name}`])),
      metrics: exposition?.url ?? null,
      prepared: preparation.end,
      stop: async () => {
        preparation.abandon();
        await Promise.all([background?.stop(), listening.close()]);
        // While it can still be asked about the database.
        await exposition?.stop();
        await database.close();
      },
    };
  } catch (error) {
    preparation.abandon();
    await server?.close();
    await database.close();
    throw error;
  }
}

/** JSON lines on stderr; stdout says only where the deployment listens. */
export function logOf(level: string, base: object): Logger {
  return pino({ level, base: { ...base }, mixin: traceOfLine }, destination(2));
}

/** Nothing of it is loaded where nobody asks for metrics. */
async function openMetrics(
  address: ExpositionConfig,
): Promise<{ watch: Watch; serve(sights: Sights): Promise<Exposition> }> {
  const { processRegistry, serveMetrics } = await import('@jiedui/telemetry/exposition');
  const { createMetrics, lookUp } = await import('./metrics.ts');
  const register = processRegistry();
  return {
    watch: createMetrics(register),
    async serve(sights) {
      lookUp(register, sights);
      try {
        return await serveMetrics(register, address);
      } catch (error) {
        const { code = 'an error' } = error as NodeJS.ErrnoException;
        const expected = `an address to listen on (${address.host}:${address.port})`;
        throw new ConfigError([{ variable: 'JIEDUI_METRICS_PORT', expected, received: code }]);
      }
    },
  };
}

/** The doors for files, where clients can be told from each other. */
async function routesOf(
  { clientKeys: keys, clock }: DeploymentOptions,
  names: readonly SubgraphName[],
  log: Logger,
): Promise<readonly Route[]> {
  if (!keys) return [];
  return [
    ...(names.includes('organisations') ? await ledgerRoutes({ keys, clock, log }) : []),
    ...(names.includes('pairings') ? reportRoutes({ keys, clock, log }) : []),
  ];
}

/** Work on the database that must be done once before it is ready, repeated while the database is down. */
class Preparation {
  done = false;
  /** Resolves when the work is done, or was given up because the deployment stops. */
  end: Promise<void> = Promise.resolve();
  private readonly stopping = new AbortController();
  private readonly log: Logger;
  private readonly work: () => Promise<void>;

  constructor(log: Logger, work: () => Promise<void>) {
    this.log = log;
    this.work = work;
  }

  /** Returns after the first try, so that a healthy deployment is ready when it listens. @throws the work's own errors. */
  async begin(): Promise<void> {
    if (await this.attempt()) return;
    this.end = this.repeat();
    // Whoever waits for `end` hears of a failure; nobody waiting must not end the process.
    this.end.catch((error: unknown) => this.log.fatal({ err: error }, 'the database cannot be prepared'));
  }

  abandon(): void {
    this.stopping.abort();
  }

  /** Calls when the work is done; never where it was given up. */
  afterwards(begin: () => void): void {
    void this.end.then(
      () => {
        if (this.done && !this.stopping.signal.aborted) begin();
      },
      () => undefined,
    );
  }

  private async repeat(): Promise<void> {
    for (let wait = firstWait; !this.stopping.signal.aborted; wait = Math.min(wait * 2, longestWait)) {
      await sleep(wait, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      if (this.stopping.signal.aborted || (await this.attempt())) return;
    }
  }

  private async attempt(): Promise<boolean> {
    try {
      await this.work();
      this.done = true;
      return true;
    } catch (error) {
      if (codeOf(error) !== 'DATABASE_UNAVAILABLE' && codeOf(error) !== 'JURISDICTION_TIMEOUT') throw error;
      const { message } = error as Error;
      this.log.warn({ reason: message }, 'the database does not answer; trying again');
      return false;
    }
  }
}
