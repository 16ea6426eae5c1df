import { GraphQLDate } from '@jiedui/kit/scalars';
import { ShardKey } from '@jiedui/kit/sharding';
import { Field, ID, InputType, ObjectType } from 'type-graphql';

import { Instructor } from './entity.ts';
import { InstructorCategory, InstructorRole, InstructorState } from './terms.ts';

@InputType({ description: '推荐党建指导员。The nomination of an instructor.' })
export class NominateInstructorInput {
  @ShardKey()
  @Field(() => ID, {
    description: '归属地代码，由其选派。The code of the jurisdiction that will dispatch them.',
  })
  jurisdiction!: string;

  @Field(() => String, {
    description:
      '代称，1 至 40 字，如“指导员001”；不得填写真实姓名或联系方式。A label of 1 to 40 characters; no personal name or number.',
  })
  name!: string;

  @Field(() => ID, {
    description: '派出单位编号，属本地或上级。The id of the unit, of this jurisdiction or one above it.',
  })
  sourceUnit!: string;

  @Field(() => [InstructorRole], {
    nullable: true,
    description: '角色，缺省为全部四项。The roles; all four where absent.',
  })
  roles?: InstructorRole[] | null;

  @Field(() => [InstructorCategory], {
    nullable: true,
    description: '选派类别，可以重叠，可以没有。The categories; they may overlap, or be none.',
  })
  categories?: InstructorCategory[] | null;

  @Field(() => GraphQLDate, { description: '推荐日期，不晚于今天。The day, today at the latest.' })
  nominatedOn!: string;

  @Field(() => String, { nullable: true, description: '说明，至多 500 字。A note, up to 500 characters.' })
  note?: string | null;
}

@InputType({ description: '选派党建指导员的下一步。The next step of a selection.' })
export class AdvanceInstructorInput {
  @ShardKey()
  @Field(() => ID, { description: '指导员编号。The id of the instructor.' })
  instructor!: string;

  @Field(() => InstructorState, {
    description: '下一步，逐步向前，或结束。The next state: one step forward, or the end.',
  })
  to!: InstructorState;

  @Field(() => GraphQLDate, {
    description: '办理日期，不早于上一步，不晚于今天。The day: not before the last step, nor after today.',
  })
  takenOn!: string;

  @Field(() => [ID], {
    nullable: true,
    description:
      '派往的两新组织编号，选派时必填，属本地或下级。The ids of the organisations they are sent to: with DISPATCHED alone.',
  })
  organisations?: string[] | null;

  @Field(() => String, { nullable: true, description: '说明，至多 500 字。A note, up to 500 characters.' })
  note?: string | null;
}

@InputType({ description: '调整党建指导员的派驻。A change of where an instructor is sent.' })
export class ReassignInstructorInput {
  @ShardKey()
  @Field(() => ID, { description: '指导员编号，须已选派。The id of an instructor who is dispatched.' })
  instructor!: string;

  @Field(() => [ID], {
    description:
      '调整后的全部两新组织编号；不在其中的派驻结束。The ids of all organisations from then on; other assignments end.',
  })
  organisations!: string[];

  @Field(() => GraphQLDate, {
    description: '调整日期，不早于选派，不晚于今天。The day: not before the dispatch, nor after today.',
  })
  changedOn!: string;
}

@ObjectType({ description: '党建指导员的办理结果。An instructor as written.', simpleResolvers: true })
export class InstructorPayload {
  @Field(() => Instructor, { nullable: true, description: '办理后的指导员。The instructor as it is now.' })
  instructor?: Instructor | null;
}
