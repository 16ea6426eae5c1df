import { type Connection, linkedBy, listOf } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { Merge } from '@jiedui/kit/sharding';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';

import type { Activity } from '../activity/entity.ts';
import { activities, ActivitiesArgs, ActivityConnection } from '../activity/listing.ts';
import { Instructor } from './entity.ts';
import { followInstructor } from './follow.ts';
import { FollowInstructorInput, FollowInstructorPayload } from './input.ts';

@Resolver(() => Instructor)
export class InstructorResolver {
  @Merge('ROUTE')
  @Mutation(() => FollowInstructorPayload, {
    nullable: true,
    description:
      '告知指导员的任职情况；只由其归属地的部署调用。Tells where an instructor stands; for the deployment of the owner alone.',
  })
  async followInstructor(
    @Arg('event', () => ID, { description: '事件编号，也是幂等键。The id of the event, which is its key.' })
    event: string,
    @Arg('input', () => FollowInstructorInput, { description: '任职情况。Where the instructor stands.' })
    input: FollowInstructorInput,
    @Ctx() context: RequestContext,
  ): Promise<FollowInstructorPayload> {
    return { instructor: { id: await followInstructor(context, event, input) } };
  }

  @Merge('CONNECTION', { scope: 'LINEAGE' })
  @FieldResolver(() => ActivityConnection, {
    nullable: true,
    description: '指导员的活动。What the instructor did.',
  })
  activities(
    @Root() { id }: Instructor,
    @Args(() => ActivitiesArgs) args: ActivitiesArgs,
    @Ctx() context: RequestContext,
  ): Connection<Activity> {
    return listOf(activities, context, 'Instructor.activities', linkedBy('instructor_id'), id, args);
  }
}
