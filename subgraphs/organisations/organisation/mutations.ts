import type { RequestContext } from '@jiedui/kit/context';
import { loadRecord } from '@jiedui/kit/loaders';
import { Merge } from '@jiedui/kit/sharding';
import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';

import { IdArgument, KeyArgument, ReasonArgument } from '@jiedui/kit/arguments';
import type { Written } from '@jiedui/kit/change';
import { OnArgument } from '../on-argument.ts';
import { correct } from './correct.ts';
import { Organisation } from './entity.ts';
import {
  ChangeOrganisationPayload,
  CorrectOrganisationInput,
  MergeOrganisationsPayload,
  RegisterOrganisationInput,
  RegisterOrganisationPayload,
} from './input.ts';
import { merge } from './merge.ts';
import { register } from './register.ts';
import { changeStatus } from './status.ts';

@Resolver()
export class OrganisationMutations {
  @Merge('ROUTE')
  @Mutation(() => RegisterOrganisationPayload, {
    nullable: true,
    description:
      '登记一个两新组织。由归属地工作人员办理；同一幂等键只登记一次。Registers an organisation; by an officer of its jurisdiction, once per key.',
  })
  async registerOrganisation(
    @KeyArgument() key: string,
    @Arg('input', () => RegisterOrganisationInput, { description: '登记内容。What is registered.' })
    input: RegisterOrganisationInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return changed(context, await register(context, key, input));
  }

  @Merge('ROUTE')
  @Mutation(() => ChangeOrganisationPayload, {
    nullable: true,
    description:
      '更正一个两新组织的台账内容，由归属地工作人员办理。Corrects facts of an organisation; by an officer of its jurisdiction.',
  })
  async correctOrganisation(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @ReasonArgument() reason: string,
    @Arg('input', () => CorrectOrganisationInput, { description: '更正内容。What is corrected.' })
    input: CorrectOrganisationInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return changed(context, await correct(context, { key, id, reason }, input));
  }

  @Merge('ROUTE')
  @Mutation(() => ChangeOrganisationPayload, {
    nullable: true,
    description: '登记停业，仅限存续的组织。Suspends an organisation that operates.',
  })
  async suspendOrganisation(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @OnArgument() on: string,
    @ReasonArgument() reason: string,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return changed(context, await changeStatus(context, 'SUSPENDED', { key, id, reason }, on));
  }

  @Merge('ROUTE')
  @Mutation(() => ChangeOrganisationPayload, {
    nullable: true,
    description: '登记恢复经营，仅限停业的组织。Resumes an organisation that is suspended.',
  })
  async resumeOrganisation(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @OnArgument() on: string,
    @ReasonArgument() reason: string,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return changed(context, await changeStatus(context, 'RESUMED', { key, id, reason }, on));
  }

  @Merge('ROUTE')
  @Mutation(() => ChangeOrganisationPayload, {
    nullable: true,
    description: '登记注销，不可恢复。Strikes an organisation off the register, for good.',
  })
  async deregisterOrganisation(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @OnArgument() on: string,
    @ReasonArgument() reason: string,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return changed(context, await changeStatus(context, 'DEREGISTERED', { key, id, reason }, on));
  }

  @Merge('ROUTE')
  @Mutation(() => MergeOrganisationsPayload, {
    nullable: true,
    description:
      '合并同一归属地、同一类别的重复记录：关联转移到保留的组织，重复记录注销并指向它；其内容不复制。Merges a duplicate into an organisation of the same jurisdiction and kind: what points to it follows, and it ends as deregistered; its facts are not copied.',
  })
  async mergeOrganisations(
    @KeyArgument() key: string,
    @IdArgument('保留的组织。The organisation that stays.', 'into') into: string,
    @Arg('duplicate', () => ID, { description: '重复的记录。The duplicate.' })
    duplicate: string,
    @ReasonArgument() reason: string,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const merged = await merge(context, { key, into, duplicate, reason });
    return {
      ...(await changed(context, merged)),
      duplicate: await loadRecord(context, Organisation, duplicate),
    };
  }
}

async function changed(context: RequestContext, { id, warnings }: Written): Promise<object> {
  return { organisation: await loadRecord(context, Organisation, id), warnings };
}
