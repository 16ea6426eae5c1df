import { expect, test } from 'vitest';
import { readAnswer } from './answer.ts';

const read = (text: string) => readAnswer(new TextEncoder().encode(text));

test('data and errors are read; unknown members are not', () => {
  expect(
    read(
      '{"data":{"a":1},"errors":[{"message":"m","path":["a",0],"extensions":{"code":"X"},"stack":"s"}],"extensions":{"sql":"…"}}',
    ),
  ).toEqual({
    data: { a: 1 },
    errors: [{ message: 'm', path: ['a', 0], extensions: { code: 'X' } }],
  });
  expect(read('{"data":null,"errors":[{"message":"m"}]}')).toEqual({
    data: null,
    errors: [{ message: 'm' }],
  });
});

test.each([
  '<html></html>',
  '',
  'null',
  '[]',
  '{}',
  '{"data":[]}',
  '{"data":1}',
  '{"data":null}',
  '{"data":{},"errors":{}}',
  '{"data":{},"errors":[{"code":1}]}',
  '{"data":{},"errors":[{"message":"m","path":[{}]}]}',
  '{"data":{"__proto__":{"admin":true}}}',
  '{"data":{"a":[{"\\u005f_proto__":{}}]}}',
  '{"data":{"a":1}',
])('%j is no answer', (text) => {
  expect(read(text)).toBeNull();
});

test('a text that mentions __proto__ is no such key', () => {
  expect(read('{"data":{"title":"__proto__"}}')).not.toBeNull();
});

test('nesting as deep as it gets is walked without exhausting the stack', () => {
  const depth = 5000;
  expect(read(`{"data":{"__proto":${'['.repeat(depth)}"__proto__"${']'.repeat(depth)}}}`)).not.toBeNull();
});

test('bytes that are not UTF-8 are no answer', () => {
  expect(readAnswer(Uint8Array.of(0x7b, 0xff, 0x7d))).toBeNull();
});
