import { type Aggregate, countRows, countWhere, maxOf, minOf, shareOf } from '@jiedui/kit/groups';
import { validAsOf } from '@jiedui/kit/history';
import { Ratio } from '@jiedui/kit/ratio';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Merge } from '@jiedui/kit/sharding';
import { type Condition, oneOf, sql } from '@jiedui/kit/sql';
import { Field, Int, ObjectType } from 'type-graphql';

import { Activity } from './activity/entity.ts';
import { activities } from './activity/listing.ts';
import { visitKinds } from './activity/terms.ts';
import { Pairing } from './pairing/entity.ts';
import { pairings } from './pairing/listing.ts';

@ObjectType({ description: '结对共建概览。The pairings at a glance.', simpleResolvers: true })
export class PairingsOverview {
  @Merge('SUM')
  @Field(() => Int, {
    nullable: true,
    description: '结对数，不含被否决的拟结对。How many pairings, refused proposals aside.',
  })
  pairings?: number;

  @Merge('SUM')
  @Field(() => Int, {
    nullable: true,
    description: '联系走访次数：联系指导与调研走访。How many visits: contacts and research visits.',
  })
  visits?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '协调解决问题数。How many problems were solved.' })
  solvedProblems?: number;

  @Merge('MIN')
  @Field(() => GraphQLDate, { nullable: true, description: '最早活动日期。The day of the first activity.' })
  firstHeldOn?: string | null;

  @Merge('MAX')
  @Field(() => GraphQLDate, { nullable: true, description: '最近活动日期。The day of the last activity.' })
  lastHeldOn?: string | null;

  @Merge('RATIO')
  @Field(() => Ratio, {
    nullable: true,
    description:
      '已帮助解决实际问题的结对占比；只计归属地自己登记的问题。Pairings with a solved problem / pairings; only problems that the owner of the pairing recorded count.',
  })
  pairingsWithSolvedProblem?: Ratio;
}

// The owners must agree: whether one deployment or two hold them must not change the ratio.
function hasSolvedProblem(asOf: string | null | undefined): Condition {
  const source = asOf == null ? sql`activity a` : sql`activity_history a`;
  const valid = asOf == null ? sql`true` : validAsOf('a', asOf);
  return sql<boolean>`exists (select from ${source}
    where a.pairing_id = r.id and a.owner = r.owner and a.kind = 'SOLVED_PROBLEM' and ${valid})`;
}

/** A refused proposal was no pairing. */
const notRefused = sql<boolean>`r.refused_on is null`;

export function pairingsOverview(asOf?: string | null): readonly Aggregate[] {
  return [
    {
      entity: Pairing,
      history: pairings.history,
      conditions: [notRefused],
      measures: { pairings: countRows, pairingsWithSolvedProblem: shareOf(hasSolvedProblem(asOf)) },
    },
    {
      entity: Activity,
      history: activities.history,
      measures: {
        visits: countWhere(oneOf('kind', visitKinds)!),
        solvedProblems: countWhere(oneOf('kind', ['SOLVED_PROBLEM'])!),
        firstHeldOn: minOf('held_on'),
        lastHeldOn: maxOf('held_on'),
      },
    },
  ];
}
