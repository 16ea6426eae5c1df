import type { RequestContext } from '@jiedui/kit/context';
import { describedEnum, labelIn } from '@jiedui/kit/enums';
import { countRows, Group, type Grouping, jurisdictionDimension } from '@jiedui/kit/groups';
import { AsOfArgument, JurisdictionsArgument } from '@jiedui/kit/page-types';
import { Merge } from '@jiedui/kit/sharding';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';

import { Project } from './entity.ts';
import { ProjectFilter, projects, stateExpression } from './listing.ts';
import { ProjectState } from './terms.ts';

export const ProjectDimension = describedEnum(
  'ProjectDimension',
  '项目的分组维度。What projects are grouped by.',
  {
    JURISDICTION: ['归属地', 'The owner.'],
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

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '项目数。How many projects.' })
  count?: number;
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
      STATE: { field: 'state', value: stateExpression(context, asOf), label: labelIn(ProjectState) },
    },
    measures: { count: countRows },
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
