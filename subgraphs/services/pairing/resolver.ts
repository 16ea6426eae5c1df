import { type Connection, linkedBy, listOf } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { Merge } from '@jiedui/kit/sharding';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import type { Appeal } from '../appeal/entity.ts';
import { AppealConnection, appeals, AppealsArgs } from '../appeal/listing.ts';
import { visibleAppeals } from '../appeal/visible.ts';
import type { PublicService } from '../public-service/entity.ts';
import { PublicServiceConnection, publicServices, PublicServicesArgs } from '../public-service/listing.ts';
import { Pairing } from './entity.ts';

@Resolver(() => Pairing)
export class PairingResolver {
  @Merge('CONNECTION', { scope: 'ALL' })
  @FieldResolver(() => PublicServiceConnection, {
    nullable: true,
    description: '由结对而来的公益服务。The public services that come from it.',
  })
  publicServices(
    @Root() { id }: Pairing,
    @Args(() => PublicServicesArgs) args: PublicServicesArgs,
    @Ctx() context: RequestContext,
  ): Connection<PublicService> {
    return listOf(publicServices, context, 'Pairing.publicServices', linkedBy('pairing_id'), id, args);
  }

  @Merge('CONNECTION', { scope: 'ALL' })
  @FieldResolver(() => AppealConnection, {
    nullable: true,
    description:
      '由结对而来的困难诉求，按角色可见。The appeals that come from it, as far as the viewer may see them.',
  })
  appeals(
    @Root() { id }: Pairing,
    @Args(() => AppealsArgs) args: AppealsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Appeal> {
    visibleAppeals(context);
    return listOf(appeals, context, 'Pairing.appeals', linkedBy('pairing_id'), id, args);
  }
}
