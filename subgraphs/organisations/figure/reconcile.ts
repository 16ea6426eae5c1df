import { type Decimal } from './decimal.ts';
import {
  attainable,
  attainablePairs,
  fits,
  type Found,
  type Nearest,
  nearestShares,
  type Share,
  type ShareBounds,
} from './share.ts';

/** What arithmetic needs to know of a published figure. */
export type FigureFacts =
  | { unit: 'COUNT'; value: Decimal; atLeast: boolean }
  | {
      unit: 'PERCENT';
      value: Decimal;
      atLeast: boolean;
      /** What the publication tells of the share behind it; null where it tells nothing. */
      bounds: ShareBounds | null;
    };

/** What the records give. */
export type Derived =
  | { kind: 'COUNT'; count: number }
  | { kind: 'SHARE'; share: Share }
  /** Nothing to compare with. */
  | { kind: 'NONE'; reason: UnclearReason };

/** ELSEWHERE: another ledger keeps such records. EMPTY: there is no record to divide by. */
export type UnclearReason = 'ELSEWHERE' | 'EMPTY';

export interface Comparison {
  figure: FigureFacts;
  derived: Derived;
  /** Records behind `derived` are generated: whether they agree proves nothing. */
  demonstration?: boolean;
  /** A second rate over another part of the same whole: the denominators of both add up to the total. */
  partner?: { figure: FigureFacts; total: number } | undefined;
  /** The figures that the publication gives as parts of this one. */
  parts?: readonly Decimal[] | undefined;
}

/** One thing that a comparison finds. */
export type Finding =
  | { verdict: 'DERIVED_MATCH'; derived: Exclude<Derived, { kind: 'NONE' }> }
  | { verdict: 'DERIVED_DIFFERS'; derived: Exclude<Derived, { kind: 'NONE' }>; outOfBounds: boolean }
  /** Whole numbers exist behind the rate: these. `pairs` where a second rate narrows them. */
  | {
      verdict: 'ATTAINABLE';
      bounds: ShareBounds;
      candidates: Found<Share>;
      pairs: Found<[Share, Share]> | null;
    }
  /** No whole numbers give the rate within the bounds, or none beside the second rate. */
  | {
      verdict: 'UNATTAINABLE';
      bounds: ShareBounds;
      nearest: Nearest | null;
      /** The shares with a lesser denominator that would give it: what the scope may have been. */
      elsewhere: Found<Share>;
      /** Each rate is attainable alone; no pair has the joint total. */
      jointly: boolean;
    }
  /** What the parts leave of the whole; negative where they overlap. Never zero. */
  | { verdict: 'RESIDUAL'; residual: Decimal; parts: readonly Decimal[] }
  | { verdict: 'SCOPE_UNCLEAR'; reason: UnclearReason };

export type Verdict = Finding['verdict'];

/** What a reader must know first. */
const precedence: readonly Verdict[] = [
  'UNATTAINABLE',
  'DERIVED_DIFFERS',
  'RESIDUAL',
  'DERIVED_MATCH',
  'ATTAINABLE',
  'SCOPE_UNCLEAR',
];

/** How many shares or pairs are listed; all are counted. */
export const mostListed = 50;

/** Everything that can be said of a figure, the weightiest first. Never empty. */
export function reconcile(comparison: Comparison): [Finding, ...Finding[]] {
  const findings = [arithmeticOf(comparison), againstRecords(comparison), residualOf(comparison)].filter(
    (finding) => finding !== null,
  );
  findings.sort((a, b) => precedence.indexOf(a.verdict) - precedence.indexOf(b.verdict));
  return findings as [Finding, ...Finding[]];
}

function arithmeticOf({ figure, partner }: Comparison): Finding | null {
  if (figure.unit !== 'PERCENT' || !figure.bounds) return null;
  const rate = { ...figure.value, atLeast: figure.atLeast };
  const { bounds } = figure;
  const candidates = attainable(rate, bounds, mostListed);
  if (candidates.count === 0) {
    const elsewhere = attainable(rate, { ...bounds, from: 1, to: bounds.from - 1 }, mostListed);
    return {
      verdict: 'UNATTAINABLE',
      bounds,
      nearest: nearestShares(rate, bounds),
      elsewhere,
      jointly: false,
    };
  }
  if (partner?.figure.unit !== 'PERCENT' || !partner.figure.bounds) {
    return { verdict: 'ATTAINABLE', bounds, candidates, pairs: null };
  }
  const pairs = attainablePairs(
    [rate, { ...partner.figure.value, atLeast: partner.figure.atLeast }],
    [bounds, partner.figure.bounds],
    partner.total,
    mostListed,
  );
  if (pairs.count > 0) return { verdict: 'ATTAINABLE', bounds, candidates, pairs };
  return { verdict: 'UNATTAINABLE', bounds, nearest: null, elsewhere: candidates, jointly: true };
}

function againstRecords({ figure, derived }: Comparison): Finding {
  if (derived.kind === 'NONE') return { verdict: 'SCOPE_UNCLEAR', reason: derived.reason };
  const same = agrees(figure, derived);
  const outOfBounds =
    figure.unit === 'PERCENT' && derived.kind === 'SHARE' && !within(figure.bounds, derived.share);
  return same && !outOfBounds
    ? { verdict: 'DERIVED_MATCH', derived }
    : { verdict: 'DERIVED_DIFFERS', derived, outOfBounds: same && outOfBounds };
}

function agrees(figure: FigureFacts, derived: Exclude<Derived, { kind: 'NONE' }>): boolean {
  const { value, atLeast } = figure;
  if (derived.kind === 'SHARE')
    return figure.unit === 'PERCENT' && fits({ ...value, atLeast }, derived.share);
  if (figure.unit !== 'COUNT') return false;
  const counted = BigInt(derived.count) * 10n ** BigInt(value.decimals);
  return atLeast ? counted >= value.units : counted === value.units;
}

function within(bounds: ShareBounds | null, { numerator, denominator }: Share): boolean {
  if (!bounds) return true;
  const told = bounds.numerator == null || bounds.numerator === numerator;
  return told && denominator >= bounds.from && denominator <= bounds.to;
}

function residualOf({ figure, parts = [] }: Comparison): Finding | null {
  if (figure.unit !== 'COUNT' || parts.length === 0) return null;
  const residual = residualAfter(figure.value, parts);
  return residual.units === 0n ? null : { verdict: 'RESIDUAL', residual, parts };
}

/** What the parts leave of the whole. Its units are negative where the parts exceed it. */
export function residualAfter(whole: Decimal, parts: readonly Decimal[]): Decimal {
  const decimals = Math.max(whole.decimals, ...parts.map((part) => part.decimals));
  const scaled = (each: Decimal): bigint => each.units * 10n ** BigInt(decimals - each.decimals);
  return { units: parts.reduce((rest, part) => rest - scaled(part), scaled(whole)), decimals };
}
