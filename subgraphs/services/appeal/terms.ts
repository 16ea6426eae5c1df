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
  RESOLVED: ['已解决，待回访', 'Resolved, not yet confirmed by the organisation.'],
  CONFIRMED: ['回访已确认', 'Confirmed by the organisation in the callback.'],
  CLOSED: ['已办结', 'Closed.'],
  REOPENED: ['重新办理', 'Reopened: the organisation is not satisfied.'],
});
export type AppealState = keyof typeof AppealState;

/** States in which an appeal counts as resolved. */
export const resolvedStates = ['RESOLVED', 'CONFIRMED', 'CLOSED'] as const satisfies readonly AppealState[];
