import type { RequestContext } from '@jiedui/kit/context';
import { type Expression, sql } from '@jiedui/kit/sql';

import { type Counting, obligationsOf } from '../obligation/derive.ts';
import { policyOf } from '../obligation/rules.ts';
import type { IndicatorPeriod } from './definitions.ts';
import type { PairingIndicatorRecords } from './kinds.ts';

/** Where records of a kind are read for the indicators of a period: `together` for numbers over all, `each` for a page of them. */
export function recordsOf(
  context: Pick<RequestContext, 'policies'>,
  records: PairingIndicatorRecords,
  { from, to }: IndicatorPeriod,
  counting: Counting,
): Expression {
  switch (records) {
    case 'OBLIGATIONS':
      return obligationsOf({ from, to, asOf: to }, policyOf(context), { counting });
    case 'ACTIVITIES':
      return sql`activity`;
    case 'PAIRINGS':
      return sql`pairing`;
    default:
      throw new Error(`Unplanned ${records satisfies never}`);
  }
}
