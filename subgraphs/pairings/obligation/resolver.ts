import { type Connection, linkedBy, listAll, listOf } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { groupsOf } from '@jiedui/kit/groups';
import { stubOf } from '@jiedui/kit/ids';
import { recordOrKey } from '@jiedui/kit/loaders';
import { selectedNames } from '@jiedui/kit/selection';
import { Merge } from '@jiedui/kit/sharding';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';

import { Activity } from '../activity/entity.ts';
import { Jurisdiction } from '../jurisdiction/entity.ts';
import { MemberUnit } from '../member-unit/entity.ts';
import { Pairing } from '../pairing/entity.ts';
import { activitiesFor } from './activities.ts';
import { Obligation } from './entity.ts';
import { ObligationGroup, obligationGroups, ObligationGroupsArgs } from './groups.ts';
import { AllObligationsArgs, ObligationConnection, obligations, ObligationsArgs } from './listing.ts';

@Resolver(() => Obligation)
export class ObligationResolver {
  @Merge('CONNECTION')
  @Query(() => ObligationConnection, {
    nullable: true,
    description: '“五个一”义务。The obligations of the five ones.',
  })
  obligations(
    @Args(() => AllObligationsArgs) args: AllObligationsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Obligation> {
    return listAll(obligations, context, 'Query.obligations', args);
  }

  @Merge('GROUP')
  @Query(() => [ObligationGroup], {
    nullable: true,
    description: '“五个一”完成情况分组统计。The five ones counted by any dimensions.',
  })
  obligationGroups(
    @Args(() => ObligationGroupsArgs) args: ObligationGroupsArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object[]> {
    return groupsOf(obligationGroups, context, args, selectedNames(info));
  }

  @FieldResolver(() => Jurisdiction, {
    nullable: true,
    description: '归属地。The jurisdiction that owns it.',
  })
  jurisdiction(@Root() { owner }: Obligation): Jurisdiction {
    return { code: owner };
  }

  @FieldResolver(() => Pairing, { nullable: true, description: '所属结对。The pairing that owes it.' })
  pairing(@Root() { pairingId }: Obligation, @Ctx() context: RequestContext): Promise<Pairing | null> {
    return recordOrKey(context, Pairing, pairingId);
  }

  @FieldResolver(() => MemberUnit, { nullable: true, description: '成员单位。The member unit that owes it.' })
  unit(@Root() { unitId }: Obligation): MemberUnit | null {
    return stubOf(unitId);
  }

  @FieldResolver(() => [Activity], {
    nullable: true,
    description: '计入的活动，由先到后。The activities that count for it, the first one first.',
  })
  satisfiedBy(@Root() obligation: Obligation, @Ctx() context: RequestContext): Promise<Activity[]> {
    return activitiesFor(context, obligation);
  }
}

@Resolver(() => Pairing)
export class PairingObligationsResolver {
  @Merge('CONNECTION', { scope: 'OWNER' })
  @FieldResolver(() => ObligationConnection, {
    nullable: true,
    description: '本结对的“五个一”义务。What the pairing owes.',
  })
  obligations(
    @Root() { id }: Pairing,
    @Args(() => ObligationsArgs) args: ObligationsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Obligation> {
    return listOf(obligations, context, 'Pairing.obligations', linkedBy('pairing_id'), id, args);
  }
}

@Resolver(() => MemberUnit)
export class MemberUnitObligationsResolver {
  @Merge('CONNECTION', { scope: 'LINEAGE' })
  @FieldResolver(() => ObligationConnection, {
    nullable: true,
    description: '本单位各结对的“五个一”义务。What the pairings of the unit owe.',
  })
  obligations(
    @Root() { id }: MemberUnit,
    @Args(() => ObligationsArgs) args: ObligationsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Obligation> {
    return listOf(obligations, context, 'MemberUnit.obligations', linkedBy('unit_id'), id, args);
  }
}
