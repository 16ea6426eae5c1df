import { type Connection, countOf, linkedBy, listOf } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { Merge } from '@jiedui/kit/sharding';
import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';

import type { Activity } from '../activity/entity.ts';
import { activities, ActivitiesArgs, ActivityConnection } from '../activity/listing.ts';
import type { Pairing } from '../pairing/entity.ts';
import { PairingConnection, pairings, PairingsArgs } from '../pairing/listing.ts';
import type { Project } from '../project/entity.ts';
import { ProjectConnection, projects, ProjectsArgs } from '../project/listing.ts';
import { Jurisdiction } from './entity.ts';

@Resolver(() => Jurisdiction)
export class JurisdictionResolver {
  @Merge('CONNECTION', { scope: 'OWNER' })
  @FieldResolver(() => PairingConnection, {
    nullable: true,
    description: '本地的结对。The pairings that it owns.',
  })
  pairings(
    @Root() { code }: Jurisdiction,
    @Args(() => PairingsArgs) args: PairingsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Pairing> {
    return listOf(pairings, context, 'Jurisdiction.pairings', linkedBy('owner'), code, args);
  }

  @Merge('SUM', { scope: 'OWNER' })
  @FieldResolver(() => Int, { nullable: true, description: '本地结对数。How many pairings it owns.' })
  pairingCount(@Root() { code }: Jurisdiction, @Ctx() context: RequestContext): Promise<number> {
    return countOf(pairings, context, 'Jurisdiction.pairings', linkedBy('owner'), code);
  }

  @Merge('CONNECTION', { scope: 'OWNER' })
  @FieldResolver(() => ActivityConnection, {
    nullable: true,
    description: '本地的活动。The activities that it owns.',
  })
  activities(
    @Root() { code }: Jurisdiction,
    @Args(() => ActivitiesArgs) args: ActivitiesArgs,
    @Ctx() context: RequestContext,
  ): Connection<Activity> {
    return listOf(activities, context, 'Jurisdiction.activities', linkedBy('owner'), code, args);
  }

  @Merge('CONNECTION', { scope: 'OWNER' })
  @FieldResolver(() => ProjectConnection, {
    nullable: true,
    description: '本地的项目。The projects that it owns.',
  })
  projects(
    @Root() { code }: Jurisdiction,
    @Args(() => ProjectsArgs) args: ProjectsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Project> {
    return listOf(projects, context, 'Jurisdiction.projects', linkedBy('owner'), code, args);
  }
}
