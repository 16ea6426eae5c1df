import { describedEnum, labelIn } from '@jiedui/kit/enums';
import {
  countRows,
  Group,
  type Grouping,
  jurisdictionDimension,
  maxOf,
  minOf,
  sumOf,
} from '@jiedui/kit/groups';
import { JurisdictionsArgument } from '@jiedui/kit/page-types';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Merge } from '@jiedui/kit/sharding';
import { sql } from '@jiedui/kit/sql';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';

import { PublicService } from './entity.ts';
import { PublicServiceFilter, publicServices } from './listing.ts';
import { ActionLine, BeneficiaryKind, PublicServiceKind } from './terms.ts';

export const PublicServiceDimension = describedEnum(
  'PublicServiceDimension',
  '公益服务的分组维度。What public services are grouped by.',
  {
    JURISDICTION: ['归属地', 'The owner.'],
    KIND: ['服务类型', 'The kind of the service.'],
    ACTION_LINE: ['行动线', 'The line of action.'],
    BENEFICIARY_KIND: ['服务对象类别', 'Whom it was for.'],
    YEAR: ['年份', 'The year in which it was given.'],
  },
);
export type PublicServiceDimension = keyof typeof PublicServiceDimension;

@ObjectType({ description: '公益服务分组统计。A bucket of public services.', simpleResolvers: true })
export class PublicServiceGroup extends Group {
  @Field(() => ID, { nullable: true, description: '归属地代码。The code of the owner.' })
  jurisdiction?: string;

  @Field(() => PublicServiceKind, { nullable: true, description: '服务类型。The kind of the services.' })
  kind?: PublicServiceKind;

  @Field(() => ActionLine, { nullable: true, description: '行动线。The line of action.' })
  actionLine?: ActionLine | null;

  @Field(() => BeneficiaryKind, { nullable: true, description: '服务对象类别。Whom they were for.' })
  beneficiaryKind?: BeneficiaryKind | null;

  @Field(() => Int, { nullable: true, description: '年份。The year.' })
  year?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '记录数。How many records.' })
  records?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '次数合计。How many times, or questions, in all.' })
  count?: number;

  @Merge('SUM')
  @Field(() => Int, {
    nullable: true,
    description: '受益人次，未填的不计。How many persons, where that is known.',
  })
  persons?: number;

  @Merge('MIN')
  @Field(() => GraphQLDate, { nullable: true, description: '最早服务日期。The first day.' })
  earliestProvidedOn?: string | null;

  @Merge('MAX')
  @Field(() => GraphQLDate, { nullable: true, description: '最近服务日期。The last day.' })
  latestProvidedOn?: string | null;
}

export const publicServiceGroups: Grouping<PublicServiceDimension, PublicServiceFilter> = {
  entity: PublicService,
  conditions: publicServices.conditions,
  dimensions: {
    JURISDICTION: jurisdictionDimension,
    KIND: { field: 'kind', value: 'kind', label: labelIn(PublicServiceKind) },
    ACTION_LINE: { field: 'actionLine', value: 'action_line', label: labelIn(ActionLine) },
    BENEFICIARY_KIND: {
      field: 'beneficiaryKind',
      value: 'beneficiary_kind',
      label: labelIn(BeneficiaryKind),
    },
    YEAR: {
      field: 'year',
      value: sql`extract(year from r.provided_on)::int`,
      label: (year) => `${year}年`,
    },
  },
  measures: {
    records: countRows,
    count: sumOf('count'),
    persons: sumOf('persons'),
    earliestProvidedOn: minOf('provided_on'),
    latestProvidedOn: maxOf('provided_on'),
  },
};

@ArgsType()
export class PublicServiceGroupsArgs {
  @Field(() => [PublicServiceDimension], {
    description: '分组维度，依次；空为合计。The dimensions, in order; none is one group over all.',
  })
  by!: PublicServiceDimension[];

  @Field(() => PublicServiceFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: PublicServiceFilter | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}
