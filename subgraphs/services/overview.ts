import { type Aggregate, countRows, maxOf, minOf, shareOf, sumOf } from '@jiedui/kit/groups';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Merge } from '@jiedui/kit/sharding';
import { oneOf } from '@jiedui/kit/sql';
import { Field, Int, ObjectType } from 'type-graphql';

import { Appeal } from './appeal/entity.ts';
import { resolvedStates } from './appeal/terms.ts';
import { PublicService } from './public-service/entity.ts';

@ObjectType({
  description: '公益服务与困难诉求概览。Public services and appeals at a glance.',
  simpleResolvers: true,
})
export class ServicesOverview {
  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '公益服务记录数。How many records of public services.' })
  records?: number;

  @Merge('SUM')
  @Field(() => Int, {
    nullable: true,
    description: '公益服务次数合计。How many times, or questions, in all.',
  })
  count?: number;

  @Merge('SUM')
  @Field(() => Int, {
    nullable: true,
    description: '受益人次，未填的不计。How many persons, where that is known.',
  })
  persons?: number;

  @Merge('MIN')
  @Field(() => GraphQLDate, { nullable: true, description: '最早服务日期。The day of the first service.' })
  firstProvidedOn?: string | null;

  @Merge('MAX')
  @Field(() => GraphQLDate, { nullable: true, description: '最近服务日期。The day of the last service.' })
  lastProvidedOn?: string | null;
}

export const serviceAggregates: readonly Aggregate[] = [
  {
    entity: PublicService,
    measures: {
      records: countRows,
      count: sumOf('count'),
      persons: sumOf('persons'),
      firstProvidedOn: minOf('provided_on'),
      lastProvidedOn: maxOf('provided_on'),
    },
  },
  { entity: Appeal, measures: { resolvedAppeals: shareOf(oneOf('state', resolvedStates)!) } },
];
