import { ActingRole } from '@jiedui/kit/acting-role';
import { GraphQLDateTime } from '@jiedui/kit/scalars';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

@Entity({ tableName: 'appeal_part' })
@ObjectType({
  description:
    '一个部门承办的部分，随诉求归属其县（区）。What one department has to do; it lives with the appeal, whoever owns the department.',
  simpleResolvers: true,
})
export class AppealPart {
  @PrimaryKey({ type: 'text' })
  appealId!: RecordId;

  @Field(() => Int, { description: '序号。Its number within the appeal.' })
  @PrimaryKey({ type: 'integer' })
  position!: number;

  @Property({ type: 'text' })
  unitId!: RecordId;

  @Field(() => String, { description: '承办事项。What is asked of the department.' })
  @Property({ type: 'text' })
  task!: string;

  @Field(() => GraphQLDateTime, { description: '交办时间。When it was given.' })
  @Property({ type: 'datetime' })
  assignedAt!: Date;

  @Field(() => ActingRole, { description: '交办身份。In what role it was given.' })
  @Property({ type: 'text' })
  assignedAs!: ActingRole;

  @Property({ type: 'date' })
  clockStartedOn!: string;

  @Property({ type: 'integer' })
  clockDays!: number;

  @Property({ type: 'date' })
  dueOn!: string;

  @Property({ type: 'date' })
  dueSoonOn!: string;

  @Property({ type: 'boolean' })
  dueProvisional!: boolean;

  @Field(() => GraphQLDateTime, { nullable: true, description: '答复时间。When it was answered.' })
  @Property({ type: 'datetime', nullable: true })
  answeredAt?: Date | null;

  @Field(() => String, { nullable: true, description: '答复内容。The answer.' })
  @Property({ type: 'text', nullable: true })
  answer?: string | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      '未答复即撤销的时间：诉求已上报、撤回等。When it was taken back unanswered: the appeal was escalated, withdrawn, …',
  })
  @Property({ type: 'datetime', nullable: true })
  releasedAt?: Date | null;
}

/** Whether the department still owes its answer. */
export function isOpen({ answeredAt, releasedAt }: Pick<AppealPart, 'answeredAt' | 'releasedAt'>): boolean {
  return answeredAt == null && releasedAt == null;
}
