import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';

import { Appeal } from '../entity.ts';

@InputType({ description: '一个承办部门及其事项。A department and what it has to do.' })
export class DepartmentInput {
  @Field(() => ID, {
    description:
      '承办部门编号，属本地或上级。The id of the unit, of the appeal’s jurisdiction or one above it.',
  })
  unit!: string;

  @Field(() => String, { description: '承办事项，1 至 500 字。What it has to do, 1 to 500 characters.' })
  task!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      '办理时限，1 至 120 个工作日；缺省按政策。Within how many working days, 1 to 120; as the policy says where absent.',
  })
  workingDays?: number | null;
}

@ObjectType({ description: '办理诉求的结果。What a step of an appeal gives.', simpleResolvers: true })
export class AppealPayload {
  @Field(() => Appeal, { nullable: true, description: '办理后的诉求。The appeal after the step.' })
  appeal?: Appeal | null;
}
