import { GraphQLDate } from '@jiedui/kit/scalars';
import type { RecordId } from '@jiedui/schema/contract/id';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

import { InspectionKind } from './terms.ts';

@Entity({ tableName: 'project_milestone' })
@ObjectType({
  description: '项目节点。Milestone: a part of a project with a due date of its own.',
  simpleResolvers: true,
})
export class ProjectMilestone {
  @PrimaryKey({ type: 'text' })
  projectId!: RecordId;

  @Field(() => Int, { description: '序号，自 1 起。Its number, from 1.' })
  @PrimaryKey({ type: 'integer' })
  position!: number;

  @Field(() => String, { description: '节点名称。The name.' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => GraphQLDate, { description: '应完成日期。When it is due.' })
  @Property({ type: 'date' })
  dueOn!: string;

  @Field(() => GraphQLDate, { nullable: true, description: '完成日期。When it was reached.' })
  @Property({ type: 'date', nullable: true })
  doneOn?: string | null;
}

@Entity({ tableName: 'project_inspection' })
@ObjectType({
  description: '项目督查：现场考察或线上跟进。An inspection of a project.',
  simpleResolvers: true,
})
export class ProjectInspection {
  @PrimaryKey({ type: 'text' })
  projectId!: RecordId;

  @Field(() => Int, { description: '序号，自 1 起。Its number, from 1.' })
  @PrimaryKey({ type: 'integer' })
  position!: number;

  @Field(() => InspectionKind, { description: '督查方式。How.' })
  @Property({ type: 'text' })
  kind!: InspectionKind;

  @Field(() => GraphQLDate, { description: '督查日期。When.' })
  @Property({ type: 'date' })
  inspectedOn!: string;

  @Field(() => String, {
    nullable: true,
    description: '督查情况；来源未写明时为空。What was found; null where the source does not say.',
  })
  @Property({ type: 'text', nullable: true })
  finding?: string | null;
}

@ObjectType({ description: '项目的一个应完工日期。A due date that a project had.', simpleResolvers: true })
export class ProjectDueDate {
  @Field(() => GraphQLDate, { nullable: true, description: '应完工日期。The due date.' })
  dueOn!: string | null;

  @Field(() => GraphQLDate, { description: '自何日起。The day since which it stood.' })
  since!: string;

  @Field(() => String, { nullable: true, description: '延期或更正的理由。Why it was put off, or corrected.' })
  reason!: string | null;
}
