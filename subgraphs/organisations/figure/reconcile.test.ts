import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { type Decimal, readDecimal } from './decimal.ts';
import { explain } from './explain.ts';
import { type Comparison, type FigureFacts, reconcile } from './reconcile.ts';
import { roundedShare, type ShareBounds } from './share.ts';

const count = (value: string, atLeast = false): FigureFacts => ({
  unit: 'COUNT',
  value: readDecimal(value, 0)!,
  atLeast,
});
const percent = (value: string, bounds: ShareBounds | null, decimals = 2): FigureFacts => ({
  unit: 'PERCENT',
  value: readDecimal(value, decimals)!,
  atLeast: false,
  bounds,
});
const counted = (value: number) => ({ kind: 'COUNT', count: value }) as const;
const share = (numerator: number, denominator: number) =>
  ({ kind: 'SHARE', share: { numerator, denominator } }) as const;
const decimals = (...values: string[]): Decimal[] => values.map((value) => readDecimal(value, 0)!);

const of212 = { from: 212, to: 212 };
const upTo212 = { from: 1, to: 212 };

function told(comparison: Comparison) {
  const findings = reconcile(comparison);
  return { verdicts: findings.map(({ verdict }) => verdict), ...explain(comparison, findings) };
}

describe('the figures of 南皮', () => {
  test('94.44% of 212 is unattainable, and the nearest is named', () => {
    expect(told({ figure: percent('94.44', of212), derived: share(200, 212) })).toEqual({
      verdicts: ['UNATTAINABLE', 'DERIVED_DIFFERS'],
      zh: '分母为 212 时，没有整数分子四舍五入为 94.44%。最接近的是 200/212 = 94.34%，另一侧为 201/212 = 94.81%。若分母更小，可取 17/18、34/36、51/54、68/72、85/90、102/108、119/126、136/144、153/162、170/180、187/198。台账为 200/212 = 94.34%，与上报的 94.44% 不符。',
      en: 'With the denominator 212, no whole number rounds to 94.44%. The nearest is 200/212 = 94.34%, on the other side 201/212 = 94.81%. With a lesser denominator it could be 17/18, 34/36, 51/54, 68/72, 85/90, 102/108, 119/126, 136/144, 153/162, 170/180, 187/198. The records give 200/212 = 94.34%, which differs from the reported 94.44%.',
    });
  });

  test('82.89% and 80% with 212 in all: three candidates, two pairs', () => {
    const partner = { figure: percent('80', upTo212), total: 212 };
    expect(told({ figure: percent('82.89', upTo212), derived: share(126, 152), partner })).toEqual({
      verdicts: ['DERIVED_MATCH', 'ATTAINABLE'],
      zh: '台账为 126/152 = 82.89%，与上报的 82.89% 相符。分母不超过 212 时，82.89% 恰有 3 种取值：63/76、126/152、155/187。与 80% 的分母合计为 212，则有 2 组：126/152 + 48/60、155/187 + 20/25。',
      en: 'The records give 126/152 = 82.89%, as reported (82.89%). With a denominator up to 212, 82.89% is exactly 3 shares: 63/76, 126/152, 155/187. With 80% beside it and denominators adding up to 212: exactly 2 pairs: 126/152 + 48/60, 155/187 + 20/25.',
    });
  });

  test('26 + 20 + 16 leaves 6 of 68', () => {
    expect(told({ figure: count('68'), derived: counted(68), parts: decimals('26', '20', '16') })).toEqual({
      verdicts: ['RESIDUAL', 'DERIVED_MATCH'],
      zh: '分项 26 + 20 + 16 = 62，距总数 68 余 6（“其中”未必穷尽）。台账为 68，与上报的 68 相符。',
      en: 'The parts 26 + 20 + 16 = 62 leave 6 of 68 (they need not be exhaustive). The records give 68, as reported (68).',
    });
  });

  test('55 + 9 makes 64', () => {
    const { verdicts, zh } = told({ figure: count('64'), derived: counted(64), parts: decimals('55', '9') });
    expect(verdicts).toEqual(['DERIVED_MATCH']);
    expect(zh).toContain('分项 55 + 9 = 64，与总数相符。');
  });

  test('64 of 212 is 30.19%', () => {
    const { verdicts, en } = told({
      figure: percent('30.19', { ...of212, numerator: 64 }),
      derived: share(64, 212),
    });
    expect(verdicts).toEqual(['DERIVED_MATCH', 'ATTAINABLE']);
    expect(en).toContain('The records give 64/212 = 30.19%');
  });

  test('360余 is a lower bound: 361 records agree with it, 359 do not', () => {
    expect(told({ figure: count('360', true), derived: counted(361) })).toEqual({
      verdicts: ['DERIVED_MATCH'],
      zh: '台账为 361，与上报的 ≥360 相符。上报为下限：不少于 360。',
      en: 'The records give 361, as reported (≥360). The figure is a lower bound: at least 360.',
    });
    expect(told({ figure: count('360', true), derived: counted(359) }).verdicts).toEqual(['DERIVED_DIFFERS']);
  });
});

test('records that are demonstration data prove nothing, and the words say so', () => {
  const { zh, en } = told({ figure: count('212'), derived: counted(212), demonstration: true });
  expect(zh).toBe('台账为 212，与上报的 212 相符。台账所计含示例数据，不足以印证。');
  expect(en).toContain('demonstration data, which prove nothing');
});

test('what another ledger keeps has an unclear scope', () => {
  const { verdicts } = told({ figure: count('25'), derived: { kind: 'NONE', reason: 'ELSEWHERE' } });
  expect(verdicts).toEqual(['SCOPE_UNCLEAR']);
});

test('without records a rate is still attainable or not', () => {
  const derived = { kind: 'NONE', reason: 'EMPTY' } as const;
  expect(told({ figure: percent('94.44', of212), derived }).verdicts).toEqual([
    'UNATTAINABLE',
    'SCOPE_UNCLEAR',
  ]);
  expect(told({ figure: percent('82.89', upTo212), derived }).verdicts).toEqual([
    'ATTAINABLE',
    'SCOPE_UNCLEAR',
  ]);
});

test('two rates that are attainable each, but not together, are unattainable', () => {
  const partner = { figure: percent('50', { from: 1, to: 20 }), total: 20 };
  const comparison = { figure: percent('33.33', { from: 1, to: 20 }), derived: share(1, 3), partner };
  // 3 + 17, 6 + 14: 14 halves, so this pair exists; with an odd total none does.
  expect(reconcile(comparison)[0].verdict).toBe('DERIVED_MATCH');
  const odd = reconcile({ ...comparison, partner: { ...partner, total: 4 } });
  expect(odd[0]).toMatchObject({ verdict: 'UNATTAINABLE', jointly: true, nearest: null });
});

test('the same rate over another whole than the published one differs', () => {
  const [finding] = reconcile({ figure: percent('50', { from: 212, to: 212 }), derived: share(1, 2) });
  expect(finding).toMatchObject({ verdict: 'DERIVED_DIFFERS', outOfBounds: true });
});

test('parts that exceed the whole overlap', () => {
  const { verdicts, zh } = told({ figure: count('10'), derived: counted(10), parts: decimals('8', '5') });
  expect(verdicts).toEqual(['RESIDUAL', 'DERIVED_MATCH']);
  expect(zh).toContain('超出总数 10 达 3');
});

describe('for any figure', () => {
  const anyShare = fc.integer({ min: 1, max: 300 }).chain((denominator) =>
    fc.record({
      numerator: fc.integer({ min: 0, max: denominator }),
      denominator: fc.constant(denominator),
    }),
  );

  test('records published as they are match, and are attainable over their own whole', () => {
    fc.assert(
      fc.property(anyShare, fc.integer({ min: 0, max: 4 }), (own, places) => {
        const figure: FigureFacts = {
          unit: 'PERCENT',
          value: { units: roundedShare(own, places), decimals: places },
          atLeast: false,
          bounds: { from: own.denominator, to: own.denominator },
        };
        const findings = reconcile({ figure, derived: { kind: 'SHARE', share: own } });
        expect(findings.map(({ verdict }) => verdict)).toEqual(['DERIVED_MATCH', 'ATTAINABLE']);
      }),
    );
  });

  test('a whole is its parts and the residual', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.array(fc.nat(90), { minLength: 1, maxLength: 6 }), (whole, parts) => {
        const findings = reconcile({
          figure: count(String(whole)),
          derived: counted(whole),
          parts: decimals(...parts.map(String)),
        });
        const residual = findings.find((finding) => finding.verdict === 'RESIDUAL');
        const rest = whole - parts.reduce((sum, part) => sum + part, 0);
        expect(residual ? Number(residual.residual.units) : 0).toBe(rest);
      }),
    );
  });

  test('a rate is attainable or unattainable, never both, and every finding has words in both languages', () => {
    const anyBounds = fc.record({ from: fc.integer({ min: 1, max: 40 }), width: fc.nat(30) });
    fc.assert(
      fc.property(fc.nat(10_100), anyBounds, anyShare, (units, { from, width }, own) => {
        const figure: FigureFacts = {
          unit: 'PERCENT',
          value: { units: BigInt(units), decimals: 2 },
          atLeast: false,
          bounds: { from, to: from + width },
        };
        const comparison: Comparison = { figure, derived: { kind: 'SHARE', share: own } };
        const findings = reconcile(comparison);
        const arithmetic = findings.filter(
          ({ verdict }) => verdict === 'ATTAINABLE' || verdict === 'UNATTAINABLE',
        );
        expect(arithmetic).toHaveLength(1);
        const { zh, en } = explain(comparison, findings);
        expect(zh).toMatch(/\p{Script=Han}/u);
        expect(en).not.toMatch(/\p{Script=Han}|undefined|null/u);
      }),
    );
  });
});
