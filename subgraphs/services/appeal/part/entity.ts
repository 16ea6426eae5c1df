import { ActingRole } from '@jiedui/kit/acting-role';
import { GraphQLDateTime } from '@jiedui/kit/scalars';
import type { RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

import type { AppealPartState } from './terms.ts';

/** What a part holds, in its table and where it is read as it stood. */
@Entity({ abstract: true })
@ObjectType({ description: '部门承办的部分。What a department has to do.', simpleResolvers: true })
export abstract class PartFacts {
  abstract appealId: RecordId;

  abstract position: number;

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

  /** The deadline as it was reckoned last, also once the part is ended; `never` where it stands still. */
  @Property({ type: 'date' })
  deadlineOn!: string;
}

@Entity({ tableName: 'appeal_part' })
@ObjectType({
  description:
    '一个部门承办的部分，随诉求归属其县（区）。What one department has to do; it lives with the appeal, whoever owns the department.',
  simpleResolvers: true,
})
export class AppealPart extends PartFacts {
  @PrimaryKey({ type: 'text' })
  appealId!: RecordId;

  @Field(() => Int, { description: '序号。Its number within the appeal.' })
  @PrimaryKey({ type: 'integer' })
  position!: number;
}

/** A row of `partsAt`: a part as it stood. There is no such table: the mapping says what the columns are. */
@Entity({ tableName: 'standing_part', readonly: true })
export class StandingPart extends PartFacts {
  /** The appeal's id and the number within it. */
  @PrimaryKey({ type: 'text' })
  id!: string;

  @Property({ type: 'text' })
  owner!: JurisdictionCode;

  @Property({ type: 'text' })
  appealId!: RecordId;

  @Property({ type: 'integer' })
  position!: number;

  @Property({ type: 'text' })
  state!: AppealPartState;
}

/** Whether the department still owes its answer. */
export function isOpen({ answeredAt, releasedAt }: Pick<AppealPart, 'answeredAt' | 'releasedAt'>): boolean {
  return answeredAt == null && releasedAt == null;
}
