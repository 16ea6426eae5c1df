import { describedEnum, labelIn } from '@jiedui/kit/enums';
import { countRows, Group, type Grouping, jurisdictionDimension } from '@jiedui/kit/groups';
import { JurisdictionsArgument } from '@jiedui/kit/page-types';
import { Merge } from '@jiedui/kit/sharding';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';

import { Report } from './entity.ts';
import { countedReports, ReportFilter } from './listing.ts';
import { ReportGrade, ReportKind, ReportState } from './terms.ts';

export const ReportDimension = describedEnum(
  'ReportDimension',
  '报告的分组维度。What reports are grouped by.',
  {
    JURISDICTION: ['归属地', 'The owner.'],
    YEAR: ['年度', 'The year.'],
    KIND: ['对象', 'What they tell of.'],
    STATE: ['状态', 'Where they stand.'],
    GRADE: ['评议等次', 'The grade of their assessment.'],
  },
);
export type ReportDimension = keyof typeof ReportDimension;

@ObjectType({
  description: '报告分组统计，只计可见的。A bucket of reports; those that the viewer may see.',
  simpleResolvers: true,
})
export class ReportGroup extends Group {
  @Field(() => ID, { nullable: true, description: '归属地代码。The code of the owner.' })
  jurisdiction?: string;

  @Field(() => Int, { nullable: true, description: '年度。The year.' })
  year?: number;

  @Field(() => ReportKind, { nullable: true, description: '对象。What they tell of.' })
  kind?: ReportKind;

  @Field(() => ReportState, { nullable: true, description: '状态。Where they stand.' })
  state?: ReportState;

  @Field(() => ReportGrade, { nullable: true, description: '评议等次。The grade.' })
  grade?: ReportGrade | null;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '报告数。How many reports.' })
  count?: number;
}

export const reportGroups: Grouping<ReportDimension, ReportFilter> = {
  entity: Report,
  conditions: countedReports,
  dimensions: {
    JURISDICTION: jurisdictionDimension,
    YEAR: { field: 'year', value: 'year', label: (year) => `${year}年` },
    KIND: { field: 'kind', value: 'kind', label: labelIn(ReportKind) },
    STATE: { field: 'state', value: 'state', label: labelIn(ReportState) },
    GRADE: { field: 'grade', value: 'grade', label: labelIn(ReportGrade) },
  },
  measures: { count: countRows },
};

@ArgsType()
export class ReportGroupsArgs {
  @Field(() => [ReportDimension], {
    description: '分组维度，依次；空为合计。The dimensions, in order; none is one group over all.',
  })
  by!: ReportDimension[];

  @Field(() => ReportFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: ReportFilter | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}
