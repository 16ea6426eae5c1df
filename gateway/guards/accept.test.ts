import { expect, test } from 'vitest';
import { acceptGuard, upgradeGuard } from './accept.ts';

test('whoever takes JSON in one piece is answered, whatever else it would take', () => {
  for (const accept of [
    undefined,
    null,
    ' ',
    '*/*',
    'application/*;q=0.1',
    'application/json',
    'Application/JSON; charset=utf-8',
    'application/graphql-response+json, application/json;q=0.9',
    'multipart/mixed;deferSpec=20220824,application/json',
    'text/html, */*;q=0.8',
  ]) {
    expect(acceptGuard(accept)).toBeNull();
  }
});

test('whoever takes answers in parts alone is told that there are none, others what there is', () => {
  const refused = (accept: string) => acceptGuard(accept)?.extensions;
  const expected = 'an accept header with application/json or application/graphql-response+json';
  for (const accept of [
    'multipart/mixed',
    'multipart/mixed; boundary="-"; deferSpec=20220824',
    'text/event-stream',
  ]) {
    expect(refused(accept)).toEqual({
      code: 'UNSUPPORTED_OPERATION',
      expected,
      received: JSON.stringify(accept),
    });
  }
  expect(refused('text/html')).toMatchObject({ code: 'BAD_REQUEST' });
  expect(refused('application/json;q=0, text/event-stream')).toMatchObject({ code: 'UNSUPPORTED_OPERATION' });
});

test('a websocket is refused, another upgrade is not asked about', () => {
  expect(upgradeGuard('websocket')?.extensions).toMatchObject({
    code: 'UNSUPPORTED_OPERATION',
    received: '"upgrade: websocket"',
  });
  expect(upgradeGuard('h2c')).toBeNull();
  expect(upgradeGuard(undefined)).toBeNull();
});
