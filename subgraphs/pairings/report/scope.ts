import type { RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

import type { ActivityFilter } from '../activity/listing.ts';
import type { CoBuildingFilter } from '../co-building/groups.ts';
import type { ObligationFilter } from '../obligation/listing.ts';
import { defaultPolicy, obligationRules } from '../obligation/rules.ts';
import type { ObligationRule } from '../obligation/terms.ts';
import type { PairingFilter } from '../pairing/listing.ts';
import { activeStates } from '../pairing/terms.ts';
import type { ProjectFilter } from '../project/listing.ts';
import type { Period } from './rules.ts';
import type { ReportKind } from './terms.ts';

/** What a report tells of: the records of one owner, of one of its pairings, of one unit's, or all. */
export interface Scope {
  kind: ReportKind;
  owner: JurisdictionCode;
  pairingId: RecordId | null;
  unitId: RecordId | null;
  year: number;
  period: Period;
}

/**
 * The records that a report counts, as filters of the lists of the graph. What computes its numbers and what gives them again
 * both take these, so that neither can count what the other does not.
 */
export interface ScopeFilters {
  activities: ActivityFilter;
  obligations: ObligationFilter;
  pairings: PairingFilter;
  projects: ProjectFilter;
  items: CoBuildingFilter;
}

/** What pairings are held to. Which rules there are is no policy. */
export const fiveOnes: readonly ObligationRule[] = obligationRules(defaultPolicy)
  .filter(({ of }) => of === 'PAIRING')
  .map(({ rule }) => rule);

export function filtersOf({ kind, pairingId, unitId, year, period: { from, to } }: Scope): ScopeFilters {
  const ofPairing = kind === 'PAIRING' ? { pairing: pairingId } : {};
  const ofUnit = kind === 'UNIT' ? { unit: unitId } : {};
  return {
    activities: {
      ...ofPairing,
      ...(kind === 'UNIT' && { pairingUnit: unitId }),
      heldFrom: from,
      heldTo: to,
    },
    // Whole years: an obligation of the year is one also where the pairing lived in a part of it.
    obligations: {
      ...ofPairing,
      ...ofUnit,
      rule: [...fiveOnes],
      from: `${year}-01-01`,
      to: `${year}-12-31`,
    },
    pairings: { ...ofUnit, state: [...activeStates, 'ENDED'], startedTo: to, notEndedBefore: from },
    projects: { ...ofPairing, ...ofUnit, startedTo: to, notFinishedBefore: from },
    items: { ...ofPairing, ...ofUnit, from: year, to: year },
  };
}
