import { getIntrospectionQuery } from 'graphql';

import { ok, refused, type Input } from './input.ts';

const repeat = (text: string, times: number): string => text.repeat(times);
const each = (length: number, make: (at: number) => string): string =>
  Array.from({ length }, (_, at) => make(at)).join(' ');
const nested = (levels: number): string =>
  `{ pairings { nodes ${repeat('{ organisation { pairings { nodes ', levels)} { id } ${repeat(' } } }', levels)} } }`;
const post = (query: string, variables?: unknown): Input['send'] => ({
  body: JSON.stringify({ query, ...(variables !== undefined && { variables }) }),
});

/** `levels` fragments, each of which holds the next twice. */
const doubling = (levels: number, twice: (next: string) => string): string =>
  `{ pairings(first: 1) { nodes { ...F0 } } }
   ${each(levels, (at) => `fragment F${at} on Pairing { ${twice(`...F${at + 1}`)} }`)}
   fragment F${levels} on Pairing { id }`;
const underAliases = (next: string): string =>
  `a: organisation { pairings(first: 1) { nodes { ${next} } } } b: organisation { pairings(first: 1) { nodes { ${next} } } }`;
const sideBySide = (next: string): string => `${next} ${next}`;

/** Fragments of which each spreads the next. */
const chain = (length: number): string =>
  `{ pairings(first: 1) { nodes { ...F1 } } }
   ${each(length - 1, (at) => `fragment F${at + 1} on Pairing { ...F${at + 2} }`)}
   fragment F${length} on Pairing { id }`;

/** A page of this size, at the root and below it, written out and by variable. */
const pagesOf = (size: number): Input[] => [
  {
    name: `first: ${size}`,
    send: post(`{ pairings(first: ${size}) { totalCount } }`),
    expect: noPage,
  },
  {
    name: `last: ${size} by variable`,
    send: post('query Q($n: Int) { pairings(last: $n) { totalCount } }', { n: size }),
    expect: noPage,
  },
  {
    name: `first: ${size} below a page`,
    send: post(`{ organisations(first: 1) { nodes { pairings(first: ${size}) { totalCount } } } }`),
    expect: noPage,
  },
  {
    name: `first: ${size} of a feed`,
    send: post(`{ events(first: ${size}) { cursor } }`),
    expect: noPage,
  },
];

const noPage = refused(400, 'INVALID_PAGE_SIZE');
const limited = refused(400, 'LIMIT_EXCEEDED');
const invalid = refused(400, 'GRAPHQL_VALIDATION_FAILED');
const unparsed = refused(400, 'GRAPHQL_PARSE_FAILED');

/** "Parse and validate": what a document can be made to cost before, and after, it is found wrong. */
export const documentInputs: readonly Input[] = [
  { name: '100,000 tokens', send: post(`{ ${repeat('a ', 100_000)} }`), expect: limited },
  { name: '200,000 tokens: opening brackets', send: post(`{ a(b: ${repeat('[', 200_000)}`), expect: limited },
  {
    name: 'brackets within each other, 1,900 deep',
    send: post(`{ a(b: ${repeat('[', 1900)}${repeat(']', 1900)}) }`),
    expect: limited,
  },
  {
    name: 'a comment of 250,000 characters',
    send: post(`# ${repeat('x', 250_000)}\n{ __typename }`),
    expect: ok,
  },
  {
    name: 'a text of 250,000 characters',
    send: post(`{ organisations(filter: { nameContains: "${repeat('x', 250_000)}" }) { totalCount } }`),
    expect: { status: 400, code: 'INVALID_INPUT' },
  },
  { name: 'depth 50', send: post(nested(17)), expect: limited },
  { name: 'depth 500', send: post(nested(167)), expect: limited },
  { name: 'depth 5,000', send: post(nested(1667)), expect: limited },
  { name: '1,000 aliases', send: post(`{ ${each(1000, (at) => `a${at}: __typename`)} }`), expect: limited },
  {
    name: '1,000 aliases of a page',
    send: post(`{ ${each(1000, (at) => `a${at}: pairings(first: 1) { totalCount }`)} }`),
    expect: limited,
  },
  {
    name: '5,000 aliases',
    send: post(`{ ${each(5000, (at) => `a${at}: pairings(first: 1) { totalCount }`)} }`),
    expect: limited,
  },
  ...[12, 18, 25, 40].flatMap((levels): Input[] => [
    {
      name: `fragments doubling ${levels} times`,
      send: post(doubling(levels, underAliases)),
      expect: limited,
    },
    {
      name: `fragments doubling ${levels} times, side by side`,
      send: post(doubling(levels, sideBySide)),
      expect: limited,
    },
  ]),
  {
    name: 'circular fragments',
    send: post(
      '{ pairings { nodes { ...A } } } fragment A on Pairing { ...B } fragment B on Pairing { ...A }',
    ),
    expect: invalid,
  },
  {
    name: '450 fragments, each of the next',
    send: post(chain(450)),
    expect: limited,
  },
  {
    name: '100 fragments, each of the next',
    send: post(chain(100)),
    expect: ok,
  },
  {
    name: '10,000 times the same field',
    send: post(`{ pairings { nodes { ${repeat('id ', 10_000)} } } }`),
    expect: limited,
  },
  {
    name: '1,900 times the same field',
    send: post(`{ pairings(first: 1) { nodes { ${repeat('id ', 1900)} } } }`),
    expect: invalid,
  },
  {
    name: '200 inline fragments of 100 fields',
    send: post(`{ pairings { nodes { ${repeat(`... on Pairing { ${repeat('id ', 100)} } `, 200)} } } }`),
    expect: limited,
  },
  {
    name: '2,000 directives',
    send: post(`{ pairings { nodes { id ${repeat('@include(if: true) ', 2000)} } } }`),
    expect: limited,
  },
  {
    name: '700 directives',
    send: post(`{ __typename ${repeat('@skip(if: true) ', 700)} }`),
    expect: limited,
  },
  { name: '1,900 unknown fields', send: post(`{ ${each(1900, (at) => `pairing${at}`)} }`), expect: invalid },
  {
    name: 'an unknown field of 200,000 characters',
    send: post(`{ ${repeat('x', 200_000)} }`),
    expect: invalid,
  },
  {
    name: '900 variables',
    send: post(`query Q(${each(900, (at) => `$v${at}: Int`)}) { __typename }`),
    expect: invalid,
  },
  { name: 'first: 2³¹', send: post('{ pairings(first: 2147483648) { totalCount } }'), expect: invalid },
  {
    name: 'first: 2³¹ by variable',
    send: post('query Q($n: Int) { pairings(first: $n) { totalCount } }', { n: 2 ** 31 }),
    expect: refused(400, 'BAD_USER_INPUT'),
  },
  ...[-1, 0, 501].flatMap(pagesOf),
  {
    name: 'first and last',
    send: post('{ pairings(first: 1, last: 1) { totalCount } }'),
    expect: noPage,
  },
  {
    name: 'pages of 500 within pages of 500',
    send: post(
      '{ organisations(first: 500) { nodes { pairings(first: 500) { nodes { activities(first: 500) { nodes { id } } } } } } }',
    ),
    expect: limited,
  },
  {
    name: 'pages of 500 by variable',
    send: post(
      'query Q($n: Int) { organisations(first: $n) { nodes { pairings(first: $n) { nodes { id } } } } }',
      { n: 500 },
    ),
    expect: limited,
  },
  {
    name: 'recursive introspection',
    send: post(
      '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }',
    ),
    expect: invalid,
  },
  {
    name: 'introspection 100 times',
    send: post(`{ ${each(100, (at) => `a${at}: __schema { types { name fields { name } } }`)} }`),
    expect: limited,
  },
  {
    name: 'two operations without a name',
    send: post('query A { __typename } query B { __typename }'),
    expect: refused(400, 'OPERATION_RESOLUTION_FAILURE'),
  },
  { name: 'fragments and no operation', send: post('fragment A on Pairing { id }'), expect: invalid },
  { name: 'an empty document', send: post(' # nothing\n'), expect: unparsed },
  { name: 'half an operation', send: post('{ pairings { nodes {'), expect: unparsed },
  { name: 'a schema for a query', send: post('type Query { a: Int }'), expect: invalid },
  {
    name: 'a subscription',
    send: post('subscription { pairings { totalCount } }'),
    expect: refused(400, 'UNSUPPORTED_OPERATION'),
  },
  {
    name: '@defer',
    send: post('{ pairings(first: 1) { ... @defer { totalCount } } }'),
    expect: refused(400, 'UNSUPPORTED_OPERATION'),
  },
  {
    name: '@stream',
    send: post('{ pairings(first: 1) { nodes @stream(initialCount: 1) { id } } }'),
    expect: refused(400, 'UNSUPPORTED_OPERATION'),
  },
  { name: '_entities', send: post('{ _entities(representations: []) { __typename } }'), expect: invalid },
  { name: '_service', send: post('{ _service { sdl } }'), expect: invalid },
  {
    name: 'variables nested 100,000 deep',
    send: {
      body: `{"query":"query Q($f: OrganisationFilter) { organisations(filter: $f) { totalCount } }","variables":{"f":${repeat('[', 100_000)}${repeat(']', 100_000)}}}`,
    },
    expect: limited,
  },
  {
    name: '15,000 variables that nobody declared',
    send: post(
      '{ __typename }',
      Object.fromEntries(Array.from({ length: 15_000 }, (_, at) => [`v${at}`, at])),
    ),
    expect: ok,
  },
  {
    name: 'a list of 20,000 codes',
    send: post('query Q($c: [ID!]) { pairings(jurisdictions: $c) { totalCount } }', {
      c: Array.from({ length: 20_000 }, () => '445103'),
    }),
    expect: { status: 200 },
  },
  {
    name: '20,000 values of the wrong type',
    send: post('query Q($c: [Int!]) { __typename }', { c: Array.from({ length: 20_000 }, () => 'x') }),
    expect: invalid,
  },
];

/** As large as the limits let through: what an honest document costs the first time that it is seen. */
export const largestInputs: readonly Input[] = [
  {
    name: 'the whole schema',
    send: post(getIntrospectionQuery({ inputValueDeprecation: true })),
    expect: ok,
  },
  {
    name: '100 aliases, each a page with two hops',
    send: post(
      `{ ${each(100, (at) => `a${at}: pairings(first: 1) { nodes { unit { name } organisation { name } } }`)} }`,
    ),
    expect: ok,
  },
  {
    name: '1,000 fields of one page',
    send: post(
      `{ pairings(first: 1) { nodes { ${each(90, (at) => `a${at}: organisation { id name kind industry status town employees }`)} } } }`,
    ),
    expect: ok,
  },
  {
    name: 'depth 23: pairings of organisations of pairings',
    send: post(
      `{ pairings(first: 1) { nodes ${repeat('{ organisation { pairings(first: 1) { nodes ', 7)} { id } ${repeat(' } } }', 7)} } }`,
    ),
    expect: ok,
  },
];
