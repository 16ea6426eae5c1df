import { describedEnum } from '@jiedui/kit/enums';

export const PairingIndicatorCode = describedEnum(
  'PairingIndicatorCode',
  '结对共建的指标。An indicator of pairings.',
  {
    FIVE_ONES_LEDGER: ['情况台账完成率', 'Situation ledgers that were owed and are there.'],
    FIVE_ONES_CONTACT: ['联系指导完成率', 'Monthly contacts that were owed and made.'],
    FIVE_ONES_RESEARCH_VISIT: ['调研走访完成率', 'Quarterly research visits that were owed and made.'],
    FIVE_ONES_SOLVED_PROBLEM: [
      '解决实际问题完成率',
      'Problems that were owed a solution a year, and solved.',
    ],
    FIVE_ONES_YEAR_END_REPORT: ['工作情况报告完成率', 'Reports that were owed and made.'],
    INSTRUCTOR_VISIT: ['指导员入企指导完成率', "Months of instructors' visits that were owed and made."],
    VISITS: ['联系走访次数', 'Visits: contacts and research visits.'],
    SOLVED_PROBLEMS: ['协调解决问题数', 'Problems that were solved.'],
  },
);
export type PairingIndicatorCode = keyof typeof PairingIndicatorCode;

export const PairingIndicatorDimension = describedEnum(
  'PairingIndicatorDimension',
  '结对指标的分组维度。What indicators of pairings are broken down by.',
  { JURISDICTION: ['归属地', 'The owner.'] },
);
export type PairingIndicatorDimension = keyof typeof PairingIndicatorDimension;

export const PairingIndicatorRecords = describedEnum(
  'PairingIndicatorRecords',
  '结对指标所计的记录。Which records an indicator of pairings counts.',
  {
    OBLIGATIONS: ['义务（pairingIndicatorObligations）', 'Listed by pairingIndicatorObligations.'],
    ACTIVITIES: ['活动（pairingIndicatorActivities）', 'Listed by pairingIndicatorActivities.'],
    PAIRINGS: ['结对（pairingIndicatorPairings）', 'Listed by pairingIndicatorPairings.'],
  },
);
export type PairingIndicatorRecords = keyof typeof PairingIndicatorRecords;
