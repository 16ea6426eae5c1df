import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { keptKeys } from '../keys.ts';
import { writeDeploymentToken } from '../tokens.ts';
import { stateFolder } from '../workspace.ts';

// `node local/dist/docker/prepare.js`: keys and passwords for docker-compose.yml, made once and kept; the deployments'
// tokens, which end after a year, are made anew each time.
const folder = stateFolder('docker', process.env);
const keys = path.join(folder, 'keys');
const { cursorKey, client } = await keptKeys(keys);
for (const [name, code] of Object.entries({ city: '445100', chaoan: '445103', raoping: '445122' })) {
  await writeDeploymentToken(client, keys, { name, jurisdictions: [code] });
}
const file = path.join(folder, 'env');
const password = (): string => randomBytes(24).toString('base64url');
const lines = [
  `JIEDUI_CURSOR_KEY=${cursorKey}`,
  ...['CITY', 'CHAOAN', 'RAOPING'].map((place) => `${place}_DATABASE_PASSWORD=${password()}`),
  `JIEDUI_KEYS=${keys}`,
  `JIEDUI_UID=${process.getuid?.() ?? 1000}`,
  `JIEDUI_GID=${process.getgid?.() ?? 1000}`,
];
try {
  // Never over an earlier one: the databases know its passwords.
  await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' });
  process.stdout.write(`Written: ${file}\n`);
} catch (error) {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  process.stdout.write(`Kept: ${file}\n`);
}
process.stdout.write(`Start: docker-compose --env-file ${file} up --build\n`);
