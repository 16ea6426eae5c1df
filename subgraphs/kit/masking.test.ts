import { codedError } from '@jiedui/schema/contract/error';
import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';

import { codeOf, type Fault, maskErrors } from './masking.ts';

const fault = (code: string, message = 'select secret from organisation'): Error =>
  Object.assign(new Error(message), { code });

test('faults of the driver show as what they mean for a client', () => {
  expect(codeOf(fault('ECONNREFUSED'))).toBe('DATABASE_UNAVAILABLE');
  expect(codeOf(fault('57P01'))).toBe('DATABASE_UNAVAILABLE');
  expect(codeOf(fault('53300'))).toBe('DATABASE_UNAVAILABLE');
  expect(codeOf(fault('25006'))).toBe('DATABASE_UNAVAILABLE');
  expect(codeOf(fault('57014'))).toBe('JURISDICTION_TIMEOUT');
  expect(codeOf(new DOMException('late', 'TimeoutError'))).toBe('JURISDICTION_TIMEOUT');
  expect(codeOf(fault('22021'))).toBe('INVALID_INPUT');
  expect(codeOf(fault('42601'))).toBe('INTERNAL_SERVER_ERROR');
  expect(codeOf(new Error('wrapped', { cause: fault('ECONNRESET') }))).toBe('DATABASE_UNAVAILABLE');
  expect(codeOf(new AggregateError([fault('ECONNREFUSED')]))).toBe('DATABASE_UNAVAILABLE');
  expect(codeOf('thrown text')).toBe('INTERNAL_SERVER_ERROR');
});

test('an error with a code of the registry goes out as it is; any other loses its text and is reported', () => {
  const reported: Fault[] = [];
  const [own, foreign] = maskErrors(
    [
      new GraphQLError('x', { path: ['a'], originalError: codedError('FORBIDDEN', 'no') }),
      new GraphQLError('select secret', { path: ['b', 0], originalError: fault('42601') }),
    ],
    'correlation-1',
    (each) => reported.push(each),
  );
  expect(own).toMatchObject({ path: ['a'], extensions: { code: 'FORBIDDEN' } });
  expect(foreign).toMatchObject({
    path: ['b', 0],
    extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId: 'correlation-1' },
  });
  expect(JSON.stringify(foreign)).not.toContain('secret');
  expect(reported.map(({ path }) => path)).toEqual(['b.0']);
});
