import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { ExpositionConfig } from './settings.ts';

export interface Exposition {
  /** `http://127.0.0.1:9464/metrics` */
  url: string;
  /** Closes at once: nobody waits for a scrape. */
  stop(): Promise<void>;
}

/** A registry that holds what Node tells of the process: processor time, memory, the event loop's delay, garbage collection. */
export function processRegistry(): Registry {
  const register = new Registry();
  collectDefaultMetrics({ register });
  return register;
}

export type Label = Readonly<Record<string, string>>;

/** A gauge that is looked up when somebody asks for it, and costs nothing until then. What is not told any more is gone. */
export function lookedUp(
  register: Registry,
  { name, help, labelNames = [] }: { name: string; help: string; labelNames?: readonly string[] },
  look: () => readonly (readonly [Label, number])[] | Promise<readonly (readonly [Label, number])[]>,
): Gauge {
  return new Gauge({
    name,
    help,
    labelNames: [...labelNames],
    registers: [register],
    async collect() {
      const found = await look();
      this.reset();
      for (const [labels, value] of found) this.set(labels, value);
    },
  });
}

/** Serves a registry at `/metrics`, in the text format of Prometheus. @throws the system's error where the address is taken */
export async function serveMetrics(
  register: Registry,
  { host, port }: ExpositionConfig,
): Promise<Exposition> {
  const server = createServer(
    { headersTimeout: 5000, requestTimeout: 5000, keepAliveTimeout: 65_000 },
    (request, response) => {
      if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
        response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('/metrics\n');
        return;
      }
      void register.metrics().then(
        (text) => response.writeHead(200, { 'content-type': register.contentType }).end(text),
        () => response.writeHead(500).end(),
      );
    },
  );
  await listen(server, host, port);
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}/metrics`,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
