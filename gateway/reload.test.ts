import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ConfigurationError } from './configuration-error.ts';
import { serveSubgraph, type SubgraphServer } from './fixtures/subgraph-server.ts';
import { supergraphAt } from './fixtures/supergraph.ts';
import { startGateway, type Gateway } from './server.ts';
import { createSigningKey } from './viewer/keys.ts';

const sdl = `type Query { items: [Item] me: User topItem: Item things: [Thing] fail: String broken: Int added: Int }
  type Mutation { rename(id: ID!, name: String!): User } union Item = Book | Film interface Thing { id: ID! }
  type Book implements Thing { id: ID! title: String } type Film implements Thing { id: ID! minutes: Int }
  enum Mood { GLAD SAD } type User { id: ID! name: String mood: Mood }`;

let folder: string;
let servers: SubgraphServer[];
let gateway: Gateway;
let logged: string[];
let path: Record<'supergraph' | 'shardMap' | 'assertionKey', string>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reload-'));
  path = {
    supergraph: join(folder, 'supergraph.graphql'),
    shardMap: join(folder, 'federation.yaml'),
    assertionKey: join(folder, 'key.json'),
  };
  servers = await Promise.all(
    ['one', 'two'].map((name) =>
      serveSubgraph({ sdl, root: { me: { id: 'u1', name }, added: 1 }, delay: () => 5 }),
    ),
  );
  await writeFile(path.supergraph, await supergraphAt('plain'));
  await writeFile(path.shardMap, mapTo(servers[0]!.url));
  await writeFile(path.assertionKey, JSON.stringify((await createSigningKey()).privateJwk));
  logged = [];
  gateway = await startGateway(
    { ...path, host: '127.0.0.1', port: 0, deadline: 3000, logLevel: 'info' },
    {
      log: pino({}, { write: (line: string) => void logged.push(line) }),
      watching: { poll: 100, settle: 5 },
    },
  );
}, 20_000);
afterEach(async () => {
  await gateway.stop();
  await Promise.all(servers.map((server) => server.stop()));
  await rm(folder, { recursive: true, force: true });
});

function mapTo(url: string): string {
  return `federation: one
jurisdictions: [{ code: "445100", name: 潮州市, level: CITY }]
deployments: [{ name: city, jurisdictions: ["445100"], urls: { items: "${url}" } }]
`;
}

/** As editors and configuration managers do it: a whole new file in one step. */
async function replace(file: string, text: string): Promise<void> {
  await writeFile(`${file}.next`, text);
  await rename(`${file}.next`, file);
}

async function name(): Promise<string> {
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ me { name } }' }),
  });
  const text = await response.text();
  const { data, errors } = JSON.parse(text) as { data?: { me?: { name: string } }; errors?: unknown };
  if (response.status !== 200 || errors || !data?.me) throw new Error(`A request was dropped: ${text}`);
  return data.me.name;
}

/** Keeps asking until told to stop. */
function load(clients: number): { stop(): Promise<number> } {
  const until = new AbortController();
  const asking = Array.from({ length: clients }, async () => {
    let answered = 0;
    while (!until.signal.aborted) {
      await name();
      answered++;
    }
    return answered;
  });
  return {
    async stop() {
      until.abort();
      return (await Promise.all(asking)).reduce((sum, count) => sum + count, 0);
    },
  };
}

describe('a changed file', () => {
  test('is in force without a dropped request: 20 shard maps and 5 supergraphs under load', async () => {
    const supergraph = await supergraphAt('plain');
    const busy = load(6);
    for (let round = 0; round < 20; round++) {
      await replace(path.shardMap, mapTo(servers[(round + 1) % 2]!.url));
      if (round % 4 === 0) await replace(path.supergraph, `${supergraph}\n# ${round}\n`);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    await replace(path.shardMap, mapTo(servers[1]!.url));
    await vi.waitFor(async () => expect(await name()).toBe('two'), { timeout: 3000 });
    expect(await busy.stop()).toBeGreaterThan(50);
    expect(servers.every(({ received }) => received.length > 5)).toBe(true);
    expect(logged.filter((line) => line.includes('stays in force'))).toEqual([]);
  }, 20_000);

  test('that is wrong leaves the old one in force and is logged with its line', async () => {
    await replace(path.shardMap, mapTo(servers[1]!.url).replace('urls:', 'adresses:'));
    await vi.waitFor(() => expect(logged.join()).toContain('stays in force'), { timeout: 3000 });
    expect(logged.join()).toContain('federation.yaml:3:56');
    expect(await name()).toBe('one');
    await replace(path.shardMap, mapTo(servers[1]!.url));
    await vi.waitFor(async () => expect(await name()).toBe('two'), { timeout: 3000 });
  });

  test('brings new fields with a new supergraph; one that is no supergraph changes nothing', async () => {
    await replace(path.supergraph, 'type Query { a: Int }');
    await vi.waitFor(() => expect(logged.join()).toContain('stays in force'), { timeout: 3000 });
    expect(await name()).toBe('one');
    const more = (await supergraphAt('plain')).replace(
      'me: User @join',
      'added: Int @join__field(graph: ITEMS)\n  me: User @join',
    );
    await replace(path.supergraph, more);
    await vi.waitFor(
      async () => {
        const response = await fetch(gateway.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: '{ added }' }),
        });
        expect(await response.json()).toEqual({ data: { added: 1 } });
      },
      { timeout: 3000 },
    );
  });

  test('of keys signs the next call', async () => {
    const kidOf = () => {
      const token = servers[0]!.received.at(-1)!.headers.authorization!.split(' ')[1]!;
      return (JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as { kid: string }).kid;
    };
    const next = await createSigningKey();
    await name();
    expect(kidOf()).not.toBe(next.privateJwk.kid);
    await replace(path.assertionKey, JSON.stringify(next.privateJwk));
    await vi.waitFor(
      async () => {
        await name();
        expect(kidOf()).toBe(next.privateJwk.kid);
      },
      { timeout: 3000 },
    );
  });
});

describe('a gateway that stops', () => {
  test('drops nothing that it has accepted', async () => {
    const asked = Array.from({ length: 8 }, () => name());
    await vi.waitFor(() => expect(servers[0]!.received.length).toBe(8), { timeout: 2000 });
    await gateway.stop();
    expect(await Promise.all(asked)).toEqual(Array.from({ length: 8 }, () => 'one'));
    await expect(name()).rejects.toThrow();
  });
});

describe('a gateway does not start', () => {
  const refusal = async (change: Partial<typeof path>) => {
    try {
      const started = await startGateway({
        ...path,
        ...change,
        host: '127.0.0.1',
        port: 0,
        deadline: 3000,
        logLevel: 'silent',
      });
      await started.stop();
      return 'started';
    } catch (error) {
      if (error instanceof ConfigurationError) return error.message;
      throw error;
    }
  };

  test('with a missing or wrong file, and says which', async () => {
    const wrong = join(folder, 'wrong');
    expect(await refusal({ supergraph: '/nowhere' })).toContain('JIEDUI_SUPERGRAPH');
    await writeFile(wrong, 'type Query {\n  a: }');
    expect(await refusal({ supergraph: wrong })).toContain(`${wrong}:2:6`);
    await writeFile(wrong, 'type Query { a: Int }');
    expect(await refusal({ supergraph: wrong })).toContain('expected a composed federation-2 supergraph');
    await writeFile(wrong, '{"kty":"OKP"}');
    expect(await refusal({ assertionKey: wrong })).toContain('a private Ed25519 JWK');
    await writeFile(wrong, mapTo('http://127.0.0.1:1/').replaceAll('items', 'films'));
    expect(await refusal({ shardMap: wrong })).toContain(
      `${wrong}:3:64: 配置错误: expected a subgraph of the supergraph`,
    );
  });

  test('with two deployments of a subgraph that has no sharding rules', async () => {
    const wrong = join(folder, 'wrong.yaml');
    await writeFile(
      wrong,
      `federation: two
jurisdictions: [{ code: "445100", name: 市, level: CITY }, { code: "445103", name: 区, level: COUNTY }]
deployments:
  - { name: a, jurisdictions: ["445100"], urls: { items: "http://127.0.0.1:1/" } }
  - { name: b, jurisdictions: ["445103"], urls: { items: "http://127.0.0.1:2/" } }
`,
    );
    expect(await refusal({ shardMap: wrong })).toContain('one deployment for subgraph items');
  });

  test('with sharding rules but no shard map', async () => {
    const sharded = join(folder, 'sharded.graphql');
    await writeFile(sharded, await supergraphAt('sharded'));
    const config = {
      supergraph: sharded,
      host: '127.0.0.1',
      port: 0,
      deadline: 3000,
      logLevel: 'silent' as const,
    };
    await expect(startGateway(config)).rejects.toThrow('JIEDUI_SHARD_MAP');
  });
});
