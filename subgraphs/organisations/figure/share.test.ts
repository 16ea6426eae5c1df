import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { decimalText, plainText, readDecimal } from './decimal.ts';
import {
  attainable,
  attainablePairs,
  fits,
  nearestShares,
  type Rate,
  roundedShare,
  type Share,
} from './share.ts';

const rate = (text: string, decimals: number): Rate => readDecimal(text, decimals)!;
const written = ({ numerator, denominator }: Share): string => `${numerator}/${denominator}`;
const upTo212 = { from: 1, to: 212 };
const everything = 10_000;

describe('the articles', () => {
  test('82.89% has exactly three shares up to 212', () => {
    const { count, first } = attainable(rate('82.89', 2), upTo212, everything);
    expect(first.map(written)).toEqual(['63/76', '126/152', '155/187']);
    expect(count).toBe(3);
  });

  test('with 80% beside it and 212 in all, two pairs remain', () => {
    const pairs = attainablePairs([rate('82.89', 2), rate('80', 2)], [upTo212, upTo212], 212, everything);
    expect(pairs.first.map((pair) => pair.map(written).join(' + '))).toEqual([
      '126/152 + 48/60',
      '155/187 + 20/25',
    ]);
  });

  test('were 80% rounded to a whole number, a third pair would fit', () => {
    const pairs = attainablePairs([rate('82.89', 2), rate('80', 0)], [upTo212, upTo212], 212, everything);
    expect(pairs.first.map((pair) => pair.map(written).join(' + '))).toContain('63/76 + 109/136');
  });

  test('94.44% of 212 is no share; 200 of 212 is the nearest, 201 the next', () => {
    const of212 = { from: 212, to: 212 };
    expect(attainable(rate('94.44', 2), of212, everything).count).toBe(0);
    const { nearest, beyond } = nearestShares(rate('94.44', 2), of212)!;
    expect([written(nearest), written(beyond!)]).toEqual(['200/212', '201/212']);
    expect([nearest, beyond!].map((share) => roundedShare(share, 2))).toEqual([9434n, 9481n]);
  });

  test('94.44% needs a denominator divisible by 18', () => {
    const { first } = attainable(rate('94.44', 2), upTo212, everything);
    expect([written(first[0]!), written(first.at(-2)!), written(first.at(-1)!)]).toEqual([
      '17/18',
      '170/180',
      '187/198',
    ]);
    expect(first.filter(({ denominator }) => denominator % 18 !== 0)).toEqual([]);
    expect(first).toHaveLength(11);
  });

  test('64 of 212 is published as 30.19%', () => {
    expect(roundedShare({ numerator: 64, denominator: 212 }, 2)).toBe(3019n);
    expect(attainable(rate('30.19', 2), { from: 212, to: 212 }, everything).first.map(written)).toEqual([
      '64/212',
    ]);
  });
});

test('a half rounds up', () => {
  expect(roundedShare({ numerator: 1, denominator: 8 }, 0)).toBe(13n);
  expect(roundedShare({ numerator: 1, denominator: 8 }, 1)).toBe(125n);
  expect(roundedShare({ numerator: 1, denominator: 200 }, 0)).toBe(1n);
  // 1.005 is less in floating point, and would be published as 1.00.
  expect(roundedShare({ numerator: 201, denominator: 20_000 }, 2)).toBe(101n);
});

test('a decimal is read exactly or not at all', () => {
  expect(readDecimal('82.89', 2)).toEqual({ units: 8289n, decimals: 2 });
  expect(readDecimal('80', 2)).toEqual({ units: 8000n, decimals: 2 });
  for (const text of ['', '82.895', '1e3', '-1', '.5', '5.', '01', '８０', '80%', 'NaN', '9'.repeat(16)]) {
    expect(readDecimal(text, 2), text).toBeNull();
  }
  expect(decimalText({ units: 5n, decimals: 2 })).toBe('0.05');
  expect(plainText({ units: 8000n, decimals: 2 })).toBe('80');
  expect(plainText({ units: 100n, decimals: 0 })).toBe('100');
  expect(plainText({ units: 8250n, decimals: 2 })).toBe('82.5');
});

/** What schoolbook rounding to `decimals` makes of a share, by long division on digits. */
function schoolbook({ numerator, denominator }: Share, decimals: number): bigint {
  let rest = numerator * 100;
  let digits = BigInt(Math.floor(rest / denominator));
  rest %= denominator;
  for (let place = 0; place < decimals; place++) {
    rest *= 10;
    digits = digits * 10n + BigInt(Math.floor(rest / denominator));
    rest %= denominator;
  }
  return rest * 2 >= denominator ? digits + 1n : digits;
}

const anyDecimals = fc.integer({ min: 0, max: 3 });
const anyRate = anyDecimals.chain((decimals) =>
  fc.record({
    units: fc.bigInt({ min: 0n, max: 105n * 10n ** BigInt(decimals) }),
    decimals: fc.constant(decimals),
    atLeast: fc.boolean(),
  }),
);
const anyBounds = fc
  .record({ from: fc.integer({ min: 1, max: 60 }), width: fc.integer({ min: -3, max: 40 }) })
  .chain(({ from, width }) =>
    fc.record({
      from: fc.constant(from),
      to: fc.constant(from + width),
      numerator: fc.option(fc.integer({ min: 0, max: 110 }), { freq: 5 }),
    }),
  );

function every({ from, to, numerator }: { from: number; to: number; numerator?: number | null }): Share[] {
  const shares: Share[] = [];
  for (let denominator = from; denominator <= to; denominator++) {
    for (let each = 0; each <= denominator; each++) {
      if (numerator == null || numerator === each) shares.push({ numerator: each, denominator });
    }
  }
  return shares;
}

const published = (wanted: Rate, share: Share): boolean =>
  wanted.atLeast
    ? BigInt(share.numerator * 100) * 10n ** BigInt(wanted.decimals) >=
      wanted.units * BigInt(share.denominator)
    : schoolbook(share, wanted.decimals) === wanted.units;

describe('against trying every share', () => {
  test('rounding is schoolbook rounding', () => {
    const anyShare = fc.integer({ min: 1, max: 5_000 }).chain((denominator) =>
      fc.record({
        numerator: fc.integer({ min: 0, max: denominator }),
        denominator: fc.constant(denominator),
      }),
    );
    fc.assert(
      fc.property(anyShare, anyDecimals, (share, decimals) => {
        expect(roundedShare(share, decimals)).toBe(schoolbook(share, decimals));
      }),
    );
  });

  test('the attainable shares are those that round to the rate, each once, in order', () => {
    fc.assert(
      fc.property(anyRate, anyBounds, fc.integer({ min: 0, max: 30 }), (wanted, bounds, most) => {
        const tried = every(bounds).filter((share) => published(wanted, share));
        expect(attainable(wanted, bounds, most)).toEqual({
          count: tried.length,
          first: tried.slice(0, most),
        });
        for (const share of tried) expect(fits(wanted, share)).toBe(true);
      }),
    );
  });

  test('every share is attainable as what it is published as', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(), anyDecimals, (denominator, some, decimals) => {
        const share = { numerator: some % (denominator + 1), denominator };
        const own = { units: roundedShare(share, decimals), decimals };
        expect(attainable(own, { from: denominator, to: denominator }, everything).first).toContainEqual(
          share,
        );
      }),
    );
  });

  test('pairs with a joint total are all pairs whose denominators add up to it', () => {
    const small = anyBounds.map(({ from, to, numerator }) => ({
      from,
      to: Math.min(to, from + 20),
      numerator,
    }));
    fc.assert(
      fc.property(
        anyRate,
        anyRate,
        small,
        small,
        fc.integer({ min: 0, max: 130 }),
        fc.constantFrom(3, everything),
        (one, other, left, right, total, most) => {
          const tried = every(left)
            .filter((share) => published(one, share))
            .flatMap((share) =>
              every(right)
                .filter(
                  (partner) => partner.denominator + share.denominator === total && published(other, partner),
                )
                .map((partner) => [share, partner]),
            );
          expect(attainablePairs([one, other], [left, right], total, most)).toEqual({
            count: tried.length,
            first: tried.slice(0, most),
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  test('no share is nearer than the nearest, and the other side is the nearest beyond', () => {
    fc.assert(
      fc.property(anyRate, anyBounds, (wanted, bounds) => {
        // Exact: over the least common denominator of everything compared.
        const away = ({ numerator, denominator }: Share): number =>
          numerator * 100 * 10 ** wanted.decimals - Number(wanted.units) * denominator;
        const compare = (a: Share, b: Share): number =>
          Math.abs(away(a)) * b.denominator - Math.abs(away(b)) * a.denominator;
        const tried = every(bounds);
        const found = nearestShares(wanted, bounds);
        for (const share of tried) expect(compare(found!.nearest, share)).toBeLessThanOrEqual(0);
        expect(found === null).toBe(tried.length === 0);
        if (!found) return;
        const above = away(found.nearest) > 0;
        const otherSide = tried.filter((share) => away(share) > 0 !== above);
        expect(found.beyond === null).toBe(otherSide.length === 0);
        for (const share of otherSide) expect(compare(found.beyond!, share)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
