import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from './listening.ts';

const many = 1500;

/** Opens so many connections, and says how many it has before any could be tried a second time. */
const crowd = `
  const { createConnection } = require('node:net');
  let connected = 0;
  for (let count = 0; count < ${many}; count++) {
    createConnection(Number(process.argv[1]), '127.0.0.1', () => connected++).on('error', () => {});
  }
  setTimeout(() => { process.stdout.write(String(connected)); process.exit(); }, 900);
`;

test('connections that come while the thread is busy all find a place, where the kernel has as many', async () => {
  const server = createServer((connection) => connection.on('error', () => undefined));
  onTestFinished(() => void server.close());
  const url = await listen(server, { host: '127.0.0.1', port: 0 });
  // As busy as can be: this thread takes no connection until the crowd has counted its own.
  const { stdout } = spawnSync(process.execPath, ['-e', crowd, new URL(url).port], { encoding: 'utf8' });
  const mostOfKernel = Number(readFileSync('/proc/sys/net/core/somaxconn', 'utf8'));
  expect(Number(stdout)).toBeGreaterThanOrEqual(Math.min(many, mostOfKernel));
});

test('the URL has what was bound, and a port that is taken is an error', async () => {
  const server = createServer();
  onTestFinished(() => void server.close());
  const url = await listen(server, { host: '::1', port: 0 });
  const { port } = new URL(url);
  expect(url).toBe(`http://[::1]:${port}`);
  await expect(listen(createServer(), { host: '::1', port: Number(port) })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});
