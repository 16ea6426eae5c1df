import type { Connection } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { recordsBehind, setBehind } from '@jiedui/kit/indicator';
import type { ListArgs, Listing } from '@jiedui/kit/page';

import type { PairingDrillArgs } from './args.ts';
import { pairingIndicators } from './definitions.ts';
import { periodOf } from './indicators.ts';
import type { PairingIndicatorRecords } from './kinds.ts';
import { recordsOf } from './records.ts';

/** The root field that lists the records. */
const connections: Readonly<Record<PairingIndicatorRecords, string>> = {
  OBLIGATIONS: 'Query.pairingIndicatorObligations',
  ACTIVITIES: 'Query.pairingIndicatorActivities',
  PAIRINGS: 'Query.pairingIndicatorPairings',
};

/**
 * The records behind a numerator or a denominator, as a page of their own listing.
 * @throws INVALID_INPUT where no such definition is, its part counts other records, or the period is none
 */
export function pairingRecordsBehind<Row extends object, Field extends string, Filter>(
  listing: Listing<Row, Field, Filter>,
  records: PairingIndicatorRecords,
  context: RequestContext,
  { code, version, part, from, asOf }: PairingDrillArgs,
  page: ListArgs<Field, Filter>,
): Connection<Row> {
  const drill = { code, version: version ?? 1, part, from: from ?? null, asOf: asOf ?? null };
  return recordsBehind(
    listing,
    context,
    connections[records],
    drill,
    () => {
      const set = setBehind(pairingIndicators, drill, records);
      const period = periodOf(context, drill);
      return {
        conditions: [set.condition(period)],
        ...(records === 'OBLIGATIONS' && { derived: recordsOf(context, records, period, 'each') }),
      };
    },
    page,
  );
}
