import type { RequestContext } from '@jiedui/kit/context';
import { describedEnum } from '@jiedui/kit/enums';
import { idIn } from '@jiedui/kit/ids';
import type { Listing } from '@jiedui/kit/page';
import { connectionType, JurisdictionsArgument, orderInput, PageArgs } from '@jiedui/kit/page-types';
import type { OrderBy } from '@jiedui/kit/page-types';
import { type Condition, contains, equals, oneOf } from '@jiedui/kit/sql';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';

import { Report } from './entity.ts';
import { ReportGrade, ReportKind, ReportState } from './terms.ts';
import { visibleReports } from './visible.ts';

export const ReportOrderField = describedEnum(
  'ReportOrderField',
  '报告的排序字段。What reports are ordered by.',
  {
    YEAR: ['年度', 'The year.'],
    TITLE: ['标题（拼音）', 'The title, by pinyin.'],
    ID: ['编号：先归属地，后建档先后', 'The id: by owner, then by when the record was made.'],
  },
);
export type ReportOrderField = keyof typeof ReportOrderField;

export const ReportOrder = orderInput('Report', '报告', ReportOrderField);

@InputType({ description: '报告筛选条件，同时满足。What reports must be; all conditions hold.' })
export class ReportFilter {
  @Field(() => [ReportKind], { nullable: true, description: '对象之一。Of one of these.' })
  kind?: ReportKind[] | null;

  @Field(() => [ReportState], { nullable: true, description: '状态之一。One of these states.' })
  state?: ReportState[] | null;

  @Field(() => [ReportGrade], { nullable: true, description: '评议等次之一。One of these grades.' })
  grade?: ReportGrade[] | null;

  @Field(() => Int, { nullable: true, description: '年度。The year.' })
  year?: number | null;

  @Field(() => ID, { nullable: true, description: '结对共建编号。The id of the pairing.' })
  pairing?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      '成员单位编号：其结对的与其本身的报告。The id of the member unit: of its pairings and of itself.',
  })
  unit?: string | null;

  @Field(() => String, { nullable: true, description: '标题包含。The title contains this text.' })
  titleContains?: string | null;
}

export const reports: Listing<Report, ReportOrderField, ReportFilter> = {
  entity: Report,
  orderings: { YEAR: 'year', TITLE: 'sortTitle', ID: 'id' },
  defaultOrder: { field: 'YEAR', direction: 'DESCENDING' },
  conditions: reportConditions,
  visible: visibleReports,
};

function reportConditions(filter: ReportFilter): (Condition | undefined)[] {
  return [
    oneOf('kind', filter.kind),
    oneOf('state', filter.state),
    oneOf('grade', filter.grade),
    equals('year', filter.year),
    equals('pairing_id', idIn(filter.pairing, 'pair')),
    equals('unit_id', idIn(filter.unit, 'unit')),
    contains('title', filter.titleContains),
  ];
}

/** What a count may take in: counts hide what lists hide. */
export function countedReports(filter: ReportFilter, context: RequestContext): (Condition | undefined)[] {
  return [...reportConditions(filter), ...visibleReports(context)];
}

@ArgsType()
export class ReportsArgs extends PageArgs {
  @Field(() => ReportOrder, {
    nullable: true,
    description: '排序，默认最近的年度在前。The order; the last year first where absent.',
  })
  orderBy?: OrderBy<ReportOrderField> | null;

  @Field(() => ReportFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: ReportFilter | null;
}

@ArgsType()
export class AllReportsArgs extends ReportsArgs {
  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

export const ReportConnection = connectionType('Report', '报告', Report);
