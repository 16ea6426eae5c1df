import { describedEnum } from '@jiedui/kit/enums';
import { GraphQLDateTime } from '@jiedui/kit/scalars';
import { Field, ObjectType } from 'type-graphql';

export const LedgerStep = describedEnum(
  'LedgerStep',
  '台账变更的类别。The step by which a record of the ledger changed.',
  {
    REGISTERED: ['登记', 'It was registered.'],
    IMPORTED: ['导入', 'It was imported from a table.'],
    CORRECTED: ['更正', 'Facts of it were corrected.'],
    SUSPENDED: ['停业', 'It was suspended.'],
    RESUMED: ['恢复', 'It operates again.'],
    DEREGISTERED: ['注销', 'It was struck off the register.'],
    MERGED: ['合并', 'It was merged with a duplicate.'],
    WITHDRAWN: ['撤回', 'It was withdrawn.'],
    REMOVED: ['删除', 'It was removed.'],
  },
);
export type LedgerStep = keyof typeof LedgerStep;

@ObjectType({ description: '一项内容的变更。One fact that changed.', simpleResolvers: true })
export class FactChange {
  @Field(() => String, { description: '字段名称。The name of the field.' })
  name!: string;

  @Field(() => String, { nullable: true, description: '变更前；无则为空。What it was before.' })
  previous!: string | null;

  @Field(() => String, { nullable: true, description: '变更后；无则为空。What it is from then on.' })
  current!: string | null;
}

@ObjectType({
  description: '台账记录的一次变更。One change of a record of the ledger.',
  simpleResolvers: true,
})
export class LedgerChange {
  @Field(() => GraphQLDateTime, { description: '变更时间。When.' })
  at!: Date;

  @Field(() => LedgerStep, { description: '变更类别。By what step.' })
  change!: LedgerStep;

  @Field(() => String, {
    nullable: true,
    description: '以何角色；不详则为空。As which role; null where unknown.',
  })
  as!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      '经办人标识，仅归属地工作人员与审计人员可见，其他人为空。Who, for the officers of the owner and for auditors; null for others.',
  })
  by!: string | null;

  @Field(() => String, { nullable: true, description: '变更理由。Why.' })
  reason!: string | null;

  @Field(() => [FactChange], { description: '变更的内容。The facts that changed.' })
  fields!: FactChange[];
}
