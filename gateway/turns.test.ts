import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createTurns } from './turns.ts';

function workFor(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

const many = 40;

/** Connections that are made, and that nobody has taken yet. */
const crowd = `
  const { createConnection } = require('node:net');
  let left = ${many};
  for (let count = 0; count < ${many}; count++) {
    createConnection(Number(process.argv[1]), '127.0.0.1', () => --left === 0 && process.exit());
  }
`;

/** How many of a crowd have been taken when so many pieces of work are done. */
async function takenDuring(turn: () => Promise<void>): Promise<number> {
  let taken = 0;
  const server = createServer((connection) => {
    taken++;
    connection.on('error', () => undefined).resume();
  });
  onTestFinished(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  spawnSync(process.execPath, ['-e', crowd, String(port)]);
  await Promise.all(
    Array.from({ length: many }, async () => {
      await turn();
      workFor(2);
    }),
  );
  return taken;
}

test('who comes while there is work is let in between two pieces of it', async () => {
  expect(await takenDuring(createTurns().turn)).toBeGreaterThan(many * 0.9);
  // The rival: pieces in a row, as they would be without turns.
  expect(await takenDuring(() => Promise.resolve())).toBeLessThan(2);
});

test('first come, first served, whoever comes meanwhile', async () => {
  const { turn } = createTurns();
  const served: number[] = [];
  const serve = (who: number) => turn().then(() => served.push(who));
  const second = serve(1).then(() => serve(4));
  await Promise.all([second, serve(2), serve(3)]);
  await serve(5);
  expect(served).toEqual([1, 2, 3, 4, 5]);
});

test('the longest wait is told once, of those too who still wait', async () => {
  const { turn, longestWait } = createTurns();
  expect(longestWait()).toBe(0);
  const first = turn().then(() => workFor(30));
  const second = turn();
  workFor(10);
  expect(longestWait()).toBeGreaterThanOrEqual(10);
  await first;
  await second;
  expect(longestWait()).toBeGreaterThanOrEqual(30);
  await sleep(5);
  expect(longestWait()).toBe(0);
});
