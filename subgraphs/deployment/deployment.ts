import { setTimeout as sleep } from 'node:timers/promises';

import type { Clock } from '@jiedui/kit/clock';
import { kitJobs } from '@jiedui/kit/forget-keys';
import { graphClient } from '@jiedui/kit/graph';
import { installJobs } from '@jiedui/kit/jobs';
import { codeOf } from '@jiedui/kit/masking';
import { type Database, openDatabase } from '@jiedui/kit/orm';
import { type Route, startServer } from '@jiedui/kit/server';
import type { KeySource } from '@jiedui/kit/viewer';
import { type Logger, pino, destination } from 'pino';

import { type Background, startBackground } from './background.ts';
import { type DeploymentConfig, type SubgraphName, subgraphNames } from './config.ts';
import { ledgerRoutes } from './ledger-routes.ts';
import { reportRoutes } from './report-routes.ts';
import { loadSubgraphs } from './subgraphs.ts';

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
  | 'logLevel';

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
  const log =
    options.log ??
    pino({ level: options.logLevel ?? 'warn', base: { deployment: options.name } }, destination(2));
  const subgraphs = await loadSubgraphs(names);
  const database = await openDatabase({ url: options.databaseUrl, subgraphs, connections: poolSize });

  const preparation = new Preparation(log, async () => {
    if (!migrate) return;
    for (const name of await database.migrate()) log.info({ migration: name }, 'migrated');
    await installJobs(options.databaseUrl, [...subgraphs, kitJobs]);
  });
  const graph = options.gateway ? graphClient(options.gateway) : undefined;
  let background: Background | null = null;
  try {
    await preparation.begin();
    const guarded: Database = {
      ...database,
      answers: async (within) => preparation.done && (await database.answers(within)),
    };
    const server = await startServer({
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
    });
    if (options.background ?? true) {
      preparation.afterwards(() => {
        background = startBackground({ ...options, subgraphs, database, graph, log });
      });
    }
    return {
      url: server.url,
      urls: Object.fromEntries(names.map((name) => [name, `${server.url}/${name}`])),
      prepared: preparation.end,
      stop: async () => {
        preparation.abandon();
        await Promise.all([background?.stop(), server.close()]);
        await database.close();
      },
    };
  } catch (error) {
    preparation.abandon();
    await database.close();
    throw error;
  }
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
