import type { RequestContext } from '@jiedui/kit/context';
import { loadRecord } from '@jiedui/kit/loaders';
import { Merge } from '@jiedui/kit/sharding';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';

import { IdArgument, KeyArgument, ReasonArgument } from '@jiedui/kit/arguments';
import { OnArgument } from '../on-argument.ts';
import { MemberUnit } from './entity.ts';
import { CorrectMemberUnitInput, MemberUnitPayload, RegisterMemberUnitInput } from './input.ts';
import { correctUnit, registerUnit, withdrawUnit } from './write.ts';

@Resolver()
export class MemberUnitMutations {
  @Merge('ROUTE')
  @Mutation(() => MemberUnitPayload, {
    nullable: true,
    description:
      '登记一个成员单位，由归属地工作人员办理。Registers a member unit; by an officer of its jurisdiction.',
  })
  async registerMemberUnit(
    @KeyArgument() key: string,
    @Arg('input', () => RegisterMemberUnitInput, { description: '登记内容。What is registered.' })
    input: RegisterMemberUnitInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const { id } = await registerUnit(context, key, input);
    return { memberUnit: await loadRecord(context, MemberUnit, id) };
  }

  @Merge('ROUTE')
  @Mutation(() => MemberUnitPayload, {
    nullable: true,
    description:
      '更正一个成员单位：归属地工作人员可更正全部内容，本单位联络员可更正职能与联系电话。Corrects a member unit: an officer of its jurisdiction all of it, its own liaison its functions and telephone number.',
  })
  async correctMemberUnit(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @ReasonArgument() reason: string,
    @Arg('input', () => CorrectMemberUnitInput, { description: '更正内容。What is corrected.' })
    input: CorrectMemberUnitInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const written = await correctUnit(context, { key, id, reason }, input);
    return { memberUnit: await loadRecord(context, MemberUnit, written.id) };
  }

  @Merge('ROUTE')
  @Mutation(() => MemberUnitPayload, {
    nullable: true,
    description:
      '成员单位退出两新工委，由归属地工作人员办理；记录保留。A member unit leaves the committee; by an officer of its jurisdiction. Its record stays.',
  })
  async withdrawMemberUnit(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @OnArgument() on: string,
    @ReasonArgument() reason: string,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const written = await withdrawUnit(context, { key, id, reason }, on);
    return { memberUnit: await loadRecord(context, MemberUnit, written.id) };
  }
}
