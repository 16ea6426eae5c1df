import { codeOf } from '@jiedui/kit/masking';
import { openDatabase } from '@jiedui/kit/orm';
import { verifyAccessLog } from '@jiedui/services/access/verify';

import { configExitCode, readMigrationConfig } from './config.ts';
import { loadSubgraphs } from './subgraphs.ts';
import { ConfigError } from './variables.ts';

// `node subgraphs/deployment/dist/verify-access-log.js`: DATABASE_URL. Exit code: 0 sound, 1 broken or not read, 78 wrong environment.
try {
  const { databaseUrl } = readMigrationConfig(process.env);
  const database = await openDatabase({
    url: databaseUrl,
    subgraphs: await loadSubgraphs(['services']),
    connections: 1,
  });
  try {
    // A line for each jurisdiction that has a log.
    const verdicts = await verifyAccessLog(database.em());
    for (const verdict of verdicts) process.stdout.write(`${JSON.stringify(verdict)}\n`);
    process.exitCode = verdicts.every(({ ok }) => ok) ? 0 : 1;
  } finally {
    await database.close();
  }
} catch (error) {
  const told = error instanceof ConfigError ? 'INVALID_CONFIGURATION' : codeOf(error);
  process.stderr.write(`${told}\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof ConfigError ? configExitCode : 1;
}
