import { createServer, connect, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A TCP proxy before a database, to take it away and bring it back. */
export interface TcpProxy {
  /** The target's address with the proxy's place in it. */
  url: string;
  /** Refuses connections and cuts those there are. */
  cut(): Promise<void>;
  restore(): Promise<void>;
  close(): Promise<void>;
}

export async function proxyTo(target: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const serve = async (at: number): Promise<Server> => {
    const server = createServer((socket) => {
      const upstream = connect(Number(port), hostname);
      for (const each of [socket, upstream]) {
        sockets.add(each);
        each
          .on('error', () => undefined)
          .on('close', () => {
            sockets.delete(each);
            socket.destroy();
            upstream.destroy();
          });
      }
      socket.pipe(upstream).pipe(socket);
    });
    await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
    return server;
  };
  let server = await serve(0);
  const { port: bound } = server.address() as AddressInfo;
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(bound);
  const cut = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    url: url.href,
    cut,
    restore: async () => {
      server = await serve(bound);
    },
    close: cut,
  };
}
