import { GraphQLDate } from '@jiedui/kit/scalars';
import { ShardKey } from '@jiedui/kit/sharding';
import { Field, ID, InputType, ObjectType } from 'type-graphql';

import { Instructor } from './entity.ts';

@InputType({
  description:
    '指导员的任职情况，由其归属地的部署告知。Where an instructor stands, told by the deployment of the owner.',
})
export class FollowInstructorInput {
  @ShardKey()
  @Field(() => ID, { description: '党建指导员编号。The id of the instructor.' })
  instructor!: string;

  @Field(() => String, { description: '代称。The label.' })
  name!: string;

  @Field(() => ID, { description: '派出单位编号。The id of the source unit.' })
  sourceUnit!: string;

  @Field(() => [ID], { description: '派驻的两新组织编号。The ids of the organisations.' })
  organisations!: string[];

  @Field(() => GraphQLDate, { description: '选派日期。The day of the dispatch.' })
  startedOn!: string;

  @Field(() => GraphQLDate, { nullable: true, description: '结束日期。The day on which it ended.' })
  endedOn?: string | null;
}

@ObjectType({ description: '告知的结果。What telling gives.', simpleResolvers: true })
export class FollowInstructorPayload {
  @Field(() => Instructor, { nullable: true, description: '党建指导员。The instructor.' })
  instructor?: Instructor | null;
}
