import { Key, Sharded } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Field, ID, ObjectType } from 'type-graphql';

/** Owned by another subgraph: here its key is all there is. */
@Key()
@Sharded()
@ObjectType({
  description:
    '困难诉求，公众不可见。Appeal: a difficulty that an organisation raises. Not seen by the public.',
  simpleResolvers: true,
})
export class Appeal {
  @Field(() => ID, { description: '编号，以归属地代码开头。The id; begins with its owner.' })
  id!: RecordId;
}
