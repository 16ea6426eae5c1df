import { type Connection, type Link, linkedBy, listAll, listOf } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { groupsOf } from '@jiedui/kit/groups';
import { stubOf } from '@jiedui/kit/ids';
import { recordOrKey } from '@jiedui/kit/loaders';
import { selectedNames } from '@jiedui/kit/selection';
import { Merge } from '@jiedui/kit/sharding';
import { column, sql } from '@jiedui/kit/sql';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';

import { Activity } from '../activity/entity.ts';
import { Instructor } from '../instructor/entity.ts';
import { Jurisdiction } from '../jurisdiction/entity.ts';
import { MemberUnit } from '../member-unit/entity.ts';
import { Organisation } from '../organisation/entity.ts';
import { Pairing } from '../pairing/entity.ts';
import { activitiesFor } from './activities.ts';
import { organisationsOf } from './organisations.ts';
import { Obligation } from './entity.ts';
import { ObligationGroup, obligationGroups, ObligationGroupsArgs } from './groups.ts';
import { AllObligationsArgs, ObligationConnection, obligations, ObligationsArgs } from './listing.ts';

/** The owner is in the id: with it activities are found by one search of their index, and not by one for each owner. */
function owedBy(name: 'pairing_id' | 'instructor_id'): Link {
  return (parent) => sql<boolean>`${column(name)} = ${parent} and r.owner = split_part(${parent}, '-', 1)`;
}

@Resolver(() => Obligation)
export class ObligationResolver {
  @Merge('CONNECTION')
  @Query(() => ObligationConnection, {
    nullable: true,
    description: '义务：“五个一”与指导员入企指导。Obligations: the five ones, and the visits of instructors.',
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
    description: '义务完成情况分组统计。Obligations counted by any dimensions.',
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

  @FieldResolver(() => Instructor, {
    nullable: true,
    description: '承担入企指导的党建指导员。The instructor who owes it.',
  })
  instructor(@Root() { instructorId }: Obligation): Instructor | null {
    return stubOf(instructorId);
  }

  @FieldResolver(() => [Organisation], {
    nullable: true,
    description:
      '所服务的两新组织：结对的一方，或指导员派驻的组织。The organisations that it is owed to: the side of the pairing, or where the instructor is sent.',
  })
  organisations(@Root() obligation: Obligation, @Ctx() context: RequestContext): Promise<Organisation[]> {
    return organisationsOf(context, obligation);
  }

  @FieldResolver(() => MemberUnit, {
    nullable: true,
    description:
      '成员单位；指导员为其派出单位。The member unit that owes it; of an instructor the source unit.',
  })
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
    return listOf(obligations, context, 'Pairing.obligations', owedBy('pairing_id'), id, args);
  }
}

@Resolver(() => MemberUnit)
export class MemberUnitObligationsResolver {
  @Merge('CONNECTION', { scope: 'ALL' })
  @FieldResolver(() => ObligationConnection, {
    nullable: true,
    description:
      '本单位的义务：其各结对的“五个一”，其派出的指导员的入企指导，各地均有可能。What the unit owes: for its pairings, and for the instructors who come from it, wherever they are sent.',
  })
  obligations(
    @Root() { id }: MemberUnit,
    @Args(() => ObligationsArgs) args: ObligationsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Obligation> {
    return listOf(obligations, context, 'MemberUnit.obligations', linkedBy('unit_id'), id, args);
  }
}

@Resolver(() => Instructor)
export class InstructorObligationsResolver {
  @Merge('CONNECTION', { scope: 'OWNER' })
  @FieldResolver(() => ObligationConnection, {
    nullable: true,
    description: '本指导员的入企指导义务。What the instructor owes.',
  })
  obligations(
    @Root() { id }: Instructor,
    @Args(() => ObligationsArgs) args: ObligationsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Obligation> {
    return listOf(obligations, context, 'Instructor.obligations', owedBy('instructor_id'), id, args);
  }
}
