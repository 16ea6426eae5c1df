import { OwnedRecord } from '@jiedui/kit/record';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Key, Sharded } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';

@Key()
@Sharded()
@Entity({ tableName: 'pair_exclusion' })
@ObjectType({
  description:
    '排除的组合：以后的匹配不再建议。A pair of a unit and an organisation that matching does not propose.',
  simpleResolvers: true,
})
export class PairExclusion extends OwnedRecord {
  @Property({ type: 'text' })
  unitId!: RecordId;

  @Property({ type: 'text' })
  organisationId!: RecordId;

  /** Why; see PairingSuggestion. */
  @Property({ type: 'text' })
  grounds!: string;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: '解除日期；仍排除者为空。When it was lifted; null while it stands.',
  })
  @Property({ type: 'date', nullable: true })
  liftedOn?: string | null;
}
