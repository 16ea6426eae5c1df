import { expectation } from './error.ts';

declare const brand: unique symbol;

/**
 * 行政区划代码: a GB/T 2260 code of six digits, or, for a functional area without a national code, the code of its
 * seat followed by a local extension `x` and two digits (`445100x01`). Has no hyphen: ids begin with it.
 */
export type JurisdictionCode = string & { readonly [brand]: 'JurisdictionCode' };

const shape = /^[1-9][0-9]{5}(x[0-9]{2})?$/;

export function isJurisdictionCode(text: unknown): text is JurisdictionCode {
  return typeof text === 'string' && shape.test(text);
}

/** @throws INVALID_JURISDICTION_CODE with what was expected and received. */
export function parseJurisdictionCode(text: unknown): JurisdictionCode {
  if (isJurisdictionCode(text)) return text;
  throw expectation('INVALID_JURISDICTION_CODE', {
    expected: 'a GB/T 2260 code of six digits such as 445103, or a local extension such as 445100x01',
    received: text,
  });
}
