import { pino, destination } from 'pino';

import { configExitCode, type DeploymentConfig, readConfig } from './config.ts';
import { createDeployment } from './deployment.ts';
import { ConfigError } from './variables.ts';

/** Longest time from SIGTERM to the end. Unit: milliseconds. */
const longestStop = 10_000;

const config = configuration();
// stdout has the one line that tells the address; the log goes to stderr.
const log = pino(
  { level: config.logLevel, base: { deployment: config.name, jurisdictions: config.jurisdictions } },
  destination(2),
);

for (const fault of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(fault, (error: unknown) => {
    log.fatal({ err: error }, fault);
    process.exit(1);
  });
}

let stop = async (): Promise<void> => undefined;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), longestStop).unref();
    void stop().then(() => process.exit(0));
  });
}

try {
  const deployment = await createDeployment({ ...config, log });
  stop = () => deployment.stop();
  process.stdout.write(`${JSON.stringify({ listening: deployment.url })}\n`);
  await deployment.prepared;
  log.info({ listening: deployment.url }, 'ready');
} catch (error) {
  log.fatal({ err: error }, 'did not start');
  process.exit(1);
}

function configuration(): DeploymentConfig {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`INVALID_CONFIGURATION\n${error.message}\n`);
    process.exit(configExitCode);
  }
}
