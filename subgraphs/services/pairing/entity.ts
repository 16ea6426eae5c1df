import { Key, Sharded } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Field, ID, ObjectType } from 'type-graphql';

/** Owned by another subgraph: here its key is all there is, and this subgraph adds fields to it. */
@Key()
@Sharded()
@ObjectType({
  description:
    '结对共建：成员单位与两新党组织，或村企、校校。Pairing: a member unit and a party organisation, an enterprise and a village, or two schools, that build together.',
  simpleResolvers: true,
})
export class Pairing {
  @Field(() => ID, { description: '编号，以归属地代码开头。The id; begins with its owner.' })
  id!: RecordId;
}
