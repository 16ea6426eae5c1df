import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { spawnListening, stopped } from './listening.ts';

export interface GatewayFiles {
  supergraph: string;
  shardMap: string;
  clientKeys: string;
  assertionKey: string;
}

/** A gateway as an operator runs it. */
export interface GatewayProcess {
  url: string;
  metrics: string | null;
  pid: number;
  /** What it has logged so far, as it stands in the log. */
  log(): string;
  /** SIGTERM, and its end; what remains after 12 s is killed. Returns the exit code. */
  stop(): Promise<number | null>;
  /** Processor time of all its threads so far. Unit: milliseconds. */
  cpu(): number;
  /** Resident memory: now, and the most since the last call of `forgetPeak`. Unit: bytes. */
  memory(): { now: number; peak: number };
  forgetPeak(): void;
}

// The tests run from sources; a process needs what the build made of them.
export const gatewayMain = fileURLToPath(new URL('../../gateway/dist/main.js', import.meta.url));

export function environmentOf(files: GatewayFiles): Record<string, string> {
  return {
    JIEDUI_SUPERGRAPH: files.supergraph,
    JIEDUI_SHARD_MAP: files.shardMap,
    JIEDUI_CLIENT_KEYS: files.clientKeys,
    JIEDUI_ASSERTION_KEY: files.assertionKey,
    HOST: '127.0.0.1',
    PORT: '0',
  };
}

/** @throws where it ends before it listens; its stderr is in the message. */
export async function spawnGateway(
  files: GatewayFiles,
  environment: Readonly<Record<string, string>>,
): Promise<GatewayProcess> {
  const { child, url, metrics, log } = await spawnListening('The gateway', gatewayMain, {
    ...environmentOf(files),
    ...environment,
  });
  const pid = child.pid!;
  return {
    url,
    metrics,
    pid,
    log,
    stop: () => stopped(child),
    cpu() {
      // By thread, in nanoseconds: the counter of the whole process is in steps of 10 ms.
      let nanoseconds = 0;
      for (const thread of readdirSync(`/proc/${pid}/task`)) {
        const [ran = '0'] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
        nanoseconds += Number(ran);
      }
      return nanoseconds / 1e6;
    },
    memory() {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      const kilobytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]);
      return { now: kilobytes('VmRSS') * 1024, peak: kilobytes('VmHWM') * 1024 };
    },
    forgetPeak() {
      writeFileSync(`/proc/${pid}/clear_refs`, '5');
    },
  };
}
