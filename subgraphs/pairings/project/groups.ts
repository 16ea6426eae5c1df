import type { RequestContext } from '@jiedui/kit/context';
import { describedEnum, labelIn } from '@jiedui/kit/enums';
import {
  countRows,
  countWhere,
  Group,
  type Grouping,
  jurisdictionDimension,
  shareOf,
} from '@jiedui/kit/groups';
import { AsOfArgument, JurisdictionsArgument } from '@jiedui/kit/page-types';
import { Ratio } from '@jiedui/kit/ratio';
import { Merge } from '@jiedui/kit/sharding';
import { sql } from '@jiedui/kit/sql';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';

import { Project } from './entity.ts';
import { ProjectFilter, projects, stateExpression } from './listing.ts';
import { ProjectState } from './terms.ts';

export const ProjectDimension = describedEnum(
  'ProjectDimension',
  '项目的分组维度。What projects are grouped by.',
  {
    JURISDICTION: ['归属地', 'The owner.'],
    PAIRING: ['结对', 'The pairing.'],
    YEAR: ['开工年份', 'The year in which it began.'],
    STATE: ['项目状态', 'The state, as of today or of the day of asOf.'],
  },
);
export type ProjectDimension = keyof typeof ProjectDimension;

@ObjectType({ description: '项目分组统计。A bucket of projects.', simpleResolvers: true })
export class ProjectGroup extends Group {
  @Field(() => ID, { nullable: true, description: '归属地代码。The code of the owner.' })
  jurisdiction?: string;

  @Field(() => ProjectState, {
    nullable: true,
    description: '项目状态。The state of the projects, as of today or of the day of asOf.',
  })
  state?: ProjectState;

  @Field(() => ID, { nullable: true, description: '结对共建编号。The id of the pairing.' })
  pairing?: string;

  @Field(() => Int, { nullable: true, description: '开工年份。The year in which they began.' })
  year?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '项目数。How many projects.' })
  count?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '曾延期的项目数。How many were put off as a whole.' })
  putOff?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '已投入使用的项目数。How many are in use.' })
  inUse?: number;

  @Merge('RATIO')
  @Field(() => Ratio, {
    nullable: true,
    description:
      '按时完工率：按时完工／有应完工日期的已完工项目。Finished on time / finished, of those with a due date.',
  })
  onTime?: Ratio;
}

/** The state of a project depends on the day: the grouping is made for one request. */
export function projectGroups(
  context: RequestContext,
  asOf?: string | null,
): Grouping<ProjectDimension, ProjectFilter> {
  return {
    entity: Project,
    history: projects.history,
    conditions: projects.conditions,
    dimensions: {
      JURISDICTION: jurisdictionDimension,
      PAIRING: { field: 'pairing', value: 'pairing_id' },
      YEAR: {
        field: 'year',
        value: sql`extract(year from r.started_on)::int`,
        label: (year) => `${year}年`,
      },
      STATE: { field: 'state', value: stateExpression(context, asOf), label: labelIn(ProjectState) },
    },
    measures: {
      count: countRows,
      putOff: countWhere(sql<boolean>`r.due_on > r.planned_due_on`),
      inUse: countWhere(sql<boolean>`r.in_use_on is not null`),
      onTime: shareOf(
        sql<boolean>`r.finished_on <= r.due_on`,
        sql<boolean>`r.finished_on is not null and r.due_on is not null`,
      ),
    },
  };
}

@ArgsType()
export class ProjectGroupsArgs {
  @Field(() => [ProjectDimension], {
    description: '分组维度，依次；空为合计。The dimensions, in order; none is one group over all.',
  })
  by!: ProjectDimension[];

  @Field(() => ProjectFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: ProjectFilter | null;

  @AsOfArgument()
  asOf?: string | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}
