import type { AddressInfo } from 'node:net';
import { pino, type Logger } from 'pino';
import { createAnswering } from './answering.ts';
import { defaults, type GatewayConfig } from './config.ts';
import { ConfigurationError, readFailure } from './configuration-error.ts';
import { createFront } from './front.ts';
import { createIde } from './ide-files.ts';
import { createOverload } from './overload.ts';
import { startRuntime } from './runtime.ts';
import { createClient, type ClientOptions } from './shards/client.ts';
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
  const client = createClient({
    fairChance: Math.min(1000, config.deadline / 2),
    log: (message, details) => log.warn(details, message),
    ...clientOptions,
  });
  try {
    const runtime = await startRuntime(config, client, log, watching);
    const overload = createOverload(config.mostAtOnce ?? defaults.mostAtOnce, log);
    const front = createFront(
      createAnswering(() => runtime.current, client, config, log),
      {
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
          overload.stop();
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

async function listen(
  server: ReturnType<typeof createFront>['server'],
  { host, port, socket }: GatewayConfig,
): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(socket === undefined ? { host, port } : { fd: socket }, () => {
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
