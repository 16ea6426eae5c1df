import { expectation } from '@jiedui/schema/contract/error';
import { parseId } from '@jiedui/schema/contract/id';
import { GraphQLError } from 'graphql';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { isMasked, maskError, maskShardError, showsInsides } from './masking.ts';

const logged: string[] = [];
const scope = {
  correlationId: 'correlation-1',
  log: pino({ base: null, timestamp: false }, { write: (line: string) => void logged.push(line) }),
};

describe('an error of a shard', () => {
  test('with a code of the registry keeps its message, path and known extensions', () => {
    const error = {
      message: '没有权限',
      path: ['a', 0],
      locations: [{ line: 1, column: 1 }],
      extensions: {
        code: 'FORBIDDEN',
        jurisdiction: '445103',
        serviceName: 'x',
        stacktrace: ['at x'],
        expected: 'y',
      },
    };
    expect(maskShardError(error, 'correlation-1', { foreign: false })).toEqual({
      message: '没有权限',
      path: ['a', 0],
      extensions: { code: 'FORBIDDEN', jurisdiction: '445103', expected: 'y' },
    });
  });

  test('without a known code is an internal error under the correlation id, and for the log', () => {
    for (const code of [undefined, 'MY_CODE', 'INTERNAL_SERVER_ERROR']) {
      const error = { message: 'secret detail', extensions: { code } };
      const masked = maskShardError({ message: 'secret detail', extensions: { code } }, 'correlation-1', {
        foreign: false,
      });
      expect(masked.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', correlationId: 'correlation-1' });
      expect(masked.message).not.toContain('secret');
      expect(isMasked(error)).toBe(true);
    }
  });

  test.each([
    'select * from organisation where id = 1',
    'relation "organisation" does not exist',
    'request to http://10.0.0.1:4101/books failed',
    'connect ECONNREFUSED',
    'TypeError: x\n    at resolve (/srv/app/resolver.js:10:5)',
    '<html><body>Bad gateway</body></html>',
    'cannot open /etc/passwd/x',
    'postgres://user@host/db',
  ])('that shows %j is rewritten', (message) => {
    const masked = maskShardError(
      { message, extensions: { code: 'INVALID_INPUT', received: message } },
      'correlation-1',
      { foreign: false },
    );
    expect(masked).toEqual({
      message: '输入不合规则。A value breaks a rule of the domain.',
      extensions: { code: 'INVALID_INPUT' },
    });
  });

  test('that guesses what was meant names nothing that the shard hides', () => {
    const guess = 'Value "SECRE" does not exist in "Rank" enum. Did you mean the enum value "SECRET"?';
    const masked = maskShardError(
      { message: guess, extensions: { code: 'BAD_USER_INPUT' } },
      'correlation-1',
      { foreign: false },
    );
    expect(masked.message).toBe('Value "SECRE" does not exist in "Rank" enum.');
  });

  test('of a foreign federation keeps its own code, and its message where it is clean', () => {
    const mask = (message: string, code?: string) =>
      maskShardError({ message, extensions: { code } }, 'correlation-1', { foreign: true });
    expect(mask('sold out', 'SOLD_OUT')).toEqual({ message: 'sold out', extensions: { code: 'SOLD_OUT' } });
    expect(mask('sold out')).toMatchObject({
      message: 'sold out',
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
    expect(mask('at http://x/', 'SOLD_OUT').message).not.toContain('http');
  });
});

test('the messages of the contract show no insides', () => {
  let message = '';
  try {
    parseId('445103');
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message).toContain('<jurisdiction>');
  expect(showsInsides(message)).toBe(false);
  expect(showsInsides(expectation('INVALID_PAGE_SIZE', { expected: '1 to 500', received: 0 }).message)).toBe(
    false,
  );
});

describe("an error on Apollo's way out", () => {
  test('of validation keeps its message, code and place', () => {
    const formatted = {
      message: 'Cannot query field "x".',
      locations: [{ line: 1, column: 3 }],
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    };
    expect(maskError(formatted, new GraphQLError('x'), scope)).toEqual(formatted);
  });

  test('of the seam loses the name of the service', () => {
    const formatted = { message: 'm', path: ['a'], extensions: { code: 'SOLD_OUT', serviceName: 'books' } };
    expect(maskError(formatted, null, scope)).toEqual({
      message: 'm',
      path: ['a'],
      extensions: { code: 'SOLD_OUT' },
    });
  });

  test('of a whole entity fetch stands where the client can find it', () => {
    const at = (path: (string | number)[]) =>
      maskError({ message: 'm', path, extensions: { code: 'FORBIDDEN', serviceName: 'x' } }, null, scope)
        .path;
    expect(at(['books', '@', '_entities'])).toEqual(['books']);
    expect(at(['me', 'best', '_entities'])).toEqual(['me', 'best']);
    expect(at(['books', 3, 'loans'])).toEqual(['books', 3, 'loans']);
  });

  test('that nobody foresaw says nothing but where to look', () => {
    logged.length = 0;
    const formatted = {
      message: 'Cannot read properties of undefined',
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
    const masked = maskError(formatted, new TypeError('Cannot read properties of undefined'), scope);
    expect(masked.message).toContain('内部错误');
    expect(masked.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', correlationId: 'correlation-1' });
    expect(logged.join()).toContain('Cannot read properties');
  });

  test('that only has a status of the 400s is a bad request', () => {
    const error = new GraphQLError('provided sha does not match query', {
      extensions: { http: { status: 400 } },
    });
    const formatted = { message: error.message, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
    expect(maskError(formatted, error, scope)).toMatchObject({ extensions: { code: 'BAD_REQUEST' } });
  });
});
