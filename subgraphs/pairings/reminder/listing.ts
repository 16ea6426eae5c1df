import type { RequestContext } from '@jiedui/kit/context';
import { describedEnum } from '@jiedui/kit/enums';
import { idIn } from '@jiedui/kit/ids';
import type { Listing } from '@jiedui/kit/page';
import {
  connectionType,
  JurisdictionsArgument,
  type OrderBy,
  orderInput,
  PageArgs,
} from '@jiedui/kit/page-types';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { atLeast, atMost, type Condition, equals, oneOf, present, sql } from '@jiedui/kit/sql';
import { ArgsType, Field, ID, InputType } from 'type-graphql';

import { Reminder } from './entity.ts';
import { remindersForbidden, reminderView } from './rules.ts';

export const ReminderOrderField = describedEnum(
  'ReminderOrderField',
  '提醒的排序字段。What reminders are ordered by.',
  {
    REMINDED_ON: ['提醒日期', 'The day that it tells of.'],
    ID: ['编号：先归属地，后建档先后', 'The id: by owner, then by when the record was made.'],
  },
);
export type ReminderOrderField = keyof typeof ReminderOrderField;

export const ReminderOrder = orderInput('Reminder', '提醒', ReminderOrderField);

@InputType({ description: '提醒筛选条件，同时满足。What reminders must be; all conditions hold.' })
export class ReminderFilter {
  @Field(() => ID, { nullable: true, description: '成员单位编号。The id of the member unit.' })
  unit?: string | null;

  @Field(() => Boolean, { nullable: true, description: '是否已读。Whether it was read.' })
  read?: boolean | null;

  @Field(() => GraphQLDate, { nullable: true, description: '提醒日期不早于。Of this day or later.' })
  remindedFrom?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '提醒日期不晚于。Of this day or earlier.' })
  remindedTo?: string | null;
}

/**
 * The views of the rules as one condition on the row `r`.
 * @throws FORBIDDEN where the viewer has no part in reminders
 */
export function visibleReminders({ viewer, federation }: RequestContext): readonly Condition[] {
  const view = reminderView(viewer, federation);
  if (!view) throw remindersForbidden(viewer);
  if (view.everything) return [];
  const addressed = view.unit === null ? sql<boolean>`false` : equals('unit_id', view.unit)!;
  return [sql<boolean>`(${oneOf('owner', view.owners)!} or ${addressed})`];
}

export const reminders: Listing<Reminder, ReminderOrderField, ReminderFilter> = {
  entity: Reminder,
  orderings: { REMINDED_ON: 'remindedOn', ID: 'id' },
  defaultOrder: { field: 'REMINDED_ON', direction: 'DESCENDING' },
  conditions: (filter) => [
    equals('unit_id', idIn(filter.unit, 'unit')),
    present('read_at', filter.read),
    atLeast('reminded_on', filter.remindedFrom),
    atMost('reminded_on', filter.remindedTo),
  ],
  visible: visibleReminders,
};

@ArgsType()
export class RemindersArgs extends PageArgs {
  @Field(() => ReminderOrder, {
    nullable: true,
    description: '排序，默认由近及远。The order; the latest first where absent.',
  })
  orderBy?: OrderBy<ReminderOrderField> | null;

  @Field(() => ReminderFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: ReminderFilter | null;
}

@ArgsType()
export class AllRemindersArgs extends RemindersArgs {
  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

export const ReminderConnection = connectionType('Reminder', '提醒', Reminder);
