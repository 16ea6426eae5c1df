import { GraphQLDate } from '@jiedui/kit/scalars';
import { ShardKey } from '@jiedui/kit/sharding';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';

import { IndicatorCode } from '../indicator/kinds.ts';
import { OrganisationKind } from '../organisation/kinds.ts';
import { ReportedFigure } from './entity.ts';
import { CountedRecords, FigureUnit } from './kinds.ts';

@InputType({
  description: '登记一个上报指标，照发布原样。A figure as it was published, and what it is taken to tell.',
})
export class RecordReportedFigureInput {
  @ShardKey()
  @Field(() => ID, { description: '归属地代码。The code of the jurisdiction that it tells about.' })
  jurisdiction!: string;

  @Field(() => String, { description: '指标名称，至多 200 字。What it tells, up to 200 characters.' })
  title!: string;

  @Field(() => String, {
    description: '数值，十进制原文，如 82.89。The value as a decimal text, such as 82.89.',
  })
  value!: string;

  @Field(() => FigureUnit, { description: '单位。The unit.' })
  unit!: FigureUnit;

  @Field(() => String, { description: '单位原文，如 %、个、名、条。The unit as written.' })
  unitText!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      '按几位小数理解，0 至 6；缺省为数值所写位数。To how many decimals it is read; those written where absent.',
  })
  decimals?: number | null;

  @Field(() => Boolean, { nullable: true, description: '是否为下限。Whether it is a lower bound.' })
  atLeast?: boolean | null;

  @Field(() => String, { nullable: true, description: '时期原文。The period as written.' })
  periodText?: string | null;

  @Field(() => String, {
    description: '出处与原文，至多 500 字。Where it stands, verbatim, up to 500 characters.',
  })
  source!: string;

  @Field(() => GraphQLDate, {
    nullable: true,
    description:
      '假定的时期起始日，只用于示范点。The assumed first day of the period; for demonstration sites alone.',
  })
  assumedFrom?: string | null;

  @Field(() => IndicatorCode, {
    nullable: true,
    description: '所报的指标（百分比）。The indicator that it tells.',
  })
  indicator?: IndicatorCode | null;

  @Field(() => Int, {
    nullable: true,
    description: '指标定义版本，缺省为 1。The version of the definition; 1 where absent.',
  })
  definitionVersion?: number | null;

  @Field(() => CountedRecords, { nullable: true, description: '所计的记录（计数）。What it counts.' })
  counted?: CountedRecords | null;

  @Field(() => OrganisationKind, { nullable: true, description: '组织类别。The kind of the organisations.' })
  kind?: OrganisationKind | null;

  @Field(() => Int, { nullable: true, description: '原文所载的分子。The numerator, where it is told.' })
  numerator?: number | null;

  @Field(() => Int, { nullable: true, description: '分母下限。The least denominator.' })
  denominatorFrom?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: '分母上限，至多 20000。The greatest denominator, up to 20,000.',
  })
  denominatorTo?: number | null;

  @Field(() => ID, {
    nullable: true,
    description:
      '配对指标编号：本地同一总体另一部分的比率。The id of the rate over the other part of the same whole, of this jurisdiction.',
  })
  partner?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: '与配对指标的分母合计。What both denominators add up to.',
  })
  jointTotal?: number | null;

  @Field(() => ID, {
    nullable: true,
    description:
      '所属总数的编号（“其中”）。The id of the whole that it is published as a part of, of this jurisdiction.',
  })
  partOf?: string | null;
}

@InputType({
  description:
    '更正内容：未填的不变，填空值即清除。单位、配对指标和所属总数不更正：撤回后重新登记。What is corrected: what is absent stays, null clears. Its unit, partner and whole are not corrected: it is withdrawn and recorded anew.',
})
export class CorrectReportedFigureInput {
  @Field(() => String, { nullable: true, description: '指标名称，至多 200 字。What it tells.' })
  title?: string | null;

  @Field(() => String, { nullable: true, description: '数值，十进制原文。The value as a decimal text.' })
  value?: string | null;

  @Field(() => String, { nullable: true, description: '单位原文。The unit as written.' })
  unitText?: string | null;

  @Field(() => Int, { nullable: true, description: '按几位小数理解。To how many decimals it is read.' })
  decimals?: number | null;

  @Field(() => Boolean, { nullable: true, description: '是否为下限。Whether it is a lower bound.' })
  atLeast?: boolean | null;

  @Field(() => String, { nullable: true, description: '时期原文。The period as written.' })
  periodText?: string | null;

  @Field(() => String, { nullable: true, description: '出处与原文。Where it stands, verbatim.' })
  source?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: '假定的时期起始日，只用于示范点。The assumed first day of the period.',
  })
  assumedFrom?: string | null;

  @Field(() => IndicatorCode, { nullable: true, description: '所报的指标。The indicator that it tells.' })
  indicator?: IndicatorCode | null;

  @Field(() => Int, { nullable: true, description: '指标定义版本。The version of the definition.' })
  definitionVersion?: number | null;

  @Field(() => CountedRecords, { nullable: true, description: '所计的记录。What it counts.' })
  counted?: CountedRecords | null;

  @Field(() => OrganisationKind, { nullable: true, description: '组织类别。The kind of the organisations.' })
  kind?: OrganisationKind | null;

  @Field(() => Int, { nullable: true, description: '原文所载的分子。The numerator, where it is told.' })
  numerator?: number | null;

  @Field(() => Int, { nullable: true, description: '分母下限。The least denominator.' })
  denominatorFrom?: number | null;

  @Field(() => Int, { nullable: true, description: '分母上限。The greatest denominator.' })
  denominatorTo?: number | null;
}

@ObjectType({
  description: '登记、更正或撤回上报指标的结果。What was recorded, corrected or withdrawn.',
  simpleResolvers: true,
})
export class RecordReportedFigurePayload {
  @Field(() => ReportedFigure, { nullable: true, description: '上报指标。The figure.' })
  reportedFigure!: ReportedFigure | null;
}
