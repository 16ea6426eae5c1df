import { OwnedRecord } from '@jiedui/kit/record';
import { GraphQLDate, GraphQLDateTime } from '@jiedui/kit/scalars';
import { Key, Sharded } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

import { ReportGrade, ReportKind, ReportState } from './terms.ts';

@Key()
@Sharded()
@Entity({ tableName: 'report' })
@ObjectType({
  description:
    '结对共建工作情况报告。Report: the work of a year, of a pairing, of a member unit or of a jurisdiction, computed from records.',
  simpleResolvers: true,
})
export class Report extends OwnedRecord {
  @Field(() => ReportKind, { description: '报告的对象。What it tells of.' })
  @Property({ type: 'text' })
  kind!: ReportKind;

  @Field(() => Int, { description: '年度。The year.' })
  @Property({ type: 'integer' })
  year!: number;

  @Field(() => String, { description: '标题。The title.' })
  @Property({ type: 'text' })
  title!: string;

  /** The title's pinyin. */
  @Property({ type: 'text' })
  sortTitle!: string;

  @Field(() => String, {
    description:
      '对象的名称：结对双方、单位或地区。The name of what it tells of: both sides, the unit, the place.',
  })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => GraphQLDate, {
    description:
      '报告期首日：年初，或当年结对之日。The first day it tells of: of the year, or of the pairing in it.',
  })
  @Property({ type: 'date' })
  periodFrom!: string;

  @Field(() => GraphQLDate, {
    description:
      '报告期末日：年末，或当年结束之日。The last day it tells of: of the year, or of the pairing in it.',
  })
  @Property({ type: 'date' })
  periodTo!: string;

  @Field(() => ReportState, { description: '报告状态。Where it stands.' })
  @Property({ type: 'text' })
  state!: ReportState;

  @Property({ type: 'text', nullable: true })
  pairingId?: RecordId | null;

  /** Of the pairing, or the unit that it tells of. */
  @Property({ type: 'text', nullable: true })
  unitId?: RecordId | null;

  /** The activity by which the pairing's obligation is met: made with the submission, by nobody's hand. */
  @Property({ type: 'text', nullable: true })
  activityId?: RecordId | null;

  @Field(() => String, { nullable: true, description: '报告人的说明。What the reporter remarks.' })
  @Property({ type: 'text', nullable: true })
  remarks?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: '提交时间。When it was submitted.' })
  @Property({ type: 'datetime', nullable: true })
  submittedAt?: Date | null;

  @Field(() => String, {
    nullable: true,
    description:
      '锁定数据的 SHA-256（十六进制），提交时确定。The SHA-256 of the locked data in hexadecimal, since the submission.',
  })
  @Property({ type: 'text', nullable: true })
  hash?: string | null;

  @Field(() => ReportGrade, { nullable: true, description: '述职评议等次。The grade of its assessment.' })
  @Property({ type: 'text', nullable: true })
  grade?: ReportGrade | null;

  @Field(() => String, { nullable: true, description: '述职评议意见。The remarks of its assessment.' })
  @Property({ type: 'text', nullable: true })
  assessment?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: '述职评议时间。When it was assessed.' })
  @Property({ type: 'datetime', nullable: true })
  assessedAt?: Date | null;
}

/** What a report was when it was submitted, whole: the canonical JSON of its data, which the hash is of. Never changed. */
@Entity({ tableName: 'locked_report' })
export class LockedReport {
  @PrimaryKey({ type: 'text' })
  reportId!: RecordId;

  @Property({ type: 'text' })
  data!: string;
}
