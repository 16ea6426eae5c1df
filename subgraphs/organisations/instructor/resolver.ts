import { type Connection, listAll } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { groupsOf } from '@jiedui/kit/groups';
import { loadAllBy, loadRecord, recordOrKey } from '@jiedui/kit/loaders';
import { CrossShard, Merge, ShardKey } from '@jiedui/kit/sharding';
import { parseId } from '@jiedui/schema/contract/id';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';

import { Jurisdiction } from '../jurisdiction/entity.ts';
import { jurisdictionOf } from '../jurisdiction/tree.ts';
import { MemberUnit } from '../member-unit/entity.ts';
import { Organisation } from '../organisation/entity.ts';
import { stepsOf, stepType } from '../workflow/steps.ts';
import { InstructorAssignment } from './assignment.ts';
import { Instructor } from './entity.ts';
import { InstructorGroup, instructorGroups, InstructorGroupsArgs } from './groups.ts';
import {
  AdvanceInstructorInput,
  InstructorPayload,
  NominateInstructorInput,
  ReassignInstructorInput,
} from './input.ts';
import { AllInstructorsArgs, InstructorConnection, instructors } from './listing.ts';
import { InstructorState } from './terms.ts';
import { advanceInstructor, nominateInstructor, reassignInstructor } from './write.ts';

const InstructorStep = stepType('Instructor', '选派党建指导员', InstructorState);

@Resolver(() => Instructor)
export class InstructorResolver {
  @Merge('CONNECTION')
  @Query(() => InstructorConnection, { nullable: true, description: '党建指导员列表。Instructors.' })
  instructors(
    @Args(() => AllInstructorsArgs) args: AllInstructorsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Instructor> {
    return listAll(instructors, context, 'Query.instructors', args);
  }

  @Merge('ROUTE')
  @Query(() => Instructor, { nullable: true, description: '一名党建指导员。One instructor.' })
  instructor(
    @ShardKey()
    @Arg('id', () => ID, { description: '编号。The id.' })
    id: string,
    @Ctx() context: RequestContext,
  ): Promise<Instructor | null> {
    return loadRecord(context, Instructor, parseId(id, 'instr').id);
  }

  @Merge('GROUP')
  @Query(() => [InstructorGroup], {
    nullable: true,
    description: '党建指导员分组统计。Instructors counted by any dimensions.',
  })
  instructorGroups(
    @Args(() => InstructorGroupsArgs) args: InstructorGroupsArgs,
    @Ctx() context: RequestContext,
  ): Promise<object[]> {
    return groupsOf(instructorGroups, context, args);
  }

  @Merge('ROUTE')
  @Mutation(() => InstructorPayload, {
    nullable: true,
    description:
      '党支部推荐：派出单位联络员，或归属地工作人员。Nominates an instructor: the liaison of the source unit, or an officer of the jurisdiction.',
  })
  async nominateInstructor(
    @Arg('idempotencyKey', () => ID, {
      description:
        '幂等键，8 至 128 个字符，每次意图一个。A key of 8 to 128 characters, chosen once per intention.',
    })
    key: string,
    @Arg('input', () => NominateInstructorInput, { description: '推荐内容。The nomination.' })
    input: NominateInstructorInput,
    @Ctx() context: RequestContext,
  ): Promise<InstructorPayload> {
    return {
      instructor: await loadRecord(context, Instructor, await nominateInstructor(context, key, input)),
    };
  }

  @Merge('ROUTE')
  @Mutation(() => InstructorPayload, {
    nullable: true,
    description:
      '选派的下一步：党委把关由派出单位联络员办理，考核、选派、结束由归属地工作人员办理。The next step: vetting by the liaison of the source unit; assessment, dispatch and end by an officer of the jurisdiction.',
  })
  async advanceInstructor(
    @Arg('idempotencyKey', () => ID, {
      description:
        '幂等键，8 至 128 个字符，每次意图一个。A key of 8 to 128 characters, chosen once per intention.',
    })
    key: string,
    @Arg('input', () => AdvanceInstructorInput, { description: '下一步。The step.' })
    input: AdvanceInstructorInput,
    @Ctx() context: RequestContext,
  ): Promise<InstructorPayload> {
    return {
      instructor: await loadRecord(context, Instructor, await advanceInstructor(context, key, input)),
    };
  }

  @Merge('ROUTE')
  @Mutation(() => InstructorPayload, {
    nullable: true,
    description:
      '调整派驻，由归属地工作人员办理。Changes where a dispatched instructor is sent; by an officer of the jurisdiction.',
  })
  async reassignInstructor(
    @Arg('idempotencyKey', () => ID, {
      description:
        '幂等键，8 至 128 个字符，每次意图一个。A key of 8 to 128 characters, chosen once per intention.',
    })
    key: string,
    @Arg('input', () => ReassignInstructorInput, { description: '调整内容。The change.' })
    input: ReassignInstructorInput,
    @Ctx() context: RequestContext,
  ): Promise<InstructorPayload> {
    return {
      instructor: await loadRecord(context, Instructor, await reassignInstructor(context, key, input)),
    };
  }

  @FieldResolver(() => Jurisdiction, {
    nullable: true,
    description: '归属地。The jurisdiction that owns it.',
  })
  jurisdiction(@Root() { owner }: Instructor, @Ctx() context: RequestContext): Jurisdiction | null {
    return jurisdictionOf(context, owner);
  }

  @CrossShard()
  @FieldResolver(() => MemberUnit, {
    nullable: true,
    description: '派出单位，也可能属上级。The unit they come from; a jurisdiction above may own it.',
  })
  sourceUnit(
    @Root() { sourceUnitId }: Instructor,
    @Ctx() context: RequestContext,
  ): Promise<MemberUnit | null> {
    return recordOrKey(context, MemberUnit, sourceUnitId);
  }

  @FieldResolver(() => [InstructorAssignment], {
    nullable: true,
    description: '历次派驻。The organisations they were sent to, in order.',
  })
  assignments(@Root() { id }: Instructor, @Ctx() context: RequestContext): Promise<InstructorAssignment[]> {
    return loadAllBy(context, InstructorAssignment, 'instructorId', id, 'position');
  }

  @FieldResolver(() => [InstructorStep], {
    nullable: true,
    description: '已办步骤，依次。The steps of the selection, in order.',
  })
  steps(@Root() { id }: Instructor, @Ctx() context: RequestContext): Promise<object[]> {
    return stepsOf(context, id);
  }
}

@Resolver(() => InstructorAssignment)
export class InstructorAssignmentResolver {
  @CrossShard()
  @FieldResolver(() => Organisation, {
    nullable: true,
    description: '派往的两新组织，也可能属下级。The organisation; a jurisdiction below may own it.',
  })
  organisation(
    @Root() { organisationId }: InstructorAssignment,
    @Ctx() context: RequestContext,
  ): Promise<Organisation | null> {
    return recordOrKey(context, Organisation, organisationId);
  }
}
