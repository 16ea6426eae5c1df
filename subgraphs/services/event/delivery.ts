import { KeyArgument, ReasonArgument } from '@jiedui/kit/arguments';
import type { RequestContext } from '@jiedui/kit/context';
import { decideDelivery, pendingDeliveries } from '@jiedui/kit/deliveries';
import { describedEnum } from '@jiedui/kit/enums';
import { JurisdictionsArgument } from '@jiedui/kit/page-types';
import { GraphQLDateTime } from '@jiedui/kit/scalars';
import { Merge, ShardKey } from '@jiedui/kit/sharding';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';

import { Jurisdiction } from '../jurisdiction/entity.ts';

export const EventDeliveryState = describedEnum(
  'EventDeliveryState',
  '事件转交的状态。How an event stands on its way.',
  {
    WAITING: ['待转交或将再次转交', 'It is to be sent, or sent again.'],
    PARKED: ['接收方不予接收，待工作人员处理', 'Its consumer does not take it; an officer decides.'],
  },
);
export type EventDeliveryState = keyof typeof EventDeliveryState;

export const DeliveryDecision = describedEnum(
  'DeliveryDecision',
  '对搁置事件的处理。What becomes of a parked event.',
  {
    RETRY: ['再次转交', 'It is sent again.'],
    SKIP: ['不再转交，同一记录其后的事件继续', 'It is let go; what follows it of the same record is sent.'],
  },
);
export type DeliveryDecision = keyof typeof DeliveryDecision;

@ObjectType({
  description:
    '尚未被接收的事件：同一记录其后的事件随之等待。An event that its consumer has not taken; what follows it of the same record waits.',
  simpleResolvers: true,
})
export class EventDelivery {
  @Field(() => ID, { description: '事件编号。The id of the event.' })
  event!: string;

  @Field(() => String, { description: '事件类型，如 appeal.resolved。Its type, such as appeal.resolved.' })
  type!: string;

  @Field(() => ID, { description: '事件所属记录的编号。The record that it happened to.' })
  subject!: string;

  @Field(() => String, { description: '接收方。Its consumer.' })
  consumer!: string;

  target!: JurisdictionCode;

  owner!: JurisdictionCode;

  @Field(() => EventDeliveryState, { description: '转交状态。How it stands.' })
  state!: EventDeliveryState;

  @Field(() => Int, { description: '已尝试次数。How often it was sent.' })
  attempts!: number;

  @Field(() => String, {
    nullable: true,
    description: '最近一次未成的错误代码。The code of the last failure.',
  })
  lastError!: string | null;

  @Field(() => GraphQLDateTime, { description: '事件发生时间。When it happened.' })
  occurredAt!: Date;
}

@ArgsType()
export class EventDeliveriesArgs {
  @Field(() => [EventDeliveryState], { nullable: true, description: '状态之一。One of these states.' })
  states?: EventDeliveryState[] | null;

  @Field(() => Int, {
    nullable: true,
    description: '每地至多多少件，1 至 500，默认 100。Most of each jurisdiction, 1 to 500; 100 by default.',
  })
  first?: number | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

@ObjectType({ description: '处理的结果。What a decision gives.', simpleResolvers: true })
export class DecideEventDeliveryPayload {
  @Field(() => ID, { description: '事件编号。The id of the event.' })
  event!: string;
}

@Resolver(() => EventDelivery)
export class EventDeliveryResolver {
  @Merge('CONCAT')
  @Query(() => [EventDelivery], {
    nullable: true,
    description:
      '本地事件中尚未被接收的，由早到晚，仅归属地工作人员与审计人员可见。Events that their consumers have not taken, the oldest first; for officers of their owner and auditors.',
  })
  eventDeliveries(
    @Args(() => EventDeliveriesArgs) args: EventDeliveriesArgs,
    @Ctx() context: RequestContext,
  ): Promise<EventDelivery[]> {
    return pendingDeliveries(context, args);
  }

  @Merge('ROUTE')
  @Mutation(() => DecideEventDeliveryPayload, {
    nullable: true,
    description: '处理搁置的事件：归属地工作人员。Decides about a parked event: an officer of its owner.',
  })
  async decideEventDelivery(
    @KeyArgument() key: string,
    @ShardKey()
    @Arg('event', () => ID, { description: '事件编号。The id of the event.' })
    event: string,
    @Arg('consumer', () => String, { description: '接收方。Its consumer.' })
    consumer: string,
    @Arg('decision', () => DeliveryDecision, { description: '如何处理。What becomes of it.' })
    decision: DeliveryDecision,
    @ReasonArgument() reason: string,
    @Ctx() context: RequestContext,
  ): Promise<DecideEventDeliveryPayload> {
    await decideDelivery(context, { key, event, consumer, decision, reason });
    return { event };
  }

  @FieldResolver(() => Jurisdiction, { nullable: true, description: '归属地。Whose event it is.' })
  jurisdiction(@Root() { owner }: EventDelivery): Jurisdiction {
    return { code: owner };
  }

  @FieldResolver(() => Jurisdiction, { nullable: true, description: '应接收的地区。Who is to take it.' })
  target(@Root() delivery: EventDelivery): Jurisdiction {
    return { code: delivery.target };
  }
}
