/** 活动的用语。The vocabulary of activities: each term in the articles' Chinese, then in English. */
import { describedEnum } from '@jiedui/kit/enums';

export const ActivityKind = describedEnum('ActivityKind', '活动类型。The kind of an activity.', {
  CONTACT: ['联系指导', 'Contact and guidance; due at least monthly.'],
  RESEARCH_VISIT: ['调研走访', 'A research visit; due at least quarterly.'],
  TRAINING: ['业务培训', 'Training of those who do the party work.'],
  JOINT_ORGANISATION_LIFE: ['联合过组织生活', 'Organisation life held together.'],
  LESSON_OBSERVATION: ['听课评课', 'Observing and discussing lessons.'],
  POLICY_LECTURE: ['政策宣讲', 'A lecture on policy.'],
  READING_SESSION: ['读书分享会', 'A reading session.'],
  BOOK_DONATION: ['赠书', 'A donation of books.'],
  MONTHLY_MEETING: ['每月碰头', 'The monthly meeting of both sides.'],
  INSTRUCTOR_VISIT: ['入企指导', 'An on-site visit of a party-building instructor.'],
  SOLVED_PROBLEM: ['协调解决实际问题', 'A practical problem solved by coordination.'],
  MODEL_WORKER_LECTURE: ['劳模工匠进企业宣讲', 'Model workers lecture in the enterprise.'],
  WAGE_NEGOTIATION: ['工资集体协商', 'Collective negotiation of wages.'],
  LEDGER_COMPILED: ['建立情况台账', 'The situation ledger of the pairing was compiled; due once a year.'],
  YEAR_END_REPORT: [
    '形成结对共建工作情况报告',
    "The year's report on the pairing's work was made; due once a year.",
  ],
  OTHER: ['其他活动', 'Another activity.'],
});
export type ActivityKind = keyof typeof ActivityKind;

/** 联系走访: the kinds that the articles count as visits. */
export const visitKinds = ['CONTACT', 'RESEARCH_VISIT'] as const satisfies readonly ActivityKind[];

export const CoBuildingAspect = describedEnum(
  'CoBuildingAspect',
  '共建内容的四个方面。The four aspects of building together.',
  {
    POLITICAL: ['政治引领', 'Political guidance.'],
    ORGANISATIONAL: ['组织引领', 'Organisational guidance.'],
    EXEMPLARY: ['模范引领', 'Guidance by example.'],
    SERVICE: ['服务引领', 'Guidance by service.'],
  },
);
export type CoBuildingAspect = keyof typeof CoBuildingAspect;

export const ActivityStep = describedEnum(
  'ActivityStep',
  '活动变更的类别。The step by which an activity changed.',
  {
    REGISTERED: ['登记', 'It was recorded.'],
    CORRECTED: ['更正', 'Facts of it were corrected.'],
    WITHDRAWN: ['撤回', 'It was withdrawn: it counts no more.'],
    REMOVED: ['删除', 'It was removed.'],
  },
);
export type ActivityStep = keyof typeof ActivityStep;
