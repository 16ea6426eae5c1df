import { Key, Sharded } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Field, ID, ObjectType } from 'type-graphql';

/** Owned by another subgraph: here its key is all there is, and this subgraph adds fields to it. */
@Key()
@Sharded()
@ObjectType({
  description: '党建指导员。Instructor: somebody whom a unit sends to help organisations with party work.',
  simpleResolvers: true,
})
export class Instructor {
  @Field(() => ID, { description: '编号，以归属地代码开头。The id; begins with its owner.' })
  id!: RecordId;
}
