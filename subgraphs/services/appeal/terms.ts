/** 困难诉求的用语。The vocabulary of appeals: each term in the articles' Chinese, then in English. */
import { describedEnum } from '@jiedui/kit/enums';

export const AppealTier = describedEnum(
  'AppealTier',
  '诉求层级：由谁办理。The tier of an appeal: who can solve it.',
  {
    T1: ['职责范围内，即接即办', "Within the unit's duties: handled at once."],
    T2: ['复杂问题，协调有关部门', 'Complex: the departments concerned are coordinated.'],
    T3: [
      '涉及面广、一时难以解决，向市委两新工委反映',
      'Wide-ranging and not soon solvable: reported to the municipal committee, which coordinates.',
    ],
  },
);
export type AppealTier = keyof typeof AppealTier;

export const AppealState = describedEnum('AppealState', '诉求状态。Where an appeal stands.', {
  RAISED: ['已提出', 'Raised, not yet accepted.'],
  ACCEPTED: ['已受理', 'Accepted by its first receiver.'],
  COORDINATING: ['协调中', 'Departments are being coordinated.'],
  ESCALATED: ['已上报市委两新工委', 'Reported to the municipal committee.'],
  ASSIGNED: ['市委两新工委已交办', 'Assigned to departments by the municipal committee, which follows up.'],
  RESOLVED: ['已解决，待回访', 'Resolved, not yet confirmed by the organisation.'],
  CONFIRMED: ['回访已确认', 'Confirmed by the organisation in the callback.'],
  DISSATISFIED: ['回访不满意', 'The organisation is not satisfied; to be reopened.'],
  CLOSED: ['已办结', 'Closed.'],
  REOPENED: ['重新办理', 'Reopened: the organisation is not satisfied.'],
  WITHDRAWN: ['已撤回', 'Withdrawn by the organisation.'],
  REFUSED: ['不予受理', 'Refused, with a reason.'],
});
export type AppealState = keyof typeof AppealState;

/** States in which an appeal counts as resolved. */
export const resolvedStates = ['RESOLVED', 'CONFIRMED', 'CLOSED'] as const satisfies readonly AppealState[];

export const AppealStepKind = describedEnum(
  'AppealStepKind',
  '诉求的办理步骤。A step that an appeal goes through.',
  {
    RAISE: ['提出', 'The organisation, or an officer for it, raises it.'],
    ACCEPT: ['受理', 'The first receiver accepts it, and stays responsible.'],
    COORDINATE: ['协调有关部门', 'The departments concerned each get their part.'],
    ANSWER: ['部门答复', 'A department answers its part.'],
    ESCALATE: ['上报', 'It is reported to the municipal committee.'],
    ESCALATE_OVERDUE: ['逾期自动上报', 'It is reported because it is overdue.'],
    ASSIGN: ['交办', 'The municipal committee assigns it to departments.'],
    FOLLOW_UP: ['督办', 'The municipal committee follows up.'],
    RESOLVE: ['解决', 'It is solved, to be confirmed by the organisation.'],
    CONFIRM: ['回访满意', 'The organisation is satisfied.'],
    DISPUTE: ['回访不满意', 'The organisation is not satisfied.'],
    CLOSE: ['办结', 'It is closed.'],
    REOPEN: ['重新办理', 'It is taken up again.'],
    WITHDRAW: ['撤回', 'The organisation withdraws it.'],
    REFUSE: ['不予受理', 'It is refused.'],
    PAUSE: ['暂停计时', 'The clock stands still: the organisation is waited for.'],
    RESUME: ['恢复计时', 'The clock goes on.'],
  },
);
export type AppealStepKind = keyof typeof AppealStepKind;

export const AppealClock = describedEnum(
  'AppealClock',
  '诉求的办理时限。What an appeal waits for, within working days.',
  {
    ACCEPTANCE: ['受理', 'To be accepted.'],
    HANDLING: ['办理', 'To be handled by the first receiver.'],
    COORDINATION: ['协调办理', 'To be solved by the coordinated departments.'],
    ASSIGNMENT: ['交办', 'To be assigned by the municipal committee.'],
    FOLLOW_UP: ['跟进落实', 'To be solved under the municipal committee.'],
    CALLBACK: ['回访', 'To be confirmed by the organisation.'],
    REVIEW: ['复核', 'To be reopened: the organisation is not satisfied.'],
    CLOSING: ['办结', 'To be closed.'],
  },
);
export type AppealClock = keyof typeof AppealClock;

export const AppealTimeliness = describedEnum(
  'AppealTimeliness',
  '时限状态，由截止日推得，从不录入。How an appeal stands against its deadline; derived, never typed in.',
  {
    ON_TIME: ['按时', 'The deadline is not near.'],
    DUE_SOON: ['临期', 'The deadline is near, or today.'],
    OVERDUE: ['逾期', 'The deadline has passed.'],
  },
);
export type AppealTimeliness = keyof typeof AppealTimeliness;
