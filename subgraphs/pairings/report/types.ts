import { changeType } from '@jiedui/kit/change-types';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';

import { ObligationRule, ObligationStatus } from '../obligation/terms.ts';
import { PairingKind } from '../pairing/terms.ts';
import { ProjectState } from '../project/terms.ts';
import type { Content } from './content.ts';
import { type Figure, type ReportData } from './data.ts';
import { ReportStep } from './terms.ts';
import type { Verification } from './verify.ts';

export const ReportChange = changeType('Report', '报告的一次变更。One change of a report.', ReportStep);

@ObjectType({
  description:
    '报告中的一个数，附可重新得出它的查询与截止日期。A number of a report, with the query that gives it again and the day it came from.',
  simpleResolvers: true,
})
export class ReportFigure {
  @Field(() => String, { description: '代码，报告内唯一。Names it within the report.' })
  code!: string;

  @Field(() => String, { description: '名称。What is counted.' })
  label!: string;

  @Field(() => Int, { description: '数值。The number.' })
  value!: number;

  @Field(() => String, {
    description:
      '查询语句：向本平台提出，应答中只有这一个数。The operation: its answer holds this number and no other.',
  })
  operation!: string;

  @Field(() => String, { description: '查询变量（JSON）。The variables of the operation, as JSON.' })
  variables!: string;

  @Field(() => GraphQLDate, {
    description: '截止日期：以该日终了时的记录为准。The day at whose end the records were read.',
  })
  asOf!: string;
}

@ObjectType({
  description: '报告期内的一项“五个一”义务。One obligation of the period.',
  simpleResolvers: true,
})
export class ReportDuty {
  @Field(() => ObligationRule, { description: '要求。What is asked.' })
  rule!: ObligationRule;

  @Field(() => GraphQLDate, { description: '周期起始日。The first day of its period.' })
  periodStart!: string;

  @Field(() => GraphQLDate, { description: '周期截止日。The last day of its period.' })
  periodEnd!: string;

  @Field(() => GraphQLDate, { description: '到期日。When it was due.' })
  dueOn!: string;

  @Field(() => Int, { description: '要求次数。How many activities it asks.' })
  required!: number;

  @Field(() => Int, { description: '已做次数。How many were done.' })
  done!: number;

  @Field(() => ObligationStatus, { description: '状态。Where it stands.' })
  status!: ObligationStatus;
}

@ObjectType({ description: '已解决的一个实际问题。A problem that was solved.', simpleResolvers: true })
export class ReportProblem {
  @Field(() => String, { description: '名称。Its title.' })
  title!: string;

  @Field(() => GraphQLDate, { description: '日期。The day.' })
  heldOn!: string;

  @Field(() => String, { nullable: true, description: '成效。What came of it.' })
  outcome!: string | null;

  @Field(() => String, { nullable: true, description: '所属结对的名称。The title of its pairing.' })
  pairing!: string | null;
}

@ObjectType({ description: '报告期内的一个项目。A project of the period.', simpleResolvers: true })
export class ReportProject {
  @Field(() => String, { description: '名称。Its name.' })
  name!: string;

  @Field(() => GraphQLDate, { description: '开工日期。When it began.' })
  startedOn!: string;

  @Field(() => GraphQLDate, { nullable: true, description: '应完工日期。When it is due.' })
  dueOn!: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '完工日期。When it was finished.' })
  finishedOn!: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '投入使用日期。Since when it is in use.' })
  inUseOn!: string | null;

  @Field(() => ProjectState, { description: '截止日期时的状态。Where it stood on the day of the report.' })
  state!: ProjectState;
}

@ObjectType({
  description: '报告期内有效的一个结对。A pairing in force in the period.',
  simpleResolvers: true,
})
export class ReportPairing {
  @Field(() => ID, { description: '编号。Its id; the codes of its figures hold it.' })
  id!: string;

  @Field(() => String, { description: '名称。Its title.' })
  title!: string;

  @Field(() => PairingKind, { description: '类型。Its kind.' })
  kind!: PairingKind;

  @Field(() => GraphQLDate, { description: '结对日期。When it began.' })
  startedOn!: string;

  @Field(() => GraphQLDate, { nullable: true, description: '结束日期。When it ended.' })
  endedOn!: string | null;
}

@ObjectType({
  description:
    '报告内容：锁定后为锁定时的原样，草稿为现有记录所给出的。What a report says: as it was locked; in a draft, as the records give it now.',
  simpleResolvers: true,
})
export class ReportContent {
  @Field(() => Boolean, { description: '是否已锁定。Whether it is locked.' })
  locked!: boolean;

  @Field(() => GraphQLDate, { description: '截止日期。The day at whose end the records were read.' })
  asOf!: string;

  @Field(() => [ReportFigure], { description: '全部数值。Every number.' })
  figures!: ReportFigure[];

  @Field(() => [ReportDuty], {
    description: '“五个一”各周期（单个结对的报告）。The five ones by period, in the report of one pairing.',
  })
  duties!: ReportDuty[];

  @Field(() => [ReportPairing], {
    description: '各结对（单位与本级的报告）。The pairings, in the report of a unit or a jurisdiction.',
  })
  pairings!: ReportPairing[];

  @Field(() => [ReportProblem], { description: '已解决的实际问题。The problems that were solved.' })
  problems!: ReportProblem[];

  @Field(() => [ReportProject], { description: '共建项目。The projects.' })
  projects!: ReportProject[];

  @Field(() => String, {
    nullable: true,
    description:
      '锁定的数据原文（规范 JSON），hash 即其 SHA-256；草稿为空。The locked data as canonical JSON, of which `hash` is the SHA-256; null in a draft.',
  })
  data!: string | null;
}

@ObjectType({
  description: '与锁定时不同的一个数。A number that differs from what was locked.',
  simpleResolvers: true,
})
export class ReportDrift {
  @Field(() => ReportFigure, { description: '哪个数，附其查询。Which number, with its query.' })
  figure!: ReportFigure;

  @Field(() => Int, {
    nullable: true,
    description: '锁定时；当时没有则为空。As locked; null where it was not there.',
  })
  locked!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: '现在；已没有则为空。As it is now; null where it is gone.',
  })
  current!: number | null;
}

@ObjectType({
  description:
    '对锁定报告的核验：数据与哈希是否相符，现有记录与锁定时有何不同。The check of a locked report: whether data and hash agree, and what the records would say otherwise now.',
  simpleResolvers: true,
})
export class ReportVerification {
  @Field(() => String, { description: '锁定时的哈希。The hash as it was locked.' })
  hash!: string;

  @Field(() => String, {
    nullable: true,
    description:
      '现存数据的哈希；数据已不存在则为空。Of the data as they are now; null where there are none.',
  })
  computedHash!: string | null;

  @Field(() => Boolean, { description: '数据是否完好。Whether the data are what was locked.' })
  intact!: boolean;

  @Field(() => [ReportDrift], {
    description:
      '现有记录给出不同结果的数，按报告中的次序。The numbers that the records would not give any more.',
  })
  drift!: ReportDrift[];
}

/** A figure as the graph shows it. */
function shownFigure(
  { variables, operation, ...figure }: Figure,
  { operations }: Pick<ReportData, 'operations'>,
) {
  return { ...figure, operation: operations[operation] ?? '', variables: JSON.stringify(variables) };
}

export function shownContent({ data, locked }: Content): ReportContent {
  const { asOf, figures, duties, pairings, problems, projects } = data;
  return {
    locked: locked !== null,
    asOf,
    figures: figures.map((figure) => shownFigure(figure, data)),
    duties,
    pairings,
    problems,
    projects,
    data: locked,
  };
}

export function shownVerification(
  { drift, ...verification }: Verification,
  operations: ReportData['operations'],
): ReportVerification {
  return {
    ...verification,
    drift: drift.map(({ figure, ...values }) => ({
      ...values,
      figure: shownFigure(figure, { operations }),
    })),
  };
}
