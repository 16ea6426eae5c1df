import type { RequestContext } from '@jiedui/kit/context';
import { type Feed, feedPages } from '@jiedui/kit/feed';
import { stubOf } from '@jiedui/kit/ids';
import { loadRecord } from '@jiedui/kit/loaders';
import { Merge } from '@jiedui/kit/sharding';
import { sql } from '@jiedui/kit/sql';
import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';

import { Appeal } from '../appeal/entity.ts';
import type { AppealState, AppealTier } from '../appeal/terms.ts';
import { visibleAppeals } from '../appeal/visible.ts';
import { Jurisdiction } from '../jurisdiction/entity.ts';
import { Pairing } from '../pairing/entity.ts';
import { Event, EventPage, EventsArgs } from './entity.ts';
import { readType, writtenType } from './terms.ts';

const events: Feed = {
  subgraph: 'services',
  connection: 'Query.events',
  subjects: sql`appeal`,
  visible: visibleAppeals,
};

@Resolver(() => EventPage)
export class EventPageResolver {
  @Merge('CONCAT')
  @Query(() => [EventPage], {
    nullable: true,
    description:
      '事件流：各地一批，从各地的游标之后起；至少一次，按编号去重，公众不可见。The feed of events: a page of each jurisdiction, after its cursor. At least once; their ids deduplicate. Not for the public.',
  })
  async events(
    @Args(() => EventsArgs) { types, ...args }: EventsArgs,
    @Ctx() context: RequestContext,
  ): Promise<EventPage[]> {
    const pages = await feedPages(context, events, { ...args, types: types?.map(writtenType) ?? null });
    return pages.map(({ events: found, ...page }) => ({
      ...page,
      events: found.map(({ id, type, occurredAt, subject, about, payload }) => ({
        id,
        type: readType(type),
        occurredAt,
        state: payload['state'] as AppealState,
        tier: payload['tier'] as AppealTier,
        appealId: subject,
        pairingId: about,
      })),
    }));
  }

  @FieldResolver(() => Jurisdiction, { nullable: true, description: '所属地区。Whose events they are.' })
  jurisdiction(@Root() { owner }: EventPage): Jurisdiction {
    return { code: owner };
  }
}

@Resolver(() => Event)
export class EventResolver {
  @FieldResolver(() => Appeal, {
    nullable: true,
    description: '诉求，现在的样子。The appeal, as it is now.',
  })
  appeal(@Root() { appealId }: Event, @Ctx() context: RequestContext): Promise<Appeal | null> {
    return loadRecord(context, Appeal, appealId, visibleAppeals);
  }

  @FieldResolver(() => Pairing, {
    nullable: true,
    description: '诉求所属结对。The pairing that the appeal comes from.',
  })
  pairing(@Root() { pairingId }: Event): Pairing | null {
    return stubOf(pairingId);
  }
}
