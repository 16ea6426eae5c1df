import type { RequestContext } from '@jiedui/kit/context';
import { describedEnum } from '@jiedui/kit/enums';
import { validAsOf } from '@jiedui/kit/history';
import type { Listing } from '@jiedui/kit/page';
import {
  AsOfArgument,
  connectionType,
  JurisdictionsArgument,
  orderInput,
  PageArgs,
} from '@jiedui/kit/page-types';
import type { OrderBy } from '@jiedui/kit/page-types';
import { Provenance } from '@jiedui/kit/provenance';
import { GraphQLDate } from '@jiedui/kit/scalars';
import {
  atLeast,
  atLeastOrNone,
  atMost,
  contains,
  equals,
  type Expression,
  oneOf,
  sql,
  present,
} from '@jiedui/kit/sql';
import { ArgsType, Field, ID, InputType } from 'type-graphql';

import { idIn } from '@jiedui/kit/ids';
import { ofPairingsOf } from '../pairing/listing.ts';
import { Project } from './entity.ts';
import { ProjectState } from './terms.ts';

export const ProjectOrderField = describedEnum(
  'ProjectOrderField',
  '项目的排序字段。What projects are ordered by.',
  {
    STARTED_ON: ['开工日期', 'The day on which it began.'],
    NAME: ['名称（拼音）', 'The name, by pinyin.'],
    ID: ['编号：先归属地，后建档先后', 'The id: by owner, then by when the record was made.'],
  },
);
export type ProjectOrderField = keyof typeof ProjectOrderField;

export const ProjectOrder = orderInput('Project', '项目', ProjectOrderField);

@InputType({ description: '项目筛选条件，同时满足。What projects must be; all conditions hold.' })
export class ProjectFilter {
  @Field(() => [ProjectState], { nullable: true, description: '状态之一。One of these states.' })
  state?: ProjectState[] | null;

  @Field(() => ID, { nullable: true, description: '结对共建编号。The id of the pairing.' })
  pairing?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      '结对的成员单位编号，限归属地相同的结对。The id of the member unit of its pairing, where that has the same owner.',
  })
  unit?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: '完工日期不早于，或尚未完工。Finished on this day or later, or not yet.',
  })
  notFinishedBefore?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '开工日期不早于。Begun on this day or later.' })
  startedFrom?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '开工日期不晚于。Begun on this day or earlier.' })
  startedTo?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '应完工日期不晚于。Due on this day or earlier.' })
  dueTo?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: '是否曾整体延期。Whether it was put off as a whole.',
  })
  putOff?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: '是否已投入使用。Whether it is in use.' })
  inUse?: boolean | null;

  @Field(() => String, { nullable: true, description: '名称包含。The name contains this text.' })
  nameContains?: string | null;

  @Field(() => [Provenance], { nullable: true, description: '来源之一。One of these provenances.' })
  provenance?: Provenance[] | null;
}

/** `projectState` of the rules, said in SQL for the row `r` on a day, today where none is given; a test holds the two together. */
export function stateExpression({ clock }: Pick<RequestContext, 'clock'>, asOf?: string | null): Expression {
  const today = sql`${asOf ?? clock.today()}::date`;
  const milestones =
    asOf == null
      ? sql`project_milestone m where m.project_id = r.id`
      : sql`project_milestone_history m where m.project_id = r.id and ${validAsOf('m', asOf)}`;
  return sql`case
    when r.finished_on <= ${today} then 'FINISHED'
    when r.due_on < ${today} then 'OVERDUE'
    when r.due_on > r.planned_due_on or exists (
      select from ${milestones} and m.due_on < ${today} and (m.done_on is null or m.done_on > ${today})
    ) then 'DELAYED'
    else 'ON_TIME' end`;
}

export const projects: Listing<Project, ProjectOrderField, ProjectFilter> = {
  entity: Project,
  history: 'project_history',
  orderings: { STARTED_ON: 'startedOn', NAME: 'sortName', ID: 'id' },
  defaultOrder: { field: 'STARTED_ON', direction: 'ASCENDING' },
  conditions: (filter, context, asOf) => [
    filter.state == null
      ? undefined
      : sql<boolean>`${stateExpression(context, asOf)} = any(${[...filter.state]}::text[])`,
    equals('pairing_id', idIn(filter.pairing, 'pair')),
    ofPairingsOf(idIn(filter.unit, 'unit'), asOf),
    atLeastOrNone('finished_on', filter.notFinishedBefore),
    atLeast('started_on', filter.startedFrom),
    atMost('started_on', filter.startedTo),
    atMost('due_on', filter.dueTo),
    filter.putOff == null
      ? undefined
      : sql<boolean>`coalesce(r.due_on > r.planned_due_on, false) = ${filter.putOff}`,
    present('in_use_on', filter.inUse),
    contains('name', filter.nameContains),
    oneOf('provenance', filter.provenance),
  ],
};

@ArgsType()
export class ProjectsArgs extends PageArgs {
  @Field(() => ProjectOrder, {
    nullable: true,
    description: '排序，默认按开工日期。The order; by the day it began where absent.',
  })
  orderBy?: OrderBy<ProjectOrderField> | null;

  @Field(() => ProjectFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: ProjectFilter | null;

  @AsOfArgument()
  asOf?: string | null;
}

@ArgsType()
export class AllProjectsArgs extends ProjectsArgs {
  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

export const ProjectConnection = connectionType('Project', '项目', Project);
