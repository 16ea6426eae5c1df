import { type Connection, linkedBy, listOf } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { Merge } from '@jiedui/kit/sharding';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { Jurisdiction } from '../jurisdiction/entity.ts';
import { Organisation } from '../organisation/entity.ts';
import type { Survey } from './entity.ts';
import { SurveyConnection, surveys, SurveysArgs } from './listing.ts';

@Resolver(() => Organisation)
export class OrganisationSurveysResolver {
  @Merge('CONNECTION', { scope: 'OWNER' })
  @FieldResolver(() => SurveyConnection, {
    nullable: true,
    description: '对它的摸底排查。The surveys of it; by its owner.',
  })
  surveys(
    @Root() { id }: Organisation,
    @Args(() => SurveysArgs) args: SurveysArgs,
    @Ctx() context: RequestContext,
  ): Connection<Survey> {
    return listOf(surveys, context, 'Organisation.surveys', linkedBy('organisation_id'), id, args);
  }
}

@Resolver(() => Jurisdiction)
export class JurisdictionSurveysResolver {
  @Merge('CONNECTION', { scope: 'OWNER' })
  @FieldResolver(() => SurveyConnection, {
    nullable: true,
    description: '本地的摸底排查。The surveys that it owns.',
  })
  surveys(
    @Root() { code }: Jurisdiction,
    @Args(() => SurveysArgs) args: SurveysArgs,
    @Ctx() context: RequestContext,
  ): Connection<Survey> {
    return listOf(surveys, context, 'Jurisdiction.surveys', linkedBy('owner'), code, args);
  }
}
