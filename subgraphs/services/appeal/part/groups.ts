import { askedOwners, type RequestContext } from '@jiedui/kit/context';
import { describedEnum, labelIn } from '@jiedui/kit/enums';
import {
  countRows,
  Group,
  type Grouping,
  groupsOf,
  jurisdictionDimension,
  shareOf,
} from '@jiedui/kit/groups';
import { JurisdictionsArgument } from '@jiedui/kit/page-types';
import { Ratio } from '@jiedui/kit/ratio';
import { Merge } from '@jiedui/kit/sharding';
import { oneOf, sql } from '@jiedui/kit/sql';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';

import { refuseOthers } from '../count/counts.ts';
import { AppealPeriodArgs } from '../past/period.ts';
import { StandingPart } from './entity.ts';
import { AppealPartFilter, partConditions, partsOf, type PartsOfPeriod } from './listing.ts';
import { AppealPartState } from './terms.ts';

export const AppealPartDimension = describedEnum(
  'AppealPartDimension',
  '部门承办部分的分组维度。What parts of departments are grouped by.',
  {
    JURISDICTION: ['归属地', 'The owner of the appeal.'],
    DEPARTMENT: ['承办部门', 'The department.'],
    STATE: ['状态', 'How the part stands.'],
  },
);
export type AppealPartDimension = keyof typeof AppealPartDimension;

@ObjectType({
  description: '部门承办部分的分组统计。A bucket of the parts that departments have in appeals.',
  simpleResolvers: true,
})
export class AppealPartGroup extends Group {
  @Field(() => ID, { nullable: true, description: '归属地代码。The code of the owner.' })
  jurisdiction?: string;

  @Field(() => ID, { nullable: true, description: '承办部门编号。The id of the department.' })
  department?: string;

  @Field(() => AppealPartState, { nullable: true, description: '状态。How the parts stand.' })
  state?: AppealPartState;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '承办部分数。How many parts.' })
  parts?: number;

  @Merge('SUM')
  @Field(() => Int, {
    nullable: true,
    description:
      '所涉诉求数：一件诉求有几个承办部门，就在每个部门各计一次，因此各部门之和不是诉求总数。How many appeals they are of: an appeal in which three departments have a part counts under each of them, so over departments these do not add up to the number of appeals.',
  })
  appeals?: number;

  @Merge('RATIO')
  @Field(() => Ratio, {
    nullable: true,
    description:
      '按时答复率：按时答复的 ÷ （已答复的 + 逾期未答复的）；未到期的与未答复即撤销的不计。Answered on time, over those that are answered and those that are overdue; what is not due yet, or was taken back unanswered, is not counted.',
  })
  onTime?: Ratio;
}

const answeredOnTime = oneOf('state', ['ANSWERED'] satisfies AppealPartState[])!;
const answeredOrOverdue = oneOf('state', [
  'ANSWERED',
  'ANSWERED_LATE',
  'OVERDUE',
] satisfies AppealPartState[])!;

const partGroups: Grouping<AppealPartDimension, PartsOfPeriod> = {
  entity: StandingPart,
  derived: partsOf,
  conditions: partConditions,
  dimensions: {
    JURISDICTION: jurisdictionDimension,
    DEPARTMENT: { field: 'department', value: 'unit_id' },
    STATE: { field: 'state', value: 'state', label: labelIn(AppealPartState) },
  },
  measures: {
    parts: countRows,
    // An appeal lies with one owner: counts of different owners add up.
    appeals: sql`count(distinct r.appeal_id)::float8`,
    onTime: shareOf(answeredOnTime, answeredOrOverdue),
  },
};

@ArgsType()
export class AppealPartGroupsArgs extends AppealPeriodArgs {
  @Field(() => [AppealPartDimension], {
    description: '分组维度，依次；空为合计。The dimensions, in order; none is one group over all.',
  })
  by!: AppealPartDimension[];

  @Field(() => AppealPartFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: AppealPartFilter | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

/**
 * Parts by department, counted for who may have every number: departments are many, and their numbers small.
 * @throws UNKNOWN_JURISDICTION, FORBIDDEN, INVALID_INPUT
 */
export function countParts(
  context: RequestContext,
  { by, filter, jurisdictions, ...days }: AppealPartGroupsArgs,
): Promise<Record<string, unknown>[]> {
  askedOwners(context, jurisdictions);
  refuseOthers(context, 'parts of departments', jurisdictions);
  return groupsOf(partGroups, context, {
    by,
    filter: { ...filter, days },
    jurisdictions: jurisdictions ?? null,
  });
}
