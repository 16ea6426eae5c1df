import { readConfig } from './config.ts';
import { ConfigurationError } from './configuration-error.ts';
import { builtSite } from './ide-files.ts';
import { startGateway, type Gateway } from './server.ts';

/** EX_CONFIG of sysexits.h: a supervisor should not start it again unchanged. */
const wrongConfiguration = 78;

const gateway = await start();
process.stdout.write(`${JSON.stringify({ listening: gateway.url })}\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void gateway.stop().then(() => process.exit(0));
  });
}

async function start(): Promise<Gateway> {
  try {
    return await startGateway(readConfig({ JIEDUI_IDE: builtSite(), ...process.env }));
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`INVALID_CONFIGURATION\n${error.message}\n`);
    process.exit(wrongConfiguration);
  }
}
