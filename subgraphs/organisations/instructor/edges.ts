import { type Connection, type Link, linkedBy, listOf } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { Merge } from '@jiedui/kit/sharding';
import { sql } from '@jiedui/kit/sql';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { Jurisdiction } from '../jurisdiction/entity.ts';
import { MemberUnit } from '../member-unit/entity.ts';
import { Organisation } from '../organisation/entity.ts';
import type { Instructor } from './entity.ts';
import { InstructorConnection, instructors, InstructorsArgs } from './listing.ts';

const assignedNow: Link = (parent) =>
  sql<boolean>`r.id in (select a.instructor_id from instructor_assignment a
    where a.organisation_id = ${parent} and a.ended_on is null)`;

@Resolver(() => Organisation)
export class OrganisationInstructorsResolver {
  @Merge('CONNECTION', { scope: 'LINEAGE' })
  @FieldResolver(() => InstructorConnection, {
    nullable: true,
    description:
      '现派驻的党建指导员，也可能由上级选派。The instructors assigned to it now; a jurisdiction above may have sent them.',
  })
  instructors(
    @Root() { id }: Organisation,
    @Args(() => InstructorsArgs) args: InstructorsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Instructor> {
    return listOf(instructors, context, 'Organisation.instructors', assignedNow, id, args);
  }
}

@Resolver(() => MemberUnit)
export class MemberUnitInstructorsResolver {
  @Merge('CONNECTION', { scope: 'ALL' })
  @FieldResolver(() => InstructorConnection, {
    nullable: true,
    description:
      '由其派出的党建指导员，各地均有可能。The instructors who come from it, wherever they are sent.',
  })
  instructors(
    @Root() { id }: MemberUnit,
    @Args(() => InstructorsArgs) args: InstructorsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Instructor> {
    return listOf(instructors, context, 'MemberUnit.instructors', linkedBy('source_unit_id'), id, args);
  }
}

@Resolver(() => Jurisdiction)
export class JurisdictionInstructorsResolver {
  @Merge('CONNECTION', { scope: 'OWNER' })
  @FieldResolver(() => InstructorConnection, {
    nullable: true,
    description: '本地选派的党建指导员。The instructors that it owns.',
  })
  instructors(
    @Root() { code }: Jurisdiction,
    @Args(() => InstructorsArgs) args: InstructorsArgs,
    @Ctx() context: RequestContext,
  ): Connection<Instructor> {
    return listOf(instructors, context, 'Jurisdiction.instructors', linkedBy('owner'), code, args);
  }
}
