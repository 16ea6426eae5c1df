import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A wire that can be cut: between a deployment and its database, or between a county and the city. */
export interface TcpProxy extends AsyncDisposable {
  port: number;
  /** An address of the target, as it leads through here. */
  through(url: string): string;
  /** Takes connections and bytes, and nothing comes of them, as where packets are lost on the way. */
  swallow(): void;
  /** Breaks every connection and refuses new ones. */
  cut(): Promise<void>;
  /** Listens again at the same port. */
  mend(): Promise<void>;
}

/** @param url any address of the target; its host and port count. */
export async function startTcpProxy(url: string): Promise<TcpProxy> {
  const { hostname, port: targetPort } = new URL(url);
  const target = { host: hostname, port: Number(targetPort) };
  const sockets = new Set<Socket>();
  let swallows = false;
  const passOn = (incoming: Socket): void => {
    if (swallows) {
      sockets.add(incoming);
      incoming.on('error', () => incoming.destroy());
      incoming.on('close', () => sockets.delete(incoming));
      incoming.resume();
      return;
    }
    const outgoing = connect(target);
    for (const [one, other] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    incoming.pipe(outgoing).pipe(incoming);
  };
  const listen = async (port: number): Promise<Server> => {
    const server = createServer(passOn);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };
  let server: Server | null = await listen(0);
  const { port } = server.address() as AddressInfo;
  const cut = async (): Promise<void> => {
    if (!server) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    server = null;
    await closed;
  };
  return {
    port,
    through: (address) => {
      const led = new URL(address);
      led.hostname = '127.0.0.1';
      led.port = String(port);
      return led.href;
    },
    cut,
    swallow() {
      swallows = true;
      for (const socket of sockets) socket.unpipe().resume();
    },
    async mend() {
      if (swallows) for (const socket of sockets) socket.destroy();
      swallows = false;
      server ??= await listen(port);
    },
    [Symbol.asyncDispose]: cut,
  };
}
