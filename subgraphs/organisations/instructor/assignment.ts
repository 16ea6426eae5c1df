import { GraphQLDate } from '@jiedui/kit/scalars';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';

/** One organisation that an instructor is sent to: of the instructor's owner, or of a jurisdiction below it. */
@Entity({ tableName: 'instructor_assignment' })
@ObjectType({
  description: '指导员的派驻。One organisation that an instructor is assigned to.',
  simpleResolvers: true,
})
export class InstructorAssignment {
  @PrimaryKey({ type: 'text' })
  instructorId!: RecordId;

  /** From 1, in the order of the assignments. */
  @PrimaryKey({ type: 'integer' })
  position!: number;

  @Property({ type: 'text' })
  organisationId!: RecordId;

  @Field(() => GraphQLDate, { description: '派驻日期。Since when.' })
  @Property({ type: 'date' })
  assignedOn!: string;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: '结束日期；在任为空。Until when; null while it lasts.',
  })
  @Property({ type: 'date', nullable: true })
  endedOn?: string | null;
}
