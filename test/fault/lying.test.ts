import type { GatewayOptions } from '@jiedui/gateway/server';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import type { Answer } from '../support/client.ts';
import { layouts } from '../support/layouts.ts';
import { honest, startMiddleman, type Conduct, type Middleman } from '../support/middleman.ts';
import { viewersOf, type Viewers } from '../support/viewers.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

const deadline = 2_500;
const liar = '445122';
const others = ['445100', '445102', '445103'];

let world: World;
let viewers: Viewers;
let federation: ShardedFederation;
let middleman: Middleman;
/** What the gateway's log warns of, or takes for an error. */
const warned: unknown[] = [];

beforeAll(async () => {
  world = await openWorld();
  viewers = viewersOf(world.ledgers, '445103', liar);
  federation = await world.shard(layouts.apart, {
    deadline,
    through: async ({ codes, url }) => {
      if (!codes.includes(liar)) return url;
      middleman = await startMiddleman(url);
      return middleman.url;
    },
    client: { health: { threshold: 1_000 } },
    log: {
      trace: () => undefined,
      debug: () => undefined,
      info: () => undefined,
      warn: (details: unknown) => warned.push(details),
      error: (details: unknown) => warned.push(details),
    } as unknown as GatewayOptions['log'],
  });
}, 60_000);

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
  await middleman?.[Symbol.asyncDispose]();
});

afterEach(() => {
  middleman.conduct = honest;
});

type Json = Record<string, unknown>;

/** Answers what the deployment would, after `change` has worked on its data. */
function changing(change: (data: Json) => void): Conduct {
  return async ({ forward }) => {
    const { status, data, ...rest } = await forward();
    if (data) change(data);
    return { kind: 'json', body: { data, ...rest }, status };
  };
}

/** Every object in the answer, however deep. */
function* objectsIn(value: unknown): Generator<Json> {
  if (Array.isArray(value)) for (const item of value) yield* objectsIn(item);
  else if (typeof value === 'object' && value !== null) {
    yield value as Json;
    for (const inner of Object.values(value)) yield* objectsIn(inner);
  }
}

/** Every list in the answer, with the object that holds it. */
function* listsIn(data: Json): Generator<{ holder: Json; key: string; list: unknown[] }> {
  for (const holder of objectsIn(data)) {
    for (const [key, list] of Object.entries(holder)) if (Array.isArray(list)) yield { holder, key, list };
  }
}

const raw =
  (status: number, type: string, body: string): Conduct =>
  async () => ({ kind: 'raw', status, type, body });
const json =
  (body: unknown, status = 200): Conduct =>
  async () => ({ kind: 'json', body, status });

const listing = (given = '') =>
  `organisations(first: 12, orderBy: { field: NAME, direction: ASCENDING }${given}) { totalCount pageInfo { hasNextPage } edges { cursor node { id name } } nodes { __typename id employees } }`;

/** What the error of the liar's field may be. */
const invalid = 'JURISDICTION_INVALID_ANSWER';

const insideOut = {
  message: 'select * from organisation where secret at Object.<anonymous> (/srv/county/dist/main.js:10:3)',
  path: [],
  extensions: { code: 'XX000', stacktrace: ['Error: at /srv/county/dist/main.js:10:3'], sql: 'select 1' },
};

const lies: [string, Conduct, string | null][] = [
  [
    'HTML with status 500',
    raw(500, 'text/html', '<html><body>select 1 at /srv/x.js:1:1</body></html>'),
    null,
  ],
  ['HTML with status 200', raw(200, 'text/html', '<html></html>'), null],
  ['HTML that calls itself JSON', raw(200, 'application/json', '<html></html>'), invalid],
  ['nothing', raw(200, 'application/json', ''), invalid],
  ['half an answer', raw(200, 'application/json', '{"data":{"organisations":{"totalCount":3,"ed'), invalid],
  ['JSON that is no answer', json([1, 2]), invalid],
  ['a number for data', json({ data: 7 }), invalid],
  ['an empty object', json({}), invalid],
  ['data without what was asked', json({ data: {} }), invalid],
  ['errors that are none', json({ data: null, errors: 'none' }), invalid],
  ['a redirect', raw(302, 'text/plain', 'elsewhere'), null],
  [
    '401',
    json({ errors: [{ message: 'no', extensions: { code: 'UNAUTHENTICATED' } }] }, 401),
    'JURISDICTION_DENIED',
  ],
  ['SQL and a stack in its errors', json({ data: null, errors: [insideOut] }), 'INTERNAL_SERVER_ERROR'],
  [
    'a prototype',
    raw(
      200,
      'application/json',
      '{"data":{"__proto__":{"polluted":true},"organisations":{"__proto__":{"polluted":true}}}}',
    ),
    invalid,
  ],
  [
    'a list for a page',
    changing((data) => {
      for (const key of Object.keys(data)) data[key] = [];
    }),
    invalid,
  ],
  [
    'a text for a total',
    changing((data) => {
      for (const each of objectsIn(data)) if ('totalCount' in each) each['totalCount'] = 'many';
    }),
    invalid,
  ],
  [
    'fewer nodes than edges',
    changing((data) => {
      for (const { key, list } of listsIn(data)) if (key === 'nodes') list.pop();
    }),
    invalid,
  ],
  [
    'rows in the wrong order',
    changing((data) => {
      for (const { list } of listsIn(data)) list.reverse();
    }),
    invalid,
  ],
  [
    'the same row twice',
    changing((data) => {
      for (const { list } of listsIn(data)) list[1] = list[0];
    }),
    invalid,
  ],
  [
    'cursors of its own making',
    changing((data) => {
      for (const each of objectsIn(data))
        for (const key of Object.keys(each)) if (/cursor/i.test(key)) each[key] = 'Zm9yZ2Vk';
    }),
    invalid,
  ],
  [
    'rows of another type',
    changing((data) => {
      for (const each of objectsIn(data)) if ('__typename' in each) each['__typename'] = 'MemberUnit';
    }),
    invalid,
  ],
  [
    'rows of a type that is none',
    changing((data) => {
      for (const each of objectsIn(data)) if ('__typename' in each) each['__typename'] = 'Emperor';
    }),
    invalid,
  ],
  [
    'a key twice, of which the last counts',
    raw(200, 'application/json', '{"data":{"organisations":null,"organisations":{"totalCount":"many"}}}'),
    invalid,
  ],
  [
    'rows of another jurisdiction',
    changing((data) => {
      for (const each of objectsIn(data))
        if (typeof each['id'] === 'string') each['id'] = each['id'].replace(liar, '445103');
    }),
    invalid,
  ],
  [
    'rows of no jurisdiction',
    changing((data) => {
      for (const each of objectsIn(data)) if (typeof each['id'] === 'string') each['id'] = 'nobody';
    }),
    invalid,
  ],
  [
    'more to come behind an empty page',
    changing((data) => {
      for (const { list } of listsIn(data)) list.length = 0;
      for (const each of objectsIn(data)) if ('hasNextPage' in each) each['hasNextPage'] = true;
    }),
    invalid,
  ],
];

describe('a lying county harms itself alone', () => {
  test.each(lies)('%s', async (_, conduct, code) => {
    const { data: expected } = await federation.ask(viewers.city, {
      query: `{ ${listing(`, jurisdictions: ${JSON.stringify(others)}`)} }`,
    });
    middleman.conduct = conduct;
    warned.length = 0;
    const correlationId = 'what-the-liar-said';
    const answer = await federation.ask(
      viewers.city,
      {
        query: `{ ${listing()} elsewhere: memberUnits(first: 1, jurisdictions: ["445103"]) { totalCount } }`,
      },
      { 'x-jiedui-correlation-id': correlationId },
    );
    expectOnlyTheLiarMissing(answer, expected as Json, code);
    expect((answer.data as Json)['elsewhere']).toEqual({ totalCount: 17 });
    expect(answer.extensions!['correlationId']).toBe(correlationId);
    // What broke the contract is in the log, with who it was, under the id that the client has.
    if (code === invalid) expect(warned).toContainEqual({ correlationId, jurisdictions: [liar] });
    if (code === 'INTERNAL_SERVER_ERROR') {
      expect(warned).toContainEqual(expect.objectContaining({ correlationId, errors: [insideOut] }));
    }
  });

  test('the same group twice', async () => {
    const query = '{ organisationGroups(by: [KIND, JURISDICTION]) { key count } }';
    const { data: whole } = await federation.ask(viewers.city, { query });
    middleman.conduct = changing((data) => {
      for (const { list } of Array.from(listsIn(data))) list.push({ ...(list[0] as Json) });
    });
    const { data, errors } = await federation.ask(viewers.city, { query });
    type Groups = { organisationGroups: { key: string; count: number }[] };
    const { organisationGroups: groups } = whole as Groups;
    expect(groups.some(({ key }) => key.includes(liar))).toBe(true);
    expect((data as Groups).organisationGroups).toEqual(groups.filter(({ key }) => !key.includes(liar)));
    expect(errors!.map(({ extensions }) => extensions)).toEqual([
      expect.objectContaining({ code: invalid, jurisdiction: liar }),
    ]);
  });

  function expectOnlyTheLiarMissing(answer: Answer, expected: Json, code: string | null): void {
    const withoutCursors = (value: unknown) =>
      JSON.stringify(value, (key, inner: unknown) => (key === 'cursor' ? undefined : inner));
    // The cursor's fingerprint holds the jurisdictions asked for; everything else is the same.
    expect(withoutCursors((answer.data as Json)['organisations'])).toBe(
      withoutCursors(expected['organisations']),
    );
    expect(answer.errors!.length).toBeGreaterThan(0);
    expect(answer.errors!.length).toBeLessThanOrEqual(2);
    for (const { message, path, extensions } of answer.errors!) {
      expect(path![0]).toBe('organisations');
      expect(extensions).toMatchObject({
        jurisdiction: liar,
        code: code ?? expect.stringMatching(/^JURISDICTION_/),
      });
      expect(`${message}${JSON.stringify(extensions)}`).not.toMatch(/select |\/srv|\.js|html/i);
    }
    const { jurisdictions } = answer.extensions as { jurisdictions: { code: string; outcome: string }[] };
    expect(
      jurisdictions.filter(({ code }) => code !== liar).every(({ outcome }) => outcome === 'answered'),
    ).toBe(true);
    expect(({} as Json)['polluted']).toBeUndefined();
  }
});

describe('a county that sends too much or too slowly', () => {
  const rest = () =>
    federation.ask(viewers.city, { query: `{ ${listing(`, jurisdictions: ${JSON.stringify(others)}`)} }` });

  test.each<[string, Conduct]>([
    [
      '50 MB of rows',
      async () => ({
        kind: 'raw',
        status: 200,
        type: 'application/json',
        body: chunks(
          50,
          '{"data":{"organisations":{"nodes":[',
          '{"id":"445122-org-01hk3qgm2qfsg6yrsvxetn591c"},',
        ),
      }),
    ],
    [
      '500 MB of white space',
      async () => ({ kind: 'raw', status: 200, type: 'application/json', body: chunks(500, '{', ' ') }),
    ],
    ['a byte now and then', async () => ({ kind: 'drip' })],
    ['nothing, without an end', async () => ({ kind: 'silence' })],
  ])(
    '%s: cut off; the others arrive within the deadline',
    async (_, conduct) => {
      const { data: expected } = await rest();
      middleman.conduct = conduct;
      const start = performance.now();
      const before = process.memoryUsage().arrayBuffers;
      const answer = await federation.ask(viewers.city, { query: `{ ${listing()} }` });
      expect(performance.now() - start).toBeLessThan(deadline + 400);
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(200 * 1024 * 1024);
      const ids = (data: unknown) =>
        (data as { organisations: { nodes: { id: string }[] } }).organisations.nodes.map(({ id }) => id);
      expect(ids(answer.data)).toEqual(ids(expected));
      expect(answer.errors![0]!.extensions).toMatchObject({ jurisdiction: liar });
    },
    15_000,
  );

  function* chunks(megabytes: number, start: string, filling: string): Generator<Uint8Array> {
    yield Buffer.from(start);
    const chunk = Buffer.from(filling.repeat(Math.ceil((64 * 1024) / filling.length)));
    for (let sent = 0; sent < megabytes * 1024 * 1024; sent += chunk.length) yield chunk;
  }
});

describe('lies about single records', () => {
  const query = `{ pairings(first: 100, jurisdictions: ["445100"]) { nodes { title organisation { id name employees } } } }`;
  type Nodes = { pairings: { nodes: { title: string; organisation: { id: string } | null }[] } };

  const records: [string, (entities: unknown[], holder: Json, key: string) => void][] = [
    ['one too few', (entities) => void entities.pop()],
    ['one too many', (entities) => void entities.push(entities[0])],
    ['none at all', (entities) => void (entities.length = 0)],
    ['no list', (_, holder, key) => void (holder[key] = { 0: null })],
    ['a text for a record', (entities) => void (entities[0] = 'record')],
  ];

  test.each(records)(
    '%s: its records are missing, the others’ are whole and in their places',
    async (name, change) => {
      const { data: whole } = await federation.ask(viewers.city, { query });
      middleman.conduct = changing((data) => {
        // Found before they are changed: what is pushed must not be found again.
        const lists = Array.from(listsIn(data));
        for (const { holder, key, list } of lists) if (/_e|_entities/.test(key)) change(list, holder, key);
      });
      const answer = await federation.ask(viewers.city, { query });
      const expected = (whole as Nodes).pairings.nodes;
      const received = (answer.data as Nodes).pairings.nodes;
      expect(received.map(({ title }) => title)).toEqual(expected.map(({ title }) => title));
      let missing = 0;
      for (const [index, node] of received.entries()) {
        const honestOne = expected[index]!.organisation;
        if (!honestOne?.id.startsWith(liar)) expect(node.organisation).toEqual(honestOne);
        else if (node.organisation === null) missing++;
        // What the stock gateway knew without asking, the key, may stand; nothing that the liar said.
        else
          expect(node.organisation).toEqual({
            ...honestOne,
            name: expect.anything(),
            employees: expect.anything(),
          });
      }
      expect(missing, name).toBeGreaterThan(0);
      for (const { extensions } of answer.errors ?? []) {
        expect(extensions).toMatchObject({
          jurisdiction: liar,
          code: expect.stringMatching(/^JURISDICTION_/),
        });
      }
      expect(answer.errors!.length).toBeGreaterThan(0);
    },
  );
});
