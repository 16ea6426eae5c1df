import type { Moves } from '@jiedui/kit/transition';

import type { AppealState, AppealStepKind, AppealTier } from './terms.ts';

/** 谁可以办理: in what capacity somebody takes a step of one appeal. */
export type AppealActor =
  /** The secretary of the organisation that raised it. */
  | 'ORGANISATION'
  /** 首接负责: the liaison of the unit that received it first, responsible to the end. */
  | 'RECEIVER'
  /** The liaison of a department that has a part. */
  | 'DEPARTMENT'
  /** An officer of its owner. */
  | 'OFFICER'
  /** An officer of the city above, on what has been escalated. */
  | 'CITY'
  | 'SCHEDULE';

const handling = ['ACCEPTED', 'COORDINATING', 'REOPENED'] as const;
const responsible = ['RECEIVER', 'OFFICER'] as const;

/**
 * The whole machine. `to: null`: the state stays. What else must hold is said where the step is taken: parts all answered
 * before it is resolved, a clock that runs before it is paused, nothing but RESUME and WITHDRAW while it stands still.
 */
export const appealMachine = {
  RAISE: { from: [], to: 'RAISED', by: ['ORGANISATION', 'OFFICER'] },
  ACCEPT: { from: ['RAISED'], to: 'ACCEPTED', by: responsible },
  REFUSE: { from: ['RAISED', 'ACCEPTED'], to: 'REFUSED', by: responsible },
  COORDINATE: { from: handling, to: 'COORDINATING', by: responsible },
  ANSWER: { from: ['COORDINATING', 'ASSIGNED'], to: null, by: ['DEPARTMENT'] },
  ESCALATE: { from: handling, to: 'ESCALATED', by: responsible },
  ESCALATE_OVERDUE: { from: ['RAISED', ...handling], to: 'ESCALATED', by: ['SCHEDULE'] },
  ASSIGN: { from: ['ESCALATED', 'ASSIGNED'], to: 'ASSIGNED', by: ['CITY'] },
  FOLLOW_UP: { from: ['ASSIGNED'], to: null, by: ['CITY'] },
  RESOLVE: { from: [...handling, 'ASSIGNED'], to: 'RESOLVED', by: [...responsible, 'CITY'] },
  CONFIRM: { from: ['RESOLVED'], to: 'CONFIRMED', by: ['ORGANISATION'] },
  DISPUTE: { from: ['RESOLVED'], to: 'DISSATISFIED', by: ['ORGANISATION'] },
  CLOSE: { from: ['CONFIRMED'], to: 'CLOSED', by: [...responsible, 'CITY'] },
  REOPEN: { from: ['CONFIRMED', 'DISSATISFIED'], to: 'REOPENED', by: [...responsible, 'CITY'] },
  WITHDRAW: {
    from: ['RAISED', ...handling, 'ESCALATED', 'ASSIGNED'],
    to: 'WITHDRAWN',
    by: ['ORGANISATION'],
  },
  PAUSE: { from: [...handling, 'ESCALATED', 'ASSIGNED'], to: null, by: [...responsible, 'CITY'] },
  RESUME: { from: [...handling, 'ESCALATED', 'ASSIGNED'], to: null, by: [...responsible, 'CITY'] },
} as const satisfies Moves<AppealStepKind, AppealState, AppealActor>;

/** The tier after a step: what has been escalated stays T3, since the city goes on seeing it. */
export function tierAfter(step: AppealStepKind, tier: AppealTier): AppealTier {
  if (step === 'ESCALATE' || step === 'ESCALATE_OVERDUE') return 'T3';
  return step === 'COORDINATE' && tier === 'T1' ? 'T2' : tier;
}

/** Steps that may be taken while the clock stands still. */
export const whilePaused: ReadonlySet<AppealStepKind> = new Set(['RESUME', 'WITHDRAW']);
