// Loaded before a program (`node --import`): writes down whom it tries to reach, and lets it reach nobody outside this machine.
import child_process from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import module, { syncBuiltinESMExports } from 'node:module';
import { isIP, Socket } from 'node:net';

type Function_ = (this: unknown, ...given: unknown[]) => unknown;

const file = process.env['JIEDUI_TEST_PEERS'];
if (file === undefined)
  throw new Error('Expected JIEDUI_TEST_PEERS, the file in which peers are written down.');

function note(kind: string, whom: string): void {
  appendFileSync(file!, `${kind} ${whom}\n`);
}

function isHere(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function replace(owner: object, name: string, by: (original: Function_) => Function_): void {
  const methods = owner as Record<string, Function_>;
  methods[name] = by(methods[name]!);
}

// TLS, HTTP, undici and the driver of the database all come through here.
replace(
  Socket.prototype,
  'connect',
  (original) =>
    function connect(this: unknown, ...given: unknown[]) {
      const [first, second] = (Array.isArray(given[0]) ? given[0] : given) as unknown[];
      const options =
        typeof first === 'object' && first !== null
          ? (first as { host?: string; port?: number | string; path?: string })
          : typeof first === 'string' && Number.isNaN(Number(first))
            ? { path: first }
            : { port: first as number, ...(typeof second === 'string' && { host: second }) };
      if (options.path) {
        note('unix', options.path);
        return original.apply(this, given);
      }
      const host = options.host ?? 'localhost';
      note('tcp', `${host}:${options.port}`);
      if (isHere(host)) return original.apply(this, given);
      const error = Object.assign(new Error('Nobody outside is reached.'), { code: 'ENETUNREACH' });
      process.nextTick(() => (this as Socket).destroy(error));
      return this;
    },
);
for (const name of ['send', 'connect']) {
  replace(
    dgram.Socket.prototype,
    name,
    () =>
      function send(...given: unknown[]) {
        note('udp', given.filter((each) => ['string', 'number'].includes(typeof each)).join(' '));
      },
  );
}
const lookups = ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveTxt', 'resolveSrv', 'reverse'];
for (const owner of [dns, dns.Resolver.prototype]) {
  for (const name of lookups) {
    if (!(name in owner)) continue;
    replace(
      owner,
      name,
      (original) =>
        function ask(this: unknown, ...given: unknown[]) {
          const host = String(given[0]);
          if (isHere(host) || isIP(host) !== 0) return original.apply(this, given);
          note('dns', host);
          const callback = given.at(-1) as (error: Error) => void;
          process.nextTick(() =>
            callback(Object.assign(new Error('Nobody is looked up.'), { code: 'ENOTFOUND' })),
          );
          return undefined;
        },
    );
  }
}
for (const owner of [dns.promises, dns.promises.Resolver.prototype]) {
  for (const name of lookups) {
    if (!(name in owner)) continue;
    replace(
      owner,
      name,
      (original) =>
        async function ask(this: unknown, ...given: unknown[]) {
          const host = String(given[0]);
          if (isHere(host) || isIP(host) !== 0) return original.apply(this, given);
          note('dns', host);
          throw Object.assign(new Error('Nobody is looked up.'), { code: 'ENOTFOUND' });
        },
    );
  }
}
for (const name of ['spawn', 'exec', 'execFile', 'fork', 'spawnSync', 'execSync', 'execFileSync']) {
  replace(
    child_process,
    name,
    (original) =>
      function start(this: unknown, ...given: unknown[]) {
        note('process', String(given[0]));
        return original.apply(this, given);
      },
  );
}
syncBuiltinESMExports();

process.on('exit', () => {
  const { _cache } = module as unknown as { _cache: Record<string, unknown> };
  const packages = new Set(
    Object.keys(_cache).map((path) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]),
  );
  for (const name of packages) if (name !== undefined) note('loaded', name);
});
