import { type Connection, listAll } from '@jiedui/kit/connection';
import { askedOwners, type RequestContext } from '@jiedui/kit/context';
import { refuseFuture } from '@jiedui/kit/history';
import type { ListArgs, Listing } from '@jiedui/kit/page';
import { equals } from '@jiedui/kit/sql';
import { expectation } from '@jiedui/schema/contract/error';

import type { OrganisationKind } from '../organisation/kinds.ts';
import { indicatorDefinition, indicatorDefinitions } from './definitions.ts';
import type { IndicatorCode, IndicatorPart, IndicatorRecords } from './kinds.ts';
import { type RecordSet, recordTables } from './record-sets.ts';

/** Which part of which indicator the records are wanted of. */
export interface Drill {
  code: IndicatorCode;
  version: number;
  part: IndicatorPart;
  kind?: OrganisationKind | null;
  asOf?: string | null;
}

interface Drilled<Filter> {
  drill: Drill;
  filter?: Filter | null;
}

/** The root field that lists the records. */
const connections: Readonly<Record<IndicatorRecords, string>> = {
  PARTY_ORGANISATIONS: 'Query.indicatorPartyOrganisations',
  ORGANISATIONS: 'Query.indicatorOrganisations',
  DEMONSTRATION_SITES: 'Query.indicatorDemonstrationSites',
  INSTRUCTORS: 'Query.indicatorInstructors',
};

/**
 * The records behind a numerator or a denominator, as a page of their own listing: the total of the connection is the
 * number in the indicator.
 * @throws INVALID_INPUT where no such definition is, or where its part counts other records
 */
export function recordsBehind<Row extends object, Field extends string, Filter>(
  listing: Omit<Listing<Row, Field, Filter>, 'derived'>,
  records: IndicatorRecords,
  context: RequestContext,
  { code, version, part, kind, asOf, filter, ...rest }: Drill & ListArgs<Field, Filter>,
): Connection<Row> {
  // Before anything else, as the gateway does: of two faults both name the same one.
  askedOwners(context, rest.jurisdictions);
  const drill: Drill = { code, version, part, kind: kind ?? null, asOf: asOf ?? null };
  const set = setOf(drill, records);
  refuseFuture(context, asOf);
  const { kind: kindColumn, history } = recordTables[records];
  const drilled: Listing<Row, Field, Drilled<Filter>> = {
    ...listing,
    ...(history && { history }),
    conditions: ({ filter: own }, inner, day) => [
      set.condition?.(asOf),
      kindColumn ? equals(kindColumn, kind) : undefined,
      ...(own == null ? [] : listing.conditions(own, inner, day)),
    ],
  };
  return listAll(drilled, context, connections[records], {
    ...rest,
    filter: { drill, filter: filter ?? null },
    asOf: history ? (asOf ?? null) : null,
  });
}

function setOf({ code, version, part, kind }: Drill, records: IndicatorRecords): RecordSet {
  const definition = indicatorDefinition(code, version);
  if (!definition) {
    const versions = indicatorDefinitions.filter((each) => each.code === code).map((each) => each.version);
    throw expectation('INVALID_INPUT', {
      expected: `version: ${versions.join(' or ')} of ${code}`,
      received: version,
    });
  }
  if (kind != null && !definition.byKind) {
    throw expectation('INVALID_INPUT', { expected: `kind: none, for ${code}`, received: kind });
  }
  const set = part === 'NUMERATOR' ? definition.numerator : definition.denominator;
  if (set.records === records) return set;
  const fitting = indicatorDefinitions
    .filter((each) => (part === 'NUMERATOR' ? each.numerator : each.denominator).records === records)
    .map((each) => `${each.code} v${each.version}`);
  throw expectation('INVALID_INPUT', {
    expected: `an indicator whose ${part.toLowerCase()} counts ${records} (${[...new Set(fitting)].join(', ')})`,
    received: `${code} v${version}, which counts ${set.records}`,
  });
}
