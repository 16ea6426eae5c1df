import { once } from 'node:events';
import { Server, type AddressInfo } from 'node:net';

/** Where a server takes its connections. */
export interface Place {
  host: string;
  /** 0 is any that is free. */
  port: number;
  /** A listening socket that a supervisor holds open while processes come and go; instead of host and port. */
  socket?: number | undefined;
}

/**
 * So many connections may wait to be taken; the kernel has its own most (`net.core.somaxconn`). Node's 511 are full as soon as its thread
 * is busy for half a second of a flood, and a client whose connection finds no room there is not refused: it tries again after 1, 3, 7
 * and 15 seconds of silence. Of a socket that is handed over, Node would lower what its holder has set.
 */
const mostWaiting = 4096;

/** Takes connections there. Returns the URL, without a slash at its end. @throws the error of the port. */
export async function listen(server: Server, { host, port, socket }: Place): Promise<string> {
  if (socket === undefined) server.listen({ host, port, backlog: mostWaiting });
  else server.listen({ fd: socket }, mostWaiting);
  // Rejects with an error that comes instead.
  await once(server, 'listening');
  const { port: bound } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
}
