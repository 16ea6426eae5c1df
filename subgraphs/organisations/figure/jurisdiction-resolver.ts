import { type Connection, linkedBy, listOf } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { Merge } from '@jiedui/kit/sharding';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { Jurisdiction } from '../jurisdiction/entity.ts';
import type { ReportedFigure } from './entity.ts';
import { ReportedFigureConnection, reportedFigures, ReportedFiguresArgs } from './listing.ts';

@Resolver(() => Jurisdiction)
export class JurisdictionFiguresResolver {
  @Merge('CONNECTION', { scope: 'OWNER' })
  @FieldResolver(() => ReportedFigureConnection, {
    nullable: true,
    description: '本地的上报指标。The figures reported of it.',
  })
  reportedFigures(
    @Root() { code }: Jurisdiction,
    @Args(() => ReportedFiguresArgs) args: ReportedFiguresArgs,
    @Ctx() context: RequestContext,
  ): Connection<ReportedFigure> {
    return listOf(reportedFigures, context, 'Jurisdiction.reportedFigures', linkedBy('owner'), code, args);
  }
}
