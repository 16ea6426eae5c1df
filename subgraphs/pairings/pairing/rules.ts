import type { Federation, JurisdictionEntry } from '@jiedui/kit/federation';
import type { Reference } from '@jiedui/kit/ids';
import { refusedStep } from '@jiedui/kit/transition';
import { isOfficerOf, isUnitsLiaison } from '@jiedui/kit/viewer-rules';
import { expectation } from '@jiedui/schema/contract/error';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import type { GraphQLError } from 'graphql';

import type { Pairing } from './entity.ts';
import { activeStates, type PairingKind, type PairingState, pairingWorkflow } from './terms.ts';

/** Who may propose, confirm and end pairings, what sides each kind has, and when. Pure; days are YYYY-MM-DD, Asia/Shanghai. */

/** 谁可以提出（及撤回）拟结对: an officer of the owner, or there the liaison of the unit that it concerns. */
export function mayPropose(
  viewer: Viewer,
  place: Pick<JurisdictionEntry, 'code' | 'level'>,
  concerned: readonly (string | null | undefined)[],
): boolean {
  return isOfficerOf(viewer, place) || concerned.some((unit) => isUnitsLiaison(viewer, unit, place.code));
}

/** The sides of a pairing as somebody wants them. */
export interface Sides {
  jurisdiction: JurisdictionCode;
  kind: PairingKind;
  unit: Reference | null;
  organisation: Reference | null;
  partyOrganisation: Reference | null;
  /** A village or school that is in no ledger, by its name. */
  counterpart: string | null;
  promotedBy: Reference | null;
}

/**
 * INVALID_INPUT for sides that the kind does not have, or lacks, else null. Edges run within a lineage: a pairing is looked
 * for at the owners of its sides and above, so its own jurisdiction must be that owner or lie above it.
 */
export function brokenSides(sides: Sides, { isWithin }: Pick<Federation, 'isWithin'>): GraphQLError | null {
  const { jurisdiction, kind, unit, organisation, partyOrganisation, counterpart, promotedBy } = sides;
  const refuse = (expected: string, received: unknown) =>
    expectation('INVALID_INPUT', { expected, received });
  if (!organisation && !partyOrganisation) {
    return refuse(`organisation or partyOrganisation of a ${kind}`, null);
  }
  if (kind === 'UNIT_ORGANISATION') {
    if (!unit) return refuse('unit: the member unit of a UNIT_ORGANISATION', null);
    if (counterpart !== null) return refuse('counterpart: none, both sides are in the ledger', counterpart);
  } else {
    if (unit) return refuse(`unit: none of a ${kind}; promotedBy names the unit that promotes it`, unit.id);
    if (counterpart === null) {
      const side = kind === 'ENTERPRISE_VILLAGE' ? 'village' : 'school';
      return refuse(`counterpart: the name of the other side, a ${side}`, null);
    }
  }
  for (const [side, reference] of Object.entries({ unit, organisation, partyOrganisation, promotedBy })) {
    if (!reference || isWithin(reference.owner, jurisdiction)) continue;
    return refuse(`${side}: one of ${jurisdiction} or of a jurisdiction below it`, reference.id);
  }
  return null;
}

/** A pairing may be entered ahead of the year in which it begins. */
const mostDaysAhead = 366;

/** INVALID_INPUT where a pairing would begin later than within a year, else null. */
export function brokenStart(startedOn: string, today: string): GraphQLError | null {
  const latest = new Date(Date.parse(today) + mostDaysAhead * 86_400_000).toISOString().slice(0, 10);
  if (startedOn <= latest) return null;
  return expectation('INVALID_INPUT', {
    expected: `startedOn: ${latest} at the latest`,
    received: startedOn,
  });
}

export function isActive(state: PairingState): boolean {
  return (activeStates as readonly PairingState[]).includes(state);
}

export type LifeStep =
  | { step: 'CONFIRMED'; startedOn?: string | null | undefined }
  | { step: 'REFUSED' }
  | { step: 'RENEWED'; on: string }
  | { step: 'ENDED'; on: string };

type Life = Pick<Pairing, 'state' | 'startedOn' | 'endedOn' | 'refusedOn' | 'renewedOn'>;

/** The first and the last day on which the pairing did something, as far as its owner knows. */
export interface Held {
  first: string | null;
  last: string | null;
}

/**
 * What a step leaves of a pairing.
 * @throws INVALID_TRANSITION from another state; INVALID_INPUT for a day on which it cannot be taken
 */
export function afterStep(pairing: Life, step: LifeStep, today: string, held: Held): Partial<Life> {
  const { state, startedOn } = pairing;
  const to: PairingState = step.step === 'REFUSED' ? 'ENDED' : step.step;
  const refused = refusedStep(pairingWorkflow, state, to);
  if (refused) throw refused;
  switch (step.step) {
    case 'CONFIRMED': {
      const begins = step.startedOn ?? startedOn;
      const broken = brokenStart(begins, today);
      if (broken) throw broken;
      return { state: to, startedOn: begins };
    }
    case 'REFUSED':
      if (state !== 'PROPOSED') {
        throw expectation('INVALID_TRANSITION', {
          expected: 'a proposal; what is active is ended (endPairing)',
          received: state,
        });
      }
      return { state: to, refusedOn: today };
    case 'RENEWED':
      refuseDay('renewedOn', step.on, { earliest: later(startedOn, pairing.renewedOn), latest: today });
      return { state: to, renewedOn: step.on };
    case 'ENDED':
      if (state === 'PROPOSED') {
        throw expectation('INVALID_TRANSITION', {
          expected: 'an active pairing; a proposal is refused (refusePairing)',
          received: state,
        });
      }
      refuseDay('endedOn', step.on, {
        earliest: later(later(startedOn, pairing.renewedOn), held.last),
        latest: today,
      });
      return { state: to, endedOn: step.on };
    default:
      throw new Error(`Unplanned ${step satisfies never}`);
  }
}

/**
 * INVALID_INPUT where corrected days do not fit each other or what was done, else null. Only of what ended is the end
 * corrected: to end a pairing is a step of its own.
 */
export function brokenDays(
  { state, startedOn, endedOn = null, refusedOn = null, renewedOn = null }: Life,
  today: string,
  { first, last }: Held,
): GraphQLError | null {
  if (endedOn !== null && (state !== 'ENDED' || refusedOn !== null)) {
    return expectation('INVALID_INPUT', {
      expected: `endedOn: none of a pairing that is ${refusedOn === null ? state : 'refused'}`,
      received: endedOn,
    });
  }
  if (endedOn === null && state === 'ENDED' && refusedOn === null) {
    return expectation('INVALID_INPUT', { expected: 'endedOn: the day on which it ended', received: null });
  }
  const bound = [first, renewedOn, endedOn].reduce(
    (least, day) => (day !== null && (least === null || day < least) ? day : least),
    null,
  );
  if (bound !== null && startedOn > bound) {
    return expectation('INVALID_INPUT', {
      expected: `startedOn: ${bound} at the latest, on which the pairing did something`,
      received: startedOn,
    });
  }
  const broken = brokenStart(startedOn, today);
  if (broken || endedOn === null) return broken;
  const earliest = later(renewedOn ?? startedOn, last);
  if (endedOn >= earliest && endedOn <= today) return null;
  return expectation('INVALID_INPUT', { expected: `endedOn: ${earliest} to ${today}`, received: endedOn });
}

function refuseDay(
  field: string,
  day: string,
  { earliest, latest }: { earliest: string; latest: string },
): void {
  if (day >= earliest && day <= latest) return;
  throw expectation('INVALID_INPUT', { expected: `${field}: ${earliest} to ${latest}`, received: day });
}

function later(day: string, other: string | null | undefined): string {
  return other != null && other > day ? other : day;
}
