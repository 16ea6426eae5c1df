import 'reflect-metadata';

import { type ClassType, Field, ObjectType } from 'type-graphql';

import { GraphQLDateTime } from './scalars.ts';
import { Shareable } from './sharding.ts';

@Shareable()
@ObjectType({ description: '一项内容的变更。One fact that changed.', simpleResolvers: true })
export class FactChange {
  @Field(() => String, { description: '字段名称。The name of the field.' })
  name!: string;

  @Field(() => String, { nullable: true, description: '变更前；无则为空。What it was before.' })
  previous!: string | null;

  @Field(() => String, { nullable: true, description: '变更后；无则为空。What it is from then on.' })
  current!: string | null;
}

/** One change of a record. */
export interface RecordChange {
  at: Date;
  /** The step by which it changed: CORRECTED, … */
  change: string;
  as: string | null;
  by: string | null;
  reason: string | null;
  fields: FactChange[];
}

/** `<Name>Change`: one change of such records, by one of these steps. */
export function changeType(
  name: string,
  description: string,
  steps: Readonly<Record<string, string>>,
): ClassType<RecordChange> {
  @ObjectType(`${name}Change`, { description, simpleResolvers: true })
  class Change implements RecordChange {
    @Field(() => GraphQLDateTime, { description: '变更时间。When.' })
    at!: Date;

    @Field(() => steps, { description: '变更类别。By what step.' })
    change!: string;

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
  return Change;
}
