import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { Agent, request } from 'undici';

/** A shard call as a middleman sees it. */
export interface PassingCall {
  /** `/organisations` */
  path: string;
  query: string;
  variables: Record<string, unknown>;
  /** The deployment's own answer. */
  forward(): Promise<PassingAnswer>;
}

export interface PassingAnswer {
  status: number;
  data: Record<string, unknown> | null;
  errors?: unknown[];
}

/** What it answers instead: JSON, raw bytes, or nothing at all (`silence`: the connection stays open). */
export type Conduct = (call: PassingCall) => Promise<
  | { kind: 'json'; body: unknown; status?: number }
  | { kind: 'raw'; status: number; type: string; body: string | Iterable<Uint8Array> }
  /** A byte now and then, without end. */
  | { kind: 'drip' }
  | { kind: 'silence' }
>;

/** Stands between the gateway and a deployment, and can do what a broken or malicious one would. */
export interface Middleman extends AsyncDisposable {
  url: string;
  /** Every call that came, in order. */
  calls: { path: string; query: string; variables: Record<string, unknown> }[];
  conduct: Conduct;
}

/** Passes everything on. */
export const honest: Conduct = async ({ forward }) => {
  const { status, ...body } = await forward();
  return { kind: 'json', body, status };
};

export async function startMiddleman(target: string, conduct: Conduct = honest): Promise<Middleman> {
  const agent = new Agent({ connections: 32, pipelining: 1 });
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    const path = incoming.url ?? '/';
    const asked = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
    const call = { path, query: asked.query, variables: asked.variables ?? {} };
    middleman.calls.push(call);
    const { host: _, 'content-length': __, connection: ___, ...headers } = incoming.headers;
    const forward = async (): Promise<PassingAnswer> => {
      const answer = await request(`${target}${path}`, {
        method: 'POST',
        headers: headers as Record<string, string>,
        body,
        dispatcher: agent,
      });
      return {
        status: answer.statusCode,
        ...((await answer.body.json()) as { data: Record<string, unknown> | null }),
      };
    };
    try {
      await give(response, await middleman.conduct({ ...call, forward }));
    } catch {
      response.destroy();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const middleman: Middleman = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: [],
    conduct,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await agent.destroy();
    },
  };
  return middleman;
}

async function give(response: ServerResponse, answer: Awaited<ReturnType<Conduct>>): Promise<void> {
  switch (answer.kind) {
    case 'json':
      response
        .writeHead(answer.status ?? 200, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer.body));
      return;
    case 'raw':
      response.writeHead(answer.status, { 'content-type': answer.type });
      if (typeof answer.body === 'string') {
        response.end(answer.body);
        return;
      }
      await pipeline(Readable.from(answer.body), response);
      return;
    case 'drip': {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 250);
      response.on('close', () => clearInterval(drip));
      return;
    }
    case 'silence':
      return;
    default:
      throw new Error(`Unplanned ${answer satisfies never}`);
  }
}
