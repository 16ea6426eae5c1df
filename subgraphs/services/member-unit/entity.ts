import { Key, Sharded } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Field, ID, ObjectType } from 'type-graphql';

/** Owned by another subgraph: here its key is all there is, and this subgraph adds fields to it. */
@Key()
@Sharded()
@ObjectType({
  description:
    '两新工委成员单位：职能部门。A member unit of the "two new" work committee: a government department.',
  simpleResolvers: true,
})
export class MemberUnit {
  @Field(() => ID, { description: '编号，以归属地代码开头。The id; begins with its owner.' })
  id!: RecordId;
}
