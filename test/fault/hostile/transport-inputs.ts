import { gzipSync } from 'node:zlib';

import { ok, refused, type Input } from './input.ts';

const query = JSON.stringify({ query: '{ __typename }' });
const asked = encodeURIComponent('{ __typename }');
const preflight = { 'apollo-require-preflight': '1' };
const bad = refused(400, 'BAD_REQUEST');
const inOnePiece = refused(406, 'UNSUPPORTED_OPERATION');
const raw = (...lines: string[]): Input['send'] => ({ raw: `${lines.join('\r\n')}\r\n\r\n` });

/** "Transport": what can be wrong before there is a document. */
export const transportInputs: readonly Input[] = [
  {
    name: 'a body over 256 KB',
    send: { body: JSON.stringify({ query: `{ __typename } #${'x'.repeat(300_000)}` }) },
    expect: refused(413, 'BAD_REQUEST'),
  },
  {
    name: 'a gzip bomb: 100 MB of spaces',
    send: { body: gzipSync(Buffer.alloc(100_000_000, 0x20)), headers: { 'content-encoding': 'gzip' } },
    expect: refused(413, 'BAD_REQUEST'),
  },
  {
    name: 'gzip that is none',
    send: { body: 'not gzip', headers: { 'content-encoding': 'gzip' } },
    expect: bad,
  },
  {
    name: 'charset=ibm420',
    send: { body: query, headers: { 'content-type': 'application/json; charset=ibm420' } },
    expect: refused(415, 'BAD_REQUEST'),
  },
  {
    name: 'a form',
    send: { body: `query=${asked}`, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    expect: bad,
  },
  {
    name: 'a form with files',
    send: { body: query, headers: { 'content-type': 'multipart/form-data; boundary=x' } },
    expect: bad,
  },
  { name: 'text/plain', send: { body: query, headers: { 'content-type': 'text/plain' } }, expect: bad },
  {
    name: 'XML',
    send: { body: '<query/>', headers: { 'content-type': 'application/xml' } },
    expect: refused(415, 'BAD_REQUEST'),
  },
  {
    name: 'GET without a header that asks the browser first',
    send: { method: 'GET', path: `?query=${asked}` },
    expect: bad,
  },
  { name: 'GET with it', send: { method: 'GET', path: `?query=${asked}`, headers: preflight }, expect: ok },
  {
    name: 'GET of a mutation',
    send: {
      method: 'GET',
      headers: preflight,
      path: `?query=${encodeURIComponent('mutation { registerOrganisation(idempotencyKey: "12345678", input: { jurisdiction: "445103", name: "x", kind: NON_PUBLIC_ENTERPRISE, industry: C, registeredOn: "2022-02-02" }) { organisation { id } } }')}`,
    },
    expect: { ...refused(405, 'BAD_REQUEST'), header: ['allow', 'POST'] },
  },
  {
    name: 'GET with two queries',
    send: { method: 'GET', path: `?query=${asked}&query=${asked}`, headers: preflight },
    expect: bad,
  },
  {
    name: 'GET with variables that are no JSON',
    send: { method: 'GET', path: `?query=${asked}&variables={`, headers: preflight },
    expect: bad,
  },
  { name: 'PUT', send: { method: 'PUT', body: query }, expect: refused(405, 'BAD_REQUEST') },
  { name: 'an array batch', send: { body: `[${query},${query}]` }, expect: bad },
  {
    name: 'an array batch of 10,000',
    send: { body: `[${Array.from({ length: 10_000 }, () => '{"query":"{a}"}').join(',')}]` },
    expect: bad,
  },
  {
    name: 'a document as a syntax tree',
    send: { body: JSON.stringify({ query: { kind: 'Document', definitions: [] } }) },
    expect: bad,
  },
  {
    name: 'variables as text',
    send: { body: JSON.stringify({ query: '{ __typename }', variables: '{}' }) },
    expect: bad,
  },
  {
    name: 'an answer in parts, and nothing else, is wanted',
    send: { body: query, headers: { accept: 'multipart/mixed;deferSpec=20220824' } },
    expect: inOnePiece,
  },
  {
    name: 'an answer in parts or in one piece is wanted',
    send: {
      body: query,
      headers: { accept: 'multipart/mixed;deferSpec=20220824,application/json;q=0.9' },
    },
    expect: { status: 200, data: { __typename: 'Query' } },
  },
  {
    name: 'a stream of events is wanted',
    send: { body: query, headers: { accept: 'text/event-stream' } },
    expect: inOnePiece,
  },
  {
    name: 'a picture is wanted',
    send: { body: query, headers: { accept: 'image/png' } },
    expect: refused(406, 'BAD_REQUEST'),
  },
  {
    name: 'a websocket',
    send: raw(
      'GET / HTTP/1.1',
      'Host: x',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
      'Sec-WebSocket-Protocol: graphql-transport-ws',
    ),
    expect: { ...refused(400, 'UNSUPPORTED_OPERATION'), header: ['connection', 'close'] },
  },
  {
    name: 'an origin that is not listed',
    send: { body: query, headers: { origin: 'https://evil.example' } },
    expect: { status: 200, header: ['access-control-allow-origin', null] },
  },
  {
    name: 'a preflight of such an origin',
    send: {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    },
    expect: { status: 204, header: ['access-control-allow-origin', null] },
  },
  {
    name: 'two content lengths',
    send: raw('POST / HTTP/1.1', 'Host: x', 'Content-Length: 2', 'Content-Length: 3', '', '{}'),
    expect: { status: 400 },
  },
  {
    name: 'a content length and chunks (smuggling)',
    send: raw(
      'POST / HTTP/1.1',
      'Host: x',
      'Content-Length: 4',
      'Transfer-Encoding: chunked',
      '',
      '0',
      '',
      'GET /',
    ),
    expect: { status: 400 },
  },
  {
    name: 'a header of 1 MB',
    send: raw('GET /health HTTP/1.1', 'Host: x', `X-Large: ${'x'.repeat(1_000_000)}`),
    expect: { status: 431 },
  },
  {
    name: 'a persisted query whose hash is another’s',
    send: {
      body: JSON.stringify({
        query: '{ __typename }',
        extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } },
      }),
    },
    expect: bad,
  },
  {
    name: 'a persisted query that nobody sent before',
    send: {
      body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'b'.repeat(64) } } }),
    },
    expect: refused(200, 'PERSISTED_QUERY_NOT_FOUND'),
  },
  {
    name: 'a persisted query with a path for a hash',
    send: {
      body: JSON.stringify({
        extensions: { persistedQuery: { version: 1, sha256Hash: '../../etc/passwd' } },
      }),
    },
    expect: bad,
  },
  {
    name: 'an address for a path',
    send: raw('GET http://169.254.169.254/latest HTTP/1.1', 'Host: 169.254.169.254', 'Connection: close'),
    expect: { status: 400 },
  },
  {
    name: 'a path upwards',
    send: raw('GET /../../etc/passwd HTTP/1.1', 'Host: x', 'Connection: close'),
    expect: { status: 404 },
  },
];
