import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { hashOf } from '@jiedui/gateway/documents/library';
import { manifestOf, registered, textOf } from '@jiedui/gateway/documents/manifest';
import { isAlive } from '@jiedui/local/postgres/ours';
import { removePostgres } from '@jiedui/local/postgres/remove';
import type { Running } from '@jiedui/local/running';
import { OrganisationsByIndustryDocument } from '@jiedui/schema/operations/organisations-by-industry';
import { afterAll, beforeAll, expect, test } from 'vitest';

// The runner as people start it: compiled, in a process of its own. `pnpm test` builds it first.
const script = fileURLToPath(new URL('../../local/dist/start.js', import.meta.url));
const patience = 120_000;
const ownDocument = '{ jurisdictions { code } }';

let state: string;
let folder: string;
let runner: Runner | null = null;

interface Runner {
  process: ChildProcess;
  output(): string;
  /** Exit code, or signal. */
  ended: Promise<number | string | null>;
}

beforeAll(async () => {
  const parent = await mkdtemp(path.join(tmpdir(), 'jiedui-start-'));
  await chmod(parent, 0o755);
  state = path.join(parent, '状 态');
  folder = path.join(state, 'cangzhou');
});

afterAll(async () => {
  runner?.process.kill('SIGTERM');
  await runner?.ended;
  await removePostgres(path.join(folder, 'postgres'));
  await rm(path.dirname(state), { recursive: true, force: true });
});

function start(
  parameters: readonly string[] = ['cangzhou'],
  environment: Record<string, string> = {},
): Runner {
  const { DATABASE_URL: _, npm_lifecycle_event: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [script, ...parameters], {
    env: { ...inherited, JIEDUI_STATE: state, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (text) => (output += text));
  child.stderr.on('data', (text) => (output += text));
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  return { process: child, output: () => output, ended };
}

async function ready(started: Runner): Promise<Running> {
  runner = started;
  const over = started.ended.then((how) => {
    throw new Error(`Ended with ${how}:\n${started.output()}`);
  });
  const written = (async () => {
    while (!started.output().includes('Ready')) await sleep(50);
    return readRunning();
  })();
  return Promise.race([written, over]);
}

const readRunning = async (): Promise<Running> =>
  JSON.parse(await readFile(path.join(folder, 'running.json'), 'utf8')) as Running;

async function organisations({ gateway, tokens }: Running, role: keyof Running['tokens']): Promise<unknown> {
  const response = await fetch(gateway, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens[role]}` },
    body: JSON.stringify({ query: '{ jurisdictions { code organisationCount } }' }),
  });
  return ((await response.json()) as { data?: { jurisdictions: unknown } }).data?.jurisdictions;
}

const seeded = [
  { code: '130900', organisationCount: 20 },
  { code: '130927', organisationCount: 330 },
];

const isSeeded = (answer: unknown): boolean => JSON.stringify(answer) === JSON.stringify(seeded);

async function pidsOfAll(): Promise<number[]> {
  const children = JSON.parse(await readFile(path.join(folder, 'processes.json'), 'utf8')) as {
    pid: number;
  }[];
  const [postgres] = (await readFile(path.join(folder, 'postgres/data/postmaster.pid'), 'utf8')).split('\n');
  return [...children.map(({ pid }) => pid), Number(postgres)];
}

test(
  'a start leads to an answering gateway and a running.json for scripts',
  async () => {
    const manifest = path.join(path.dirname(state), 'manifest.json');
    await writeFile(manifest, textOf(manifestOf([registered(ownDocument, [])])));
    const running = await ready(start(['cangzhou'], { JIEDUI_DOCUMENTS: manifest }));
    expect(Object.keys(running).sort()).toEqual(['deployments', 'gateway', 'tokens']);
    expect(Object.keys(running.tokens).sort()).toEqual([
      'auditor',
      'city',
      'county',
      'instructor',
      'organisation',
      'public',
      'unit',
    ]);
    expect(running.deployments.map(({ jurisdictions }) => jurisdictions)).toEqual([['130900'], ['130927']]);
    for (const { pid, urls } of running.deployments) {
      expect(isAlive(pid!)).toBe(true);
      expect(Object.keys(urls)).toEqual(['organisations', 'pairings', 'services']);
    }
    expect((await stat(path.join(folder, 'running.json'))).mode & 0o777).toBe(0o600);
    for (const role of Object.keys(running.tokens) as (keyof Running['tokens'])[]) {
      expect(await organisations(running, role)).toEqual(seeded);
    }
  },
  patience,
);

test('the saved operations are registered, and a front end’s own that JIEDUI_DOCUMENTS names', async () => {
  const { gateway } = await readRunning();
  const ask = async (documentId: string): Promise<unknown> => {
    const response = await fetch(gateway, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ documentId }),
    });
    return ((await response.json()) as { data?: unknown }).data;
  };
  expect(await ask(OrganisationsByIndustryDocument.documentId)).toMatchObject({
    organisationGroups: expect.any(Array) as unknown,
  });
  expect(await ask(hashOf(ownDocument))).toEqual({ jurisdictions: [{ code: '130900' }, { code: '130927' }] });
});

test(
  'a second start of the same federation says that it runs, and leaves it alone',
  async () => {
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`cangzhou is already running`);
    expect(await organisations(await readRunning(), 'public')).toEqual(seeded);
  },
  patience,
);

test(
  'a deployment that dies is started again at the same address',
  async () => {
    const before = await readRunning();
    const { pid } = before.deployments[1]!;
    process.kill(pid!, 'SIGKILL');
    let after = await readRunning();
    while (after.deployments[1]!.pid === pid || after.deployments[1]!.pid === null) {
      await sleep(50);
      after = await readRunning();
    }
    expect(after.deployments[1]!.urls).toEqual(before.deployments[1]!.urls);
    const base = after.deployments[1]!.urls.services.replace('/services', '');
    while (!(await fetch(`${base}/ready`).catch(() => null))?.ok) await sleep(50);
    expect(runner!.output()).toContain('nanpi ended (SIGKILL)');
  },
  patience,
);

test(
  'a database server that dies is started again, and the deployments find it',
  async () => {
    const postgres = (await pidsOfAll()).at(-1)!;
    process.kill(postgres, 'SIGKILL');
    const running = await readRunning();
    while (
      !isSeeded(await organisations(running, 'public').catch(() => null)) ||
      (await pidsOfAll()).at(-1) === postgres
    ) {
      await sleep(100);
    }
    expect(runner!.output()).toContain(`PostgreSQL (process ${postgres}) ended`);
  },
  patience,
);

test(
  'after kill -9 of the runner alone the next start ends what it left and takes the database over',
  async () => {
    const left = await pidsOfAll();
    runner!.process.kill('SIGKILL');
    await runner!.ended;
    const running = await ready(start());
    expect(runner!.output()).toContain('3 processes ended');
    expect(runner!.output()).toContain('still running from before');
    const now = await pidsOfAll();
    expect(left.slice(0, -1).filter((pid) => isAlive(pid))).toEqual([]);
    expect(now.at(-1)).toBe(left.at(-1));
    expect(await organisations(running, 'public')).toEqual(seeded);
  },
  patience,
);

test(
  'after kill -9 of everything the next start recovers, with the data',
  async () => {
    const all = await pidsOfAll();
    runner!.process.kill('SIGKILL');
    for (const pid of all) process.kill(pid, 'SIGKILL');
    await runner!.ended;
    const running = await ready(start());
    expect(runner!.output()).toContain('already there');
    expect(await organisations(running, 'public')).toEqual(seeded);
  },
  patience,
);

test(
  'SIGTERM ends everything in order, and running.json goes',
  async () => {
    const all = await pidsOfAll();
    runner!.process.kill('SIGTERM');
    expect(await runner!.ended).toBe(0);
    expect(all.filter((pid) => isAlive(pid))).toEqual([]);
    expect(existsSync(path.join(folder, 'running.json'))).toBe(false);
    expect(existsSync(path.join(folder, 'lock'))).toBe(false);
  },
  patience,
);

test(
  'SIGTERM during a start ends what had begun',
  async () => {
    const early = start();
    while (!early.output().includes('PostgreSQL')) await sleep(20);
    const [postgres] = (await readFile(path.join(folder, 'postgres/data/postmaster.pid'), 'utf8')).split(
      '\n',
    );
    early.process.kill('SIGTERM');
    expect(await early.ended).toBe(0);
    expect(isAlive(Number(postgres))).toBe(false);
    expect(existsSync(path.join(folder, 'lock'))).toBe(false);
  },
  patience,
);

test(
  'a database server that does not answer is named without its password',
  async () => {
    const failed = start(['cangzhou'], { DATABASE_URL: 'postgres://user:secret@127.0.0.1:1/postgres' });
    expect(await failed.ended).toBe(1);
    expect(failed.output()).toContain('DATABASE_URL: the server at 127.0.0.1:1 does not answer');
    expect(failed.output()).not.toContain('secret');
  },
  patience,
);

test(
  'an unknown federation is refused with those that there are',
  async () => {
    const refused = start(['nanjing']);
    expect(await refused.ended).toBe(64);
    expect(refused.output()).toContain('Expected one of chaozhou, cangzhou; received "nanjing"');
  },
  patience,
);
