import { GraphQLError } from 'graphql';
import { describe, expect, test } from 'vitest';

import { newId, ownerOf, parseId, readId } from './id.ts';
import { parseJurisdictionCode } from './jurisdiction.ts';

const chaoan = parseJurisdictionCode('445103');

function refusal(work: () => unknown): GraphQLError {
  try {
    work();
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('ids', () => {
  test('an id tells its owner, type and unique part', () => {
    // The time of the ULID specification's own example.
    const id = newId(chaoan, 'org', 1_469_918_176_385, new Uint8Array(10));
    expect(id).toBe('445103-org-01aryz6s41' + '0'.repeat(16));
    expect(parseId(id, 'org')).toMatchObject({ owner: '445103', tag: 'org' });
  });

  test('ids made later sort later', () => {
    const ids = [1, 2, 1_000_000, 1_685_577_600_000].map((time) => newId(chaoan, 'org', time));
    expect(ids.toSorted()).toEqual(ids);
  });

  test('a local extension code owns records too', () => {
    const id = newId(parseJurisdictionCode('445100x01'), 'act');
    expect(ownerOf(id)).toBe('445100x01');
    expect(ownerOf('445100x01')).toBe('445100x01');
  });

  test.each([
    '',
    '445103',
    '445103-org',
    '445103-org-UPPER',
    '45103-org-01h1tg94000000000000000000',
    '445103-org-01h1tg94000000000000000000-x',
    7,
    null,
  ])('is no id: %j', (text) => {
    expect(readId(text)).toBeNull();
    expect(refusal(() => parseId(text)).extensions).toMatchObject({
      code: 'INVALID_ID',
      expected: expect.any(String),
      received: expect.any(String),
    });
  });

  test('an id of another type is refused with the type that was expected', () => {
    const error = refusal(() => parseId(newId(chaoan, 'act'), 'org'));
    expect(error.extensions).toMatchObject({ code: 'INVALID_ID' });
    expect(error.message).toContain('Organisation');
  });

  test.each(['44510', '4451033', '045103', '445103x', '445103x1', '445103-'])(
    'is no jurisdiction code: %j',
    (text) => {
      expect(refusal(() => parseJurisdictionCode(text)).extensions['code']).toBe('INVALID_JURISDICTION_CODE');
    },
  );

  test('what was received is echoed short', () => {
    const error = refusal(() => parseId('x'.repeat(10_000)));
    expect(error.message.length).toBeLessThan(300);
  });
});
