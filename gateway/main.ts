import { consoleTo } from '@jiedui/process/console';
import type { Tracing } from '@jiedui/telemetry/tracing';
import { readConfig, type GatewayConfig } from './config.ts';
import { ConfigurationError } from './configuration-error.ts';
import { builtSite } from './ide-files.ts';
import { logTo, startGateway, type Gateway } from './server.ts';

/** EX_CONFIG of sysexits.h: a supervisor should not start it again unchanged. */
const wrongConfiguration = 78;
/** From SIGTERM to the end, the last requests and the last traces together; ten seconds are promised. Unit: milliseconds. */
const longestStop = 9800;

const { gateway, tracing } = await start();
const { url: listening, metrics } = gateway;
process.stdout.write(`${JSON.stringify({ listening, ...(metrics !== null && { metrics }) })}\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    const until = performance.now() + longestStop;
    void gateway
      .stop()
      .then(() => tracing?.stop(until))
      .then(() => process.exit(0));
  });
}

async function start(): Promise<{ gateway: Gateway; tracing: Tracing | null }> {
  try {
    const config = readConfig({ JIEDUI_IDE: builtSite(), ...process.env });
    const log = logTo(config.logLevel);
    const warn = (details: object, message: string): void => log.warn(details, message);
    consoleTo(warn);
    const tracing = await tracingOf(config, warn);
    return { gateway: await startGateway(config, { log }), tracing };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`INVALID_CONFIGURATION\n${error.message}\n`);
    process.exit(wrongConfiguration);
  }
}

/** Nothing of it is loaded where no traces are wanted. */
async function tracingOf(
  { traces }: GatewayConfig,
  warn: (details: object, message: string) => void,
): Promise<Tracing | null> {
  if (!traces) return null;
  const { startTracing } = await import('@jiedui/telemetry/tracing');
  return startTracing({ service: 'jiedui-gateway', warn });
}
