/** “五个一”与指导员入企指导的用语。The vocabulary of the five ones and of the instructors' visits. */
import { describedEnum } from '@jiedui/kit/enums';

export const ObligationRule = describedEnum(
  'ObligationRule',
  '各项要求：成员单位与两新党组织结对的“五个一”，党建指导员的入企指导。What is asked: the five ones of a pairing of a unit and a party organisation, and the visits of an instructor.',
  {
    LEDGER: ['每年1套情况台账', 'One situation ledger a year.'],
    CONTACT: ['每月至少1次联系指导', 'Contact and guidance at least once a month.'],
    RESEARCH_VISIT: ['每季度至少1次调研走访', 'A research visit at least once a quarter.'],
    SOLVED_PROBLEM: ['每年至少协调解决1个实际问题', 'At least one practical problem solved a year.'],
    YEAR_END_REPORT: ['每年1份结对共建工作情况报告', "One report on the pairing's work a year."],
    INSTRUCTOR_VISIT: [
      '指导员每月入企指导2次以上',
      'Two on-site visits a month at least, of every instructor who is dispatched.',
    ],
  },
);
export type ObligationRule = keyof typeof ObligationRule;

export const ObligationStatus = describedEnum(
  'ObligationStatus',
  '义务的状态：由记录推算，从不录入。Where an obligation stands: derived from records, never entered.',
  {
    MET: ['已完成', 'Enough was done in the period.'],
    DUE: ['待完成', 'The period runs, or its days of grace do, and more is to be done.'],
    OVERDUE: ['已逾期', 'The due date has passed and less than enough was done.'],
    NOT_YET_DUE: ['未到期', 'The period has not begun.'],
    EXEMPT: [
      '免除：结对（或指导员任职）在该期内时间过短',
      'The pairing, or the service of the instructor, lived too short a part of the period, by policy; and not enough was done.',
    ],
  },
);
export type ObligationStatus = keyof typeof ObligationStatus;
