import { codeOf } from '@jiedui/kit/masking';

import { configExitCode, readMigrationConfig } from './config.ts';
import { migrate } from './migration.ts';
import { ConfigError } from './variables.ts';

// `node subgraphs/deployment/dist/migrate.js`: DATABASE_URL, JIEDUI_SUBGRAPHS.
try {
  const ran = await migrate(readMigrationConfig(process.env));
  process.stdout.write(`${JSON.stringify({ migrated: ran })}\n`);
} catch (error) {
  if (error instanceof ConfigError) {
    process.stderr.write(`INVALID_CONFIGURATION\n${error.message}\n`);
    process.exitCode = configExitCode;
  } else if (codeOf(error) === 'DATABASE_UNAVAILABLE') {
    process.stderr.write(`DATABASE_UNAVAILABLE: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
