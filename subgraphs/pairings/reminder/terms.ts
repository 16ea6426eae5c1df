import { describedEnum } from '@jiedui/kit/enums';

export const ReminderDeliveryState = describedEnum(
  'ReminderDeliveryState',
  '提醒的推送状态。How far the sending of a digest to the webhook is.',
  {
    NONE: ['未设推送', 'No webhook was configured when it was made.'],
    WAITING: ['待推送', 'It is sent, or sent again, at its time.'],
    DELIVERED: ['已送达', 'The webhook has taken it.'],
    FAILED: ['推送失败', 'It was tried often enough, and is not sent any more.'],
  },
);
export type ReminderDeliveryState = keyof typeof ReminderDeliveryState;
