import type { Decimal } from './decimal.ts';

/** Every denominator up to a bound is tried: 20,000 take some 80 ms. */
export const greatestDenominator = 20_000;

/** So many of so many: whole numbers, the numerator 0 to the denominator, the denominator at least 1. */
export interface Share {
  numerator: number;
  denominator: number;
}

/** What is known of a share behind a published percentage: its least and greatest denominator, and its numerator if told. */
export interface ShareBounds {
  from: number;
  to: number;
  numerator?: number | null;
}

/** A published percentage. It stands for every share that rounds to it, half up; or for all from it upwards. */
export interface Rate extends Decimal {
  atLeast?: boolean;
}

/** How many there are, and the first of them. */
export interface Found<Item> {
  count: number;
  first: Item[];
}

/** A share in percent, rounded half up: in units of 10^-`decimals`. Exact: no floating point. */
export function roundedShare({ numerator, denominator }: Share, decimals: number): bigint {
  const whole = wholeOf(decimals);
  return (2n * BigInt(numerator) * whole + BigInt(denominator)) / (2n * BigInt(denominator));
}

/** Whether a share would be published as this rate. */
export function fits(rate: Rate, share: Share): boolean {
  return rate.atLeast
    ? BigInt(share.numerator) * wholeOf(rate.decimals) >= rate.units * BigInt(share.denominator)
    : roundedShare(share, rate.decimals) === rate.units;
}

/** The shares within the bounds that would be published as this rate, by denominator, then numerator. */
export function attainable(rate: Rate, bounds: ShareBounds, most: number): Found<Share> {
  const found: Found<Share> = { count: 0, first: [] };
  for (let denominator = bounds.from; denominator <= bounds.to; denominator++) {
    const { from, to } = numeratorsOf(rate, denominator, bounds);
    if (to < from) continue;
    found.count += to - from + 1;
    for (let numerator = from; numerator <= to && found.first.length < most; numerator++) {
      found.first.push({ numerator, denominator });
    }
  }
  return found;
}

/** The pairs of shares, one for each rate within its bounds, whose denominators add up to the total. */
export function attainablePairs(
  [first, second]: readonly [Rate, Rate],
  [firstBounds, secondBounds]: readonly [ShareBounds, ShareBounds],
  total: number,
  most: number,
): Found<[Share, Share]> {
  const found: Found<[Share, Share]> = { count: 0, first: [] };
  const from = Math.max(firstBounds.from, total - secondBounds.to);
  const to = Math.min(firstBounds.to, total - secondBounds.from);
  for (let denominator = from; denominator <= to; denominator++) {
    const rest = total - denominator;
    const own = numeratorsOf(first, denominator, firstBounds);
    const other = numeratorsOf(second, rest, secondBounds);
    if (own.to < own.from || other.to < other.from) continue;
    found.count += (own.to - own.from + 1) * (other.to - other.from + 1);
    for (let numerator = own.from; numerator <= own.to && found.first.length < most; numerator++) {
      for (let partner = other.from; partner <= other.to && found.first.length < most; partner++) {
        found.first.push([
          { numerator, denominator },
          { numerator: partner, denominator: rest },
        ]);
      }
    }
  }
  return found;
}

export interface Nearest {
  /** The nearest of all; of two as near the lesser denominator, then the lesser share. */
  nearest: Share;
  /** The nearest on the other side of the rate, where there is one. */
  beyond: Share | null;
}

/** The shares within the bounds nearest to a rate, before rounding. Null where the bounds hold no share. */
export function nearestShares(rate: Decimal, bounds: ShareBounds): Nearest | null {
  const whole = wholeOf(rate.decimals);
  let below: Share | null = null;
  let above: Share | null = null;
  for (let denominator = bounds.from; denominator <= bounds.to; denominator++) {
    const { from, to } = limits(denominator, bounds);
    if (to < from) continue;
    const under = Number((rate.units * BigInt(denominator)) / whole);
    if (under >= from) below = nearer(rate, below, { numerator: Math.min(under, to), denominator });
    if (under < to) above = nearer(rate, above, { numerator: Math.max(under + 1, from), denominator });
  }
  if (!below || !above) {
    const nearest = below ?? above;
    return nearest && { nearest, beyond: null };
  }
  const nearest = nearer(rate, below, above);
  return { nearest, beyond: nearest === below ? above : below };
}

interface Interval {
  from: number;
  to: number;
}

/** The numerators with which a denominator gives the rate: an interval, empty where `to < from`. */
function numeratorsOf(rate: Rate, denominator: number, bounds: ShareBounds): Interval {
  const { from, to } = limits(denominator, bounds);
  const whole = wholeOf(rate.decimals);
  const size = BigInt(denominator);
  if (rate.atLeast) return { from: Math.max(from, Number(ceiling(rate.units * size, whole))), to };
  // units <= n·whole/size + 1/2 < units + 1
  const least = ceiling((2n * rate.units - 1n) * size, 2n * whole);
  const beyond = ceiling((2n * rate.units + 1n) * size, 2n * whole);
  return { from: Math.max(from, Number(least)), to: Math.min(to, Number(beyond) - 1) };
}

function limits(denominator: number, { numerator }: ShareBounds): Interval {
  return numerator == null
    ? { from: 0, to: denominator }
    : { from: numerator, to: Math.min(numerator, denominator) };
}

/** Of two shares the one nearer to the rate; the first where they are as near. */
function nearer(rate: Decimal, first: Share | null, second: Share): Share {
  if (!first) return second;
  const order =
    distance(rate, second) * BigInt(first.denominator) - distance(rate, first) * BigInt(second.denominator);
  if (order !== 0n) return order < 0n ? second : first;
  return second.denominator < first.denominator ? second : first;
}

/** How far a share lies from the rate, times its denominator. */
function distance(rate: Decimal, { numerator, denominator }: Share): bigint {
  const apart = BigInt(numerator) * wholeOf(rate.decimals) - rate.units * BigInt(denominator);
  return apart < 0n ? -apart : apart;
}

/** 100 percent in units of 10^-`decimals`. */
function wholeOf(decimals: number): bigint {
  return 100n * 10n ** BigInt(decimals);
}

/** The least whole number not below a/b; b is positive. */
function ceiling(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a > 0n && quotient * b !== a ? quotient + 1n : quotient;
}
