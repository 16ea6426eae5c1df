import { GraphQLDateTime } from '@jiedui/kit/scalars';
import { JurisdictionsArgument } from '@jiedui/kit/page-types';
import type { RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';

import { AppealState, AppealTier } from '../appeal/terms.ts';
import { EventType } from './terms.ts';

@ObjectType({
  description:
    '事件：困难诉求的一次状态变化；谁能看到诉求，谁就能看到其事件。An event: a state that an appeal has come to. Who sees the appeal sees its events.',
  simpleResolvers: true,
})
export class Event {
  @Field(() => ID, {
    description:
      '编号；同一事件可能多次取到，按编号去重。The id: an event may come more than once, its id does not.',
  })
  id!: RecordId;

  @Field(() => EventType, { description: '事件类型。What happened.' })
  type!: EventType;

  @Field(() => GraphQLDateTime, { description: '发生时间。When.' })
  occurredAt!: Date;

  @Field(() => AppealState, { description: '此后的状态。The state that the appeal came to.' })
  state!: AppealState;

  @Field(() => AppealTier, { description: '此后的层级。The tier that it had then.' })
  tier!: AppealTier;

  appealId!: RecordId;

  pairingId!: RecordId | null;
}

@ObjectType({
  description: '一地的一批事件。A page of one jurisdiction’s events.',
  simpleResolvers: true,
})
export class EventPage {
  owner!: JurisdictionCode;

  @Field(() => [Event], {
    description:
      '事件，依可见先后；同一诉求的依发生先后。In the order in which they became known; of one appeal, in which they happened.',
  })
  events!: Event[];

  @Field(() => ID, {
    description:
      '该地的游标：下次在 after 中带上，代替该地原来的游标。The cursor of this jurisdiction: give it in `after` next time, in place of the one before.',
  })
  cursor!: string;

  @Field(() => Boolean, { description: '其后是否还有。Whether there is more after it already.' })
  more!: boolean;
}

@ArgsType()
export class EventsArgs {
  @Field(() => [ID], {
    nullable: true,
    description:
      '各地的游标，次序不限；没有游标的地区从头开始。未应答的地区不返回游标，沿用原来的即可，不会遗漏。The cursors of the jurisdictions, in any order; one without a cursor is read from its beginning. A jurisdiction that did not answer gives none: keep the one before, and nothing is missed.',
  })
  after?: string[] | null;

  @Field(() => Int, {
    nullable: true,
    description:
      '每地至多多少件，1 至 500，默认 100。Most events of each jurisdiction, 1 to 500; 100 by default.',
  })
  first?: number | null;

  @Field(() => [EventType], { nullable: true, description: '类型之一。One of these types.' })
  types?: EventType[] | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}
