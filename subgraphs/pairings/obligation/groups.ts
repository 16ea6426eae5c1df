import { describedEnum, labelIn } from '@jiedui/kit/enums';
import {
  countRows,
  countWhere,
  Group,
  type Grouping,
  jurisdictionDimension,
  monthLabel,
  shareOf,
} from '@jiedui/kit/groups';
import { JurisdictionsArgument } from '@jiedui/kit/page-types';
import { Ratio } from '@jiedui/kit/ratio';
import { Merge } from '@jiedui/kit/sharding';
import { type Condition, oneOf, sql } from '@jiedui/kit/sql';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';

import { Obligation } from './entity.ts';
import { JudgedAsOf, ObligationFilter, obligations, owed } from './listing.ts';
import { ObligationRule, ObligationStatus } from './terms.ts';

export const ObligationDimension = describedEnum(
  'ObligationDimension',
  '义务的分组维度。What obligations are grouped by.',
  {
    JURISDICTION: ['归属地', 'The owner.'],
    UNIT: ['成员单位', 'The member unit.'],
    PAIRING: ['结对', 'The pairing.'],
    INSTRUCTOR: ['党建指导员', 'The instructor.'],
    SUBJECT: ['义务主体：结对或指导员', 'Who owes them: the pairing or the instructor.'],
    RULE: ['要求', 'The rule.'],
    MONTH: [
      '周期截止的月份',
      'The month in which the period ends; of a quarter its third, of a year December.',
    ],
    STATUS: ['状态', 'Where they stand.'],
  },
);
export type ObligationDimension = keyof typeof ObligationDimension;

@ObjectType({ description: '义务分组统计。A bucket of obligations.', simpleResolvers: true })
export class ObligationGroup extends Group {
  @Field(() => ID, { nullable: true, description: '归属地代码。The code of the owner.' })
  jurisdiction?: string;

  @Field(() => ID, { nullable: true, description: '成员单位编号。The id of the member unit.' })
  unit?: string | null;

  @Field(() => ID, { nullable: true, description: '结对共建编号。The id of the pairing.' })
  pairing?: string | null;

  @Field(() => ID, { nullable: true, description: '党建指导员编号。The id of the instructor.' })
  instructor?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: '义务主体的编号：结对或指导员。The id of who owes them: a pairing or an instructor.',
  })
  subject?: string;

  @Field(() => ObligationRule, { nullable: true, description: '要求。The rule.' })
  rule?: ObligationRule;

  @Field(() => String, {
    nullable: true,
    description: '周期截止的月份，如 2022-11。The month in which the period ends, such as 2022-11.',
  })
  month?: string;

  @Field(() => ObligationStatus, { nullable: true, description: '状态。Where they stand.' })
  status?: ObligationStatus;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '义务数。How many obligations.' })
  count?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '已完成。How many are met.' })
  met?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '待完成。How many are due.' })
  due?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '已逾期。How many are overdue.' })
  overdue?: number;

  @Merge('RATIO')
  @Field(() => Ratio, {
    nullable: true,
    description:
      '完成率：已完成／（已完成＋已逾期）；期内尚未完成的与免除的不计。Compliance: met / (met + overdue); what is still due, and what is exempt, is not counted.',
  })
  compliance?: Ratio;
}

const isMet = oneOf('status', ['MET']) as Condition;
const isExpected = oneOf('status', ['MET', 'OVERDUE']) as Condition;

export const obligationGroups: Grouping<ObligationDimension, ObligationFilter> = {
  entity: Obligation,
  // Of one debtor or unit the index gives the few that are counted; of all it would be searched for each.
  derived: (filter, ...asked) =>
    owed((filter?.pairing ?? filter?.instructor ?? filter?.unit) ? 'each' : 'together', filter, ...asked),
  conditions: obligations.conditions,
  dimensions: {
    JURISDICTION: jurisdictionDimension,
    UNIT: { field: 'unit', value: 'unit_id' },
    PAIRING: { field: 'pairing', value: 'pairing_id', labelColumn: 'title' },
    INSTRUCTOR: { field: 'instructor', value: 'instructor_id', labelColumn: 'title' },
    SUBJECT: {
      field: 'subject',
      value: sql`coalesce(r.pairing_id, r.instructor_id)`,
      labelColumn: 'title',
    },
    RULE: { field: 'rule', value: 'rule', label: labelIn(ObligationRule) },
    // Not of the due date: days of grace would move a month's contacts into the next column of a matrix.
    MONTH: { field: 'month', value: sql`to_char(r.period_end, 'YYYY-MM')`, label: monthLabel },
    STATUS: { field: 'status', value: 'status', label: labelIn(ObligationStatus) },
  },
  measures: {
    count: countRows,
    met: countWhere(isMet),
    due: countWhere(oneOf('status', ['DUE'])!),
    overdue: countWhere(oneOf('status', ['OVERDUE'])!),
    compliance: shareOf(isMet, isExpected),
  },
};

@ArgsType()
export class ObligationGroupsArgs {
  @Field(() => [ObligationDimension], {
    description: '分组维度，依次；空为合计。The dimensions, in order; none is one group over all.',
  })
  by!: ObligationDimension[];

  @Field(() => ObligationFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: ObligationFilter | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;

  @JudgedAsOf()
  asOf?: string | null;
}
