import { setTimeout as sleep } from 'node:timers/promises';

import { type Clock, systemClock } from '@jiedui/kit/clock';
import { contextOf, type RequestContext } from '@jiedui/kit/context';
import { courier } from '@jiedui/kit/courier';
import { cursorSeal } from '@jiedui/kit/cursor';
import { Dispatch } from '@jiedui/kit/dispatch';
import { kitJobs } from '@jiedui/kit/forget-keys';
import type { Graph } from '@jiedui/kit/graph';
import { startJobs } from '@jiedui/kit/jobs';
import { startLeader } from '@jiedui/kit/leader';
import type { Database } from '@jiedui/kit/orm';
import { startRelay } from '@jiedui/kit/relay';
import type { Subgraph } from '@jiedui/kit/schema';
import type { Watch } from '@jiedui/kit/watch';
import type { Logger } from 'pino';

import type { DeploymentConfig } from './config.ts';

export interface BackgroundOptions extends Pick<
  DeploymentConfig,
  'name' | 'jurisdictions' | 'federation' | 'databaseUrl' | 'cursorKey'
> {
  subgraphs: readonly Subgraph[];
  database: Database;
  graph: Graph | undefined;
  shareContacts?: DeploymentConfig['shareContacts'] | undefined;
  policies?: DeploymentConfig['policies'] | undefined;
  clock?: Clock | undefined;
  log: Logger;
  watch?: Watch | undefined;
}

/** What runs beside the requests. */
export interface Background {
  stop(): Promise<void>;
}

/** Unit: milliseconds. Between tries to start the job queue while the database is down. */
const jobsWait = 5_000;

/** Passes events on, runs the scheduled jobs and does the duties, on tables that are up to date. */
export function startBackground(options: BackgroundOptions): Background {
  const { subgraphs, database, databaseUrl, graph, log, watch } = options;
  const stopping = new AbortController();
  const contextFor = ownContext(options);
  const carry = courier({ subgraphs, graph, contextOf: () => contextFor(stopping.signal) });
  const relays = subgraphs.flatMap(({ name: subgraph, deliveries }) => {
    if (!deliveries) return [];
    const dispatch = new Dispatch({
      em: () => database.em(),
      subgraph,
      deliveries,
      courier: carry,
      log,
      ...(watch && { watch }),
    });
    return [startRelay({ url: databaseUrl, subgraph, dispatch, log })];
  });
  const duties = subgraphs.flatMap(({ name: subgraph, duties: own = {} }) =>
    Object.entries(own).map(([name, { channel, round }]) =>
      startLeader({
        url: databaseUrl,
        lock: [subgraph, name],
        channel,
        round: (signal) => round(contextFor(signal), log),
        log,
      }),
    ),
  );
  const jobs = (async () => {
    while (!stopping.signal.aborted) {
      try {
        return await startJobs({
          url: databaseUrl,
          subgraphs: [...subgraphs, kitJobs],
          contextOf: contextFor,
          log,
          ...(watch && { watch }),
        });
      } catch (error) {
        log.warn({ err: error }, 'the job queue does not start; trying again');
        await sleep(jobsWait, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
    return null;
  })();
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all([
        ...[...relays, ...duties].map((leader) => leader.stop()),
        jobs.then((running) => running?.stop()),
      ]);
    },
  };
}

/** Contexts in which the deployment acts as itself, for the jurisdictions that it owns. */
function ownContext({
  name,
  jurisdictions,
  federation,
  cursorKey,
  database,
  graph,
  shareContacts,
  policies,
  clock = systemClock,
}: BackgroundOptions): (signal: AbortSignal) => RequestContext {
  const seal = cursorSeal(cursorKey);
  return (signal) =>
    contextOf({
      viewer: { subject: `deployment-${name}`, roles: ['DEPLOYMENT'], jurisdictions },
      em: database.em(),
      owned: jurisdictions,
      federation,
      clock,
      seal,
      graph,
      signal,
      ...(shareContacts && { shareContacts }),
      ...(policies && { policies }),
    });
}
