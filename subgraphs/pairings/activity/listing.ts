import { describedEnum } from '@jiedui/kit/enums';
import type { Listing } from '@jiedui/kit/page';
import {
  AsOfArgument,
  connectionType,
  JurisdictionsArgument,
  orderInput,
  PageArgs,
} from '@jiedui/kit/page-types';
import type { OrderBy } from '@jiedui/kit/page-types';
import { Provenance } from '@jiedui/kit/provenance';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { atLeast, atMost, contains, equals, holdsAny, oneOf, present } from '@jiedui/kit/sql';
import { ArgsType, Field, ID, InputType } from 'type-graphql';

import { idIn } from '@jiedui/kit/ids';
import { ofPairingsOf } from '../pairing/listing.ts';
import { Activity } from './entity.ts';
import { ActivityKind, CoBuildingAspect } from './terms.ts';

export const ActivityOrderField = describedEnum(
  'ActivityOrderField',
  '活动的排序字段。What activities are ordered by.',
  {
    HELD_ON: ['活动日期', 'The day on which it was held.'],
    TITLE: ['名称（拼音）', 'The title, by pinyin.'],
    ID: ['编号：先归属地，后建档先后', 'The id: by owner, then by when the record was made.'],
  },
);
export type ActivityOrderField = keyof typeof ActivityOrderField;

export const ActivityOrder = orderInput('Activity', '活动', ActivityOrderField);

@InputType({ description: '活动筛选条件，同时满足。What activities must be; all conditions hold.' })
export class ActivityFilter {
  @Field(() => [ActivityKind], { nullable: true, description: '类型之一。One of these kinds.' })
  kind?: ActivityKind[] | null;

  @Field(() => GraphQLDate, { nullable: true, description: '活动日期不早于。Held on this day or later.' })
  heldFrom?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '活动日期不晚于。Held on this day or earlier.' })
  heldTo?: string | null;

  @Field(() => ID, { nullable: true, description: '结对共建编号。The id of the pairing.' })
  pairing?: string | null;

  @Field(() => Boolean, { nullable: true, description: '是否属于某一结对。Whether it belongs to a pairing.' })
  hasPairing?: boolean | null;

  @Field(() => ID, { nullable: true, description: '成员单位编号。The id of the member unit.' })
  unit?: string | null;

  @Field(() => ID, { nullable: true, description: '党建指导员编号。The id of the instructor.' })
  instructor?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      '结对的成员单位编号，限归属地相同的结对。The id of the member unit of its pairing, where that has the same owner.',
  })
  pairingUnit?: string | null;

  @Field(() => [CoBuildingAspect], {
    nullable: true,
    description: '至少属于一个共建方面。It serves at least one of these aspects.',
  })
  aspect?: CoBuildingAspect[] | null;

  @Field(() => [String], {
    nullable: true,
    description: '至少属于一项共建内容（代码）。It serves at least one of these items, by code.',
  })
  item?: string[] | null;

  @Field(() => String, { nullable: true, description: '名称包含。The title contains this text.' })
  titleContains?: string | null;

  @Field(() => String, { nullable: true, description: '地点包含。The place contains this text.' })
  placeContains?: string | null;

  @Field(() => [Provenance], { nullable: true, description: '来源之一。One of these provenances.' })
  provenance?: Provenance[] | null;
}

export const activities: Listing<Activity, ActivityOrderField, ActivityFilter> = {
  entity: Activity,
  history: 'activity_history',
  orderings: { HELD_ON: 'heldOn', TITLE: 'sortTitle', ID: 'id' },
  defaultOrder: { field: 'HELD_ON', direction: 'ASCENDING' },
  conditions: (filter, _, asOf) => [
    oneOf('kind', filter.kind),
    atLeast('held_on', filter.heldFrom),
    atMost('held_on', filter.heldTo),
    equals('pairing_id', idIn(filter.pairing, 'pair')),
    present('pairing_id', filter.hasPairing),
    equals('unit_id', idIn(filter.unit, 'unit')),
    equals('instructor_id', idIn(filter.instructor, 'instr')),
    ofPairingsOf(idIn(filter.pairingUnit, 'unit'), asOf),
    holdsAny('aspects', filter.aspect),
    holdsAny('items', filter.item),
    contains('title', filter.titleContains),
    contains('place', filter.placeContains),
    oneOf('provenance', filter.provenance),
  ],
};

@ArgsType()
export class ActivitiesArgs extends PageArgs {
  @Field(() => ActivityOrder, {
    nullable: true,
    description: '排序，默认按活动日期。The order; by the day it was held where absent.',
  })
  orderBy?: OrderBy<ActivityOrderField> | null;

  @Field(() => ActivityFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: ActivityFilter | null;

  @AsOfArgument()
  asOf?: string | null;
}

@ArgsType()
export class AllActivitiesArgs extends ActivitiesArgs {
  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

export const ActivityConnection = connectionType('Activity', '活动', Activity);
