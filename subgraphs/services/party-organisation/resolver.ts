import { type Connection, linkedBy, listOf } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { Merge } from '@jiedui/kit/sharding';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import type { PublicService } from '../public-service/entity.ts';
import { PublicServiceConnection, publicServices, PublicServicesArgs } from '../public-service/listing.ts';
import { PartyOrganisation } from './entity.ts';

@Resolver(() => PartyOrganisation)
export class PartyOrganisationResolver {
  @Merge('CONNECTION', { scope: 'LINEAGE' })
  @FieldResolver(() => PublicServiceConnection, {
    nullable: true,
    description: '其提供的公益服务。The public services that it gave.',
  })
  publicServices(
    @Root() { id }: PartyOrganisation,
    @Args(() => PublicServicesArgs) args: PublicServicesArgs,
    @Ctx() context: RequestContext,
  ): Connection<PublicService> {
    return listOf(
      publicServices,
      context,
      'PartyOrganisation.publicServices',
      linkedBy('party_organisation_id'),
      id,
      args,
    );
  }
}
