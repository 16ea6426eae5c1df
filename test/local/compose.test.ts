import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { readFederation as readTree } from '@jiedui/deployment/federation-file';
import { readFederation } from '@jiedui/gateway/shards/map';
import { expect, test } from 'vitest';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const compose = read('docker-compose.yml');
const example = read('local/docker/env.example');

const hasCompose = spawnSync('docker-compose', ['version'], { stdio: 'ignore' }).status === 0;

function config(...parameters: string[]): { status: number | null; output: string } {
  const cwd = fileURLToPath(new URL('../../', import.meta.url));
  const { status, stdout, stderr } = spawnSync('docker-compose', [...parameters, 'config'], {
    cwd,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

test('env.example describes every variable of the compose file, and no other', () => {
  const used = new Set([...compose.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name));
  const described = new Set([...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name));
  expect([...described].sort()).toEqual([...used].sort());
});

test('the compose file holds no password', () => {
  const secrets = [...compose.matchAll(/POSTGRES_PASSWORD: *(.*)$/gm)].map(([, value]) => value!);
  expect(secrets).toHaveLength(3);
  for (const value of secrets) expect(value).toMatch(/^\$\{[A-Z]+_DATABASE_PASSWORD:\?/);
});

test('gateway and deployments accept its federation file', () => {
  const text = read('local/docker/federation.yaml');
  expect(readTree(text)).toMatchObject({ kind: 'read' });
  const { map } = readFederation(text, 'federation.yaml', new Set(['organisations', 'pairings', 'services']));
  expect(map.deployments.map(({ name, jurisdictions }) => [name, jurisdictions])).toEqual([
    ['city', ['445100']],
    ['chaoan', ['445103']],
    ['raoping', ['445122']],
  ]);
  for (const { name, jurisdictions } of map.deployments) {
    expect(compose).toContain(
      `JIEDUI_DEPLOYMENT: ${name}\n      JIEDUI_JURISDICTIONS: '${jurisdictions[0]}'`,
    );
  }
});

test.runIf(hasCompose)('docker-compose accepts it with the example', () => {
  expect(config('--env-file', 'local/docker/env.example').status).toBe(0);
});

test.runIf(hasCompose)('without its variables docker-compose names what is missing', () => {
  const { status, output } = config();
  expect(status).not.toBe(0);
  expect(output).toMatch(/one secret for the whole federation|the password of|the folder with the keys/);
});
