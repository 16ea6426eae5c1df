import { describedEnum } from '@jiedui/kit/enums';
import type { Listing } from '@jiedui/kit/page';
import {
  connectionType,
  JurisdictionsArgument,
  type OrderBy,
  orderInput,
  PageArgs,
} from '@jiedui/kit/page-types';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { atLeast, atMost, contains, oneOf } from '@jiedui/kit/sql';
import { ArgsType, Field, InputType } from 'type-graphql';

import { Campaign } from './entity.ts';
import { CampaignState } from './terms.ts';

export const CampaignOrderField = describedEnum(
  'CampaignOrderField',
  '摸底排查行动的排序字段。What campaigns are ordered by.',
  {
    STARTS_ON: ['开始日期', 'The first day.'],
    ENDS_ON: ['截止日期', 'The last day.'],
    TITLE: ['标题（拼音）', 'The title, by pinyin.'],
    CREATED: ['建档先后', 'When the record was made, by owner.'],
  },
);
export type CampaignOrderField = keyof typeof CampaignOrderField;

export const CampaignOrder = orderInput('Campaign', '摸底排查行动', CampaignOrderField);

@InputType({ description: '摸底排查行动筛选条件，同时满足。What campaigns must be; all conditions hold.' })
export class CampaignFilter {
  @Field(() => [CampaignState], { nullable: true, description: '状态之一。One of these states.' })
  state?: CampaignState[] | null;

  @Field(() => String, { nullable: true, description: '标题包含。The title contains this text.' })
  titleContains?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: '这一天或之后截止。Its last day is this one or later.',
  })
  endsFrom?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: '这一天或之前开始。Its first day is this one or earlier.',
  })
  startsTo?: string | null;
}

export const campaigns: Listing<Campaign, CampaignOrderField, CampaignFilter> = {
  entity: Campaign,
  orderings: { STARTS_ON: 'startsOn', ENDS_ON: 'endsOn', TITLE: 'sortTitle', CREATED: 'id' },
  defaultOrder: { field: 'STARTS_ON', direction: 'DESCENDING' },
  conditions: (filter) => [
    oneOf('state', filter.state),
    contains('title', filter.titleContains),
    atLeast('ends_on', filter.endsFrom),
    atMost('starts_on', filter.startsTo),
  ],
};

@ArgsType()
export class CampaignsArgs extends PageArgs {
  @Field(() => CampaignOrder, {
    nullable: true,
    description: '排序，默认最近开始的在前。The order; the last begun first where absent.',
  })
  orderBy?: OrderBy<CampaignOrderField> | null;

  @Field(() => CampaignFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: CampaignFilter | null;
}

@ArgsType()
export class AllCampaignsArgs extends CampaignsArgs {
  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

export const CampaignConnection = connectionType('Campaign', '摸底排查行动', Campaign);
