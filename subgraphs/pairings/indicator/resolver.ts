import type { Connection } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { Merge } from '@jiedui/kit/sharding';
import { Args, Ctx, Query, Resolver } from 'type-graphql';

import type { Activity } from '../activity/entity.ts';
import { activities, ActivityConnection } from '../activity/listing.ts';
import type { Obligation } from '../obligation/entity.ts';
import { ObligationConnection, obligations } from '../obligation/listing.ts';
import type { Pairing } from '../pairing/entity.ts';
import { PairingConnection, pairings } from '../pairing/listing.ts';
import {
  IndicatedActivityArgs,
  IndicatedObligationArgs,
  IndicatedPairingArgs,
  PairingDrillArgs,
  PairingIndicatorsArgs,
} from './args.ts';
import { pairingRecordsBehind } from './drill.ts';
import { PairingIndicator, pairingIndicatorsOf } from './indicators.ts';

@Resolver()
export class PairingIndicatorResolver {
  @Merge('GROUP')
  @Query(() => [PairingIndicator], {
    nullable: true,
    description:
      '结对共建的指标，可分地区：“五个一”各项完成率、联系走访、解决问题。Indicators of pairings, by jurisdiction or in sum: compliance with each of the five ones, visits, solved problems.',
  })
  pairingIndicators(
    @Args(() => PairingIndicatorsArgs) args: PairingIndicatorsArgs,
    @Ctx() context: RequestContext,
  ): Promise<PairingIndicator[]> {
    return pairingIndicatorsOf(context, args);
  }

  @Merge('CONNECTION')
  @Query(() => ObligationConnection, {
    nullable: true,
    description: '指标分子或分母所计的义务。The obligations that a part of an indicator counts.',
  })
  pairingIndicatorObligations(
    @Args(() => PairingDrillArgs) drill: PairingDrillArgs,
    @Args(() => IndicatedObligationArgs) page: IndicatedObligationArgs,
    @Ctx() context: RequestContext,
  ): Connection<Obligation> {
    return pairingRecordsBehind(obligations, 'OBLIGATIONS', context, drill, page);
  }

  @Merge('CONNECTION')
  @Query(() => ActivityConnection, {
    nullable: true,
    description: '指标分子或分母所计的活动。The activities that a part of an indicator counts.',
  })
  pairingIndicatorActivities(
    @Args(() => PairingDrillArgs) drill: PairingDrillArgs,
    @Args(() => IndicatedActivityArgs) page: IndicatedActivityArgs,
    @Ctx() context: RequestContext,
  ): Connection<Activity> {
    return pairingRecordsBehind(activities, 'ACTIVITIES', context, drill, page);
  }

  @Merge('CONNECTION')
  @Query(() => PairingConnection, {
    nullable: true,
    description: '指标分子或分母所计的结对。The pairings that a part of an indicator counts.',
  })
  pairingIndicatorPairings(
    @Args(() => PairingDrillArgs) drill: PairingDrillArgs,
    @Args(() => IndicatedPairingArgs) page: IndicatedPairingArgs,
    @Ctx() context: RequestContext,
  ): Connection<Pairing> {
    return pairingRecordsBehind(pairings, 'PAIRINGS', context, drill, page);
  }
}
