import type { HTTPGraphQLResponse } from '@apollo/server';
import type { AddressInfo } from 'node:net';
import { pino, type Logger } from 'pino';
import type { Refusal } from './body.ts';
import type { GatewayConfig } from './config.ts';
import { ConfigurationError, readFailure } from './configuration-error.ts';
import { createFront, type Arrival } from './front.ts';
import { createIde } from './ide-files.ts';
import { wording } from './masking.ts';
import type { RequestContext } from './request-context.ts';
import { startRuntime, type Current } from './runtime.ts';
import { sendFor } from './send.ts';
import { createClient, type ClientOptions, type ShardClient } from './shards/client.ts';
import type { WatchOptions } from './shards/watch.ts';

export interface Gateway {
  /** Where it listens: `http://127.0.0.1:4000/`. */
  url: string;
  /** Stops accepting, lets running requests end (10 s at most), closes everything. */
  stop(): Promise<void>;
}

export interface GatewayOptions {
  log?: Logger;
  client?: ClientOptions;
  watching?: WatchOptions;
  /** How long running requests may take to end when the gateway stops. Unit: milliseconds. */
  patience?: number;
}

/** Kept back from a request's deadline to merge and to answer. Unit: milliseconds. */
const longestReserve = 100;

/**
 * A gateway in this process.
 * @throws ConfigurationError where a file is wrong or the port is taken.
 */
export async function startGateway(
  config: GatewayConfig,
  {
    log = logTo(config.logLevel),
    client: clientOptions = {},
    watching = {},
    patience = 9000,
  }: GatewayOptions = {},
): Promise<Gateway> {
  const client = createClient({
    fairChance: Math.min(1000, config.deadline / 2),
    log: (message, details) => log.warn(details, message),
    ...clientOptions,
  });
  try {
    const runtime = await startRuntime(config, client, log, watching);
    const front = createFront(
      (arrival) => answer(arrival, runtime.current, client, config, log),
      log,
      config.ide && (await createIde(config.ide)),
    );
    try {
      await listen(front.server, config);
    } catch (error) {
      await runtime.stop();
      throw error;
    }
    const { port } = front.server.address() as AddressInfo;
    const host = config.host.includes(':') ? `[${config.host}]` : config.host;
    let stopping: Promise<void> | null = null;
    return {
      url: `http://${host}:${port}/`,
      stop() {
        stopping ??= (async () => {
          await front.drain(patience);
          // Calls that are still out end now; an engine waits for its last request.
          await client.close();
          await runtime.stop();
        })();
        return stopping;
      },
    };
  } catch (error) {
    await client.close();
    throw error;
  }
}

/** Logs are JSON lines on stderr; stdout says only where the gateway listens. */
export function logTo(level: GatewayConfig['logLevel']): Logger {
  return pino({ level, base: null, redact: ['*.authorization'] }, pino.destination({ dest: 2, sync: false }));
}

async function answer(
  arrival: Arrival,
  current: Current,
  client: ShardClient,
  config: GatewayConfig,
  log: Logger,
): Promise<HTTPGraphQLResponse | Refusal> {
  const arrived = performance.now();
  const { correlationId } = arrival;
  const identified = await current.identify(arrival.authorization);
  if (identified.kind === 'refused') {
    log.info({ correlationId, reason: identified.reason }, 'a token was refused');
    return { status: 401, code: 'UNAUTHENTICATED', message: wording('UNAUTHENTICATED') };
  }
  if (identified.kind === 'unverifiable') {
    log.error({ correlationId, reason: identified.reason }, 'the client keys could not be had');
    return { status: 503, code: 'INTERNAL_SERVER_ERROR', message: wording('INTERNAL_SERVER_ERROR') };
  }
  const { viewer } = identified;
  const allowed = Math.min(config.deadline, Math.max(1, arrival.wished ?? config.deadline));
  const deadline = arrived + allowed - Math.min(longestReserve, allowed / 10);
  const context: RequestContext = {
    viewer,
    correlationId,
    map: current.federation.map,
    send: sendFor({ arrival, current, client, viewer, deadline, log }),
    log,
    explains: arrival.explains && viewer.roles.some((role) => role === 'CITY' || role === 'AUDITOR'),
    coverage: [],
    plans: [],
    grown: Object.create(null) as Record<string, unknown>,
  };
  return current.engine.execute(arrival.request, context);
}

async function listen(
  server: ReturnType<typeof createFront>['server'],
  { host, port }: GatewayConfig,
): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port }, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    throw new ConfigurationError([
      {
        where: 'PORT',
        expected: `an address to listen on (${host}:${port})`,
        received: readFailure(error),
      },
    ]);
  }
}
