import type { IndicatorDefinition } from '@jiedui/kit/indicator';
import { type Condition, sql } from '@jiedui/kit/sql';

import type { AppealIndicatorCode } from './kinds.ts';

/** Appeals that are counted: rows `r`, judged at the end of a day. */
export interface AppealSet {
  records: 'APPEALS';
  condition(today: string): Condition;
}

export type AppealIndicatorDefinition = IndicatorDefinition<AppealIndicatorCode, AppealSet>;

const appealsThat = (condition: AppealSet['condition']): AppealSet => ({ records: 'APPEALS', condition });

const closed = sql<boolean>`r.state = 'CLOSED'`;

/** Its deadline has passed, other than the organisation's own: that of the callback. What is at an end has none. */
const overdue = (today: string): Condition =>
  sql<boolean>`(r.due_on < ${today}::date and r.state <> 'RESOLVED')`;

/** By code, then version. */
export const appealIndicators: readonly AppealIndicatorDefinition[] = [
  {
    code: 'APPEALS_ON_TIME',
    version: 1,
    definition: {
      zh: '各环节均未逾期而办结的诉求数 ÷ （已办结的诉求数 + 当前逾期未办结的诉求数）；撤回的、不予受理的与未到期的不计，回访逾期不计。',
      en: 'Appeals that were closed with no step late, over those that are closed and those that are open and overdue; withdrawn and refused ones, those not yet due, and callbacks that are overdue are not counted.',
    },
    numerator: appealsThat(() => sql<boolean>`(${closed} and r.late_steps = 0)`),
    denominator: appealsThat((today) => sql<boolean>`(${closed} or ${overdue(today)})`),
  },
  {
    code: 'APPEALS_SATISFIED',
    version: 1,
    definition: {
      zh: '最近一次回访满意的诉求数 ÷ 已回访的诉求数。',
      en: 'Appeals with whose outcome the organisation was satisfied at the last callback, over those with a callback.',
    },
    numerator: appealsThat(() => sql<boolean>`(r.satisfied is true)`),
    denominator: appealsThat(() => sql<boolean>`(r.satisfied is not null)`),
  },
];
