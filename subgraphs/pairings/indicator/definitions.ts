import type { IndicatorDefinition } from '@jiedui/kit/indicator';
import { type Condition, oneOf, sql } from '@jiedui/kit/sql';

import type { ActivityKind } from '../activity/terms.ts';
import { visitKinds } from '../activity/terms.ts';
import { holdsObligations } from '../obligation/derive.ts';
import type { ObligationRule, ObligationStatus } from '../obligation/terms.ts';
import type { PairingIndicatorCode, PairingIndicatorRecords } from './kinds.ts';

/** The days that an indicator tells of; both included. */
export interface IndicatorPeriod {
  from: string;
  /** The last day, which is also the day at whose end it is told. */
  to: string;
}

/**
 * Records that are counted: rows `r` of one kind. Conditions look at rows of the record's own owner alone, so that the
 * count is the same wherever the jurisdictions lie.
 */
export interface PairingRecordSet {
  records: PairingIndicatorRecords;
  condition(period: IndicatorPeriod): Condition;
}

export type PairingIndicatorDefinition = IndicatorDefinition<PairingIndicatorCode, PairingRecordSet>;

const obligationsThat = (rule: ObligationRule, states: readonly ObligationStatus[]): PairingRecordSet => ({
  records: 'OBLIGATIONS',
  condition: () => sql<boolean>`${oneOf('rule', [rule])!} and ${oneOf('status', states)!}`,
});

const activitiesOf = (kinds: readonly ActivityKind[]): PairingRecordSet => ({
  records: 'ACTIVITIES',
  condition: ({ from, to }) =>
    sql<boolean>`${oneOf('kind', kinds)!} and r.held_on between ${from}::date and ${to}::date`,
});

const livingPairings: PairingRecordSet = {
  records: 'PAIRINGS',
  condition: ({ from, to }) =>
    sql<boolean>`${holdsObligations('r')} and r.started_on <= ${to}::date and (r.ended_on is null or r.ended_on >= ${from}::date)`,
};

const compliance = (
  code: PairingIndicatorCode,
  rule: ObligationRule,
  zh: string,
): PairingIndicatorDefinition => ({
  code,
  version: 1,
  definition: {
    zh: `期内已完成的“${zh}”义务数 ÷ 期内已完成与已逾期的该项义务数；期内尚未到期的与免除的不计。`,
    en: `Obligations ${rule} of the period that are met, over those that are met or overdue; what is still due, and what is exempt, is not counted.`,
  },
  numerator: obligationsThat(rule, ['MET']),
  denominator: obligationsThat(rule, ['MET', 'OVERDUE']),
});

const perPairing = (
  code: PairingIndicatorCode,
  kinds: readonly ActivityKind[],
  { zh, en }: { zh: string; en: string },
): PairingIndicatorDefinition => ({
  code,
  version: 1,
  definition: {
    zh: `期内${zh} ÷ 期内存续的成员单位与两新党组织结对数；比值为平均每对次数，可大于 1。`,
    en: `${en} in the period, over the pairings of a unit and a party organisation that lived in it: an average, which may exceed 1.`,
  },
  numerator: activitiesOf(kinds),
  denominator: livingPairings,
});

/** By code, then version. */
export const pairingIndicators: readonly PairingIndicatorDefinition[] = [
  compliance('FIVE_ONES_LEDGER', 'LEDGER', '每年1套情况台账'),
  compliance('FIVE_ONES_CONTACT', 'CONTACT', '每月至少1次联系指导'),
  compliance('FIVE_ONES_RESEARCH_VISIT', 'RESEARCH_VISIT', '每季度至少1次调研走访'),
  compliance('FIVE_ONES_SOLVED_PROBLEM', 'SOLVED_PROBLEM', '每年至少协调解决1个实际问题'),
  compliance('FIVE_ONES_YEAR_END_REPORT', 'YEAR_END_REPORT', '每年1份结对共建工作情况报告'),
  compliance('INSTRUCTOR_VISIT', 'INSTRUCTOR_VISIT', '指导员每月入企指导2次以上'),
  perPairing('VISITS', visitKinds, { zh: '联系指导与调研走访次数', en: 'Contacts and research visits' }),
  perPairing('SOLVED_PROBLEMS', ['SOLVED_PROBLEM'], { zh: '协调解决的实际问题数', en: 'Solved problems' }),
];
