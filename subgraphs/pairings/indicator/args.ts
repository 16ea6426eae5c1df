import { IndicatorPart } from '@jiedui/kit/indicator';
import { JurisdictionsArgument, type OrderBy, PageArgs } from '@jiedui/kit/page-types';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { ArgsType, Field, Int } from 'type-graphql';

import { ActivityFilter, ActivityOrder, type ActivityOrderField } from '../activity/listing.ts';
import { ObligationFilter, ObligationOrder, type ObligationOrderField } from '../obligation/listing.ts';
import { PairingFilter, PairingOrder, type PairingOrderField } from '../pairing/listing.ts';
import { PairingIndicatorCode, PairingIndicatorDimension } from './kinds.ts';

@ArgsType()
export class PeriodArgs {
  @Field(() => GraphQLDate, {
    nullable: true,
    description:
      '期间首日，缺省为 asOf 所在年的首日。The first day that is told of; the first of the year of asOf where absent.',
  })
  from?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description:
      '期间末日，也是判定之日（北京时间当日终了），不晚于今天，缺省为今天；以现有记录为据。The last day that is told of, at whose end it is judged, by the records as they stand now; today at the latest, and where absent.',
  })
  asOf?: string | null;
}

@ArgsType()
export class PairingIndicatorsArgs extends PeriodArgs {
  @Field(() => [PairingIndicatorCode], {
    nullable: true,
    description: '只查这些指标；缺省为全部。Only these indicators; all where absent.',
  })
  codes?: PairingIndicatorCode[] | null;

  @Field(() => [PairingIndicatorDimension], {
    description: '分组维度，依次；空为合计。The dimensions, in order; none is one ratio over all.',
  })
  by!: PairingIndicatorDimension[];

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

/** Which part of which indicator the records are wanted of. */
@ArgsType()
export class PairingDrillArgs extends PeriodArgs {
  @Field(() => PairingIndicatorCode, { description: '指标代码。Which indicator.' })
  code!: PairingIndicatorCode;

  @Field(() => Int, {
    nullable: true,
    description: '定义版本，缺省为 1。The version of its definition; 1 where absent.',
  })
  version?: number | null;

  @Field(() => IndicatorPart, { description: '分子或分母。Which part of it.' })
  part!: IndicatorPart;
}

/** Without the days of history that other lists of obligations have: the days are the indicator's. */
@ArgsType()
export class IndicatedObligationArgs extends PageArgs {
  @Field(() => ObligationOrder, { nullable: true, description: '排序。The order.' })
  orderBy?: OrderBy<ObligationOrderField> | null;

  @Field(() => ObligationFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: ObligationFilter | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

/** Without the days of history that other lists of activities have: the days are the indicator's. */
@ArgsType()
export class IndicatedActivityArgs extends PageArgs {
  @Field(() => ActivityOrder, { nullable: true, description: '排序。The order.' })
  orderBy?: OrderBy<ActivityOrderField> | null;

  @Field(() => ActivityFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: ActivityFilter | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

/** Without the days of history that other lists of pairings have: the days are the indicator's. */
@ArgsType()
export class IndicatedPairingArgs extends PageArgs {
  @Field(() => PairingOrder, { nullable: true, description: '排序。The order.' })
  orderBy?: OrderBy<PairingOrderField> | null;

  @Field(() => PairingFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: PairingFilter | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}
