import type { IndicatorDefinition } from '@jiedui/kit/indicator';
import { type Condition, sql } from '@jiedui/kit/sql';

import { type AppealPeriod, sinceStart } from '../past/period.ts';
import type { AppealIndicatorCode } from './kinds.ts';

/** Appeals that are counted: rows `r` of `appealsAt`, judged at the end of the period. */
export interface AppealSet {
  records: 'APPEALS';
  condition(period: AppealPeriod): Condition;
}

export type AppealIndicatorDefinition = IndicatorDefinition<AppealIndicatorCode, AppealSet>;

const appealsThat = (condition: AppealSet['condition']): AppealSet => ({ records: 'APPEALS', condition });

const closed = (period: AppealPeriod): Condition =>
  sql<boolean>`(r.state = 'CLOSED' and ${sinceStart('closed_at', period)})`;

const calledBack = (period: AppealPeriod): Condition =>
  sql<boolean>`(r.satisfied is not null and ${sinceStart('called_back_at', period)})`;

/** Its deadline has passed, other than the organisation's own: that of the callback. What is at an end has none. */
const overdue = ({ asOf }: AppealPeriod): Condition =>
  sql<boolean>`(r.due_on < ${asOf}::date and r.state <> 'RESOLVED')`;

/** By code, then version. */
export const appealIndicators: readonly AppealIndicatorDefinition[] = [
  {
    code: 'APPEALS_ON_TIME',
    version: 1,
    definition: {
      zh: '期内办结且各环节均未逾期的诉求数 ÷ （期内办结的诉求数 + 期末逾期未办结的诉求数）；撤回的、不予受理的与未到期的不计，回访逾期不计。',
      en: 'Appeals that were closed in the period with no step late, over those that were closed in it and those that are open and overdue at its end; withdrawn and refused ones, those not yet due, and callbacks that are overdue are not counted.',
    },
    numerator: appealsThat((period) => sql<boolean>`(${closed(period)} and r.late_steps = 0)`),
    denominator: appealsThat((period) => sql<boolean>`(${closed(period)} or ${overdue(period)})`),
  },
  {
    code: 'APPEALS_SATISFIED',
    version: 1,
    definition: {
      zh: '最近一次回访在期内且满意的诉求数 ÷ 最近一次回访在期内的诉求数。',
      en: 'Appeals whose last callback lies in the period and was satisfied, over those whose last callback lies in it.',
    },
    numerator: appealsThat((period) => sql<boolean>`(${calledBack(period)} and r.satisfied)`),
    denominator: appealsThat(calledBack),
  },
];
