import { once } from 'node:events';
import { createServer, connect, type Server, type Socket } from 'node:net';

import { createDeployment, type Deployment, type DeploymentOptions } from '@jiedui/deployment/deployment';
import { signAssertion } from '@jiedui/gateway/viewer/assertion';
import { createSigningKey, signerOf } from '@jiedui/gateway/viewer/keys';
import { federationOf } from '@jiedui/kit/federation';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { publicViewer } from '@jiedui/schema/contract/viewer';
import { Client } from 'pg';
import { afterEach, expect, test } from 'vitest';

import { createDatabase, createMigratedDatabase } from '../support/postgres.ts';

const key = await createSigningKey();
const signer = await signerOf(key.privateJwk);
const federation = federationOf([
  { code: '445100', name: '潮州市', englishName: 'Chaozhou', level: 'CITY' },
  { code: '445103', name: '潮安区', englishName: "Chao'an", level: 'COUNTY', parent: '445100' },
]);

const running: Deployment[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((deployment) => deployment.stop()));
});

async function deploy(options: Partial<DeploymentOptions> & { databaseUrl: string }): Promise<Deployment> {
  const deployment = await createDeployment({
    name: 'chaoan',
    jurisdictions: ['445103' as JurisdictionCode],
    federation,
    gatewayKeys: key.jwks,
    cursorKey: 'k'.repeat(32),
    logLevel: 'silent',
    ...options,
  });
  running.push(deployment);
  return deployment;
}

interface Answer {
  status: number;
  data?: Record<string, unknown> | null;
  errors?: { extensions: { code: string } }[];
}

async function ask(url: string, query: string): Promise<Answer> {
  const body = JSON.stringify({ query });
  const assertion = await signAssertion(signer, publicViewer, { deployment: 'chaoan', body });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${assertion}` };
  const response = await fetch(url, { method: 'POST', headers, body });
  return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
}

const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

test('an empty database is migrated at start and has the tree of jurisdictions', async () => {
  const { url: databaseUrl } = await createDatabase();
  const { url, urls } = await deploy({ databaseUrl });
  expect(await statusOf(`${url}/ready`)).toBe(200);
  expect(
    await ask(urls.organisations!, '{ jurisdictions { code name englishName parent { code } } }'),
  ).toEqual({
    status: 200,
    data: {
      jurisdictions: [
        { code: '445103', name: '潮安区', englishName: "Chao'an", parent: { code: '445100' } },
        { code: '445100', name: '潮州市', englishName: 'Chaozhou', parent: null },
      ],
    },
  });
});

test('keys of long ago are forgotten every night, whatever it serves', async () => {
  const { url: databaseUrl } = await createDatabase();
  await deploy({ databaseUrl, subgraphs: ['organisations'] });
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await expect
      .poll(async () => {
        const asked = `select name, cron, timezone from jobs.schedule where name like 'kit.%'`;
        return (await client.query<object>(asked)).rows;
      })
      .toEqual([{ name: 'kit.forgetKeys', cron: '40 3 * * *', timezone: 'Asia/Shanghai' }]);
  } finally {
    await client.end();
  }
});

test('a changed federation file changes the tree of jurisdictions', async () => {
  const { url: databaseUrl } = await createMigratedDatabase();
  await (await deploy({ databaseUrl })).stop();
  const smaller = federationOf([{ code: '445103', name: '潮安', englishName: "Chao'an", level: 'COUNTY' }]);
  const { urls } = await deploy({ databaseUrl, federation: smaller });
  const { data } = await ask(urls.organisations!, '{ jurisdictions { code name } }');
  expect(data).toEqual({ jurisdictions: [{ code: '445103', name: '潮安' }] });
});

test('it serves the subgraphs that it is told to, and no other', async () => {
  const { url: databaseUrl } = await createDatabase();
  const { url, urls } = await deploy({ databaseUrl, subgraphs: ['pairings'] });
  expect(Object.keys(urls)).toEqual(['pairings']);
  expect((await ask(urls.pairings!, '{ pairings { totalCount } }')).data).toEqual({
    pairings: { totalCount: 0 },
  });
  expect((await ask(`${url}/services`, '{ publicServices { totalCount } }')).status).toBe(404);
});

test('a call without an assertion is refused', async () => {
  const { url: databaseUrl } = await createMigratedDatabase();
  const { urls } = await deploy({ databaseUrl });
  const response = await fetch(urls.services!, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ __typename }"}',
  });
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
});

test('with its database down it starts, says so, and heals', async () => {
  const { url: databaseUrl } = await createDatabase();
  const line = await breakable(databaseUrl);
  line.cut();
  const { url, urls, prepared } = await deploy({ databaseUrl: line.url });
  expect(await statusOf(`${url}/health`)).toBe(200);
  expect(await statusOf(`${url}/ready`)).toBe(503);
  const { errors } = await ask(urls.pairings!, '{ pairings { totalCount } }');
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['DATABASE_UNAVAILABLE']);

  line.mend();
  await prepared;
  expect(await statusOf(`${url}/ready`)).toBe(200);
  expect((await ask(urls.pairings!, '{ pairings { totalCount } }')).data).toEqual({
    pairings: { totalCount: 0 },
  });

  line.cut();
  expect(await statusOf(`${url}/ready`)).toBe(503);
  const again = await ask(urls.pairings!, '{ pairings { totalCount } }');
  expect(again.errors?.map(({ extensions }) => extensions.code)).toEqual(['DATABASE_UNAVAILABLE']);
  line.mend();
  expect((await ask(urls.pairings!, '{ pairings { totalCount } }')).data).toEqual({
    pairings: { totalCount: 0 },
  });
  await line.close();
});

test('two deployments that start on one empty database at once both come up', async () => {
  const { url: databaseUrl } = await createDatabase();
  const both = await Promise.all([deploy({ databaseUrl }), deploy({ databaseUrl })]);
  for (const { url } of both) expect(await statusOf(`${url}/ready`)).toBe(200);
});

/** The database through a line that can be cut: connections end, new ones are refused. */
async function breakable(
  databaseUrl: string,
): Promise<{ url: string; cut(): void; mend(): void; close(): Promise<void> }> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let whole = true;
  const server: Server = createServer((socket) => {
    if (!whole) return void socket.destroy();
    const onward = connect(Number(target.port), target.hostname);
    for (const [end, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      sockets.add(end);
      end.on('error', () => undefined);
      end.on('close', () => {
        sockets.delete(end);
        other.destroy();
      });
      end.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const url = new URL(databaseUrl);
  url.port = String(port);
  return {
    url: url.href,
    cut: () => {
      whole = false;
      for (const socket of sockets) socket.destroy();
    },
    mend: () => (whole = true),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
