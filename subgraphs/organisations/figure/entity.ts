import { OwnedRecord } from '@jiedui/kit/record';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Key, Sharded } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

import { IndicatorCode } from '../indicator/kinds.ts';
import { OrganisationKind } from '../organisation/kinds.ts';
import { CountedRecords, FigureUnit } from './kinds.ts';

@Entity({ tableName: 'reported_figure' })
@Key()
@Sharded()
@ObjectType({
  description:
    '上报指标：照发布原样保存的一个数字。A reported figure: a number as it was published, kept as it stood.',
  simpleResolvers: true,
})
export class ReportedFigure extends OwnedRecord {
  @Field(() => String, { description: '指标名称。What it tells.' })
  @Property({ type: 'text' })
  title!: string;

  /** The title's pinyin. */
  @Property({ type: 'text' })
  sortTitle!: string;

  @Field(() => String, {
    description: '数值，十进制原文，如 82.89。The value as a decimal text, such as 82.89.',
  })
  @Property({ type: 'text' })
  value!: string;

  @Field(() => FigureUnit, { description: '单位。The unit.' })
  @Property({ type: 'text' })
  unit!: FigureUnit;

  @Field(() => String, { description: '单位原文，如 %、个、名、条。The unit as written.' })
  @Property({ type: 'text' })
  unitText!: string;

  @Field(() => Int, {
    description:
      '按几位小数理解：80% 与 82.89% 同句，即为 80.00%。To how many decimals it is read: 80% beside 82.89% is 80.00%.',
  })
  @Property({ type: 'integer' })
  decimals!: number;

  @Field(() => Boolean, { description: '是否为下限（如“360余”）。Whether it is a lower bound.' })
  @Property({ type: 'boolean' })
  atLeast!: boolean;

  @Field(() => String, { nullable: true, description: '时期原文，如“目前”。The period as written.' })
  @Property({ type: 'text', nullable: true })
  periodText?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description:
      '假定的时期起始日，原文未载。The first day of the period as it is assumed; the source gives none.',
  })
  @Property({ type: 'date', nullable: true })
  assumedFrom?: string | null;

  @Field(() => IndicatorCode, { nullable: true, description: '所报的指标。The indicator that it tells.' })
  @Property({ type: 'text', nullable: true })
  indicator?: IndicatorCode | null;

  @Field(() => Int, { nullable: true, description: '指标定义版本。The version of the definition.' })
  @Property({ type: 'integer', nullable: true })
  definitionVersion?: number | null;

  @Field(() => CountedRecords, { nullable: true, description: '所计的记录。What it counts.' })
  @Property({ type: 'text', nullable: true })
  counted?: CountedRecords | null;

  @Field(() => OrganisationKind, { nullable: true, description: '组织类别。The kind of the organisations.' })
  @Property({ type: 'text', nullable: true })
  kind?: OrganisationKind | null;

  @Field(() => Int, { nullable: true, description: '原文所载的分子。The numerator, where it is told.' })
  @Property({ type: 'integer', nullable: true })
  numerator?: number | null;

  @Field(() => Int, { nullable: true, description: '分母下限。The least denominator.' })
  @Property({ type: 'integer', nullable: true })
  denominatorFrom?: number | null;

  @Field(() => Int, { nullable: true, description: '分母上限。The greatest denominator.' })
  @Property({ type: 'integer', nullable: true })
  denominatorTo?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: '与配对指标的分母合计。What its denominator and the partner’s add up to.',
  })
  @Property({ type: 'integer', nullable: true })
  jointTotal?: number | null;

  /** A second rate over another part of the same whole; of the same owner. */
  @Property({ type: 'text', nullable: true })
  partnerId?: RecordId | null;

  /** The whole that it is published as a part of; of the same owner. */
  @Property({ type: 'text', nullable: true })
  partOfId?: RecordId | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description:
      '撤回日期；撤回的不再核对，也不计入分项。The day on which it was withdrawn: from then on it is neither compared nor a part of another.',
  })
  @Property({ type: 'date', nullable: true })
  withdrawnOn?: string | null;
}
