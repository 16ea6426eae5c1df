import { type Connection, countOf, linkedBy, listOf } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { Merge } from '@jiedui/kit/sharding';
import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';

import type { Appeal } from '../appeal/entity.ts';
import { AppealConnection, appeals, AppealsArgs } from '../appeal/listing.ts';
import { visibleAppeals } from '../appeal/visible.ts';
import type { PublicService } from '../public-service/entity.ts';
import { PublicServiceConnection, publicServices, PublicServicesArgs } from '../public-service/listing.ts';
import { Jurisdiction } from './entity.ts';

@Resolver(() => Jurisdiction)
export class JurisdictionResolver {
  @Merge('CONNECTION', { scope: 'OWNER' })
  @FieldResolver(() => PublicServiceConnection, {
    nullable: true,
    description: '本地的公益服务。The public services that it owns.',
  })
  publicServices(
    @Root() { code }: Jurisdiction,
    @Args(() => PublicServicesArgs) args: PublicServicesArgs,
    @Ctx() context: RequestContext,
  ): Connection<PublicService> {
    return listOf(publicServices, context, 'Jurisdiction.publicServices', linkedBy('owner'), code, args);
  }

  @Merge('CONNECTION', { scope: 'OWNER' })
  @FieldResolver(() => AppealConnection, {
    nullable: true,
    description: '本地的困难诉求，按角色可见。The appeals that it owns, as far as the viewer may see them.',
  })
  appeals(
    @Root() { code }: Jurisdiction,
    @Args(() => AppealsArgs) args: AppealsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Appeal> {
    visibleAppeals(context);
    return listOf(appeals, context, 'Jurisdiction.appeals', linkedBy('owner'), code, args);
  }

  @Merge('SUM', { scope: 'OWNER' })
  @FieldResolver(() => Int, {
    nullable: true,
    description: '本地公益服务记录数。How many records of public services it owns.',
  })
  serviceCount(@Root() { code }: Jurisdiction, @Ctx() context: RequestContext): Promise<number> {
    return countOf(publicServices, context, 'Jurisdiction.publicServices', linkedBy('owner'), code);
  }
}
