import { type Connection, linkedBy, listOf } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { Merge } from '@jiedui/kit/sharding';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import type { Appeal } from '../appeal/entity.ts';
import { AppealConnection, appeals, AppealsArgs } from '../appeal/listing.ts';
import { visibleAppeals } from '../appeal/visible.ts';
import type { PublicService } from '../public-service/entity.ts';
import { PublicServiceConnection, publicServices, PublicServicesArgs } from '../public-service/listing.ts';
import { MemberUnit } from './entity.ts';

@Resolver(() => MemberUnit)
export class MemberUnitResolver {
  @Merge('CONNECTION', { scope: 'ALL' })
  @FieldResolver(() => PublicServiceConnection, {
    nullable: true,
    description: '其提供的公益服务。The public services that it gave.',
  })
  publicServices(
    @Root() { id }: MemberUnit,
    @Args(() => PublicServicesArgs) args: PublicServicesArgs,
    @Ctx() context: RequestContext,
  ): Connection<PublicService> {
    return listOf(publicServices, context, 'MemberUnit.publicServices', linkedBy('unit_id'), id, args);
  }

  @Merge('CONNECTION', { scope: 'ALL' })
  @FieldResolver(() => AppealConnection, {
    nullable: true,
    description:
      '向其提出的困难诉求，按角色可见。The appeals addressed to it, as far as the viewer may see them.',
  })
  appeals(
    @Root() { id }: MemberUnit,
    @Args(() => AppealsArgs) args: AppealsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Appeal> {
    visibleAppeals(context);
    return listOf(appeals, context, 'MemberUnit.appeals', linkedBy('unit_id'), id, args);
  }
}
