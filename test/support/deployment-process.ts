import path from 'node:path';
import { fileURLToPath } from 'node:url';

import type { GatewayAccess } from '@jiedui/deployment/config';

import { cursorKey, type TestKeys } from './keys.ts';
import { killed, spawnListening } from './listening.ts';

/** A deployment as it runs in a county: a process that can be stopped, hung and killed. */
export interface DeploymentProcess {
  url: string;
  pid: number;
  /** Hangs it (its port still accepts), or lets it go on. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  /** Kills it at once. */
  kill(): Promise<void>;
  /** Starts it again at the same port, on the same database. */
  restart(): Promise<void>;
  /** Leaves nothing behind, in whatever state it is. */
  end(): Promise<void>;
}

interface ProcessOptions {
  name: string;
  codes: readonly string[];
  databaseUrl: string;
  keys: TestKeys;
  gateway?: GatewayAccess | null;
  /** Whether it passes events on and runs its jobs. */
  background?: boolean;
  federationFile: string;
}

// The tests run from sources; a process needs what the build made of them.
const mainFile = fileURLToPath(new URL('../../subgraphs/deployment/dist/main.js', import.meta.url));

/** @throws where it ends before it listens; its stderr is in the message. */
export async function spawnDeployment(options: ProcessOptions): Promise<DeploymentProcess> {
  let current = await start(options, 0);
  return {
    url: current.url,
    get pid() {
      return current.child.pid!;
    },
    signal: (name) => current.child.kill(name),
    kill: () => killed(current.child),
    async restart() {
      await killed(current.child);
      current = await start(options, Number(new URL(current.url).port));
    },
    end: () => killed(current.child),
  };
}

function start(
  { name, codes, databaseUrl, keys, gateway, background = false, federationFile }: ProcessOptions,
  port: number,
) {
  return spawnListening(`Deployment ${name}`, mainFile, {
    // Beside what the test made: a process that is started again need not compile anew.
    NODE_COMPILE_CACHE: path.join(path.dirname(federationFile), 'compiled'),
    JIEDUI_DEPLOYMENT: name,
    JIEDUI_JURISDICTIONS: codes.join(','),
    JIEDUI_FEDERATION: federationFile,
    JIEDUI_GATEWAY_KEYS: keys.files.gatewayKeys,
    JIEDUI_CURSOR_KEY: cursorKey,
    ...(gateway && { JIEDUI_GATEWAY: gateway.url, JIEDUI_GATEWAY_TOKEN: gateway.tokenFile }),
    JIEDUI_BACKGROUND: String(background),
    JIEDUI_LOG_LEVEL: 'warn',
    DATABASE_URL: databaseUrl,
    PORT: String(port),
  });
}
