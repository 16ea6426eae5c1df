import { listen } from '@jiedui/process/listening';
import type { Exposition } from '@jiedui/telemetry/exposition';
import { traceOfLine } from '@jiedui/telemetry/spans';
import { pino, type Logger } from 'pino';
import { createAnswering } from './answering.ts';
import { defaults, type GatewayConfig } from './config.ts';
import { ConfigurationError, readFailure } from './configuration-error.ts';
import { hashOf } from './documents/library.ts';
import { createFront, type Front } from './front.ts';
import { createIde, readOperations } from './ide-files.ts';
import { createOverload, type Overload } from './overload.ts';
import { startRuntime, type Runtime } from './runtime.ts';
import { createClient, placeOf, type ClientOptions, type ShardClient } from './shards/client.ts';
import type { WatchOptions } from './shards/watch.ts';
import { createTurns } from './turns.ts';
import { nobody, type Watch } from './watch.ts';

export interface Gateway {
  /** Where it listens: `http://127.0.0.1:4000/`. */
  url: string;
  /** Where its metrics are, if they are: `http://127.0.0.1:9464/metrics`. */
  metrics: string | null;
  /** Stops accepting, lets running requests end (10 s at most), closes everything. */
  stop(): Promise<void>;
}

export interface GatewayOptions {
  log?: Logger;
  client?: ClientOptions;
  watching?: WatchOptions;
  /** How long the gateway may take to stop, running requests with it. Unit: milliseconds. */
  patience?: number;
}

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
  const turns = createTurns();
  const overload = createOverload(config.mostAtOnce ?? defaults.mostAtOnce, turns, log);
  const client = createClient({
    turn: turns.turn,
    heard: overload.heard,
    fairChance: Math.min(1000, config.deadline / 2),
    log: (message, details) => log.warn(details, message),
    ...clientOptions,
  });
  try {
    const metrics =
      config.metrics && (await openMetrics(config, () => ({ client, runtime, front, overload })));
    const watch = metrics?.watch ?? nobody;
    const runtime = await startRuntime(config, client, log, watching, watch);
    const front = createFront(
      createAnswering(() => runtime.current, client, config, log, watch),
      {
        watch,
        largestBody: config.largestBody ?? defaults.largestBody,
        corsOrigins: config.corsOrigins ?? defaults.corsOrigins,
        compression: config.compression ?? defaults.compression,
        // What others hold open takes connections all the while: nobody needs to be told first.
        notice: config.socket === undefined ? (config.notice ?? 0) : 0,
      },
      log,
      overload,
      config.ide && (await createIde(config.ide)),
    );
    let exposition: Exposition | undefined;
    let url: string;
    try {
      exposition = await metrics?.serve();
      url = await addressed('PORT', config, listen(front.server, config));
    } catch (error) {
      await exposition?.stop();
      await runtime.stop();
      throw error;
    }
    let stopping: Promise<void> | null = null;
    return {
      url: `${url}/`,
      metrics: exposition?.url ?? null,
      stop() {
        stopping ??= (async () => {
          await front.drain(patience);
          // Calls that are still out end now; an engine waits for its last request.
          await client.close();
          await runtime.stop();
          overload.stop();
          // Last: how it ends can be watched.
          await exposition?.stop();
        })();
        return stopping;
      },
    };
  } catch (error) {
    overload.stop();
    await client.close();
    throw error;
  }
}

/** Logs are JSON lines on stderr; stdout says only where the gateway listens. */
export function logTo(level: GatewayConfig['logLevel']): Logger {
  return pino(
    { level, base: null, redact: ['*.authorization'], mixin: traceOfLine },
    pino.destination({ dest: 2, sync: false }),
  );
}

interface Parts {
  client: ShardClient;
  runtime: Runtime;
  front: Front;
  overload: Overload;
}

/** Nothing of it is loaded where nobody asks for metrics. */
async function openMetrics(
  config: GatewayConfig,
  parts: () => Parts,
): Promise<{ watch: Watch; serve(): Promise<Exposition> }> {
  const { processRegistry, serveMetrics } = await import('@jiedui/telemetry/exposition');
  const { createMetrics } = await import('./metrics.ts');
  const saved = new Set(
    config.ide?.operations === undefined
      ? []
      : (await readOperations(config.ide.operations)).map(({ query }) => hashOf(query)),
  );
  const register = processRegistry();
  const current = () => parts().runtime.current;
  const watch = createMetrics(register, {
    federation: () => current().federation,
    spared: (deployment) =>
      [...current().federation.urls.get(deployment)!.values()].some((url) =>
        parts().client.spares(placeOf(deployment, url)),
      ),
    documents: () => current().engine.library.size,
    known: (document) => current().registered.documents.has(document) || saved.has(document),
    limit: () => parts().overload.limit,
    draining: () => parts().front.draining,
  });
  return {
    watch,
    serve: () => addressed('JIEDUI_METRICS_PORT', config.metrics!, serveMetrics(register, config.metrics!)),
  };
}

/** @throws ConfigurationError that names the setting, where its address cannot be had */
async function addressed<Served>(
  where: string,
  { host, port }: { host: string; port: number },
  served: Promise<Served>,
): Promise<Served> {
  try {
    return await served;
  } catch (error) {
    throw new ConfigurationError([
      { where, expected: `an address to listen on (${host}:${port})`, received: readFailure(error) },
    ]);
  }
}
