import { defaultReminderPolicy, type ReminderPolicy } from '@jiedui/pairings/reminder/policy';

import type { Reader } from './variables.ts';

const cronField = String.raw`(?:\*|[0-9]+(?:-[0-9]+)?(?:,[0-9]+(?:-[0-9]+)?)*)(?:/[0-9]+)?`;
const cron = new RegExp(`^${cronField}(?: ${cronField}){4}$`);
/** Clear text goes no further than this machine. */
const address = /^(?:https:\/\/|http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)(?=[:/]|$))[^\s@]+$/;

/** When units are reminded, of what, and where the digests are sent besides. */
export function readReminderPolicy(reader: Reader): ReminderPolicy {
  const url = reader.text('JIEDUI_REMINDER_WEBHOOK', {
    expected: 'an https address without user and password; http for this very machine alone',
    shape: new RegExp(`^$|${address.source}`),
    fallback: '',
  });
  const secret = reader.text('JIEDUI_REMINDER_WEBHOOK_SECRET', {
    expected: 'a secret of at least 32 characters, with JIEDUI_REMINDER_WEBHOOK',
    shape: url === '' ? /^/ : /^.{32,}$/,
    fallback: '',
    secret: true,
  });
  return {
    schedule: reader.text('JIEDUI_REMINDER_SCHEDULE', {
      expected: 'five fields of cron, such as 0 9 * * 1-5',
      shape: cron,
      fallback: defaultReminderPolicy.schedule,
    }),
    daysAhead: reader.integer('JIEDUI_REMINDER_DAYS_AHEAD', {
      from: 0,
      to: 92,
      fallback: defaultReminderPolicy.daysAhead,
    }),
    overdueDays: reader.integer('JIEDUI_REMINDER_OVERDUE_DAYS', {
      from: 0,
      to: 366,
      fallback: defaultReminderPolicy.overdueDays,
    }),
    webhook: url === '' ? null : { url, secret },
  };
}
