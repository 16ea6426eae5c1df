import { OwnedRecord } from '@jiedui/kit/record';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Key, Sharded } from '@jiedui/kit/sharding';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';

import { InstructorCategory, InstructorRole, InstructorState } from './terms.ts';

@Entity({ tableName: 'instructor' })
@Key()
@Sharded()
@ObjectType({
  description: '党建指导员。Instructor: somebody whom a unit sends to help organisations with party work.',
  simpleResolvers: true,
})
export class Instructor extends OwnedRecord {
  @Field(() => String, {
    description: '代称，不载真实姓名。A label; never a personal name.',
  })
  @Property({ type: 'text' })
  name!: string;

  /** The label's pinyin. */
  @Property({ type: 'text' })
  sortName!: string;

  @Property({ type: 'text' })
  sourceUnitId!: RecordId;

  @Field(() => InstructorState, { description: '选派进度。How far the selection is.' })
  @Property({ type: 'text' })
  state!: InstructorState;

  @Field(() => [InstructorRole], { description: '角色。What the instructor is to an organisation.' })
  @Property({ type: 'string[]', columnType: 'text[]' })
  roles!: InstructorRole[];

  @Field(() => [InstructorCategory], {
    description:
      '选派类别，可以重叠，也可以没有。The categories of the assignment; they may overlap, or be none.',
  })
  @Property({ type: 'string[]', columnType: 'text[]' })
  categories!: InstructorCategory[];

  @Field(() => GraphQLDate, { description: '推荐日期。The day of the nomination.' })
  @Property({ type: 'date' })
  nominatedOn!: string;

  @Field(() => GraphQLDate, { nullable: true, description: '选派日期。The day of the dispatch.' })
  @Property({ type: 'date', nullable: true })
  dispatchedOn?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '结束日期。The day on which it ended.' })
  @Property({ type: 'date', nullable: true })
  endedOn?: string | null;
}
