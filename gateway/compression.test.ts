import type { IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { accepted, compress } from './compression.ts';

const asking = (encodings: string) =>
  ({ headers: { 'accept-encoding': encodings } }) as unknown as IncomingMessage;
const text = JSON.stringify(Array.from({ length: 100 }, (_, at) => ({ id: at, name: `示例企业${at}` })));

test.each([
  ['gzip, deflate, br', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0.5, gzip;q=0.8', 'gzip'],
  ['br;q=0, *', 'gzip'],
  ['*', 'br'],
  ['identity', null],
  ['gzip;q=0', null],
  [undefined, null],
])('of %j it takes %j', (header, encoding) => {
  expect(accepted(header)).toBe(encoding);
});

test('a large answer comes back as it was, and is smaller on its way', async () => {
  const br = await compress(text, asking('br'), true);
  const gzip = await compress(text, asking('gzip'), true);
  expect(brotliDecompressSync(br.bytes).toString()).toBe(text);
  expect(gunzipSync(gzip.bytes).toString()).toBe(text);
  for (const { bytes } of [br, gzip]) expect(bytes.length).toBeLessThan(Buffer.byteLength(text) / 3);
});

test('a small answer, or one of a gateway that shall not, is left as it is', async () => {
  expect(await compress('{"data":1}', asking('br'), true)).toEqual({
    bytes: Buffer.from('{"data":1}'),
    encoding: null,
  });
  expect((await compress(text, asking('br'), false)).encoding).toBeNull();
});
