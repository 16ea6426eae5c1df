import type { Federation, JurisdictionEntry } from '@jiedui/kit/federation';
import { refusedStep } from '@jiedui/kit/transition';
import { hasRole, isOfficerOf, isUnitsLiaison } from '@jiedui/kit/viewer-rules';
import { expectation } from '@jiedui/schema/contract/error';
import { ownerOf, type RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import type { GraphQLError } from 'graphql';

import { type ReportKind, type ReportState, reportWorkflow } from './terms.ts';

/** Who may write and see reports, and of which periods there are any. Pure. */

/** Days, YYYY-MM-DD, Asia/Shanghai; both included. */
export interface Period {
  from: string;
  to: string;
}

/** 起草、提交: the officers of the owner every report; the liaison of a unit those of its pairings. */
export function mayWriteReport(
  viewer: Viewer,
  { kind, unitId }: { kind: ReportKind; unitId?: string | null },
  owner: Pick<JurisdictionEntry, 'code' | 'level'>,
): boolean {
  return isOfficerOf(viewer, owner) || (kind === 'PAIRING' && isLiaisonOf(viewer, unitId));
}

function isLiaisonOf(viewer: Viewer, unitId: string | null | undefined): boolean {
  return unitId != null && isUnitsLiaison(viewer, unitId, ownerOf(unitId) ?? '');
}

/** What of the reports of one owner a viewer sees; parts of it, added up. */
export type ReportView =
  | { kind: 'every' }
  /** Those of the pairings of a unit. */
  | { kind: 'ofPairingsOf'; unit: RecordId }
  /** Those of a unit itself, once submitted. */
  | { kind: 'submittedOf'; unit: RecordId }
  | { kind: 'submitted' };

/**
 * Drafts are for their writers and the officers of the owner. What was submitted is also for the city above it, for auditors,
 * and for the unit that it tells of; nothing for the public.
 */
export function reportViews(
  viewer: Viewer,
  owner: Pick<JurisdictionEntry, 'code' | 'level'>,
  { entries, isWithin }: Pick<Federation, 'entries' | 'isWithin'>,
): readonly ReportView[] {
  if (isOfficerOf(viewer, owner)) return [{ kind: 'every' }];
  const above = entries.some(
    (place) => place.level === 'CITY' && isWithin(owner.code, place.code) && isOfficerOf(viewer, place),
  );
  const views: ReportView[] = [];
  if (above || hasRole(viewer, 'AUDITOR')) views.push({ kind: 'submitted' });
  if (viewer.unit && isLiaisonOf(viewer, viewer.unit)) {
    views.push({ kind: 'ofPairingsOf', unit: viewer.unit }, { kind: 'submittedOf', unit: viewer.unit });
  }
  return views;
}

/** The years that can have a report: the platform's records begin with none earlier. */
const firstYear = 2000;

/** The days of a year, or INVALID_INPUT where no report is made of it. */
export function yearPeriod(year: number, today: string): Period | GraphQLError {
  const thisYear = Number(today.slice(0, 4));
  if (year < firstYear || year > thisYear) {
    return expectation('INVALID_INPUT', { expected: `year: ${firstYear} to ${thisYear}`, received: year });
  }
  return { from: `${year}-01-01`, to: `${year}-12-31` };
}

/** What decides the period of a pairing's report. */
export interface Lifetime {
  startedOn: string;
  endedOn?: string | null;
}

/** The days of the year that the pairing lived in, or INVALID_INPUT where it lived in none of them. */
export function pairingPeriod(
  year: number,
  { startedOn, endedOn }: Lifetime,
  today: string,
): Period | GraphQLError {
  const whole = yearPeriod(year, today);
  if ('message' in whole) return whole;
  const from = startedOn > whole.from ? startedOn : whole.from;
  const to = endedOn != null && endedOn < whole.to ? endedOn : whole.to;
  if (from <= to) return { from, to };
  return expectation('INVALID_INPUT', {
    expected: `year: one in which the pairing was in force, from ${startedOn}${endedOn == null ? ' on' : ` to ${endedOn}`}`,
    received: year,
  });
}

/**
 * INVALID_INPUT where the period is not over, else null: a year that has ended in Shanghai, or a pairing that has ended, on
 * the very day at the earliest.
 */
export function unfinished(
  { to }: Period,
  { endedOn }: Pick<Lifetime, 'endedOn'>,
  today: string,
): GraphQLError | null {
  if (to < today || (endedOn != null && endedOn === to && to <= today)) return null;
  return expectation('INVALID_INPUT', {
    expected: `a finished period: one that ended before ${today}, or with its pairing`,
    received: `one that ends on ${to}`,
  });
}

/** INVALID_TRANSITION where the report stands where this step cannot be taken, else null. */
export function refusedReportStep(
  { state, hash }: { state: ReportState; hash?: string | null },
  to: ReportState,
): GraphQLError | null {
  if (hash != null && to !== 'ASSESSED') {
    return expectation('INVALID_TRANSITION', {
      expected: 'a draft',
      received: `a report that is locked: ${state}, ${hash}`,
    });
  }
  return refusedStep(reportWorkflow, state, to);
}

export function noSuchReport(id: RecordId, owner: JurisdictionCode): GraphQLError {
  return expectation('NOT_FOUND', { expected: `a report of ${owner}`, received: id });
}
