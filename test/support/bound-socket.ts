import net from 'node:net';

export interface BoundSocket {
  fd: number;
  port: number;
  close(): void;
}

/** A socket that is bound and that this process takes no connection from: what systemd holds. Undocumented, as is its type. */
export function boundSocket(): BoundSocket {
  const { _createServerHandle } = net as unknown as {
    _createServerHandle(
      host: string,
      port: number,
      family: 4,
    ): { fd: number; getsockname(name: { port?: number }): void; close(): void };
  };
  const handle = _createServerHandle('127.0.0.1', 0, 4);
  const name: { port?: number } = {};
  handle.getsockname(name);
  return { fd: handle.fd, port: name.port!, close: () => handle.close() };
}
