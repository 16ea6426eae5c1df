import type { RequestContext } from '@jiedui/kit/context';
import { Ratio } from '@jiedui/kit/ratio';
import { Merge } from '@jiedui/kit/sharding';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { visibleAppeals } from './appeal/visible.ts';
import { ServicesOverview } from './overview.ts';

@Resolver(() => ServicesOverview)
export class ServicesOverviewResolver {
  @Merge('RATIO')
  @FieldResolver(() => Ratio, {
    nullable: true,
    description:
      '已解决诉求占比，公众不可见。Appeals that are resolved, confirmed or closed / all appeals; not for the public.',
  })
  resolvedAppeals(@Root() overview: { resolvedAppeals: Ratio }, @Ctx() context: RequestContext): Ratio {
    visibleAppeals(context);
    return overview.resolvedAppeals;
  }
}
