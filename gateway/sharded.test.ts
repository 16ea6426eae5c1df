import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Role } from '@jiedui/schema/contract/viewer';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bookId, serveLibrary, serveSilence, type Library } from './fixtures/library.ts';
import { supergraphAt } from './fixtures/supergraph.ts';
import { startGateway, type Gateway } from './server.ts';
import { bodyHash } from './viewer/assertion.ts';
import { mintClientToken } from './viewer/client-token.ts';
import { createSigningKey, signerOf, type Signer, type SigningKey } from './viewer/keys.ts';

interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: unknown; extensions: Record<string, unknown> }[];
  extensions?: {
    jurisdictions?: Record<string, unknown>[];
    incomplete?: unknown[];
    plan?: unknown;
  };
}

let folder: string;
let city: Library;
let chaoan: Library;
let silence: { url: string; stop(): Promise<void> };
let key: SigningKey;
let signer: Signer;
const logged: string[] = [];
const started: Gateway[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sharded-'));
  city = await serveLibrary('445100', ['一', '二']);
  chaoan = await serveLibrary('445103', ['三']);
  silence = await serveSilence();
  key = await createSigningKey();
  signer = await signerOf(key.privateJwk);
  await writeFile(join(folder, 'supergraph.graphql'), await supergraphAt('sharded'));
  await writeFile(join(folder, 'key.json'), JSON.stringify(key.privateJwk));
  await writeFile(join(folder, 'keys.json'), JSON.stringify(key.jwks));
});
afterAll(async () => {
  await Promise.all(started.map((gateway) => gateway.stop()));
  await Promise.all([city.stop(), chaoan.stop(), silence.stop()]);
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  logged.length = 0;
  for (const library of [city, chaoan]) {
    library.books.received.length = 0;
    library.loans.received.length = 0;
  }
});

interface Site {
  code: string;
  name: string;
  books: string;
  loans?: string;
}

async function gatewayOver(sites: Site[], deadline = 3000, patience = 9000): Promise<Gateway> {
  const map = {
    federation: 'test',
    jurisdictions: sites.map(({ code, name }, index) => ({
      code,
      name,
      level: index === 0 ? 'CITY' : 'COUNTY',
      ...(index > 0 && { parent: sites[0]!.code }),
    })),
    deployments: sites.map(({ code, books, loans }) => ({
      name: `deployment-${code}`,
      jurisdictions: [code],
      urls: { books, ...(loans && { loans }) },
    })),
  };
  const path = join(folder, `map-${started.length}.json`);
  await writeFile(path, JSON.stringify(map));
  const gateway = await startGateway(
    {
      supergraph: join(folder, 'supergraph.graphql'),
      shardMap: path,
      assertionKey: join(folder, 'key.json'),
      clientKeys: join(folder, 'keys.json'),
      host: '127.0.0.1',
      port: 0,
      deadline,
      logLevel: 'info',
    },
    { log: pino({}, { write: (line: string) => void logged.push(line) }), patience },
  );
  started.push(gateway);
  return gateway;
}

const cityHere = (): Site => ({
  code: '445100',
  name: '潮州市',
  books: city.books.url,
  loans: city.loans.url,
});
const chaoanHere = (): Site => ({
  code: '445103',
  name: '潮安区',
  books: chaoan.books.url,
  loans: chaoan.loans.url,
});
const raopingSilent = (): Site => ({
  code: '445122',
  name: '饶平县',
  books: silence.url,
  loans: silence.url,
});

async function ask(
  gateway: Gateway,
  query: string,
  { role, headers = {} }: { role?: Role; headers?: Record<string, string> } = {},
): Promise<{ status: number; answer: Answer; milliseconds: number; text: string }> {
  const viewer = {
    subject: 'viewer-1',
    roles: role ? [role] : [],
    jurisdictions: ['445103' as JurisdictionCode],
  };
  const authorization = role ? { authorization: `Bearer ${await mintClientToken(signer, viewer)}` } : {};
  const start = performance.now();
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization, ...headers },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  const answer = JSON.parse(text) as Answer;
  return { status: response.status, answer, milliseconds: performance.now() - start, text };
}

describe('over several jurisdictions', () => {
  test('an answer is one, and says what it covers', async () => {
    const gateway = await gatewayOver([cityHere(), chaoanHere()]);
    const { answer } = await ask(gateway, '{ bookCount books { title loans } }');
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual({
      bookCount: 3,
      books: [
        { title: '一', loans: 2 },
        { title: '二', loans: 2 },
        { title: '三', loans: 2 },
      ],
    });
    expect(answer.extensions).toEqual({
      jurisdictions: [
        {
          code: '445100',
          name: '潮州市',
          outcome: 'answered',
          subgraphs: ['books', 'loans'],
          milliseconds: expect.any(Number) as number,
          rows: expect.any(Number) as number,
        },
        {
          code: '445103',
          name: '潮安区',
          outcome: 'answered',
          subgraphs: ['books', 'loans'],
          milliseconds: expect.any(Number) as number,
          rows: expect.any(Number) as number,
        },
      ],
    });
  });

  test('every call carries an assertion for exactly this deployment, body and viewer', async () => {
    const gateway = await gatewayOver([cityHere(), chaoanHere()]);
    await ask(gateway, '{ books { title loans } }', { role: 'COUNTY' });
    await ask(gateway, '{ bookCount }');
    const seen = new Set<string>();
    for (const [library, name] of [
      [city, 'deployment-445100'],
      [chaoan, 'deployment-445103'],
    ] as const) {
      const calls = [...library.books.received, ...library.loans.received];
      expect(calls).toHaveLength(3);
      for (const { headers, body } of calls) {
        const token = headers.authorization!.replace('Bearer ', '');
        const { payload } = await jwtVerify(token, createLocalJWKSet(key.jwks), {
          issuer: 'jiedui-gateway',
          audience: name,
        });
        expect(payload['bod']).toBe(bodyHash(body));
        expect(payload.exp! - payload.iat!).toBeLessThanOrEqual(60);
        expect([payload.sub, payload['roles']]).toEqual(
          body.includes('bookCount') ? ['public', ['PUBLIC']] : ['viewer-1', ['COUNTY']],
        );
        seen.add(payload.jti!);
      }
    }
    expect(seen.size).toBe(6);
  });

  test('a code that the federation does not have is refused', async () => {
    const gateway = await gatewayOver([cityHere(), chaoanHere()]);
    const { answer } = await ask(gateway, '{ bookCount(jurisdictions: ["999999"]) }');
    expect(answer.errors?.[0]?.extensions['code']).toBe('UNKNOWN_JURISDICTION');
  });

  test('an error stands at its path in the whole answer, with its code', async () => {
    const gateway = await gatewayOver([cityHere(), chaoanHere()]);
    const { answer } = await ask(gateway, '{ books { title lastReader } }');
    expect(
      answer.errors?.map(({ message, path, extensions }) => [message, path, extensions['code']]),
    ).toEqual([0, 1, 2].map((index) => ['没有权限', ['books', index, 'lastReader'], 'FORBIDDEN']));
  });
});

describe('a silent jurisdiction', () => {
  test('costs its rows, not the answer; the gap is named, within the deadline', async () => {
    const gateway = await gatewayOver([cityHere(), chaoanHere(), raopingSilent()], 1000);
    const { answer, milliseconds } = await ask(gateway, '{ bookCount books { title } }');
    expect(milliseconds).toBeLessThan(1300);
    expect(answer.data).toEqual({ bookCount: 3, books: [{ title: '一' }, { title: '二' }, { title: '三' }] });
    expect(
      answer.errors?.every(
        ({ extensions }) =>
          extensions['code'] === 'JURISDICTION_TIMEOUT' && extensions['jurisdiction'] === '445122',
      ),
    ).toBe(true);
    expect(answer.extensions?.jurisdictions?.map(({ code, outcome }) => [code, outcome])).toEqual([
      ['445100', 'answered'],
      ['445103', 'answered'],
      ['445122', 'timeout'],
    ]);
    expect(answer.extensions?.incomplete).toEqual(expect.arrayContaining([['bookCount'], ['books']]));
  });

  test('no longer costs the deadline once it failed three times', async () => {
    const gateway = await gatewayOver([cityHere(), raopingSilent()], 600);
    for (let count = 0; count < 3; count++) await ask(gateway, '{ bookCount }');
    const { answer, milliseconds } = await ask(gateway, '{ bookCount }');
    expect(milliseconds).toBeLessThan(400);
    expect(answer.extensions?.jurisdictions?.map(({ outcome }) => outcome)).toEqual(['answered', 'timeout']);
  });

  test('leaves the outcome of a mutation unknown', async () => {
    const gateway = await gatewayOver([cityHere(), raopingSilent()], 300);
    const { answer } = await ask(gateway, 'mutation { addBook(jurisdiction: "445122", title: "x") { id } }');
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'JURISDICTION_TIMEOUT',
      jurisdiction: '445122',
      outcome: 'UNKNOWN',
    });
    expect(city.books.received).toHaveLength(0);
  });
});

describe('a jurisdiction that answers nonsense', () => {
  test.each<[string, RegExp, string]>([
    ['a list where a text belongs', /"谎"/g, '["谎"]'],
    ['an object where a text belongs', /"谎"/g, '{"x":1}'],
    ['a text where a list belongs', /\["t"\]/g, '"t"'],
    ['objects in a list of texts', /\["t"\]/g, '[{"x":1}]'],
    ['a text where an object belongs', /\{"room":"r"\}/g, '"r"'],
    ['a list where an object belongs', /\{"room":"r"\}/g, '["r"]'],
    ['a text where a record belongs', /(books"):\[/g, '$1:["x",'],
    ['a number for the list', /(books"):\[/g, '$1:7,"x":['],
    ['text for a number', /"loans":2/g, '"loans":"two"'],
    ['a list for a number', /"loans":2/g, '"loans":[2]'],
    ['a null for a key', /"id":"445199/g, '"id":null,"x":"445199'],
    ['too few entities', /\[(\{[^[\]]*"loans")/g, '[],"x":[$1'],
    ['too many entities', /\[(\{[^[\]]*"loans")/g, '[null,$1'],
  ])('(%s) costs only what is its own', async (_name, from, to) => {
    const liar = await serveLibrary('445199', ['谎'], (text) => text.replace(from, to));
    try {
      const gateway = await gatewayOver([
        cityHere(),
        { code: '445199', name: '谎', books: liar.books.url, loans: liar.loans.url },
      ]);
      const { answer } = await ask(gateway, '{ books { id title tags shelf { room } loans } }');
      expect((answer.data?.['books'] as unknown[] | null)?.slice(0, 2)).toEqual([
        { id: bookId('445100', 1), title: '一', tags: ['t'], shelf: { room: 'r' }, loans: 2 },
        { id: bookId('445100', 2), title: '二', tags: ['t'], shelf: { room: 'r' }, loans: 2 },
      ]);
      expect(answer.errors?.[0]?.extensions).toEqual({
        code: 'JURISDICTION_INVALID_ANSWER',
        jurisdiction: '445199',
      });
      expect(answer.extensions?.jurisdictions?.[1]).toMatchObject({ code: '445199', outcome: 'invalid' });
    } finally {
      await liar.stop();
    }
  });
});

describe('a mutation', () => {
  test('goes to the owner, once', async () => {
    const gateway = await gatewayOver([cityHere(), chaoanHere()]);
    const { answer } = await ask(
      gateway,
      'mutation { addBook(jurisdiction: "445103", title: "四") { id title loans } }',
    );
    expect(answer.data).toEqual({ addBook: { id: bookId('445103', 2), title: '四', loans: 2 } });
    expect([city.books.received.length, chaoan.books.received.length]).toEqual([0, 1]);
    chaoan.titles.pop();
  });

  test("whose shard answers with its database's words shows none of them", async () => {
    const gateway = await gatewayOver([cityHere(), chaoanHere()]);
    const { answer, text } = await ask(
      gateway,
      'mutation { addBook(jurisdiction: "445103", title: "") { id } }',
      {
        headers: { 'x-jiedui-correlation-id': 'correlation-77' },
      },
    );
    expect(text).not.toMatch(/insert|PG_23502|127\.0\.0\.1|serviceName/);
    expect(answer.errors?.[0]?.extensions).toEqual({
      code: 'INTERNAL_SERVER_ERROR',
      jurisdiction: '445103',
      correlationId: 'correlation-77',
    });
    expect(logged.find((line) => line.includes('insert into book'))).toContain('correlation-77');
  });
});

describe('how an operation is carried out', () => {
  test('is told to a city officer or an auditor who asks, without addresses, and to nobody else', async () => {
    const gateway = await gatewayOver([cityHere(), chaoanHere()]);
    const headers = { 'x-jiedui-explain': '1' };
    for (const role of ['CITY', 'AUDITOR'] as const) {
      const { answer } = await ask(gateway, '{ books { title loans } }', { role, headers });
      expect(answer.extensions?.plan).toHaveLength(2);
      expect(JSON.stringify(answer.extensions?.plan)).not.toContain('127.0.0.1');
    }
    expect((await ask(gateway, '{ bookCount }', { role: 'CITY' })).answer.extensions).not.toHaveProperty(
      'plan',
    );
    expect(
      (await ask(gateway, '{ bookCount }', { role: 'COUNTY', headers })).answer.extensions,
    ).not.toHaveProperty('plan');
    expect((await ask(gateway, '{ bookCount }', { headers })).answer.extensions).not.toHaveProperty('plan');
  });
});

describe('a gateway that stops', () => {
  test('does not wait for a county that does not answer', async () => {
    const gateway = await gatewayOver([raopingSilent()], 60_000, 100);
    const asked = ask(gateway, '{ bookCount }').catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const start = performance.now();
    await gateway.stop();
    expect(performance.now() - start).toBeLessThan(4000);
    expect(await asked).toBeInstanceOf(Error);
  });
});

describe('a federation of one', () => {
  test('is a whole platform', async () => {
    const gateway = await gatewayOver([chaoanHere()]);
    const { answer } = await ask(
      gateway,
      `{ bookCount books { title loans } book(id: "${bookId('445103', 1)}") { title } }`,
    );
    expect(answer.data).toEqual({ bookCount: 1, books: [{ title: '三', loans: 2 }], book: { title: '三' } });
    expect(answer.extensions?.jurisdictions).toHaveLength(1);
  });
});
