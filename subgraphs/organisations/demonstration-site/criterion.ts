import type { RecordId } from '@jiedui/schema/contract/id';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';

import { SiteCriterion } from './terms.ts';

/** What the last assessment says of one of the six criteria. */
@Entity({ tableName: 'demonstration_site_criterion' })
@ObjectType({
  description: '一项标准的考评结果。What an assessment says of one criterion.',
  simpleResolvers: true,
})
export class SiteAssessment {
  @PrimaryKey({ type: 'text' })
  siteId!: RecordId;

  /** From 1, in the order of the source. */
  @PrimaryKey({ type: 'integer' })
  position!: number;

  @Field(() => SiteCriterion, { description: '标准。The criterion.' })
  @Property({ type: 'text' })
  criterion!: SiteCriterion;

  @Field(() => Boolean, { description: '是否达标。Whether it is met.' })
  @Property({ type: 'boolean' })
  met!: boolean;

  @Field(() => String, { nullable: true, description: '考评说明。A note.' })
  @Property({ type: 'text', nullable: true })
  note?: string | null;
}
