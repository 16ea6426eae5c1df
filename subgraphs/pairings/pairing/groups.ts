import { describedEnum, labelIn } from '@jiedui/kit/enums';
import {
  countRows,
  distinctOf,
  eachOf,
  Group,
  type Grouping,
  jurisdictionDimension,
  maxOf,
  minOf,
} from '@jiedui/kit/groups';
import { AsOfArgument, JurisdictionsArgument } from '@jiedui/kit/page-types';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Merge } from '@jiedui/kit/sharding';
import { sql } from '@jiedui/kit/sql';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';

import { Pairing } from './entity.ts';
import { PairingFilter, pairings } from './listing.ts';
import { MatchingPrinciple, PairingKind, PairingMechanism, PairingState } from './terms.ts';

export const PairingDimension = describedEnum(
  'PairingDimension',
  '结对共建的分组维度。What pairings are grouped by.',
  {
    JURISDICTION: ['归属地', 'The owner.'],
    KIND: ['结对类型', 'The kind of the two sides.'],
    STATE: ['结对状态', 'Where the pairing stands.'],
    UNIT: ['成员单位', 'The member unit.'],
    YEAR: ['结对年份', 'The year in which it began.'],
    MECHANISM: [
      '共建机制；采用几项即计入几组',
      'The mechanisms that keep it going: it stands in the bucket of each, so that the sum may be more than the pairings.',
    ],
    PRINCIPLE: [
      '结对原则；符合几项即计入几组',
      'The principles by which it was matched: it stands in the bucket of each, so that the sum may be more than the pairings.',
    ],
  },
);
export type PairingDimension = keyof typeof PairingDimension;

@ObjectType({ description: '结对共建分组统计。A bucket of pairings.', simpleResolvers: true })
export class PairingGroup extends Group {
  @Field(() => ID, { nullable: true, description: '归属地代码。The code of the owner.' })
  jurisdiction?: string;

  @Field(() => PairingKind, { nullable: true, description: '结对类型。The kind of the two sides.' })
  kind?: PairingKind;

  @Field(() => PairingState, { nullable: true, description: '结对状态。Where the pairings stand.' })
  state?: PairingState;

  @Field(() => ID, { nullable: true, description: '成员单位编号。The id of the member unit.' })
  unit?: string | null;

  @Field(() => Int, { nullable: true, description: '结对年份。The year in which they began.' })
  year?: number;

  @Field(() => PairingMechanism, { nullable: true, description: '共建机制。The mechanism.' })
  mechanism?: PairingMechanism | null;

  @Field(() => MatchingPrinciple, { nullable: true, description: '结对原则。The principle.' })
  principle?: MatchingPrinciple | null;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '结对数。How many pairings.' })
  count?: number;

  @Merge('SUM')
  @Field(() => Int, {
    nullable: true,
    description: '成员单位数，每个归属地内各计一次。How many member units, each once per owner.',
  })
  units?: number;

  @Merge('SUM')
  @Field(() => Int, {
    nullable: true,
    description: '两新党组织数，每个归属地内各计一次。How many party organisations, each once per owner.',
  })
  partyOrganisations?: number;

  @Merge('MIN')
  @Field(() => GraphQLDate, {
    nullable: true,
    description: '最早结对日期。The first day on which one began.',
  })
  earliestStartedOn?: string | null;

  @Merge('MAX')
  @Field(() => GraphQLDate, { nullable: true, description: '最近结对日期。The last day on which one began.' })
  latestStartedOn?: string | null;
}

export const pairingGroups: Grouping<PairingDimension, PairingFilter> = {
  entity: Pairing,
  history: pairings.history,
  conditions: pairings.conditions,
  dimensions: {
    JURISDICTION: jurisdictionDimension,
    KIND: { field: 'kind', value: 'kind', label: labelIn(PairingKind) },
    STATE: { field: 'state', value: 'state', label: labelIn(PairingState) },
    UNIT: { field: 'unit', value: 'unit_id' },
    YEAR: {
      field: 'year',
      value: sql`extract(year from r.started_on)::int`,
      label: (year) => `${year}年`,
    },
    MECHANISM: { field: 'mechanism', value: eachOf('mechanisms'), label: labelIn(PairingMechanism) },
    PRINCIPLE: { field: 'principle', value: eachOf('principles'), label: labelIn(MatchingPrinciple) },
  },
  measures: {
    count: countRows,
    units: distinctOf('unit_id'),
    partyOrganisations: distinctOf('party_organisation_id'),
    earliestStartedOn: minOf('started_on'),
    latestStartedOn: maxOf('started_on'),
  },
};

@ArgsType()
export class PairingGroupsArgs {
  @Field(() => [PairingDimension], {
    description: '分组维度，依次；空为合计。The dimensions, in order; none is one group over all.',
  })
  by!: PairingDimension[];

  @Field(() => PairingFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: PairingFilter | null;

  @AsOfArgument()
  asOf?: string | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}
