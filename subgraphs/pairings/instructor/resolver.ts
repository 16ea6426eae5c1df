import { type Connection, linkedBy, listOf } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { Merge } from '@jiedui/kit/sharding';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import type { Activity } from '../activity/entity.ts';
import { activities, ActivitiesArgs, ActivityConnection } from '../activity/listing.ts';
import { Instructor } from './entity.ts';

@Resolver(() => Instructor)
export class InstructorResolver {
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
