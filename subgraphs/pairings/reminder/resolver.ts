import { IdArgument, KeyArgument } from '@jiedui/kit/arguments';
import { seesPersons } from '@jiedui/kit/changes';
import { type Connection, linkedBy, listAll, listOf } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { stubOf } from '@jiedui/kit/ids';
import { loadAllBy, loadRecord, recordOrKey } from '@jiedui/kit/loaders';
import { Merge, ShardKey } from '@jiedui/kit/sharding';
import { parseId } from '@jiedui/schema/contract/id';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';

import { Instructor } from '../instructor/entity.ts';
import { Jurisdiction } from '../jurisdiction/entity.ts';
import { MemberUnit } from '../member-unit/entity.ts';
import { Pairing } from '../pairing/entity.ts';
import { Reminder, ReminderDelivery, ReminderItem } from './entity.ts';
import {
  AllRemindersArgs,
  ReminderConnection,
  reminders,
  RemindersArgs,
  visibleReminders,
} from './listing.ts';
import { markReminderRead } from './read.ts';
import { deliveryOf } from './rules.ts';

@ObjectType({ description: '标为已读的结果。What marking a reminder as read gives.', simpleResolvers: true })
class MarkReminderReadPayload {
  @Field(() => Reminder, { nullable: true, description: '该提醒。The reminder.' })
  reminder?: Reminder | null;
}

@Resolver(() => Reminder)
export class ReminderResolver {
  @Merge('CONNECTION')
  @Query(() => ReminderConnection, {
    nullable: true,
    description:
      '提醒：联络员看本单位的，工作人员看本地的，审计人员看全部。Reminders: a liaison sees those of the unit, an officer those of the jurisdiction, an auditor all.',
  })
  reminders(
    @Args(() => AllRemindersArgs) args: AllRemindersArgs,
    @Ctx() context: RequestContext,
  ): Connection<Reminder> {
    visibleReminders(context);
    return listAll(reminders, context, 'Query.reminders', args);
  }

  @Merge('ROUTE')
  @Query(() => Reminder, { nullable: true, description: '一份提醒。One reminder.' })
  reminder(
    @ShardKey()
    @Arg('id', () => ID, { description: '编号。The id.' })
    id: string,
    @Ctx() context: RequestContext,
  ): Promise<Reminder | null> {
    return loadRecord(context, Reminder, parseId(id, 'rem').id, visibleReminders);
  }

  @Merge('ROUTE')
  @Mutation(() => MarkReminderReadPayload, {
    nullable: true,
    description:
      '将提醒标为已读：被提醒单位的联络员。Marks a reminder as read: the liaison of the unit that is reminded.',
  })
  async markReminderRead(
    @KeyArgument() key: string,
    @IdArgument() id: string,
    @Ctx() context: RequestContext,
  ): Promise<MarkReminderReadPayload> {
    const marked = await markReminderRead(context, key, id);
    return { reminder: await loadRecord(context, Reminder, marked, visibleReminders) };
  }

  @FieldResolver(() => Jurisdiction, {
    nullable: true,
    description: '归属地。The jurisdiction that owns it.',
  })
  jurisdiction(@Root() { owner }: Reminder): Jurisdiction {
    return { code: owner };
  }

  @FieldResolver(() => MemberUnit, {
    nullable: true,
    description: '被提醒的成员单位。The unit that is reminded.',
  })
  unit(@Root() { unitId }: Reminder): MemberUnit | null {
    return stubOf(unitId);
  }

  @FieldResolver(() => [ReminderItem], {
    nullable: true,
    description: '各项义务，先到期的在前。The obligations, the one due first first.',
  })
  items(@Root() { id }: Reminder, @Ctx() context: RequestContext): Promise<ReminderItem[]> {
    return loadAllBy(context, ReminderItem, 'reminderId', id, 'position');
  }

  @FieldResolver(() => ReminderDelivery, {
    nullable: true,
    description:
      '推送情况；只有归属地工作人员与审计人员可见，其他人为空。How its sending goes, for officers of the owner and auditors; null for others.',
  })
  delivery(@Root() reminder: Reminder, @Ctx() context: RequestContext): ReminderDelivery | null {
    return seesPersons(context, reminder.id) ? deliveryOf(reminder) : null;
  }
}

@Resolver(() => ReminderItem)
export class ReminderItemResolver {
  @FieldResolver(() => Pairing, { nullable: true, description: '所属结对。The pairing that owes it.' })
  pairing(@Root() { pairingId }: ReminderItem, @Ctx() context: RequestContext): Promise<Pairing | null> {
    return recordOrKey(context, Pairing, pairingId);
  }

  @FieldResolver(() => Instructor, { nullable: true, description: '党建指导员。The instructor who owes it.' })
  instructor(@Root() { instructorId }: ReminderItem): Instructor | null {
    return stubOf(instructorId);
  }
}

@Resolver(() => MemberUnit)
export class MemberUnitRemindersResolver {
  @Merge('CONNECTION', { scope: 'ALL' })
  @FieldResolver(() => ReminderConnection, {
    nullable: true,
    description: '发给本单位的提醒，各地均有可能。The reminders of the unit, wherever they were made.',
  })
  reminders(
    @Root() { id }: MemberUnit,
    @Args(() => RemindersArgs) args: RemindersArgs,
    @Ctx() context: RequestContext,
  ): Connection<Reminder> {
    visibleReminders(context);
    return listOf(reminders, context, 'MemberUnit.reminders', linkedBy('unit_id'), id, args);
  }
}
