import type { Link } from '@jiedui/kit/connection';
import { memo, type RequestContext } from '@jiedui/kit/context';
import { describedEnum, labelIn } from '@jiedui/kit/enums';
import {
  countRows,
  countWhere,
  Group,
  type Grouping,
  jurisdictionDimension,
  shareOf,
} from '@jiedui/kit/groups';
import { JurisdictionsArgument } from '@jiedui/kit/page-types';
import { Ratio, ratioOf } from '@jiedui/kit/ratio';
import { Merge } from '@jiedui/kit/sharding';
import { run, sql } from '@jiedui/kit/sql';
import { compareText } from '@jiedui/schema/contract/order';
import DataLoader from 'dataloader';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';

import { Organisation } from '../organisation/entity.ts';
import { OrganisationKind } from '../organisation/kinds.ts';
import { CampaignState } from './terms.ts';

export const CampaignDimension = describedEnum(
  'CampaignDimension',
  '摸底进度的分组维度。What the progress of campaigns is grouped by.',
  {
    JURISDICTION: ['归属地', 'The owner.'],
    TOWN: ['镇（街道）', 'The town.'],
    KIND: ['类别', 'The kind of the organisations.'],
  },
);
export type CampaignDimension = keyof typeof CampaignDimension;

@ObjectType({
  description: '摸底进度。How many of the organisations that a campaign covers are surveyed.',
  simpleResolvers: true,
})
export class CampaignProgress extends Group {
  @Field(() => ID, { nullable: true, description: '归属地代码。The code of the owner.' })
  jurisdiction?: string;

  @Field(() => String, { nullable: true, description: '镇（街道）；未填为空。The town, if known.' })
  town?: string | null;

  @Field(() => OrganisationKind, { nullable: true, description: '类别。The kind of the organisations.' })
  kind?: OrganisationKind;

  @Merge('SUM')
  @Field(() => Int, {
    nullable: true,
    description: '应摸底的两新组织数。How many organisations it covers: all that are not struck off.',
  })
  organisations?: number;

  @Merge('SUM')
  @Field(() => Int, { nullable: true, description: '已摸底数。How many of them are surveyed.' })
  surveyed?: number;

  @Merge('RATIO')
  @Field(() => Ratio, { nullable: true, description: '摸底率。The surveyed, of all.' })
  coverage?: Ratio;
}

@InputType({ description: '哪些行动的进度。Of which campaigns the progress is.' })
export class CampaignProgressFilter {
  @Field(() => [CampaignState], {
    nullable: true,
    description: '状态之一。Campaigns in one of these states.',
  })
  state?: CampaignState[] | null;
}

@ArgsType()
export class CampaignProgressArgs {
  @Field(() => [CampaignDimension], {
    description: '分组维度，依次；空为合计。The dimensions, in order; none is one group over all.',
  })
  by!: CampaignDimension[];

  @Field(() => CampaignProgressFilter, { nullable: true, description: '筛选条件。Which campaigns.' })
  filter?: CampaignProgressFilter | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

// A campaign `c` covers the organisations `r` of its owner that it has surveyed, and those that still are on the register.
const inItsTime = sql<boolean>`r.owner = c.owner and r.registered_on <= c.ends_on`;
const visited = sql<boolean>`exists (select 1 from survey s where s.campaign_id = c.id and s.organisation_id = r.id)`;
const covered = sql<boolean>`${inItsTime} and (r.status <> 'DEREGISTERED' or ${visited})`;

/** The organisations that a campaign, the parent, covers and has not surveyed. */
export const notYetVisitedBy: Link = (parent) =>
  sql<boolean>`r.status <> 'DEREGISTERED'
    and exists (select 1 from campaign c where c.id = ${parent} and ${inItsTime})
    and not exists (select 1 from survey s where s.campaign_id = ${parent} and s.organisation_id = r.id)`;

/** Over all campaigns of the wanted states: an organisation counts once, as surveyed where any of them has surveyed it. */
export function progressGrouping(
  state: readonly CampaignState[] | null | undefined,
): Grouping<CampaignDimension, object> {
  const wanted = state == null ? sql<boolean>`true` : sql<boolean>`c.state = any(${[...state]}::text[])`;
  const surveyed = sql<boolean>`exists (select 1 from campaign c where ${wanted} and ${inItsTime} and ${visited})`;
  return {
    entity: Organisation,
    conditions: () => [sql<boolean>`exists (select 1 from campaign c where ${wanted} and ${covered})`],
    dimensions: {
      JURISDICTION: jurisdictionDimension,
      TOWN: { field: 'town', value: 'town' },
      KIND: { field: 'kind', value: 'kind', label: labelIn(OrganisationKind) },
    },
    measures: { organisations: countRows, surveyed: countWhere(surveyed), coverage: shareOf(surveyed) },
  };
}

interface TownRow {
  campaign_id: string;
  town: string | null;
  organisations: number;
  surveyed: number;
}

/** The progress of one campaign by town, in the order of the keys; one statement for all campaigns that are asked. */
export function progressOf(context: RequestContext, campaignId: string): Promise<CampaignProgress[]> {
  const loader = memo(context, 'campaign progress', () => {
    return new DataLoader<string, CampaignProgress[]>(async (ids) => {
      const asked = sql`any(${[...ids]}::text[])`;
      const rows = await run<TownRow>(
        context,
        sql`select c.id as campaign_id, r.town, count(*)::float8 as organisations,
            count(s.id)::float8 as surveyed
          from campaign c join organisation r on ${inItsTime}
          -- Once in a campaign: it does not double.
          left join survey s on s.campaign_id = c.id and s.organisation_id = r.id and s.campaign_id = ${asked}
          where c.id = ${asked} and c.owner = any(${[...context.owned]}::text[])
            and (r.status <> 'DEREGISTERED' or s.id is not null)
          group by c.id, r.town`,
      );
      const found = new Map<string, CampaignProgress[]>(ids.map((id) => [id, []]));
      for (const row of rows) found.get(row.campaign_id)?.push(townOf(row));
      return ids.map((id) => found.get(id)!.sort((a, b) => compareText(a.key, b.key)));
    });
  });
  return loader.load(campaignId);
}

function townOf({ town, organisations, surveyed }: TownRow): CampaignProgress {
  return {
    key: JSON.stringify([town]),
    label: town ?? '未填',
    town,
    organisations,
    surveyed,
    coverage: ratioOf(surveyed, organisations),
  };
}
