import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { codesOf, dataOf } from './county.ts';
import { openSeeded, type Seeded, seededToday } from './organisations-seeded.ts';

const operation = await readFile(
  new URL(
    './queries/figures-reconciliation.graphql',
    import.meta.resolve('@jiedui/schema/directives.graphql'),
  ),
  'utf8',
);

interface Share {
  numerator: number;
  denominator: number;
  percent: string;
}
interface Line {
  figure: { id: string; title: string; value: string; source: string; jurisdiction: { name: string } };
  verdict: string;
  verdicts: string[];
  asOf: string;
  derivedFromDemonstration: boolean;
  derivedCount: number | null;
  derivedRatio: { numerator: number; denominator: number } | null;
  candidateCount: number | null;
  candidates: Share[] | null;
  pairCount: number | null;
  pairs: { own: Share; partner: Share }[] | null;
  nearest: Share | null;
  beyond: Share | null;
  residual: string | null;
  explanation: { zh: string; en: string };
}

const written = ({ numerator, denominator }: Share): string => `${numerator}/${denominator}`;

describe('figures-reconciliation 上报指标核对 in 沧州', () => {
  let cangzhou: Seeded;
  let lines: Line[];

  beforeAll(async () => {
    cangzhou = await openSeeded('cangzhou');
    const { figuresReconciliation } = dataOf<{ figuresReconciliation: Line[] }>(
      await cangzhou.ask(operation, { jurisdictions: ['130927'] }),
    );
    lines = figuresReconciliation;
  });

  afterAll(() => cangzhou?.close());

  const of = (title: string): Line => lines.find(({ figure }) => figure.title === title)!;

  test('every figure of the article has its verdict, in the order of the article', () => {
    expect(lines.map(({ figure, verdict }) => `${figure.title} ${figure.value} ${verdict}`)).toEqual([
      '非公有制经济组织党组织单独组建率 82.89 DERIVED_MATCH',
      '社会组织党组织单独组建率 80 DERIVED_MATCH',
      '两新党组织 212 DERIVED_MATCH',
      '两新党组织“一人兼”比例 94.44 UNATTAINABLE',
      '两新组织党组织书记培训 25 SCOPE_UNCLEAR',
      '选派党建指导员的部门单位 18 DERIVED_MATCH',
      '党建指导员 68 RESIDUAL',
      '向未建立党组织的两新组织选派的党建指导员 26 DERIVED_MATCH',
      '“一对一”指导党建指导员 20 DERIVED_MATCH',
      '县处级领导干部担任的党建指导员 16 DERIVED_MATCH',
      '党建指导员每月入企指导 2 SCOPE_UNCLEAR',
      '协调解决痛点、难点问题 360 SCOPE_UNCLEAR',
      '新打造党建示范点 32 DERIVED_MATCH',
      '两新党建示范点 64 DERIVED_MATCH',
      '党建示范点占全县党组织比例 30.19 DERIVED_MATCH',
      '非公企业党建示范点 55 DERIVED_MATCH',
      '社会组织党建示范点 9 DERIVED_MATCH',
      '送政策、送服务 86 SCOPE_UNCLEAR',
      '公益活动 15 SCOPE_UNCLEAR',
    ]);
  });

  test('82.89% has exactly three candidates up to 212, and two pairs with 80%', () => {
    const { candidateCount, candidates, pairCount, pairs, verdicts, derivedRatio } = of(
      '非公有制经济组织党组织单独组建率',
    );
    expect(verdicts).toEqual(['DERIVED_MATCH', 'ATTAINABLE']);
    expect(candidateCount).toBe(3);
    expect(candidates!.map(written)).toEqual(['63/76', '126/152', '155/187']);
    expect(pairCount).toBe(2);
    expect(pairs!.map(({ own, partner }) => `${written(own)} + ${written(partner)}`)).toEqual([
      '126/152 + 48/60',
      '155/187 + 20/25',
    ]);
    expect(derivedRatio).toMatchObject({ numerator: 126, denominator: 152 });
  });

  test('94.44% of 212 is unattainable, 200 of 212 is the nearest, and that is what the records give', () => {
    const { verdicts, nearest, beyond, derivedRatio, candidateCount, explanation } =
      of('两新党组织“一人兼”比例');
    expect(verdicts).toEqual(['UNATTAINABLE', 'DERIVED_DIFFERS']);
    expect(candidateCount).toBe(0);
    expect(nearest).toEqual({ numerator: 200, denominator: 212, percent: '94.34' });
    expect(beyond).toEqual({ numerator: 201, denominator: 212, percent: '94.81' });
    expect(derivedRatio).toMatchObject({ numerator: 200, denominator: 212 });
    expect(explanation.zh).toContain('最接近的是 200/212 = 94.34%');
    expect(explanation.en).toContain('The nearest is 200/212 = 94.34%');
  });

  test('26 + 20 + 16 leaves 6 of 68; 55 + 9 makes 64', () => {
    expect(of('党建指导员')).toMatchObject({
      residual: '6',
      derivedCount: 68,
      verdicts: ['RESIDUAL', 'DERIVED_MATCH'],
    });
    expect(of('党建指导员').explanation.zh).toContain('26 + 20 + 16 = 62，距总数 68 余 6');
    expect(of('两新党建示范点')).toMatchObject({
      residual: '0',
      derivedCount: 64,
      verdicts: ['DERIVED_MATCH'],
    });
    expect(of('两新党建示范点').explanation.zh).toContain('55 + 9 = 64，与总数相符');
    expect(of('党建示范点占全县党组织比例').candidates!.map(written)).toEqual(['64/212']);
    expect(of('新打造党建示范点').derivedCount).toBe(32);
  });

  test('the seeded records are demonstration, and each comparison with them says so', () => {
    for (const { derivedCount, derivedRatio, derivedFromDemonstration, explanation } of lines) {
      const derived = derivedCount !== null || derivedRatio !== null;
      expect(derivedFromDemonstration).toBe(derived);
      expect(explanation.zh.includes('示例数据')).toBe(derived);
    }
  });

  test('360余 is a lower bound', () => {
    expect(of('协调解决痛点、难点问题').explanation.zh).toContain('上报为下限：不少于 360');
  });

  test('all figures together, their parts and partners, take as few statements as one', async () => {
    interface All {
      all: { verdict: string; figure: { reconciliation: object; parts: object[] } }[];
    }
    const source = `query ($codes: [ID!]) { all: figuresReconciliation(jurisdictions: $codes) {
      verdict figure { reconciliation { verdict } partner { title } parts { title } } } }`;
    let found: All['all'] = [];
    const statements = await cangzhou.statements(async (given) => {
      found = dataOf<All>(await cangzhou.ask(source, { codes: ['130927'] }, given)).all;
    });
    // The figures, those beside them, three tables of records, then partners and parts.
    expect(statements).toBe(7);
    expect(found).toHaveLength(19);
    for (const { verdict, figure } of found) expect(figure.reconciliation).toEqual({ verdict });
    expect(found.map(({ figure }) => figure.parts.length).filter((count) => count > 0)).toEqual([3, 2]);
  });

  test('before the records were entered there is nothing to divide, and the arithmetic still holds', async () => {
    const early = dataOf<{ figuresReconciliation: Line[] }>(
      await cangzhou.ask(operation, { jurisdictions: ['130927'], asOf: '2023-12-31' }),
    ).figuresReconciliation;
    const rate = early.find(({ figure }) => figure.value === '94.44')!;
    expect(rate).toMatchObject({
      asOf: '2023-12-31',
      verdicts: ['UNATTAINABLE', 'SCOPE_UNCLEAR'],
      derivedRatio: null,
    });
  });

  test('a day that has not begun is refused', async () => {
    const answer = await cangzhou.ask(operation, { asOf: '2024-03-02' });
    expect(codesOf(answer)).toEqual(['INVALID_INPUT']);
    expect(answer.errors![0]!.message).toContain(seededToday);
    // Also by an owner of no figure: it would refuse if it had one.
    expect(codesOf(await cangzhou.ask(operation, { asOf: '2024-03-02', jurisdictions: ['130900'] }))).toEqual(
      ['INVALID_INPUT'],
    );
  });

  test('figures are listed, filtered, opened by id and found at their jurisdiction', async () => {
    const { listed, at } = dataOf<{
      listed: { totalCount: number; nodes: { id: string; title: string; provenance: string }[] };
      at: { reportedFigures: { totalCount: number } };
    }>(
      await cangzhou.ask(`{
        listed: reportedFigures(first: 2, filter: { unit: [PERCENT] }) { totalCount nodes { id title provenance } }
        at: jurisdiction(code: "130927") { reportedFigures { totalCount } }
      }`),
    );
    expect(listed.totalCount).toBe(4);
    expect(listed.nodes.map(({ provenance }) => provenance)).toEqual(['ARTICLE', 'ARTICLE']);
    expect(at.reportedFigures.totalCount).toBe(19);
    const { reportedFigure } = dataOf<{ reportedFigure: object }>(
      await cangzhou.ask(
        `query ($id: ID!) { reportedFigure(id: $id) { value unitText decimals periodText source partner { value } } }`,
        { id: listed.nodes[0]!.id },
      ),
    );
    expect(reportedFigure).toMatchObject({
      value: '82.89',
      unitText: '%',
      decimals: 2,
      periodText: '目前',
      partner: { value: '80' },
    });
    expect(codesOf(await cangzhou.ask('{ reportedFigure(id: "nobody") { id } }'))).toEqual(['INVALID_ID']);
    expect(codesOf(await cangzhou.ask(operation, { jurisdictions: ['110000'] }))).toEqual([
      'UNKNOWN_JURISDICTION',
    ]);
  });
});

describe('figures-reconciliation 上报指标核对 in 潮州', () => {
  let chaozhou: Seeded;

  beforeAll(async () => {
    chaozhou = await openSeeded('chaozhou');
  });

  afterAll(() => chaozhou?.close());

  test('71 and 17 member units are in the ledgers; who is paired, and what came of it, is not for them to say', async () => {
    const { figuresReconciliation: lines } = dataOf<{ figuresReconciliation: Line[] }>(
      await chaozhou.ask(operation),
    );
    expect(
      lines.map(
        ({ figure, verdict }) => `${figure.jurisdiction.name} ${figure.title} ${figure.value} ${verdict}`,
      ),
    ).toEqual([
      '潮州市 两新工委成员单位 71 DERIVED_MATCH',
      '潮州市 结对共建的两新党组织 82 SCOPE_UNCLEAR',
      '潮州市 联系走访 154 SCOPE_UNCLEAR',
      '潮州市 协调解决问题 285 SCOPE_UNCLEAR',
      '潮安区 区委两新工委成员单位 17 DERIVED_MATCH',
      '潮安区 结对共建的两新党组织 17 SCOPE_UNCLEAR',
    ]);
  });
});
