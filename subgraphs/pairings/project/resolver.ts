import { type Connection, listAll } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { changesOf } from '@jiedui/kit/changes';
import { groupsOf } from '@jiedui/kit/groups';
import { loadAllBy, loadRecordAsOf, recordOrKey } from '@jiedui/kit/loaders';
import { CrossShard, Merge } from '@jiedui/kit/sharding';
import { parseId } from '@jiedui/schema/contract/id';
import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';

import { ProjectChange, type RecordChange } from '../history/types.ts';
import { DayArgs, RecordArgs } from '../history/record-args.ts';
import { Jurisdiction } from '../jurisdiction/entity.ts';
import { Pairing } from '../pairing/entity.ts';
import { Project } from './entity.ts';
import { ProjectGroup, projectGroups, ProjectGroupsArgs } from './groups.ts';
import { AllProjectsArgs, ProjectConnection, projects } from './listing.ts';
import { ProjectDueDate, ProjectInspection, ProjectMilestone } from './parts.ts';
import { dueDatesOf, milestonesOf, partStages } from './records.ts';
import { finishedOnTime, type ProjectFacts, projectState } from './rules.ts';
import { ProjectState } from './terms.ts';

@Resolver(() => Project)
export class ProjectResolver {
  @Merge('CONNECTION')
  @Query(() => ProjectConnection, { nullable: true, description: '项目列表。Projects.' })
  projects(
    @Args(() => AllProjectsArgs) args: AllProjectsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Project> {
    return listAll(projects, context, 'Query.projects', args);
  }

  @Merge('ROUTE')
  @Query(() => Project, { nullable: true, description: '一个项目。One project.' })
  project(
    @Args(() => RecordArgs) { id, asOf }: RecordArgs,
    @Ctx() context: RequestContext,
  ): Promise<Project | null> {
    return loadRecordAsOf(context, projects, parseId(id, 'proj').id, asOf);
  }

  @Merge('GROUP')
  @Query(() => [ProjectGroup], {
    nullable: true,
    description: '项目分组统计。Projects counted by any dimensions.',
  })
  projectGroups(
    @Args(() => ProjectGroupsArgs) args: ProjectGroupsArgs,
    @Ctx() context: RequestContext,
  ): Promise<object[]> {
    return groupsOf(projectGroups(context, args.asOf), context, args);
  }

  @FieldResolver(() => Jurisdiction, {
    nullable: true,
    description: '归属地。The jurisdiction that owns it.',
  })
  jurisdiction(@Root() { owner }: Project): Jurisdiction {
    return { code: owner };
  }

  @CrossShard()
  @FieldResolver(() => Pairing, { nullable: true, description: '所属结对。The pairing it belongs to.' })
  pairing(
    @Root() { pairingId }: Project,
    @Ctx() context: RequestContext,
  ): Promise<object | null> | object | null {
    return recordOrKey(context, Pairing, pairingId);
  }

  @FieldResolver(() => ProjectState, {
    description: '项目状态，由记录推算。The state, derived from its records.',
  })
  async state(
    @Root() project: Project,
    @Args(() => DayArgs) { asOf }: DayArgs,
    @Ctx() context: RequestContext,
  ): Promise<ProjectState> {
    const milestones = await milestonesOf(context, project.id, asOf);
    return projectState(factsOf(project, milestones), asOf ?? context.clock.today());
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      '是否按时完工；无应完工日期或未到期时为空。Whether it was finished on time; null without a due date, or before it.',
  })
  onTime(
    @Root() project: Project,
    @Args(() => DayArgs) { asOf }: DayArgs,
    @Ctx() { clock }: RequestContext,
  ): boolean | null {
    return finishedOnTime(factsOf(project, []), asOf ?? clock.today());
  }

  @FieldResolver(() => [ProjectMilestone], {
    nullable: true,
    description: '节点，依次。Its milestones, in their order.',
  })
  milestones(
    @Root() { id }: Project,
    @Args(() => DayArgs) { asOf }: DayArgs,
    @Ctx() context: RequestContext,
  ): Promise<ProjectMilestone[]> {
    return milestonesOf(context, id, asOf);
  }

  @FieldResolver(() => [ProjectInspection], {
    nullable: true,
    description: '现场考察与线上跟进，依次。Its inspections, in their order.',
  })
  inspections(@Root() { id }: Project, @Ctx() context: RequestContext): Promise<ProjectInspection[]> {
    return loadAllBy(context, ProjectInspection, 'projectId', id, 'position');
  }

  @FieldResolver(() => [ProjectDueDate], {
    nullable: true,
    description: '历次应完工日期，由先到后。The due dates that it had, the first one first.',
  })
  dueDates(@Root() { id }: Project, @Ctx() context: RequestContext): Promise<ProjectDueDate[]> {
    return dueDatesOf(context, id);
  }

  @FieldResolver(() => [ProjectChange], {
    nullable: true,
    description: '变更历史，由先到后。Its changes, the first one first.',
  })
  history(@Root() { id }: Project, @Ctx() context: RequestContext): Promise<RecordChange[]> {
    return changesOf(context, { entity: Project, history: projects.history!, more: partStages }, id);
  }
}

function factsOf(
  { dueOn = null, plannedDueOn = null, finishedOn = null }: Project,
  milestones: readonly ProjectMilestone[],
): ProjectFacts {
  return {
    dueOn,
    plannedDueOn,
    finishedOn,
    milestones: milestones.map((each) => ({ dueOn: each.dueOn, doneOn: each.doneOn ?? null })),
  };
}
