import { GraphQLDate } from '@jiedui/kit/scalars';
import { ShardKey } from '@jiedui/kit/sharding';
import { Field, ID, InputType, ObjectType } from 'type-graphql';

import { Project } from './entity.ts';
import { InspectionKind } from './terms.ts';

@InputType({ description: '项目节点。A milestone to set.' })
export class MilestoneInput {
  @Field(() => String, { description: '节点名称，1 至 200 字。The name, 1 to 200 characters.' })
  name!: string;

  @Field(() => GraphQLDate, {
    description: '应完成日期，在项目起止之间。When it is due, while the project runs.',
  })
  dueOn!: string;
}

@InputType({ description: '待登记的项目。A project to register.' })
export class RegisterProjectInput {
  @ShardKey()
  @Field(() => ID, { description: '归属地代码，由其登记。The code of the jurisdiction that registers it.' })
  jurisdiction!: string;

  @Field(() => ID, {
    description: '结对共建编号，属本地或下级。The id of the pairing, of this jurisdiction or one below it.',
  })
  pairing!: string;

  @Field(() => String, { description: '项目名称，1 至 200 字。The name, 1 to 200 characters.' })
  name!: string;

  @Field(() => GraphQLDate, {
    description:
      '开工日期，在结对期间，一年以内。When it begins: while the pairing lasts, within a year from today.',
  })
  startedOn!: string;

  @Field(() => GraphQLDate, { nullable: true, description: '应完工日期。When it is due.' })
  dueOn?: string | null;

  @Field(() => [MilestoneInput], {
    nullable: true,
    description: '节点，依次，至多 50 个。The milestones in their order, 50 at the most.',
  })
  milestones?: MilestoneInput[] | null;
}

@InputType({
  description:
    '项目的更正；未写的不变，写 null 则清空。What to correct of a project: what is absent stays, null clears.',
})
export class CorrectProjectInput {
  @Field(() => String, {
    nullable: true,
    description: '项目名称，1 至 200 字。The name, 1 to 200 characters.',
  })
  name?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '开工日期。When it began.' })
  startedOn?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description:
      '应完工日期；录错时更正，延期另行办理。When it is due, where that was wrong; to put it off is another step.',
  })
  dueOn?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description:
      '完工日期；仅限已完工的项目，写 null 则恢复为未完工。When it was finished, of a project that is; null: it is not.',
  })
  finishedOn?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: '投入使用日期；仅限已投入使用的项目。Since when it is in use, of a project that is.',
  })
  inUseOn?: string | null;
}

@InputType({ description: '项目督查。An inspection to note.' })
export class InspectProjectInput {
  @Field(() => InspectionKind, { description: '督查方式。How.' })
  kind!: InspectionKind;

  @Field(() => GraphQLDate, {
    description: '督查日期，自开工至今天。When: from the beginning of the project to today.',
  })
  inspectedOn!: string;

  @Field(() => String, { description: '督查情况，1 至 2000 字。What was found, 1 to 2000 characters.' })
  finding!: string;
}

@ObjectType({ description: '项目办理的结果。What a step of a project gives.', simpleResolvers: true })
export class ProjectPayload {
  @Field(() => Project, { nullable: true, description: '办理后的项目。The project as it is now.' })
  project?: Project | null;
}
