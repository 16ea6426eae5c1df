import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readCursor, writeCursor } from './cursor.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

describe('cursors', () => {
  test('a cursor gives its parts back', () => {
    fc.assert(
      fc.property(
        bytes(16),
        bytes(8),
        fc.uint8Array({ minLength: 1, maxLength: 60 }),
        (seal, fingerprint, key) => {
          expect(readCursor(writeCursor({ seal, fingerprint, key }))).toEqual({ seal, fingerprint, key });
        },
      ),
      { seed: 20230603 },
    );
  });

  test.each(['', 'x', 'AAAA', '=', 'AQ==', ' AQ', null, 7, {}])('is no cursor: %j', (text) => {
    expect(readCursor(text)).toBeNull();
  });
});
