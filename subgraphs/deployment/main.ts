import { consoleTo } from '@jiedui/process/console';
import type { Tracing } from '@jiedui/telemetry/tracing';

import { configExitCode, type DeploymentConfig, readConfig } from './config.ts';
import { createDeployment, logOf } from './deployment.ts';
import { ConfigError } from './variables.ts';

/** Longest time from SIGTERM to the end. Unit: milliseconds. */
const longestStop = 10_000;
/** So that the end is one by itself. Unit: milliseconds. */
const margin = 200;

const config = configuration();
// stdout has the one line that tells the address; the log goes to stderr.
const log = logOf(config.logLevel, { deployment: config.name, jurisdictions: config.jurisdictions });
const warn = (details: object, message: string): void => log.warn(details, message);
consoleTo(warn);

for (const fault of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(fault, (error: unknown) => {
    log.fatal({ err: error }, fault);
    process.exit(1);
  });
}

const tracing = config.traces ? await startTraces() : null;
let stop = async (): Promise<void> => undefined;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    log.info({ signal }, 'stopping');
    const until = performance.now() + longestStop;
    setTimeout(() => process.exit(1), longestStop).unref();
    void stop()
      .then(() => tracing?.stop(until - margin))
      .then(() => process.exit(0));
  });
}

try {
  const deployment = await createDeployment({ ...config, log });
  stop = () => deployment.stop();
  const { url: listening, metrics } = deployment;
  process.stdout.write(`${JSON.stringify({ listening, ...(metrics !== null && { metrics }) })}\n`);
  await deployment.prepared;
  log.info({ listening }, 'ready');
} catch (error) {
  if (error instanceof ConfigError) refuse(error);
  log.fatal({ err: error }, 'did not start');
  process.exit(1);
}

/** Nothing of it is loaded where no traces are wanted. */
async function startTraces(): Promise<Tracing> {
  const { startTracing } = await import('@jiedui/telemetry/tracing');
  return startTracing({
    service: 'jiedui-deployment',
    attributes: { 'service.instance.id': config.name },
    warn,
  });
}

function configuration(): DeploymentConfig {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    refuse(error);
  }
}

function refuse({ message }: ConfigError): never {
  process.stderr.write(`INVALID_CONFIGURATION\n${message}\n`);
  process.exit(configExitCode);
}
