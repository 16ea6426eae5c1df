import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchText } from './watch.ts';

let folder: string;
let path: string;
let stop: () => void;
let seen: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watch-'));
  path = join(folder, 'file');
  await writeFile(path, 'one');
  seen = [];
  stop = watchText(path, 'one', (text) => void seen.push(text), { poll: 50, settle: 5 });
});
afterEach(async () => {
  stop();
  await rm(folder, { recursive: true });
});

test('a write and a rename into place are both seen, once each', async () => {
  await writeFile(path, 'two');
  await vi.waitFor(() => expect(seen).toEqual(['two']), { timeout: 2000 });
  await writeFile(join(folder, 'next'), 'three');
  await rename(join(folder, 'next'), path);
  await vi.waitFor(() => expect(seen).toEqual(['two', 'three']), { timeout: 2000 });
});

test('a file that is gone for a while says nothing until it is back', async () => {
  await rm(path);
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect(seen).toEqual([]);
  await writeFile(path, 'two');
  await vi.waitFor(() => expect(seen).toEqual(['two']), { timeout: 2000 });
});

test('the same text written again is no change', async () => {
  await writeFile(path, 'one');
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect(seen).toEqual([]);
});
