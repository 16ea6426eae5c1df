/** 事件的用语。The vocabulary of events. */
import { describedEnum } from '@jiedui/kit/enums';

import type { AppealState } from '../appeal/terms.ts';

/** One for each state: what is announced is the state that an appeal has come to. */
export const EventType = describedEnum<`APPEAL_${AppealState}`>('EventType', '事件类型。What happened.', {
  APPEAL_RAISED: ['诉求已提出', 'An appeal was raised.'],
  APPEAL_ACCEPTED: ['诉求已受理', 'An appeal was accepted.'],
  APPEAL_COORDINATING: ['诉求协调中', 'Departments are being coordinated for an appeal.'],
  APPEAL_ESCALATED: ['诉求已上报市委两新工委', 'An appeal was reported to the municipal committee.'],
  APPEAL_ASSIGNED: ['诉求已交办', 'The municipal committee assigned an appeal.'],
  APPEAL_RESOLVED: ['诉求已解决', 'An appeal was resolved.'],
  APPEAL_CONFIRMED: ['诉求回访已确认', 'The organisation confirmed that an appeal is solved.'],
  APPEAL_DISSATISFIED: ['诉求回访不满意', 'The organisation is not satisfied with an appeal.'],
  APPEAL_CLOSED: ['诉求已办结', 'An appeal was closed.'],
  APPEAL_REOPENED: ['诉求重新办理', 'An appeal was taken up again.'],
  APPEAL_WITHDRAWN: ['诉求已撤回', 'An appeal was withdrawn.'],
  APPEAL_REFUSED: ['诉求不予受理', 'An appeal was refused.'],
});
export type EventType = keyof typeof EventType;

/** As the outbox writes it: `appeal.raised`. */
export function writtenType(type: EventType): string {
  return type.toLowerCase().replace('_', '.');
}

export function readType(written: string): EventType {
  return written.toUpperCase().replace('.', '_') as EventType;
}
