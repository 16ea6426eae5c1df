import type { Federation } from '@jiedui/kit/federation';
import { expectation } from '@jiedui/schema/contract/error';
import { parseId, type RecordId } from '@jiedui/schema/contract/id';
import { type JurisdictionCode, parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

import type { MatchingPrinciple } from '../pairing/terms.ts';
import type { MatchingPolicy, Weights } from './policy.ts';

/** What a run may be asked for, and what follows from a score. Pure. */

const mostPairingsOfUnit = 50;

/** The policy with what was asked otherwise. @throws INVALID_INPUT where a number is out of bounds */
export function askedPolicy(
  policy: MatchingPolicy,
  asked: {
    weights?: Partial<Weights> | null;
    leastScore?: number | null;
    mostPairings?: number | null;
  },
): MatchingPolicy {
  const { weights, leastScore, mostPairings } = asked;
  const whole: MatchingPolicy = {
    ...policy,
    weights: { ...policy.weights, ...weights },
    leastScore: leastScore ?? policy.leastScore,
    mostPairings: mostPairings ?? policy.mostPairings,
  };
  const values = Object.values(whole.weights);
  if (!values.every((weight) => weight >= 0 && weight <= 1_000) || !values.some((weight) => weight > 0)) {
    throw expectation('INVALID_INPUT', {
      expected: 'weights: from 0 to 1000, not all 0',
      received: whole.weights,
    });
  }
  if (!(whole.leastScore >= 0 && whole.leastScore <= 1)) {
    throw expectation('INVALID_INPUT', { expected: 'leastScore: from 0 to 1', received: leastScore });
  }
  if (!(whole.mostPairings >= 1 && whole.mostPairings <= mostPairingsOfUnit)) {
    throw expectation('INVALID_INPUT', {
      expected: `mostPairings: from 1 to ${mostPairingsOfUnit}`,
      received: mostPairings,
    });
  }
  return whole;
}

/** Whose party organisations take part: those asked for, else of the jurisdiction and all below it. @throws INVALID_INPUT */
export function askedJurisdictions(
  { codes, isWithin }: Pick<Federation, 'codes' | 'isWithin'>,
  owner: JurisdictionCode,
  asked: readonly string[] | null | undefined,
): JurisdictionCode[] {
  const within = codes().filter((code) => isWithin(code, owner));
  if (asked == null) return within;
  const wanted = new Set<string>(asked.map(parseJurisdictionCode));
  const stranger = [...wanted].find((code) => !within.some((each) => each === code));
  if (stranger === undefined && wanted.size > 0) return within.filter((code) => wanted.has(code));
  throw expectation('INVALID_INPUT', {
    expected: `jurisdictions: at least one, each ${owner} or one below it`,
    received: stranger ?? asked,
  });
}

/** The units alone that take part; null: all of the jurisdiction. @throws INVALID_ID, INVALID_INPUT */
export function askedUnits(
  owner: JurisdictionCode,
  asked: readonly string[] | null | undefined,
): RecordId[] | null {
  if (asked == null) return null;
  const units = asked.map((text) => parseId(text, 'unit'));
  const stranger = units.find((unit) => unit.owner !== owner);
  if (!stranger && units.length > 0) return [...new Set(units.map(({ id }) => id))].sort();
  throw expectation('INVALID_INPUT', {
    expected: `units: at least one, each of ${owner}`,
    received: stranger?.id ?? asked,
  });
}

/** From this on a principle is one by which the sides were matched. Of 100. */
const principleFrom = 80;

/** The principles by which a pair is matched: those that it fits well by, or else the best. */
export function principlesOf(hundredths: Readonly<Record<MatchingPrinciple, number>>): MatchingPrinciple[] {
  const principles = Object.keys(hundredths) as MatchingPrinciple[];
  const most = Math.min(principleFrom, Math.max(...Object.values(hundredths)));
  return principles.filter((principle) => hundredths[principle] >= most);
}
