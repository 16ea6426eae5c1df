import { GraphQLDate } from '@jiedui/kit/scalars';
import { ShardKey } from '@jiedui/kit/sharding';
import { Field, ID, InputType, ObjectType } from 'type-graphql';

import { DemonstrationSite } from './entity.ts';
import { SiteCriterion } from './terms.ts';

@InputType({ description: '一项标准的考评。The verdict on one criterion.' })
export class SiteCriterionInput {
  @Field(() => SiteCriterion, { description: '标准。The criterion.' })
  criterion!: SiteCriterion;

  @Field(() => Boolean, { description: '是否达标。Whether it is met.' })
  met!: boolean;

  @Field(() => String, { nullable: true, description: '说明，至多 500 字。A note, up to 500 characters.' })
  note?: string | null;
}

@InputType({ description: '考评党建示范点。The assessment of a party organisation as a demonstration site.' })
export class AssessDemonstrationSiteInput {
  @ShardKey()
  @Field(() => ID, { description: '党组织编号。The id of the party organisation.' })
  partyOrganisation!: string;

  @Field(() => [SiteCriterionInput], { description: '六项标准，各一次。The six criteria, each once.' })
  criteria!: SiteCriterionInput[];

  @Field(() => GraphQLDate, {
    description:
      '考评日期，不晚于今天，不早于上次考评。The day: today at the latest, not before the last assessment.',
  })
  assessedOn!: string;
}

@InputType({ description: '命名党建示范点。The designation of a demonstration site.' })
export class DesignateDemonstrationSiteInput {
  @ShardKey()
  @Field(() => ID, { description: '示范点编号。The id of the demonstration site.' })
  site!: string;

  @Field(() => GraphQLDate, {
    description: '命名日期，不早于考评，不晚于今天。The day: not before the assessment, nor after today.',
  })
  designatedOn!: string;

  @Field(() => String, { nullable: true, description: '说明，至多 500 字。A note, up to 500 characters.' })
  note?: string | null;
}

@InputType({ description: '撤销党建示范点。The withdrawal of a designation.' })
export class WithdrawDemonstrationSiteInput {
  @ShardKey()
  @Field(() => ID, { description: '示范点编号。The id of the demonstration site.' })
  site!: string;

  @Field(() => GraphQLDate, {
    description: '撤销日期，不早于命名，不晚于今天。The day: not before the designation, nor after today.',
  })
  withdrawnOn!: string;

  @Field(() => String, { description: '撤销原因，1 至 500 字。The reason, 1 to 500 characters.' })
  reason!: string;
}

@ObjectType({ description: '党建示范点的办理结果。A demonstration site as written.', simpleResolvers: true })
export class DemonstrationSitePayload {
  @Field(() => DemonstrationSite, {
    nullable: true,
    description: '办理后的示范点。The demonstration site as it is now.',
  })
  site?: DemonstrationSite | null;
}
