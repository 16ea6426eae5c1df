import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import type { GatewayAccess } from '@jiedui/deployment/config';

import { boundSocket } from './bound-socket.ts';
import { cursorKey, type TestKeys } from './keys.ts';
import { killed, spawnListening, stopped } from './listening.ts';

/** A deployment as it runs in a county: a process that can be stopped, hung and killed. */
export interface DeploymentProcess {
  url: string;
  metrics: string | null;
  pid: number;
  /** What the running one has logged so far. */
  log(): string;
  /** Hangs it (its port still accepts), or lets it go on. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  /** SIGTERM, and its end; what remains after 12 s is killed. Returns the exit code. */
  stop(): Promise<number | null>;
  /** Kills it at once. */
  kill(): Promise<void>;
  /** Starts it again at the same port, on the same database. */
  restart(): Promise<void>;
  /** SIGTERM, its end, and the next one on the same socket, as `systemctl restart` does it. Returns what its end took, in ms. */
  replace(): Promise<number>;
  /** Leaves nothing behind, in whatever state it is. */
  end(): Promise<void>;
}

export interface ProcessOptions {
  name: string;
  codes: readonly string[];
  databaseUrl: string;
  keys: TestKeys;
  gateway?: GatewayAccess | null;
  /** Whether it passes events on and runs its jobs. */
  background?: boolean;
  federationFile: string;
  /** Its socket is held open for it, and outlives it. */
  supervised?: boolean;
  logLevel?: string;
  /** More of its variables. */
  environment?: Readonly<Record<string, string>>;
}

// The tests run from sources; a process needs what the build made of them.
const mainFile = fileURLToPath(new URL('../../subgraphs/deployment/dist/main.js', import.meta.url));

/** @throws where it ends before it listens; its stderr is in the message. */
export async function spawnDeployment(options: ProcessOptions): Promise<DeploymentProcess> {
  const socket = options.supervised ? boundSocket() : null;
  let current = await start(options, 0, socket?.fd);
  return {
    url: current.url,
    get metrics() {
      return current.metrics;
    },
    get pid() {
      return current.child.pid!;
    },
    signal: (name) => current.child.kill(name),
    stop: () => stopped(current.child),
    kill: () => killed(current.child),
    async restart() {
      await killed(current.child);
      current = await start(options, Number(new URL(current.url).port), socket?.fd);
    },
    async replace() {
      const began = performance.now();
      const gone = once(current.child, 'exit');
      current.child.kill('SIGTERM');
      const [code] = (await gone) as [number | null];
      const took = performance.now() - began;
      if (code !== 0) throw new Error(`Expected an end with code 0; received ${code}:\n${current.log()}`);
      current = await start(options, Number(new URL(current.url).port), socket?.fd);
      return took;
    },
    log: () => current.log(),
    async end() {
      await killed(current.child);
      socket?.close();
    },
  };
}

function start(
  {
    name,
    codes,
    databaseUrl,
    keys,
    gateway,
    background = false,
    federationFile,
    logLevel = 'warn',
    environment: more = {},
  }: ProcessOptions,
  port: number,
  socket?: number,
) {
  const environment = {
    // Beside what the test made: a process that is started again need not compile anew.
    NODE_COMPILE_CACHE: path.join(path.dirname(federationFile), 'compiled'),
    JIEDUI_DEPLOYMENT: name,
    JIEDUI_JURISDICTIONS: codes.join(','),
    JIEDUI_FEDERATION: federationFile,
    JIEDUI_GATEWAY_KEYS: keys.files.gatewayKeys,
    JIEDUI_CURSOR_KEY: cursorKey,
    ...(gateway && { JIEDUI_GATEWAY: gateway.url, JIEDUI_GATEWAY_TOKEN: gateway.tokenFile }),
    JIEDUI_BACKGROUND: String(background),
    JIEDUI_LOG_LEVEL: logLevel,
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    ...more,
  };
  return spawnListening(`Deployment ${name}`, mainFile, environment, { socket });
}
