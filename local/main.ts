import path from 'node:path';
import { parseArgs } from 'node:util';

import {
  demonstrationFederations,
  type LocalFederation,
  readTemplate,
  scaleFederation,
} from './federation-file.ts';
import { launchersOf } from './launchers.ts';
import { lockFolder } from './lock.ts';
import { Platform } from './platform.ts';
import { isAlive } from './postgres/ours.ts';
import { Steps } from './steps.ts';
import { summary } from './summary.ts';
import { stateFolder } from './workspace.ts';

const usage = `pnpm start [federation] [--scale]

  federation   ${demonstrationFederations.join(' (default) or ')}; both may run side by side
  --scale      a made-up federation instead: 50 jurisdictions, 100 thousand organisations

  DATABASE_URL   an existing PostgreSQL instead of the embedded one
  JIEDUI_STATE   where data, keys and logs are kept instead of .local
`;

const usageExitCode = 64;

/** Runs a federation until it is told to stop. Returns the exit code. */
export async function main(parameters: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const steps = new Steps();
  const chosen = await chooseFederation(parameters);
  if (typeof chosen === 'string') {
    process.stderr.write(`${chosen}\n`);
    return chosen === usage ? 0 : usageExitCode;
  }
  const folder = stateFolder(chosen.name, environment);
  const lock = await lockFolder(folder);
  if (lock.kind === 'held') {
    process.stderr.write(
      `联邦 ${chosen.name} 已在运行 (process ${lock.pid}). ${chosen.name} is already running; its addresses are in ` +
        `${path.join(folder, 'running.json')}. Stop it first, or start another federation.\n`,
    );
    return 1;
  }

  const stop = new AbortController();
  const platform = new Platform({
    federation: chosen,
    folder,
    databaseUrl: environment['DATABASE_URL'] || undefined,
    documents: (environment['JIEDUI_DOCUMENTS'] ?? '')
      .split(',')
      .flatMap((file) => (file.trim() ? [path.resolve(file.trim())] : [])),
    steps,
    signal: stop.signal,
  });
  const stopped = listenForStop(stop, platform, steps);
  try {
    const running = await platform.start();
    steps.line('已就绪 Ready');
    steps.plain(summary(chosen, running, path.join(folder, 'running.json')));
    await stopped;
    return 0;
  } catch (error) {
    if (stop.signal.aborted) return 0;
    steps.line(`启动失败 Not started: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    await platform.stop();
    await lock.release();
    steps.line('已停止 Stopped');
  }
}

/** Unit: milliseconds. */
const launcherCheck = 500;

/** Resolves at the first Ctrl-C or SIGTERM; a second one kills the children and this process at once. */
function listenForStop(stop: AbortController, platform: Platform, steps: Steps): Promise<void> {
  // A reader that went away (`pnpm start | head`) must not end the platform out of order.
  process.stdout.on('error', () => undefined);
  let asked = 0;
  return new Promise((resolve) => {
    const begin = (reason: string): void => {
      asked = Date.now();
      steps.line(`停止中 Stopping (${reason})`);
      stop.abort(new Error(`Stopped: ${reason}`));
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (stop.signal.aborted) {
          // Ctrl-C reaches this process both from the terminal and through pnpm: twice within a moment is once.
          if (Date.now() - asked < 1_000) return;
          platform.kill();
          process.exit(130);
        }
        begin(signal);
      });
    }
    const launchers = launchersOf(process.pid);
    setInterval(() => {
      if (!stop.signal.aborted && !launchers.every(isAlive)) begin('npm or pnpm has ended');
    }, launcherCheck).unref();
  });
}

async function chooseFederation(parameters: readonly string[]): Promise<LocalFederation | string> {
  let values: { scale?: boolean; help?: boolean };
  let positionals: string[];
  try {
    ({ values, positionals } = parseArgs({
      args: [...parameters],
      allowPositionals: true,
      options: { scale: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    }));
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n\n${usage}`;
  }
  if (values.help) return usage;
  const [name = demonstrationFederations[0], ...rest] = positionals;
  if (values.scale)
    return positionals.length === 0 ? scaleFederation() : `--scale goes without a name.\n\n${usage}`;
  if (rest.length > 0 || !(demonstrationFederations as readonly string[]).includes(name)) {
    return `Expected one of ${demonstrationFederations.join(', ')}; received ${JSON.stringify(positionals.join(' '))}.\n\n${usage}`;
  }
  return readTemplate(name);
}
