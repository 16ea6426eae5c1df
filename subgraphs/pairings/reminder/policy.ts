import type { RequestContext } from '@jiedui/kit/context';

/** *Policy*: when units are reminded, of what, and who else is told. The articles say nothing of it. */
export interface ReminderPolicy {
  /** Five fields of cron, in Asia/Shanghai. */
  schedule: string;
  /** What is due within so many days is reminded of. */
  daysAhead: number;
  /** What is overdue is reminded of for so many days after its due date. */
  overdueDays: number;
  /** Where each digest is sent besides; null: nowhere. */
  webhook: ReminderWebhook | null;
}

export interface ReminderWebhook {
  /** The only address that is ever called: a redirection is not followed. */
  url: string;
  /** Signs the body; at least 32 characters. */
  secret: string;
}

/** At nine on working days of the week, of the week ahead and the month behind. */
export const defaultReminderPolicy: ReminderPolicy = {
  schedule: '0 9 * * 1-5',
  daysAhead: 7,
  overdueDays: 31,
  webhook: null,
};

/** The policy of this deployment. */
export function reminderPolicyOf({ policies }: Pick<RequestContext, 'policies'>): ReminderPolicy {
  return { ...defaultReminderPolicy, ...policies['reminders'] };
}
