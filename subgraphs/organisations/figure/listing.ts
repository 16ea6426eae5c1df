import { describedEnum } from '@jiedui/kit/enums';
import type { Listing } from '@jiedui/kit/page';
import {
  connectionType,
  JurisdictionsArgument,
  type OrderBy,
  orderInput,
  PageArgs,
} from '@jiedui/kit/page-types';
import { contains, equals, oneOf, present } from '@jiedui/kit/sql';
import { ArgsType, Field, InputType } from 'type-graphql';

import { IndicatorCode } from '../indicator/kinds.ts';
import { OrganisationKind } from '../organisation/kinds.ts';
import { ReportedFigure } from './entity.ts';
import { CountedRecords, FigureUnit } from './kinds.ts';

export const ReportedFigureOrderField = describedEnum(
  'ReportedFigureOrderField',
  '上报指标的排序字段。What reported figures are ordered by.',
  {
    TITLE: ['名称（拼音）', 'The title, by pinyin.'],
    CREATED: ['建档先后，即原文次序', 'When the record was made, by owner: the order of the publication.'],
  },
);
export type ReportedFigureOrderField = keyof typeof ReportedFigureOrderField;

export const ReportedFigureOrder = orderInput('ReportedFigure', '上报指标', ReportedFigureOrderField);

@InputType({ description: '上报指标筛选条件，同时满足。What figures must be; all conditions hold.' })
export class ReportedFigureFilter {
  @Field(() => [FigureUnit], { nullable: true, description: '单位之一。One of these units.' })
  unit?: FigureUnit[] | null;

  @Field(() => [IndicatorCode], { nullable: true, description: '指标之一。One of these indicators.' })
  indicator?: IndicatorCode[] | null;

  @Field(() => [CountedRecords], { nullable: true, description: '所计记录之一。Of one of these records.' })
  counted?: CountedRecords[] | null;

  @Field(() => [OrganisationKind], { nullable: true, description: '组织类别之一。One of these kinds.' })
  kind?: OrganisationKind[] | null;

  @Field(() => Boolean, { nullable: true, description: '是否为下限。Whether it is a lower bound.' })
  atLeast?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: '是否已撤回。Whether it is withdrawn.' })
  withdrawn?: boolean | null;

  @Field(() => String, { nullable: true, description: '名称包含。The title contains this text.' })
  titleContains?: string | null;
}

export const reportedFigures: Listing<ReportedFigure, ReportedFigureOrderField, ReportedFigureFilter> = {
  entity: ReportedFigure,
  orderings: { TITLE: 'sortTitle', CREATED: 'id' },
  defaultOrder: { field: 'CREATED', direction: 'ASCENDING' },
  conditions: (filter) => [
    oneOf('unit', filter.unit),
    oneOf('indicator', filter.indicator),
    oneOf('counted', filter.counted),
    oneOf('kind', filter.kind),
    equals('at_least', filter.atLeast),
    present('withdrawn_on', filter.withdrawn),
    contains('title', filter.titleContains),
  ],
};

@ArgsType()
export class ReportedFiguresArgs extends PageArgs {
  @Field(() => ReportedFigureOrder, {
    nullable: true,
    description: '排序，默认按原文次序。The order; that of the publication where absent.',
  })
  orderBy?: OrderBy<ReportedFigureOrderField> | null;

  @Field(() => ReportedFigureFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: ReportedFigureFilter | null;
}

@ArgsType()
export class AllReportedFiguresArgs extends ReportedFiguresArgs {
  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

export const ReportedFigureConnection = connectionType('ReportedFigure', '上报指标', ReportedFigure);
