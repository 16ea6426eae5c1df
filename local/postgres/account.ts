import { spawnSync } from 'node:child_process';

/** The user and group that a PostgreSQL started by root runs as. */
export interface Account {
  uid: number;
  gid: number;
}

/** nobody:nogroup on Linux; on every system a user that owns nothing. */
const nobody: Account = { uid: 65534, gid: 65534 };

/** PostgreSQL refuses to run as root. Undefined = as ourselves. */
export function serverAccount(): Account | undefined {
  return process.getuid?.() === 0 ? nobody : undefined;
}

/**
 * Whether the account can enter a folder: asked of the system by a process of that account, since modes alone do not
 * tell of access lists, mounts or a closed parent.
 */
export function canEnter(account: Account | undefined, folder: string): boolean {
  return canRun(account, ['/bin/sh', '-c', 'cd -- "$1"', 'sh', folder]);
}

/** Whether the account can run a command to its end with exit code 0. */
export function canRun(account: Account | undefined, [file, ...parameters]: readonly string[]): boolean {
  if (!file) return false;
  const ended = spawnSync(file, parameters, { ...account, cwd: '/', stdio: 'ignore', timeout: 20_000 });
  return ended.status === 0;
}
