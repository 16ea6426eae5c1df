import { IdArgument, KeyArgument, ReasonArgument } from '@jiedui/kit/arguments';
import type { RequestContext } from '@jiedui/kit/context';
import { loadRecord } from '@jiedui/kit/loaders';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Merge } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Arg, Ctx, Int, Mutation, Resolver } from 'type-graphql';

import { Project } from './entity.ts';
import {
  CorrectProjectInput,
  InspectProjectInput,
  MilestoneInput,
  ProjectPayload,
  RegisterProjectInput,
} from './input.ts';
import { registerProject } from './register.ts';
import {
  addMilestone,
  correctProject,
  delayProject,
  finishProject,
  inspectProject,
  putProjectInUse,
  reachMilestone,
} from './write.ts';

/** 办理人: the officers of the owner, and the liaison of the unit of the pairing. */
@Resolver(() => Project)
export class ProjectMutations {
  @Merge('ROUTE')
  @Mutation(() => ProjectPayload, {
    nullable: true,
    description:
      '登记项目及其节点：归属地的工作人员，或结对单位的联络员。Registers a project with its milestones: an officer of the jurisdiction, or the liaison of the unit of the pairing.',
  })
  registerProject(
    @KeyArgument() key: string,
    @Arg('input', () => RegisterProjectInput, { description: '项目内容。The project.' })
    input: RegisterProjectInput,
    @Ctx() context: RequestContext,
  ): Promise<ProjectPayload> {
    return shown(context, registerProject(context, key, input));
  }

  @Merge('ROUTE')
  @Mutation(() => ProjectPayload, {
    nullable: true,
    description: '增设节点。Sets a further milestone of a project that is under way.',
  })
  addProjectMilestone(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @Arg('milestone', () => MilestoneInput, { description: '节点。The milestone.' })
    milestone: MilestoneInput,
    @Ctx() context: RequestContext,
  ): Promise<ProjectPayload> {
    return shown(context, addMilestone(context, { key, id }, milestone));
  }

  @Merge('ROUTE')
  @Mutation(() => ProjectPayload, {
    nullable: true,
    description: '节点完成。Notes that a milestone was reached.',
  })
  reachProjectMilestone(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @Arg('position', () => Int, { description: '节点序号。The number of the milestone.' })
    position: number,
    @Arg('doneOn', () => GraphQLDate, { description: '完成日期，不晚于今天。The day, today at the latest.' })
    doneOn: string,
    @Ctx() context: RequestContext,
  ): Promise<ProjectPayload> {
    return shown(context, reachMilestone(context, { key, id }, { position, doneOn }));
  }

  @Merge('ROUTE')
  @Mutation(() => ProjectPayload, {
    nullable: true,
    description:
      '项目或其节点延期；原日期与理由记入历史。Puts off a project, or one of its milestones; the date before and the reason stand in the history.',
  })
  delayProject(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @Arg('dueOn', () => GraphQLDate, {
      description: '新的应完工日期，晚于现定日期。The new due date, later than the present one.',
    })
    dueOn: string,
    @Arg('position', () => Int, {
      nullable: true,
      description: '节点序号；缺省为整个项目。The number of the milestone; the project where absent.',
    })
    position: number | null | undefined,
    @ReasonArgument() reason: string,
    @Ctx() context: RequestContext,
  ): Promise<ProjectPayload> {
    return shown(context, delayProject(context, { key, id, reason }, { dueOn, position: position ?? null }));
  }

  @Merge('ROUTE')
  @Mutation(() => ProjectPayload, {
    nullable: true,
    description: '登记一次现场考察或线上跟进。Notes an inspection on the site, or a follow-up online.',
  })
  inspectProject(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @Arg('input', () => InspectProjectInput, { description: '督查内容。The inspection.' })
    input: InspectProjectInput,
    @Ctx() context: RequestContext,
  ): Promise<ProjectPayload> {
    return shown(context, inspectProject(context, { key, id }, input));
  }

  @Merge('ROUTE')
  @Mutation(() => ProjectPayload, {
    nullable: true,
    description: '完工：各节点须已完成。Finishes a project: every milestone must be reached.',
  })
  finishProject(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @Arg('finishedOn', () => GraphQLDate, {
      description: '完工日期，不晚于今天。The day, today at the latest.',
    })
    finishedOn: string,
    @Ctx() context: RequestContext,
  ): Promise<ProjectPayload> {
    return shown(context, finishProject(context, { key, id }, finishedOn));
  }

  @Merge('ROUTE')
  @Mutation(() => ProjectPayload, {
    nullable: true,
    description: '完工后投入使用。Puts a finished project in use.',
  })
  putProjectInUse(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @Arg('inUseOn', () => GraphQLDate, {
      description:
        '投入使用日期，不早于完工，不晚于今天。The day: not before the finish, today at the latest.',
    })
    inUseOn: string,
    @Ctx() context: RequestContext,
  ): Promise<ProjectPayload> {
    return shown(context, putProjectInUse(context, { key, id }, inUseOn));
  }

  @Merge('ROUTE')
  @Mutation(() => ProjectPayload, {
    nullable: true,
    description: '更正项目的内容，历史保留。Corrects facts of a project, whose history keeps what they were.',
  })
  correctProject(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @ReasonArgument() reason: string,
    @Arg('input', () => CorrectProjectInput, { description: '更正内容。What to correct.' })
    input: CorrectProjectInput,
    @Ctx() context: RequestContext,
  ): Promise<ProjectPayload> {
    return shown(context, correctProject(context, { key, id, reason }, input));
  }
}

async function shown(context: RequestContext, written: Promise<RecordId>): Promise<ProjectPayload> {
  return { project: await loadRecord(context, Project, await written) };
}
