import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { wire } from '@jiedui/schema/contract/wire';
import { GraphQLError } from 'graphql';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveSubgraph, type SubgraphServer } from './fixtures/subgraph-server.ts';
import { supergraphAt } from './fixtures/supergraph.ts';
import { startGateway, type Gateway } from './server.ts';

interface Answer {
  data?: unknown;
  errors?: { message: string; path?: unknown; extensions?: Record<string, unknown> }[];
  extensions?: Record<string, unknown>;
}

let items: SubgraphServer;
let reviews: SubgraphServer;
let folder: string;
let gateway: Gateway;
let stock: ApolloServer;

const mixed = [
  { __typename: 'Film', id: 'f1', minutes: 90 },
  { __typename: 'Book', id: 'b1', title: '一' },
  { __typename: 'Film', id: 'f2', minutes: 100 },
  { __typename: 'Book', id: 'bad', title: '二' },
];

beforeAll(async () => {
  items = await serveSubgraph({
    sdl: `type Query { items: [Item] me: User topItem: Item things: [Thing] fail: String broken: Int }
      type Mutation { rename(id: ID!, name: String!): User }
      union Item = Book | Film interface Thing { id: ID! }
      type Book implements Thing { id: ID! title: String } type Film implements Thing { id: ID! minutes: Int }
      enum Mood { GLAD SAD }
      type User { id: ID! name: String favourites(first: Int = 2): [Item!] mood: Mood }`,
    root: {
      items: mixed,
      things: mixed,
      topItem: mixed[1],
      me: () => ({
        id: 'u1',
        name: '甲',
        mood: 'GLAD',
        favourites: ({ first }: { first: number }) => mixed.slice(0, first),
      }),
      rename: ({ id, name }: Record<string, string>) => ({ id, name }),
      fail: () => {
        throw new GraphQLError('sold out', { extensions: { code: 'SOLD_OUT' } });
      },
      broken: null,
    },
    entities: { Book: () => ({}), Film: () => ({}), User: () => ({ name: '甲', mood: 'SAD' }) },
  });
  const review = ({ id }: { id?: string }) =>
    id === 'bad'
      ? {
          reviews: () => {
            throw new GraphQLError('no reviews', { extensions: { code: 'NO_REVIEWS' } });
          },
        }
      : { reviews: [{ stars: 5, author: { id: 'u1' } }] };
  reviews = await serveSubgraph({
    sdl: `type Query { reviewCount: Int } type Book { id: ID! reviews: [Review!] } type Film { id: ID! reviews: [Review!] }
      type User { id: ID! reviews: [Review!] } type Review { stars: Int! author: User }`,
    root: { reviewCount: 7 },
    entities: { Book: review, Film: review, User: review },
  });
  const sdl = await supergraphAt('plain', { items: items.url, reviews: reviews.url });
  folder = await mkdtemp(join(tmpdir(), 'plain-'));
  await writeFile(join(folder, 'supergraph.graphql'), sdl);
  gateway = await startGateway({
    supergraph: join(folder, 'supergraph.graphql'),
    host: '127.0.0.1',
    port: 0,
    deadline: 3000,
    logLevel: 'silent',
  });
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  stock = new ApolloServer({
    gateway: new ApolloGateway({ supergraphSdl: sdl, logger: silent }),
    includeStacktraceInErrorResponses: false,
    logger: silent,
  });
  await stock.start();
}, 30_000);

afterAll(async () => {
  await gateway?.stop();
  await stock?.stop();
  await items?.stop();
  await reviews?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What the gateway answers, without what it adds to every answer with errors. */
async function ask(query: string, variables?: Record<string, unknown>): Promise<Answer> {
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { extensions = {}, ...answer } = (await response.json()) as Answer;
  const { correlationId, ...others } = extensions;
  expect(correlationId).toBe(answer.errors ? response.headers.get(wire.correlationHeader) : undefined);
  return { ...answer, ...(Object.keys(others).length > 0 && { extensions: others }) };
}

async function askStock(query: string, variables?: Record<string, unknown>): Promise<Answer> {
  const { body } = await stock.executeOperation({ query, variables: variables ?? {} });
  if (body.kind !== 'single') throw new Error('Expected a single answer.');
  return JSON.parse(JSON.stringify(body.singleResult)) as Answer;
}

describe('a federation without sharding rules is answered as by the stock gateway', () => {
  test.each<[string, Record<string, unknown>?]>([
    ['{ me { name reviews { stars } } }'],
    [
      '{ items { __typename ... on Book { title } ... on Film { minutes reviews { stars author { name mood } } } } }',
    ],
    [
      '{ a: topItem { ... on Book { t: title } } things { id ... on Film { minutes reviews { stars } } } reviewCount }',
    ],
    [
      'query Q($first: Int, $all: Boolean!) { me { favourites(first: $first) { ... on Film { id } } reviews @include(if: $all) { stars } } }',
      { first: 3, all: true },
    ],
    [
      'query Q($first: Int, $all: Boolean!) { me { favourites(first: $first) { ... on Film { id } } reviews @include(if: $all) { stars } } }',
      { all: false },
    ],
    ['mutation { rename(id: "u2", name: "乙") { id name mood reviews { stars } } }'],
    ['{ fail me { id } }'],
    ['{ broken }'],
    ['{ __typename __schema { queryType { name } } __type(name: "Mood") { enumValues { name } } }'],
    [
      'fragment F on User { name ...G } fragment G on User { mood } { me { ...F reviews { author { ...F } } } }',
    ],
  ])('%s', async (query, variables) => {
    const [ours, theirs] = await Promise.all([ask(query, variables), askStock(query, variables)]);
    expect(ours.data).toEqual(theirs.data);
    expect(ours.extensions).toEqual(theirs.extensions);
    const shape = ({ errors }: Answer) =>
      errors?.map(({ message, path, extensions }) => ({ message, path, code: extensions?.['code'] }));
    expect(shape(ours)).toEqual(shape(theirs));
  });

  test.each(['{ nothing }', '{ me(x: 1) { id } }', '{ me { id }', '{ me { mood: id } ... { me { mood } } }'])(
    'refusals too: %s',
    async (query) => {
      const [ours, theirs] = await Promise.all([ask(query), askStock(query)]);
      expect(ours).toEqual(theirs);
    },
  );

  test('only more exactly: the path of an error in a list of mixed types', async () => {
    const query = '{ items { ... on Book { reviews { stars } } } }';
    const [ours, theirs] = await Promise.all([ask(query), askStock(query)]);
    expect(ours.data).toEqual(theirs.data);
    expect(ours.errors?.[0]?.path).toEqual(['items', 3, 'reviews']);
    expect(theirs.errors?.[0]?.path).toEqual(['items', 1, 'reviews']);
  });

  test('only more clearly: two operations without a name', async () => {
    expect(await ask('query A { me { id } } query B { me { id } }')).toEqual({
      errors: [
        {
          message: 'Must provide operation name if query contains multiple operations.',
          extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
        },
      ],
    });
  });

  test('only more silently: no error names the service', async () => {
    const [ours, theirs] = await Promise.all([ask('{ fail }'), askStock('{ fail }')]);
    expect(theirs.errors?.[0]?.extensions).toHaveProperty('serviceName');
    expect(ours.errors?.[0]?.extensions).toEqual({ code: 'SOLD_OUT' });
  });
});
