import { Key, Sharded } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Field, ID, ObjectType } from 'type-graphql';

/** Owned by another subgraph: here its key is all there is, and this subgraph adds fields to it. */
@Key()
@Sharded()
@ObjectType({
  description: '两新党组织。A party organisation in one or several "two new" organisations.',
  simpleResolvers: true,
})
export class PartyOrganisation {
  @Field(() => ID, { description: '编号，以归属地代码开头。The id; begins with its owner.' })
  id!: RecordId;
}
