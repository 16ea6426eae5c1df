import { type Connection, linkedBy, listOf } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { Merge } from '@jiedui/kit/sharding';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import type { Appeal } from '../appeal/entity.ts';
import { AppealConnection, appeals, AppealsArgs } from '../appeal/listing.ts';
import { visibleAppeals } from '../appeal/visible.ts';
import type { PublicService } from '../public-service/entity.ts';
import { PublicServiceConnection, publicServices, PublicServicesArgs } from '../public-service/listing.ts';
import { Organisation } from './entity.ts';

@Resolver(() => Organisation)
export class OrganisationResolver {
  @Merge('CONNECTION', { scope: 'LINEAGE' })
  @FieldResolver(() => PublicServiceConnection, {
    nullable: true,
    description: '其提供的公益服务。The public services that it gave.',
  })
  publicServices(
    @Root() { id }: Organisation,
    @Args(() => PublicServicesArgs) args: PublicServicesArgs,
    @Ctx() context: RequestContext,
  ): Connection<PublicService> {
    return listOf(
      publicServices,
      context,
      'Organisation.publicServices',
      linkedBy('organisation_id'),
      id,
      args,
    );
  }

  @Merge('CONNECTION', { scope: 'LINEAGE' })
  @FieldResolver(() => PublicServiceConnection, {
    nullable: true,
    description: '其接受的公益服务。The public services that it received.',
  })
  servicesReceived(
    @Root() { id }: Organisation,
    @Args(() => PublicServicesArgs) args: PublicServicesArgs,
    @Ctx() context: RequestContext,
  ): Connection<PublicService> {
    return listOf(
      publicServices,
      context,
      'Organisation.servicesReceived',
      linkedBy('beneficiary_organisation_id'),
      id,
      args,
    );
  }

  @Merge('CONNECTION', { scope: 'LINEAGE' })
  @FieldResolver(() => AppealConnection, {
    nullable: true,
    description: '其困难诉求，按角色可见。Its appeals, as far as the viewer may see them.',
  })
  appeals(
    @Root() { id }: Organisation,
    @Args(() => AppealsArgs) args: AppealsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Appeal> {
    visibleAppeals(context);
    return listOf(appeals, context, 'Organisation.appeals', linkedBy('organisation_id'), id, args);
  }
}
