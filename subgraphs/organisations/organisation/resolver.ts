import { type Connection, linkedThrough, listAll, listOf } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { groupsOf } from '@jiedui/kit/groups';
import { loadBy, loadRecord } from '@jiedui/kit/loaders';
import { Merge, ShardKey } from '@jiedui/kit/sharding';
import { forbidden } from '@jiedui/kit/viewer-rules';
import { parseId } from '@jiedui/schema/contract/id';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';

import { Jurisdiction } from '../jurisdiction/entity.ts';
import type { PartyOrganisation } from '../party-organisation/entity.ts';
import {
  PartyOrganisationConnection,
  partyOrganisations,
  PartyOrganisationsArgs,
} from '../party-organisation/listing.ts';
import { Organisation } from './entity.ts';
import { OrganisationGroup, organisationGroups, OrganisationGroupsArgs } from './groups.ts';
import { AllOrganisationsArgs, OrganisationConnection, organisations } from './listing.ts';
import { register, RegisterOrganisationInput, RegisterOrganisationPayload } from './register.ts';
import { contactView, maskPhone } from './rules.ts';

const hosting = linkedThrough('party_organisation_host', 'party_organisation_id', 'organisation_id');

@Resolver(() => Organisation)
export class OrganisationResolver {
  @Merge('CONNECTION')
  @Query(() => OrganisationConnection, { nullable: true, description: '两新组织列表。Organisations.' })
  organisations(
    @Args(() => AllOrganisationsArgs) args: AllOrganisationsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Organisation> {
    return listAll(organisations, context, 'Query.organisations', args);
  }

  @Merge('ROUTE')
  @Query(() => Organisation, { nullable: true, description: '一个两新组织。One organisation.' })
  organisation(
    @ShardKey()
    @Arg('id', () => ID, { description: '编号。The id.' })
    id: string,
    @Ctx() context: RequestContext,
  ): Promise<Organisation | null> {
    return loadRecord(context, Organisation, parseId(id, 'org').id);
  }

  @Merge('GROUP')
  @Query(() => [OrganisationGroup], {
    nullable: true,
    description: '两新组织分组统计。Organisations counted by any dimensions.',
  })
  organisationGroups(
    @Args(() => OrganisationGroupsArgs) args: OrganisationGroupsArgs,
    @Ctx() context: RequestContext,
  ): Promise<object[]> {
    return groupsOf(organisationGroups, context, args);
  }

  @FieldResolver(() => Jurisdiction, {
    nullable: true,
    description: '归属地。The jurisdiction that owns it.',
  })
  jurisdiction(
    @Root() { owner }: Organisation,
    @Ctx() context: RequestContext,
  ): Promise<Jurisdiction | null> {
    return loadBy(context, Jurisdiction, 'code', owner);
  }

  @Merge('CONNECTION', { scope: 'LINEAGE' })
  @FieldResolver(() => PartyOrganisationConnection, {
    nullable: true,
    description:
      '设在其中的党组织，也可能由上级管理。The party organisations in it; a jurisdiction above may own them.',
  })
  partyOrganisations(
    @Root() { id }: Organisation,
    @Args(() => PartyOrganisationsArgs) args: PartyOrganisationsArgs,
    @Ctx() context: RequestContext,
  ): Connection<PartyOrganisation> {
    return listOf(partyOrganisations, context, 'Organisation.partyOrganisations', hosting, id, args);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      '联系电话：归属地工作人员与本组织可见，其他工作人员见脱敏号码，公众不可见。The telephone number: clear to the officers of the owner and to the organisation, masked to other officers, not for the public.',
  })
  contactPhone(@Root() organisation: Organisation, @Ctx() context: RequestContext): string | null {
    const { owner, contactPhone } = organisation;
    const view = contactView(context.viewer, organisation, context.federation.find(owner)!);
    switch (view) {
      case 'CLEAR':
        return contactPhone ?? null;
      case 'MASKED':
        return contactPhone == null ? null : maskPhone(contactPhone);
      case 'HIDDEN':
        throw forbidden('a role with access to contacts');
      default:
        throw new Error(`Unplanned ${view satisfies never}`);
    }
  }

  @Merge('ROUTE')
  @Mutation(() => RegisterOrganisationPayload, {
    nullable: true,
    description:
      '登记一个两新组织。由归属地工作人员办理；同一幂等键只登记一次。Registers an organisation; by an officer of its jurisdiction, once per key.',
  })
  async registerOrganisation(
    @Arg('idempotencyKey', () => ID, {
      description:
        '幂等键，8 至 128 个字符，每次意图由客户端生成一次。8 to 128 characters that the client chooses once per intention.',
    })
    idempotencyKey: string,
    @Arg('input', () => RegisterOrganisationInput, { description: '登记内容。What is registered.' })
    input: RegisterOrganisationInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const { id, warnings } = await register(context, idempotencyKey, input);
    return { organisation: await loadRecord(context, Organisation, id), warnings };
  }
}
