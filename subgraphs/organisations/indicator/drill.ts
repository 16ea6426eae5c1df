import type { Connection } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { type IndicatorPart, recordsBehind, setBehind } from '@jiedui/kit/indicator';
import type { ListArgs, Listing } from '@jiedui/kit/page';
import { equals } from '@jiedui/kit/sql';
import { expectation } from '@jiedui/schema/contract/error';

import type { OrganisationKind } from '../organisation/kinds.ts';
import { indicatorDefinitions } from './definitions.ts';
import type { IndicatorCode, IndicatorRecords } from './kinds.ts';
import { recordTables } from './record-sets.ts';

/** Which part of which indicator the records are wanted of. */
export interface Drill {
  code: IndicatorCode;
  version: number;
  part: IndicatorPart;
  kind?: OrganisationKind | null;
}

/** The root field that lists the records. */
const connections: Readonly<Record<IndicatorRecords, string>> = {
  PARTY_ORGANISATIONS: 'Query.indicatorPartyOrganisations',
  ORGANISATIONS: 'Query.indicatorOrganisations',
  DEMONSTRATION_SITES: 'Query.indicatorDemonstrationSites',
  INSTRUCTORS: 'Query.indicatorInstructors',
};

/**
 * The records behind a numerator or a denominator, as a page of their own listing.
 * @throws INVALID_INPUT where no such definition is, or where its part counts other records
 */
export function organisationRecordsBehind<Row extends object, Field extends string, Filter>(
  listing: Listing<Row, Field, Filter>,
  records: IndicatorRecords,
  context: RequestContext,
  { code, version, part, kind, ...page }: Drill & ListArgs<Field, Filter>,
): Connection<Row> {
  const { asOf } = page;
  const drill = { code, version, part, kind: kind ?? null, asOf: asOf ?? null };
  const { kind: kindColumn, history } = recordTables[records];
  return recordsBehind(
    listing,
    context,
    connections[records],
    drill,
    () => {
      const set = setBehind(indicatorDefinitions, drill, records, ({ byKind }) => {
        if (kind == null || byKind) return;
        throw expectation('INVALID_INPUT', { expected: `kind: none, for ${code}`, received: kind });
      });
      return {
        history,
        conditions: [set.condition?.(asOf), kindColumn ? equals(kindColumn, kind) : undefined],
      };
    },
    page,
  );
}
