import { memo, type RequestContext } from '@jiedui/kit/context';
import { Ratio, ratioOf } from '@jiedui/kit/ratio';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Wording } from '@jiedui/kit/wording';
import DataLoader from 'dataloader';
import { Field, Int, ObjectType } from 'type-graphql';

import { comparisonsOf } from './comparison.ts';
import { decimalText, plainText } from './decimal.ts';
import { ReportedFigure } from './entity.ts';
import { explain } from './explain.ts';
import { FigureVerdict } from './kinds.ts';
import { type Comparison, type Finding, reconcile, residualAfter } from './reconcile.ts';
import { roundedShare, type Share } from './share.ts';

@ObjectType({ description: '整数之比。So many of so many.', simpleResolvers: true })
export class FigureShare {
  @Field(() => Int, { description: '分子。The numerator.' })
  numerator!: number;

  @Field(() => Int, { description: '分母。The denominator.' })
  denominator!: number;

  @Field(() => String, {
    description:
      '百分数，四舍五入到上报的小数位，如 94.34。In percent, rounded half up to the decimals of the figure.',
  })
  percent!: string;
}

@ObjectType({ description: '两个比率的一组取值。One share for each of two rates.', simpleResolvers: true })
export class FigureSharePair {
  @Field(() => FigureShare, { description: '本指标。Of the figure itself.' })
  own!: FigureShare;

  @Field(() => FigureShare, { description: '配对指标。Of its partner.' })
  partner!: FigureShare;
}

@ObjectType({
  description:
    '上报指标与台账的核对。A reported figure beside what the records give, and what whole numbers allow.',
  simpleResolvers: true,
})
export class FigureReconciliation {
  @Field(() => ReportedFigure, { nullable: true, description: '上报指标。The figure as reported.' })
  figure!: ReportedFigure;

  @Field(() => FigureVerdict, { description: '首要结论。The verdict to know first.' })
  verdict!: FigureVerdict;

  @Field(() => [FigureVerdict], { description: '全部结论，重者在前。All verdicts, the weightiest first.' })
  verdicts!: FigureVerdict[];

  @Field(() => GraphQLDate, { description: '台账的截止日期。The day whose records it was compared with.' })
  asOf!: string;

  @Field(() => Int, { nullable: true, description: '台账所计的数。What the records count.' })
  derivedCount?: number;

  @Field(() => Ratio, { nullable: true, description: '台账所得的比率。The ratio that the records give.' })
  derivedRatio?: Ratio;

  @Field(() => Boolean, {
    description:
      '台账所计是否含示例数据；含则不足以印证。Whether some of the records are demonstration data, which prove nothing.',
  })
  derivedFromDemonstration!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: '所载分母范围内可能的取值数。How many shares give the rate within its bounds.',
  })
  candidateCount?: number;

  @Field(() => [FigureShare], {
    nullable: true,
    description: '可能的取值，至多列出 50 种。The shares that give the rate; 50 are listed at most.',
  })
  candidates?: FigureShare[];

  @Field(() => Int, {
    nullable: true,
    description: '与配对指标合计相符的组数。How many pairs fit the partner and the joint total.',
  })
  pairCount?: number;

  @Field(() => [FigureSharePair], {
    nullable: true,
    description: '与配对指标合计相符的各组，至多列出 50 组。The pairs; 50 are listed at most.',
  })
  pairs?: FigureSharePair[];

  @Field(() => FigureShare, {
    nullable: true,
    description: '不可能得到时，最接近的取值。Where it is unattainable, the nearest share.',
  })
  nearest?: FigureShare;

  @Field(() => FigureShare, {
    nullable: true,
    description: '另一侧最接近的取值。The nearest share on the other side.',
  })
  beyond?: FigureShare;

  @Field(() => [FigureShare], {
    nullable: true,
    description:
      '分母更小时可能的取值，至多列出 50 种。What would give the rate with a lesser denominator; 50 are listed at most.',
  })
  elsewhere?: FigureShare[];

  @Field(() => String, {
    nullable: true,
    description: '总数减去各分项；没有分项则为空。The whole less its parts; null where it has none.',
  })
  residual?: string;

  @Field(() => Wording, { description: '说明。What was found, in words.' })
  explanation!: Wording;
}

/** The reconciliation of a figure; all that one request asks for as of one day are worked out together. */
export function reconciliationOf(
  context: RequestContext,
  figure: ReportedFigure,
  asOf?: string | null,
): Promise<FigureReconciliation> {
  const loader = memo(context, `figure reconciliations ${asOf ?? 'now'}`, () => {
    return new DataLoader<ReportedFigure, FigureReconciliation, string>(
      async (figures) => {
        const comparisons = await comparisonsOf(context, figures, asOf);
        const day = asOf ?? context.clock.today();
        return figures.map((each, index) => describe(each, comparisons[index]!, day));
      },
      { cacheKeyFn: ({ id }) => id },
    );
  });
  return loader.load(figure);
}

function describe(figure: ReportedFigure, comparison: Comparison, asOf: string): FigureReconciliation {
  const { decimals } = figure;
  const findings = reconcile(comparison);
  const { derived, parts = [] } = comparison;
  return {
    figure,
    verdict: findings[0].verdict,
    verdicts: findings.map(({ verdict }) => verdict),
    asOf,
    derivedFromDemonstration: derived.kind !== 'NONE' && comparison.demonstration === true,
    ...(derived.kind === 'COUNT' && { derivedCount: derived.count }),
    ...(derived.kind === 'SHARE' && {
      derivedRatio: ratioOf(derived.share.numerator, derived.share.denominator),
    }),
    ...Object.assign({}, ...findings.map((finding) => arithmeticOf(finding, decimals))),
    ...(parts.length > 0 &&
      figure.unit === 'COUNT' && { residual: plainText(residualAfter(comparison.figure.value, parts)) }),
    explanation: explain(comparison, findings),
  };
}

/** The greatest Int of GraphQL. */
const greatestInt = 2 ** 31 - 1;

/** What a finding has to tell beside its words. */
function arithmeticOf(finding: Finding, decimals: number): Partial<FigureReconciliation> {
  const written = (share: Share): FigureShare => writtenShare(share, decimals);
  switch (finding.verdict) {
    case 'ATTAINABLE': {
      const { candidates, pairs } = finding;
      return {
        candidateCount: candidates.count,
        candidates: candidates.first.map(written),
        ...(pairs && {
          pairCount: Math.min(pairs.count, greatestInt),
          pairs: pairs.first.map(([own, partner]) => ({ own: written(own), partner: written(partner) })),
        }),
      };
    }
    case 'UNATTAINABLE': {
      const { nearest, elsewhere, jointly } = finding;
      const shares = elsewhere.first.map(written);
      return {
        ...(jointly
          ? { candidateCount: elsewhere.count, candidates: shares, pairCount: 0, pairs: [] }
          : { candidateCount: 0, candidates: [], elsewhere: shares }),
        ...(nearest && { nearest: written(nearest.nearest) }),
        ...(nearest?.beyond && { beyond: written(nearest.beyond) }),
      };
    }
    case 'DERIVED_MATCH':
    case 'DERIVED_DIFFERS':
    case 'RESIDUAL':
    case 'SCOPE_UNCLEAR':
      return {};
    default:
      throw new Error(`Unplanned ${finding satisfies never}`);
  }
}

function writtenShare({ numerator, denominator }: Share, decimals: number): FigureShare {
  const percent = decimalText({ units: roundedShare({ numerator, denominator }, decimals), decimals });
  return { numerator, denominator, percent };
}
