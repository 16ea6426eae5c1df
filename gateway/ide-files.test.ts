import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createIde } from './ide-files.ts';

const html = '<!doctype html><script>go()</script><script type="module" src="/ide/assets/a-1.js"></script>';
let folder: string;
let server: Server;
let base: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'jiedui-ide-'));
  const site = path.join(folder, 'site');
  const operations = path.join(folder, 'operations');
  await mkdir(path.join(site, 'assets'), { recursive: true });
  await mkdir(operations);
  await writeFile(path.join(site, 'index.html'), html);
  await writeFile(path.join(site, 'assets/a-1.js'), 'go = 1;');
  await writeFile(path.join(site, 'assets/a-1.js.br'), brotliCompressSync('go = 1;'));
  await writeFile(path.join(folder, 'secret'), 'secret');
  await writeFile(path.join(operations, 'by-kind.graphql'), '# 按类型\n# By kind\n{ groups { count } }\n');
  await writeFile(path.join(operations, 'plain.graphql'), '{ a }');
  await writeFile(path.join(operations, 'notes.txt'), 'no operation');
  const serve = await createIde({ site, operations, tokens: path.join(folder, 'tokens.json') });
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://x');
    if (!serve(request, response, pathname)) response.writeHead(418).end('not the IDE');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

const browser = { accept: 'text/html,application/xhtml+xml' };

describe('the page', () => {
  test('is for whoever asks for HTML, and lets nothing come from elsewhere', async () => {
    const response = await fetch(base, { headers: browser });
    expect(await response.text()).toBe(html);
    const policy = response.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`'sha256-${createHash('sha256').update('go()').digest('base64')}'`);
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
    expect(response.headers.get('vary')).toBe('accept');
  });

  test('does not stand in the way of GraphQL', async () => {
    for (const [address, init] of [
      ['/', { headers: { accept: 'application/json' } }],
      ['/', { method: 'POST', headers: browser }],
      ['/?query=%7B__typename%7D', { headers: browser }],
      ['/health', { headers: browser }],
    ] as const) {
      expect((await fetch(base + address, init)).status).toBe(418);
    }
  });
});

describe('its files', () => {
  test('are kept for good by whoever has them, and come compressed', async () => {
    const response = await fetch(`${base}/ide/assets/a-1.js`, { headers: { 'accept-encoding': 'br' } });
    expect(response.headers.get('cache-control')).toBe('public,max-age=31536000,immutable');
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(brotliDecompressSync(brotliCompressSync(await response.text())).toString()).toBe('go = 1;');
  });

  test('are those of the folder and no others', async () => {
    for (const address of [
      '/ide/none.js',
      '/ide/../secret',
      '/ide/..%2fsecret',
      '/ide/%2e%2e/secret',
      '/ide/assets/../../secret',
    ]) {
      const response = await fetch(base + address);
      expect([404, 418]).toContain(response.status);
      expect(await response.text()).not.toContain('secret');
    }
  });
});

describe('what the page is told', () => {
  const read = async (name: string) => (await fetch(`${base}/ide/${name}.json`)).json() as Promise<unknown>;

  test('the saved operations, with their two titles', async () => {
    expect(await read('operations')).toEqual([
      { name: 'by-kind', zh: '按类型', en: 'By kind', query: '# 按类型\n# By kind\n{ groups { count } }\n' },
      { name: 'plain', zh: 'plain', en: 'plain', query: '{ a }' },
    ]);
  });

  test('the tokens of a platform for trying out, as soon as they are there', async () => {
    expect(await read('settings')).toEqual({ roles: [] });
    await writeFile(path.join(folder, 'tokens.json'), '{"county":"a.b.c"');
    expect(await read('settings')).toEqual({ roles: [] });
    await writeFile(path.join(folder, 'tokens.json'), '{"county":"a.b.c","odd":1}');
    expect(await read('settings')).toEqual({ roles: [{ role: 'county', token: 'a.b.c' }] });
  });
});

test('a folder without the page, or a wrong folder of operations, stops the gateway with its variable', async () => {
  await expect(createIde({ site: folder })).rejects.toThrow(
    /JIEDUI_IDE: .*expected a folder with the built page/,
  );
  const site = path.join(folder, 'site');
  await expect(createIde({ site, operations: path.join(folder, 'none') })).rejects.toThrow(
    /JIEDUI_OPERATIONS/,
  );
});
