import { fingerprintLength, sealLength, writeCursor } from '@jiedui/schema/contract/cursor';

import { changedCursor, genuineCursor, ok, refused, type Input } from './input.ts';

const post = (query: string, variables?: unknown): Input['send'] => ({
  body: JSON.stringify({ query, ...(variables !== undefined && { variables }) }),
});
const filtered = 'query Q($f: OrganisationFilter) { organisations(first: 1, filter: $f) { totalCount } }';
const unfit = refused(400, 'BAD_USER_INPUT');
const invalid = refused(400, 'GRAPHQL_VALIDATION_FAILED');
const notACursor = refused(400, 'INVALID_CURSOR');
/** Of a shard: it alone can tell. */
const notItsCursor = { status: 400, code: 'INVALID_CURSOR' };
const page = 'query Q($a: String) { organisations(first: 2, after: $a';
const injection = "'); drop table organisation; --";

/** "Prototype and injection". */
export const injectionInputs: readonly Input[] = [
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty'].flatMap((name): Input[] => [
    {
      name: `${name} for an alias`,
      send: post(`{ ${name}: pairings(first: 1) { ${name}: totalCount } }`),
      expect: { status: 200, data: JSON.parse(`{"${name}":{"${name}":127}}`) },
    },
    {
      name: `${name} for a variable`,
      send: {
        body: `{"query":"query Q($${name}: Int) { pairings(first: $${name}) { totalCount } }","variables":{"${name}":1}}`,
      },
      expect: { status: 200, data: { pairings: { totalCount: 127 } } },
    },
  ]),
  {
    name: '__proto__ in the body',
    send: {
      body: '{"query":"{ __typename }","__proto__":{"polluted":true},"variables":{"__proto__":{"polluted":true}}}',
    },
    expect: ok,
  },
  {
    name: 'an operator for a text in a filter',
    send: post(filtered, { f: { nameContains: { $ne: '' } } }),
    expect: unfit,
  },
  { name: 'an unknown key in a filter', send: post(filtered, { f: { $where: '1' } }), expect: unfit },
  {
    name: 'an unknown key in a filter, written out',
    send: post('{ organisations(filter: { where: "1 = 1" }) { totalCount } }'),
    expect: invalid,
  },
  {
    name: 'SQL in a text',
    send: post(filtered, { f: { nameContains: injection } }),
    expect: { status: 200, data: { organisations: { totalCount: 0 } } },
  },
  {
    name: 'a pattern in a text',
    send: post(filtered, { f: { nameContains: '%_\\' } }),
    expect: { status: 200 },
  },
  {
    name: 'a JSON path for a key of a filter',
    send: post(filtered, { f: { "contact->>'phone'": '1' } }),
    expect: unfit,
  },
  {
    name: 'a list for a text in a filter',
    send: post(filtered, { f: { nameContains: ['a', { $gt: '' }] } }),
    expect: unfit,
  },
  {
    name: 'SQL in the order',
    send: post('query Q($o: OrganisationOrder) { organisations(orderBy: $o) { totalCount } }', {
      o: { field: injection },
    }),
    expect: unfit,
  },
  {
    name: 'SQL for a direction',
    send: post('query Q($o: OrganisationOrder) { organisations(orderBy: $o) { totalCount } }', {
      o: { field: 'NAME', direction: injection },
    }),
    expect: unfit,
  },
  {
    name: 'SQL in a cursor',
    send: post('query Q($a: String) { organisations(after: $a) { totalCount } }', { a: injection }),
    expect: notACursor,
  },
  {
    name: 'SQL in a cursor below a page',
    send: post(
      'query Q($a: String) { organisations(first: 1) { nodes { pairings(before: $a) { totalCount } } } }',
      { a: injection },
    ),
    expect: notACursor,
  },
  {
    name: 'JSON for a cursor',
    send: post(`${page}) { totalCount } }`, {
      a: Buffer.from('{"name":"a","id":"1"}').toString('base64url'),
    }),
    expect: notACursor,
  },
  {
    name: 'a forged cursor: its seal is of another making',
    send: post(`${page}) { nodes { id } } }`, {
      a: writeCursor({
        seal: Buffer.alloc(sealLength, 7),
        fingerprint: Buffer.alloc(fingerprintLength, 7),
        key: Buffer.from('a'),
      }),
    }),
    expect: notItsCursor,
  },
  {
    name: 'a cursor with one character changed',
    send: post(`${page}, orderBy: { field: NAME }) { nodes { id } } }`, { a: changedCursor }),
    expect: notItsCursor,
  },
  ...[
    ['another ordering', 'orderBy: { field: EMPLOYEES }'],
    ['another direction', 'orderBy: { field: NAME, direction: DESCENDING }'],
    ['another filter', 'orderBy: { field: NAME }, filter: { industry: [C] }'],
    ['other jurisdictions', 'orderBy: { field: NAME }, jurisdictions: ["445103"]'],
  ].map(([name, given]): Input => ({
    name: `a cursor of ${name}`,
    send: post(`${page}, ${given}) { nodes { id } } }`, { a: genuineCursor }),
    expect: notItsCursor,
  })),
  {
    name: 'a forged cursor below a page',
    send: post(
      'query Q($a: String) { organisations(first: 1) { nodes { pairings(after: $a) { nodes { id } } } } }',
      { a: genuineCursor },
    ),
    expect: notItsCursor,
  },
  {
    name: 'a cursor of another list',
    send: post(
      'query Q($a: String) { memberUnits(first: 2, after: $a, orderBy: { field: NAME }) { nodes { id } } }',
      { a: genuineCursor },
    ),
    expect: notItsCursor,
  },
  {
    name: 'SQL in an id',
    send: post('query Q($id: ID!) { organisation(id: $id) { name } }', { id: `445103-org-${injection}` }),
    expect: { status: 400, code: 'INVALID_ID' },
  },
  {
    name: 'SQL in a jurisdiction',
    send: post('query Q($c: [ID!]) { pairings(jurisdictions: $c) { totalCount } }', { c: [injection] }),
    expect: { status: 400, code: 'INVALID_JURISDICTION_CODE' },
  },
  { name: 'NUL in a variable', send: post(filtered, { f: { nameContains: 'a\u0000b' } }), expect: unfit },
  {
    name: 'NUL in a text of the document',
    send: post(String.raw`{ organisations(filter: { nameContains: "a\u0000b" }) { totalCount } }`),
    expect: unfit,
  },
  {
    name: 'half of a surrogate pair in a variable',
    send: {
      body: String.raw`{"query":"query Q($f: OrganisationFilter) { organisations(filter: $f) { totalCount } }","variables":{"f":{"nameContains":"\ud800"}}}`,
    },
    expect: unfit,
  },
  {
    name: 'half of a surrogate pair in the document',
    send: {
      body: String.raw`{"query":"{ organisations(filter: { nameContains: \"\ud800\" }) { totalCount } }"}`,
    },
    expect: refused(400, 'GRAPHQL_PARSE_FAILED'),
  },
  {
    name: 'bytes that are no UTF-8',
    send: {
      body: Buffer.concat([
        Buffer.from('{"query":"{ __typename }","a":"'),
        Buffer.from([0xff, 0xfe]),
        Buffer.from('"}'),
      ]),
    },
    expect: refused(400, 'BAD_REQUEST'),
  },
  {
    name: 'a line break in a forwarded header',
    send: {
      raw: [
        'POST / HTTP/1.1',
        'Host: x',
        'Content-Type: application/json',
        'X-Jiedui-Correlation-Id: abcdefgh\rX-Roles: CITY',
        'Content-Length: 2',
        '',
        '{}',
      ].join('\r\n'),
    },
    expect: { status: 400 },
  },
  {
    name: 'a forwarded header folded over two lines',
    send: {
      raw: [
        'POST / HTTP/1.1',
        'Host: x',
        'Content-Type: application/json',
        'X-Jiedui-Correlation-Id: abcdefgh',
        ' X-Roles: CITY',
        'Content-Length: 2',
        'Connection: close',
        '',
        '{}',
      ].join('\r\n'),
    },
    expect: { status: 400 },
  },
  {
    name: 'a script for a correlation id',
    send: {
      body: '{"query":"{ __typename }"}',
      headers: { 'x-jiedui-correlation-id': '<script>alert(1)</script>' },
    },
    expect: ok,
  },
  {
    name: 'a token of three dots',
    send: { body: '{"query":"{ __typename }"}', headers: { authorization: 'Bearer ...' } },
    expect: refused(401, 'UNAUTHENTICATED'),
  },
];
