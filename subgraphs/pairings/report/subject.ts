import { ownedBy } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { all, run, sql } from '@jiedui/kit/sql';
import { lockedRecord } from '@jiedui/kit/change';
import { optionalText } from '@jiedui/kit/text';
import { expectation } from '@jiedui/schema/contract/error';
import type { RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { GraphQLError } from 'graphql';

import { Pairing } from '../pairing/entity.ts';
import { pairings } from '../pairing/listing.ts';
import { type Lifetime, pairingPeriod, type Period, unfinished, yearPeriod } from './rules.ts';
import { filtersOf } from './scope.ts';
import type { ReportKind } from './terms.ts';

interface Wanted {
  kind: ReportKind;
  owner: JurisdictionCode;
  year: number;
  pairingId: RecordId | null;
  unitId: RecordId | null;
  /** The unit's, where its pairings do not tell it. */
  name?: string | null;
}

interface Subject {
  name: string;
  pairingId: RecordId | null;
  unitId: RecordId | null;
  periodFrom: string;
  periodTo: string;
}

/** What a new report tells of. @throws NOT_FOUND, INVALID_INPUT where there is no such subject, or its period is not over */
export async function subjectOf(context: RequestContext, wanted: Wanted): Promise<Subject> {
  const { kind, owner, year, pairingId, unitId } = wanted;
  const today = context.clock.today();
  const pairing = pairingId ? await confirmedPairing(context, pairingId, owner) : null;
  const period = periodOf(year, pairing, today);
  const running = unfinished(period, pairing ?? {}, today);
  if (running) throw running;
  const name =
    kind === 'UNIT'
      ? await unitName(context, wanted, period)
      : (pairing?.title ?? context.federation.find(owner)!.name);
  return {
    name,
    pairingId,
    unitId: pairing ? (pairing.unitId ?? null) : unitId,
    periodFrom: period.from,
    periodTo: period.to,
  };
}

/** The period of a year's report, of a pairing or not. @throws INVALID_INPUT */
export function periodOf(year: number, pairing: Lifetime | null, today: string): Period {
  const period = pairing ? pairingPeriod(year, pairing, today) : yearPeriod(year, today);
  if (period instanceof GraphQLError) throw period;
  return period;
}

async function confirmedPairing(
  { em }: RequestContext,
  id: RecordId,
  owner: JurisdictionCode,
): Promise<Pairing> {
  const pairing = await lockedRecord(em, Pairing, id);
  if (!pairing || pairing.owner !== owner) {
    throw expectation('NOT_FOUND', { expected: `a pairing of ${owner}`, received: id });
  }
  if (pairing.state !== 'PROPOSED' && pairing.refusedOn == null) return pairing;
  throw expectation('INVALID_INPUT', {
    expected: 'pairing: one that was confirmed',
    received: pairing.state,
  });
}

/**
 * Units are kept elsewhere: what is known of them here is their pairings, whose titles begin with the unit's name. Where they do
 * not agree, it is asked for.
 */
async function unitName(
  context: RequestContext,
  { owner, year, unitId, name }: Wanted,
  period: Period,
): Promise<string> {
  const { pairings: filter } = filtersOf({ kind: 'UNIT', owner, year, unitId, pairingId: null, period });
  const rows = await run<{ title: string }>(
    context,
    sql`select r.title from pairing r where ${all([ownedBy([owner]), ...pairings.conditions(filter, context)])}`,
  );
  if (rows.length === 0) {
    throw expectation('INVALID_INPUT', {
      expected: `unit: one with a pairing of ${owner} in force in ${year}`,
      received: unitId,
    });
  }
  const given = optionalText(name, { field: 'name' });
  if (given) return given;
  const [first, ...others] = new Set(rows.map(({ title }) => title.split(' ↔ ')[0]!));
  if (others.length === 0) return first!;
  throw expectation('INVALID_INPUT', {
    expected: 'name: the name of the unit, on which the titles of its pairings do not agree',
    received: name ?? null,
  });
}
