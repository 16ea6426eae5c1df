import { OwnedRecord } from '@jiedui/kit/record';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Key, Sharded } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';

import { OrganisationKind } from '../organisation/kinds.ts';
import { SiteState } from './terms.ts';

@Entity({ tableName: 'demonstration_site' })
@Key()
@Sharded()
@ObjectType({
  description:
    '党建示范点。Demonstration site: a party organisation whose work meets six criteria and is shown to others.',
  simpleResolvers: true,
})
export class DemonstrationSite extends OwnedRecord {
  @Field(() => String, { description: '标题。The title.' })
  @Property({ type: 'text' })
  title!: string;

  /** The title's pinyin. */
  @Property({ type: 'text' })
  sortTitle!: string;

  @Property({ type: 'text' })
  partyOrganisationId!: RecordId;

  @Field(() => OrganisationKind, {
    description: '党组织所在组织的类别。The kind of the hosts of its party organisation.',
  })
  @Property({ type: 'text' })
  hostKind!: OrganisationKind;

  @Field(() => SiteState, { description: '状态。Where it stands.' })
  @Property({ type: 'text' })
  state!: SiteState;

  @Field(() => GraphQLDate, { description: '最近考评日期。The day of the last assessment.' })
  @Property({ type: 'date' })
  assessedOn!: string;

  @Field(() => GraphQLDate, { nullable: true, description: '命名日期。The day of the designation.' })
  @Property({ type: 'date', nullable: true })
  designatedOn?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '撤销日期。The day of the withdrawal.' })
  @Property({ type: 'date', nullable: true })
  withdrawnOn?: string | null;

  @Field(() => String, { nullable: true, description: '撤销原因。Why it was withdrawn.' })
  @Property({ type: 'text', nullable: true })
  withdrawalReason?: string | null;
}
