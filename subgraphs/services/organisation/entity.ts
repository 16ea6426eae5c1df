import { Key, Sharded } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Field, ID, ObjectType } from 'type-graphql';

/** Owned by another subgraph: here its key is all there is, and this subgraph adds fields to it. */
@Key()
@Sharded()
@ObjectType({
  description:
    '两新组织：非公有制企业或社会组织。A "two new" organisation: a non-public enterprise or a social organisation.',
  simpleResolvers: true,
})
export class Organisation {
  @Field(() => ID, { description: '编号，以归属地代码开头。The id; begins with its owner.' })
  id!: RecordId;
}
