import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { supergraphAt } from './fixtures/supergraph.ts';

let folder: string;
let child: ChildProcess | null = null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'main-'));
  await writeFile(join(folder, 'supergraph.graphql'), await supergraphAt('plain'));
}, 30_000);
afterEach(async () => {
  child?.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
}, 30_000);

function run(environment: Record<string, string>) {
  const path = new URL('./main.ts', import.meta.url).pathname;
  // Node runs the source itself: the types are erased, the workspace's packages resolve to theirs.
  child = spawn(process.execPath, ['--conditions=source', path], {
    env: { PATH: process.env['PATH'], ...environment },
  });
  let out = '';
  let err = '';
  child.stdout!.on('data', (chunk) => (out += String(chunk)));
  child.stderr!.on('data', (chunk) => (err += String(chunk)));
  return { child, exited: once(child, 'exit') as Promise<[number]>, out: () => out, err: () => err };
}

test('a wrong environment is refused with exit code 78, every variable named, without a stack', async () => {
  const { exited, out, err } = run({ PORT: 'many', JIEDUI_DEADLINE_MS: '-1' });
  expect(await exited).toEqual([78, null]);
  expect(out()).toBe('');
  expect(err().split('\n').slice(0, 4)).toEqual([
    'INVALID_CONFIGURATION',
    'JIEDUI_SUPERGRAPH: 配置错误: expected the path of a composed supergraph (SDL); received nothing.',
    'PORT: 配置错误: expected a port from 0 to 65535; received "many".',
    'JIEDUI_DEADLINE_MS: 配置错误: expected a whole number of milliseconds from 50 to 120000; received "-1".',
  ]);
  expect(err()).not.toMatch(/\bat .+:\d+:\d+/);
}, 30_000);

test('it says on one line where it listens, and ends at SIGTERM with exit code 0', async () => {
  const { child, exited, out, err } = run({
    JIEDUI_SUPERGRAPH: join(folder, 'supergraph.graphql'),
    PORT: '0',
  });
  await once(child.stdout!, 'data');
  expect(out(), err()).toMatch(/^\{"listening":"http:\/\/127\.0\.0\.1:\d+\/"\}\n$/);
  const { listening } = JSON.parse(out()) as { listening: string };
  expect((await fetch(`${listening}ready`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
}, 30_000);
