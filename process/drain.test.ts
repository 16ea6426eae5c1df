import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createDrain, type Drain } from './drain.ts';

interface Serving {
  drain: Drain;
  ask(): Promise<{ text: string; connection: string | undefined } | string>;
}

/** A server whose answers take so long, asked over kept-alive connections; null never comes. */
async function serve(takes: number | null, notice: number): Promise<Serving> {
  const server = createServer((_, response) => {
    const answer = async () => {
      if (takes === null) await once(response, 'close');
      else await sleep(takes);
      if (drain.began) response.setHeader('connection', 'close');
      response.end('whole');
    };
    void drain.during(answer());
  });
  const drain = createDrain(server, notice);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => {
    agent.destroy();
    server.closeAllConnections();
    server.close();
  });
  return {
    drain,
    ask: () =>
      new Promise((resolve) => {
        get({ port, host: '127.0.0.1', agent }, (response) => {
          let text = '';
          response.on('data', (chunk) => (text += String(chunk)));
          response.on('end', () => resolve({ text, connection: response.headers.connection }));
          response.on('error', () => resolve('cut off'));
        }).on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'failed'));
      }),
  };
}

test('for as long as its notice is, it takes connections and answers that they are the last; then it takes none', async () => {
  const { drain, ask } = await serve(0, 400);
  expect(drain.began).toBe(false);
  expect(await ask()).toEqual({ text: 'whole', connection: 'keep-alive' });
  const ended = drain.end(5000);
  expect(drain.began).toBe(true);
  expect(await ask()).toEqual({ text: 'whole', connection: 'close' });
  await ended;
  expect(await ask()).toBe('ECONNREFUSED');
});

test('a request under way is answered before the end, one on a kept connection too', async () => {
  const { drain, ask } = await serve(700, 0);
  await ask();
  const underWay = ask();
  await sleep(100);
  const ended = drain.end(5000);
  expect(await underWay).toEqual({ text: 'whole', connection: 'close' });
  await ended;
});

test('what does not end is cut off when the patience is over', async () => {
  const { drain, ask } = await serve(null, 0);
  const never = ask();
  await sleep(50);
  const start = performance.now();
  await drain.end(1000);
  expect(performance.now() - start).toBeGreaterThan(900);
  expect(performance.now() - start).toBeLessThan(3000);
  expect(await never).toBe('ECONNRESET');
});
