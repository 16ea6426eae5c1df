import { describedEnum } from '@jiedui/kit/enums';
import type { Listing } from '@jiedui/kit/page';
import { connectionType, JurisdictionsArgument, orderInput, PageArgs } from '@jiedui/kit/page-types';
import type { OrderBy } from '@jiedui/kit/page-types';
import { Provenance } from '@jiedui/kit/provenance';
import { GraphQLDate, GraphQLDateTime } from '@jiedui/kit/scalars';
import { type Condition, contains, equals, oneOf, present, sql } from '@jiedui/kit/sql';
import { parseId } from '@jiedui/schema/contract/id';
import { ArgsType, Field, ID, InputType } from 'type-graphql';

import { idIn } from '@jiedui/kit/ids';
import { Appeal } from './entity.ts';
import { never } from './clock/deadline.ts';
import { AppealState, AppealTier, AppealTimeliness } from './terms.ts';
import { escalated, hasPartOf, visibleAppeals } from './visible.ts';

export const AppealOrderField = describedEnum(
  'AppealOrderField',
  '困难诉求的排序字段。What appeals are ordered by.',
  {
    RAISED_AT: ['提出时间', 'When it was raised.'],
    DUE_ON: ['截止日，无截止日的在最后', 'The deadline; what has none is later than all.'],
    TITLE: ['标题（拼音）', 'The title, by pinyin.'],
    ID: ['编号：先归属地，后建档先后', 'The id: by owner, then by when the record was made.'],
  },
);
export type AppealOrderField = keyof typeof AppealOrderField;

export const AppealOrder = orderInput('Appeal', '困难诉求', AppealOrderField);

/** What may be asked about appeals by anybody, since counts are public: nothing of what an appeal says or who raised it. */
@InputType({
  description: '困难诉求统计的筛选条件，同时满足。What counted appeals must be; all conditions hold.',
})
export class AppealGroupFilter {
  @Field(() => [AppealTier], { nullable: true, description: '层级之一。One of these tiers.' })
  tier?: AppealTier[] | null;

  @Field(() => [AppealState], { nullable: true, description: '状态之一。One of these states.' })
  state?: AppealState[] | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: '提出时间不早于。Raised then or later.' })
  raisedFrom?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: '提出时间不晚于。Raised then or earlier.' })
  raisedTo?: Date | null;
}

@InputType({ description: '困难诉求筛选条件，同时满足。What appeals must be; all conditions hold.' })
export class AppealFilter extends AppealGroupFilter {
  @Field(() => ID, { nullable: true, description: '两新组织编号。The id of the organisation.' })
  organisation?: string | null;

  @Field(() => ID, { nullable: true, description: '受理单位编号。The id of the unit it is addressed to.' })
  unit?: string | null;

  @Field(() => ID, { nullable: true, description: '结对共建编号。The id of the pairing.' })
  pairing?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: '承办部门编号。The id of a department that has, or had, a part in it.',
  })
  department?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      '是否已上报市委两新工委（含上报后已办结的）。Whether it has been reported to the municipal committee, at any time.',
  })
  escalated?: boolean | null;

  @Field(() => [AppealTimeliness], {
    nullable: true,
    description: '时限状态之一；不计时的都不符合。One of these; what has no clock running is none of them.',
  })
  timeliness?: AppealTimeliness[] | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: '时限状态以该日为准；缺省为今天。The day of the timeliness; today where absent.',
  })
  timelinessOn?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '截止日不晚于。Due then or earlier.' })
  dueTo?: string | null;

  @Field(() => Boolean, { nullable: true, description: '是否暂停计时。Whether its clock stands still.' })
  paused?: boolean | null;

  @Field(() => String, { nullable: true, description: '标题包含。The title contains this text.' })
  titleContains?: string | null;

  @Field(() => [Provenance], { nullable: true, description: '来源之一。One of these provenances.' })
  provenance?: Provenance[] | null;
}

export function groupConditions(filter: AppealGroupFilter): (Condition | undefined)[] {
  return [
    oneOf('tier', filter.tier),
    oneOf('state', filter.state),
    filter.raisedFrom
      ? sql<boolean>`r.raised_at >= ${filter.raisedFrom.toISOString()}::timestamptz`
      : undefined,
    filter.raisedTo ? sql<boolean>`r.raised_at <= ${filter.raisedTo.toISOString()}::timestamptz` : undefined,
  ];
}

/** `timelinessOf` as a condition. */
function standing(
  wanted: readonly AppealTimeliness[] | null | undefined,
  day: string,
): Condition | undefined {
  if (wanted == null) return undefined;
  const on = sql`${day}::date`;
  const conditions: Record<AppealTimeliness, Condition> = {
    OVERDUE: sql<boolean>`r.due_on < ${on}`,
    DUE_SOON: sql<boolean>`(r.due_soon_on <= ${on} and r.due_on >= ${on} and r.due_on < ${never}::date)`,
    ON_TIME: sql<boolean>`(r.due_soon_on > ${on} and r.due_on < ${never}::date)`,
  };
  if (wanted.length === 0) return sql<boolean>`false`;
  return sql<boolean>`(${sql.join(
    wanted.map((each) => conditions[each]),
    sql` or `,
  )})`;
}

export const appeals: Listing<Appeal, AppealOrderField, AppealFilter> = {
  entity: Appeal,
  orderings: { RAISED_AT: 'raisedAt', DUE_ON: 'dueOn', TITLE: 'sortTitle', ID: 'id' },
  defaultOrder: { field: 'RAISED_AT', direction: 'DESCENDING' },
  conditions: (filter, { clock }) => [
    ...groupConditions(filter),
    equals('organisation_id', idIn(filter.organisation, 'org')),
    equals('unit_id', idIn(filter.unit, 'unit')),
    equals('pairing_id', idIn(filter.pairing, 'pair')),
    filter.department == null ? undefined : hasPartOf(parseId(filter.department, 'unit').id),
    filter.escalated == null ? undefined : filter.escalated ? escalated : sql<boolean>`not ${escalated}`,
    standing(filter.timeliness, filter.timelinessOn ?? clock.today()),
    filter.dueTo == null
      ? undefined
      : sql<boolean>`r.due_on <= least(${filter.dueTo}::date, ${never}::date - 1)`,
    present('paused_on', filter.paused),
    contains('title', filter.titleContains),
    oneOf('provenance', filter.provenance),
  ],
  visible: visibleAppeals,
};

@ArgsType()
export class AppealsArgs extends PageArgs {
  @Field(() => AppealOrder, {
    nullable: true,
    description: '排序，默认最近提出的在前。The order; the last raised first where absent.',
  })
  orderBy?: OrderBy<AppealOrderField> | null;

  @Field(() => AppealFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: AppealFilter | null;
}

@ArgsType()
export class AllAppealsArgs extends AppealsArgs {
  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

export const AppealConnection = connectionType('Appeal', '困难诉求', Appeal);
