/** 结对共建的用语。The vocabulary of pairings: each term in the articles' Chinese, then in English. */
import { describedEnum } from '@jiedui/kit/enums';
import type { Workflow } from '@jiedui/kit/transition';

export const PairingKind = describedEnum('PairingKind', '结对类型。What kind of two sides a pairing has.', {
  UNIT_ORGANISATION: [
    '成员单位与两新党组织结对共建',
    "A member unit paired with a two-new organisation's party organisation.",
  ],
  ENTERPRISE_VILLAGE: [
    '村企党建共建：非公党组织与镇村党组织结对',
    'An enterprise paired with a village: their party organisations build together.',
  ],
  SCHOOL_SCHOOL: ['校校结对帮扶', 'A school paired with a school.'],
});
export type PairingKind = keyof typeof PairingKind;

export const PairingState = describedEnum('PairingState', '结对状态。Where a pairing stands.', {
  PROPOSED: ['拟结对', 'Proposed, not yet confirmed by both sides.'],
  CONFIRMED: ['已结对', 'Confirmed by both sides: active.'],
  REPORTED: ['已形成年度工作情况报告', "The year's work report has been made."],
  ASSESSED: ['已述职评议', 'Assessed in the review of the party secretaries.'],
  RENEWED: ['已续结', 'Renewed for another period.'],
  ENDED: ['已结束', 'Ended; or a proposal that was refused.'],
});
export type PairingState = keyof typeof PairingState;

/**
 * Year after year: confirmed, reported at its end, assessed, then renewed and reported again. Whatever is active may end on
 * any day; a proposal ends where it is refused. Nothing leads back: what was entered wrongly is corrected, not undone.
 */
export const pairingWorkflow: Workflow<PairingState> = {
  PROPOSED: ['CONFIRMED', 'ENDED'],
  CONFIRMED: ['REPORTED', 'ENDED'],
  REPORTED: ['ASSESSED', 'ENDED'],
  ASSESSED: ['RENEWED', 'ENDED'],
  RENEWED: ['REPORTED', 'ENDED'],
  ENDED: [],
};

/** In force: neither merely proposed nor over. */
export const activeStates = [
  'CONFIRMED',
  'REPORTED',
  'ASSESSED',
  'RENEWED',
] as const satisfies readonly PairingState[];

export const PairingStep = describedEnum(
  'PairingStep',
  '结对变更的类别。The step by which a pairing changed.',
  {
    REGISTERED: ['登记', 'It was registered as it stood.'],
    PROPOSED: ['拟结对', 'It was proposed.'],
    CONFIRMED: ['确认', 'It was confirmed.'],
    REFUSED: ['否决或撤回', 'The proposal was refused, or taken back by who made it.'],
    PLANNED: ['制定共建计划', 'What it builds together in a year was planned.'],
    REPORTED: ['形成年度报告', "The year's report was made."],
    ASSESSED: ['述职评议', 'It was assessed.'],
    RENEWED: ['续结', 'It was renewed.'],
    ENDED: ['结束', 'It was ended.'],
    CORRECTED: ['更正', 'Facts of it were corrected.'],
    REMOVED: ['删除', 'It was removed.'],
  },
);
export type PairingStep = keyof typeof PairingStep;

export const MatchingPrinciple = describedEnum(
  'MatchingPrinciple',
  '结对原则。By which principle the two sides were matched.',
  {
    FUNCTION: ['职能相近', "The unit's functions are near the organisation's trade."],
    LAYER: ['分层分类', 'By layer and by class.'],
    CONVENIENCE: ['便于联系', 'Near enough to keep in touch.'],
  },
);
export type MatchingPrinciple = keyof typeof MatchingPrinciple;

export const PairingMechanism = describedEnum(
  'PairingMechanism',
  '结对共建机制。How a county keeps its pairings going.',
  {
    PRECISE_MATCHING: ['精准对接', 'Precise matching of unit and organisation.'],
    MONTHLY_MEETING: ['每月碰头', 'A meeting every month.'],
    JOINT_ACTIVITIES: ['活动共建', 'Activities held together.'],
    LEADER_GUIDANCE: ['县领导挂钩指导', "Guidance by one of the county's leaders."],
    OFFICE_BRANCH_LIAISON: ['机关党组织通联', 'Liaison with the party organisation of a government office.'],
  },
);
export type PairingMechanism = keyof typeof PairingMechanism;
