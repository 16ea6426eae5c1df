import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { match, type MatchProgress, type MatchTask } from './match.ts';
import { defaultMatchingPolicy } from './policy.ts';
import { scoreOf } from './score.ts';
import { candidateFacts, unitFacts } from './testing.ts';

const policy = { ...defaultMatchingPolicy, mostPairings: 1 };
const task = (given: Partial<MatchTask>): MatchTask => ({
  units: [],
  candidates: [],
  policy,
  excluded: [],
  ...given,
});

test('the four pairings that the articles state stand out among departments and organisations of the same sections', async () => {
  const others = ['G', 'Q', 'C', 'P'].flatMap((section) =>
    Array.from({ length: 4 }, (_, index) => unitFacts(`0${section}${index}`, { functions: [section] })),
  );
  const units = [
    unitFacts('transport', { name: '市交通运输局', functions: ['G'] }),
    unitFacts('health', { name: '市卫生健康局', functions: ['Q'] }),
    unitFacts('commerce', { name: '市工商联', functions: ['C', 'F'] }),
    unitFacts('education', { name: '市教育局', functions: ['P'] }),
  ];
  const more = (['G59', 'Q84', 'C39', 'P83'] as const).flatMap((trade) =>
    Array.from({ length: 5 }, (_, index) =>
      candidateFacts(`0${trade}${index}`, { industry: trade[0]!, division: trade.slice(1) }),
    ),
  );
  const social = { kind: 'SOCIAL_ORGANISATION', industry: 'P', division: '83' } as const;
  const candidates = [
    candidateFacts('hairun', { name: '广东海润冷链物流有限公司', industry: 'G', division: '59' }),
    candidateFacts('clinic', { name: '潮州第一健康医疗管理有限公司', industry: 'Q', division: '84' }),
    candidateFacts('sanhuan', { name: '潮州三环（集团）股份有限公司', industry: 'C', division: '39' }),
    candidateFacts('hanfu', { name: '韩附实验学校', ...social }),
  ];
  const { pairs } = await match(task({ units: [...others, ...units], candidates: [...more, ...candidates] }));
  expect(pairs).toHaveLength(20);
  for (const stated of [
    ['transport', 'hairun'],
    ['health', 'clinic'],
    ['commerce', 'sanhuan'],
    ['education', 'hanfu'],
  ]) {
    expect(pairs).toContainEqual(stated);
  }
});

describe('what limits a proposal', () => {
  const unit = unitFacts('u', { functions: ['C'] });
  const candidates = ['a', 'b', 'c'].map((id) => candidateFacts(id));

  test('a unit takes no more than policy allows, those that it is paired with already among them', async () => {
    const most = { ...policy, mostPairings: 2 };
    expect((await match(task({ units: [unit], candidates, policy: most }))).pairs).toEqual([
      ['u', 'a'],
      ['u', 'b'],
    ]);
    const busy = { ...unit, paired: 1 };
    expect((await match(task({ units: [busy], candidates, policy: most }))).pairs).toEqual([['u', 'a']]);
    expect((await match(task({ units: [{ ...unit, paired: 3 }], candidates, policy: most }))).pairs).toEqual(
      [],
    );
  });

  test('an excluded pair is not proposed, and the next takes its place', async () => {
    const { pairs } = await match(task({ units: [unit], candidates, excluded: [['u', 'a']] }));
    expect(pairs).toEqual([['u', 'b']]);
  });

  test('nothing is proposed below the least score, nor where there is nobody', async () => {
    const score = scoreOf(unit, candidates[0]!, policy).total / 10_000;
    const at = async (leastScore: number): Promise<number> =>
      (await match(task({ units: [unit], candidates, policy: { ...policy, leastScore } }))).pairs.length;
    expect(await at(score)).toBe(1);
    expect(await at(score + 0.0001)).toBe(0);
    expect((await match(task({}))).pairs).toEqual([]);
    expect((await match(task({ units: [unit] }))).pairs).toEqual([]);
  });

  test('equals are spread: nobody has two while another like it has none', async () => {
    const twins = ['v', 'w', 'x'].map((id) => ({ ...unit, id }));
    const most = { ...policy, mostPairings: 3 };
    const { pairs } = await match(task({ units: twins, candidates, policy: most }));
    expect(pairs).toEqual([
      ['v', 'a'],
      ['w', 'b'],
      ['x', 'c'],
    ]);
    const [first, ...rest] = twins;
    const uneven = await match(
      task({ units: [{ ...first!, paired: 1 }, ...rest], candidates, policy: most }),
    );
    // Three more to one, none and none: two and one and one, whoever has the two.
    expect(uneven.pairs).toEqual([
      ['v', 'a'],
      ['w', 'b'],
      ['x', 'c'],
    ]);
  });
});

test('the order in which units and organisations come never shows', async () => {
  const section = fc.constantFrom('C', 'G', 'P');
  const sides = fc.record({
    units: fc.array(fc.array(section, { maxLength: 2 }), { maxLength: 5 }),
    candidates: fc.array(section, { maxLength: 8 }),
    shuffles: fc.infiniteStream(fc.nat()),
  });
  await fc.assert(
    fc.asyncProperty(sides, async ({ units, candidates, shuffles }) => {
      const straight = task({
        units: units.map((functions, index) => unitFacts(`u${index}`, { functions })),
        candidates: candidates.map((industry, index) => candidateFacts(`o${index}`, { industry })),
        policy: { ...policy, mostPairings: 2 },
      });
      const shuffled = <Item>(items: readonly Item[]): Item[] =>
        items
          .map((item) => ({ item, at: shuffles.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ item }) => item);
      const other = {
        ...straight,
        units: shuffled(straight.units),
        candidates: shuffled(straight.candidates),
      };
      const [one, two] = [await match(straight), await match(other)];
      expect(two.pairs).toEqual(one.pairs);
      expect(two.total).toBe(one.total);
    }),
    { numRuns: 60 },
  );
});

test('progress tells of every step', async () => {
  const steps: MatchProgress['step'][] = [];
  await match(
    task({ units: [unitFacts('u', { functions: ['C'] })], candidates: [candidateFacts('a')] }),
    ({ step }) => steps.push(step),
  );
  expect(new Set(steps)).toEqual(new Set(['SCORING', 'SOLVING', 'SETTLING']));
});
