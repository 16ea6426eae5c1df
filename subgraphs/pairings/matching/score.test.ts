import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { kilometresBetween } from './distance.ts';
import { explain, type Names } from './explain.ts';
import { defaultMatchingPolicy as policy } from './policy.ts';
import { scoreOf } from './score.ts';
import { candidateFacts, unitFacts } from './testing.ts';

const party = { id: 'p', name: '三环集团党委', level: 'COMMITTEE' } as const;

/** Unit, its sections and the organisation, as the articles pair them; the sections are the ledger's. */
const articles = [
  ['市交通运输局', 'G', '广东海润冷链物流有限公司', 'G', '59'],
  ['市卫生健康局', 'Q', '潮州第一健康医疗管理有限公司', 'Q', '84'],
  ['市工商联', 'C', '潮州三环（集团）股份有限公司', 'C', '39'],
  ['市教育局', 'P', '韩附实验学校', 'P', '83'],
  ['市委网信办', 'I', '广东智信信息科技股份有限公司', 'I', '65'],
  ['市司法局', 'L', '广东铮辉律师事务所', 'L', '72'],
] as const;

describe('职能相近', () => {
  test.each(articles)(
    '%s (%s) ↔ %s is an example of the articles',
    (unit, section, name, industry, division) => {
      const score = scoreOf(
        unitFacts('u', { name: unit, functions: [section] }),
        candidateFacts('o', { name, industry, division }),
        policy,
      );
      expect(score.function).toMatchObject({ hundredths: 100, fact: { kind: 'EXAMPLE', named: true } });
    },
  );

  test.each(articles)(
    '%s (%s): in that trade, another name is a little less, another unit less again',
    (unit, section, _, industry, division) => {
      const candidate = candidateFacts('o', { industry, division });
      const ofKind = scoreOf(unitFacts('u', { name: unit }), candidate, policy);
      const regulating = scoreOf(unitFacts('u', { functions: [section] }), candidate, policy);
      expect(ofKind.function).toMatchObject({ hundredths: 90, fact: { named: false } });
      expect(regulating.function).toEqual({ hundredths: 80, fact: { kind: 'REGULATED' } });
    },
  );

  test('a name alone makes no example: the ledger has the industry', () => {
    const unit = unitFacts('u', { name: '市交通运输局', functions: ['G'] });
    const trading = candidateFacts('o', { name: '某某物流商行', industry: 'F', division: '51' });
    expect(scoreOf(unit, trading, policy).function).toEqual({ hundredths: 0, fact: { kind: 'UNRELATED' } });
    // Post is of the same section, and another department's.
    const post = candidateFacts('o', { industry: 'G', division: '60' });
    expect(scoreOf(unit, post, policy).function.fact.kind).toBe('REGULATED');
    expect(scoreOf(unitFacts('v', { name: '市邮政管理局' }), post, policy).function.hundredths).toBe(90);
  });
});

describe('分层分类', () => {
  test.each([
    ['CITY', 'COMMITTEE', 100],
    ['CITY', 'GENERAL_BRANCH', 90],
    ['CITY', 'BRANCH', 80],
    ['COUNTY', 'COMMITTEE', 80],
    ['COUNTY', 'BRANCH', 100],
  ] as const)(
    'a unit of level %s and a party organisation of level %s: %i, where it serves the kind',
    (level, of, hundredths) => {
      const unit = unitFacts('u', { level, functions: ['F'] });
      const candidate = candidateFacts('o', { party: { ...party, level: of } });
      expect(scoreOf(unit, candidate, policy).layer).toEqual({ hundredths, fact: { served: true } });
    },
  );

  test('a unit of the social sections serves social organisations, and whoever is in its own sections', () => {
    const school = candidateFacts('o', { kind: 'SOCIAL_ORGANISATION', industry: 'P' });
    const clinic = candidateFacts('o', { industry: 'Q' });
    const factory = candidateFacts('o', { industry: 'C' });
    const unit = unitFacts('u', { functions: ['Q'] });
    expect(scoreOf(unit, school, policy).layer.fact.served).toBe(true);
    expect(scoreOf(unit, clinic, policy).layer.fact.served).toBe(true);
    expect(scoreOf(unit, factory, policy).layer).toEqual({ hundredths: 30, fact: { served: false } });
    expect(scoreOf(unitFacts('u'), factory, policy).layer.fact.served).toBe(false);
  });
});

describe('便于联系', () => {
  const here = { jurisdiction: '445103', town: '庵埠镇' };
  test.each([
    ['the same town', here, here, 100],
    ['another town', { ...here, town: '彩塘镇' }, here, 80],
    ['no town known', { ...here, town: null }, { ...here, town: null }, 80],
    ['a county below', { jurisdiction: '445100', town: '庵埠镇' }, here, 40],
  ])('%s', (_, unit, candidate, hundredths) => {
    expect(scoreOf(unitFacts('u', unit), candidateFacts('o', candidate), policy).convenience.hundredths).toBe(
      hundredths,
    );
  });

  test('where both places are known the distance counts, across counties too', () => {
    const at = (latitude: number, longitude: number): { latitude: number; longitude: number } => ({
      latitude,
      longitude,
    });
    const unit = unitFacts('u', { ...here, point: at(23.66, 116.62) });
    const near = candidateFacts('o', { jurisdiction: '445122', point: at(23.66, 116.7) });
    const far = candidateFacts('o', { ...here, point: at(24.9, 116.62) });
    // On a parallel: 0.08° of 111.195 km, times the cosine of the latitude.
    expect(kilometresBetween(unit.point!, near.point!)).toBeCloseTo(
      0.08 * 111.195 * Math.cos((23.66 * Math.PI) / 180),
      2,
    );
    expect(scoreOf(unit, near, policy).convenience.hundredths).toBe(84);
    expect(scoreOf(unit, far, policy).convenience.hundredths).toBe(0);
    expect(scoreOf(unit, { ...near, point: null }, policy).convenience.fact.kind).toBe('BELOW');
  });

  test('a quarter of a meridian is a quarter of the way round, and nothing is farther than half', () => {
    const pole = { latitude: 90, longitude: 0 };
    expect(kilometresBetween(pole, { latitude: 0, longitude: 77 })).toBeCloseTo(10_007.56, 1);
    expect(kilometresBetween(pole, { latitude: -90, longitude: 12 })).toBeCloseTo(20_015.11, 1);
  });
});

test('the total is the weighted mean, whatever the weights add up to', () => {
  const unit = unitFacts('u', { name: '市交通运输局', functions: ['G'] });
  const candidate = candidateFacts('o', { industry: 'G', division: '59' });
  const { total } = scoreOf(unit, candidate, policy);
  expect(total).toBe(Math.round(100 * (0.6 * 90 + 0.2 * 80 + 0.2 * 40)));
  const weight = fc.double({ min: 0.01, max: 100, noNaN: true });
  fc.assert(
    fc.property(weight, weight, weight, weight, (one, two, three, scale) => {
      const weights = { function: one, layer: two, convenience: three };
      const scaled = { function: one * scale, layer: two * scale, convenience: three * scale };
      const plain = scoreOf(unit, candidate, { ...policy, weights }).total;
      expect(plain).toBeGreaterThanOrEqual(4000);
      expect(plain).toBeLessThanOrEqual(9000);
      expect(
        Math.abs(plain - scoreOf(unit, candidate, { ...policy, weights: scaled }).total),
      ).toBeLessThanOrEqual(1);
    }),
  );
});

test('the explanation is one sentence in each language, and its numbers give the total', () => {
  const names: Names = {
    jurisdiction: (code) =>
      code === '445100' ? { zh: '潮州市', en: 'Chaozhou' } : { zh: '潮安区', en: "Chao'an" },
    section: () => ({ zh: '交通运输、仓储和邮政业', en: 'Transport, storage and post' }),
  };
  const unit = unitFacts('u', { name: '市交通运输局', functions: ['G'] });
  const candidate = candidateFacts('o', { name: '广东海润冷链物流有限公司', industry: 'G', division: '59' });
  const { weights } = policy;
  const score = scoreOf(unit, candidate, policy);
  expect(explain(unit, candidate, { score, weights, names })).toEqual({
    zh: '职能相近 1.00：广东海润冷链物流有限公司属交通运输、仓储和邮政业（G59）且名称即表明行业，与文章之例“物流类企业↔市交通运输局”相同，由市交通运输局对口；分层分类 0.80：市级单位对党支部，其职能面向非公有制企业；便于联系 0.40：潮安区在潮州市之下；总分 (0.6×1.00 + 0.2×0.80 + 0.2×0.40) ÷ 1 = 0.8400。',
    en: "Function 1.00: 广东海润冷链物流有限公司 is in Transport, storage and post (G59) and its name says so; the article pairs a logistics enterprise with the transport bureau, as 市交通运输局 is; layer and class 0.80: a unit of the city with a party branch, which serves enterprises; convenience 0.40: Chao'an lies below Chaozhou; total (0.6×1.00 + 0.2×0.80 + 0.2×0.40) ÷ 1 = 0.8400.",
  });
});
