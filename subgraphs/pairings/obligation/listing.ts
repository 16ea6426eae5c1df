import { dayAfter } from '@jiedui/kit/clock';
import { describedEnum } from '@jiedui/kit/enums';
import type { Derived } from '@jiedui/kit/history';
import { idIn } from '@jiedui/kit/ids';
import type { Listing } from '@jiedui/kit/page';
import {
  connectionType,
  JurisdictionsArgument,
  type OrderBy,
  orderInput,
  PageArgs,
} from '@jiedui/kit/page-types';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { atLeast, atMost, equals, type Expression, oneOf, sql } from '@jiedui/kit/sql';
import { expectation } from '@jiedui/schema/contract/error';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';

import { type Counting, obligationsOf } from './derive.ts';
import { Obligation } from './entity.ts';
import { obligationRules, type ObligationPolicy, policyOf } from './rules.ts';
import { ObligationRule, ObligationStatus } from './terms.ts';

export const ObligationOrderField = describedEnum(
  'ObligationOrderField',
  '义务的排序字段。What obligations are ordered by.',
  {
    DUE_ON: ['到期日', 'The due date.'],
    ID: ['编号：先归属地与结对，后要求与周期', 'The id: by owner and pairing, then by rule and period.'],
  },
);
export type ObligationOrderField = keyof typeof ObligationOrderField;

export const ObligationOrder = orderInput('Obligation', '义务', ObligationOrderField);

@InputType({ description: '义务筛选条件，同时满足。What obligations must be; all conditions hold.' })
export class ObligationFilter {
  @Field(() => GraphQLDate, {
    nullable: true,
    description:
      '周期不早于此日结束；默认为当年首日。Their periods end on this day or later; by default the first day of the year.',
  })
  from?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description:
      '周期不晚于此日开始；默认为 from 所在年的末日，最长十年。Their periods begin on this day or earlier; by default the last day of the year of `from`; ten years at the most.',
  })
  to?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      '为 true 时只取当日（或 asOf 当日）所在的周期，如本月、本季度、本年。True: only the periods in which today, or the day of asOf, lies: this month, quarter and year.',
  })
  running?: boolean | null;

  @Field(() => [ObligationRule], { nullable: true, description: '要求之一。One of these rules.' })
  rule?: ObligationRule[] | null;

  @Field(() => [ObligationStatus], { nullable: true, description: '状态之一。One of these states.' })
  status?: ObligationStatus[] | null;

  @Field(() => ID, { nullable: true, description: '结对共建编号。The id of the pairing.' })
  pairing?: string | null;

  @Field(() => ID, { nullable: true, description: '党建指导员编号。The id of the instructor.' })
  instructor?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      '成员单位编号；指导员为其派出单位。The id of the member unit; of an instructor the source unit.',
  })
  unit?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      '未完成，且在此天数内到期（0 至 366）：0 为当日到期，7 为一周内；自当日（或 asOf 当日）起算，from 与 to 缺省时取相应周期。Not met and due within so many days, 0 to 366, from today or the day of asOf: 0 is due on that day, 7 within a week. Where from and to are absent, the periods that this needs.',
  })
  dueWithinDays?: number | null;

  @Field(() => GraphQLDate, { nullable: true, description: '到期日不早于。Due on this day or later.' })
  dueFrom?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '到期日不晚于。Due on this day or earlier.' })
  dueTo?: string | null;
}

const mostYears = 10;
const mostDaysAhead = 366;

/** @throws INVALID_INPUT where the days are in the wrong order, or too many */
export function owed(
  counting: Counting,
  ...[filter, context, asOf]: Parameters<Derived<ObligationFilter>>
): Expression {
  const policy = policyOf(context);
  const day = asOf ?? context.clock.today();
  const { from, to } = periodsAsked(filter ?? {}, day, policy);
  const last = `${String(Number(from.slice(0, 4)) + mostYears)}${from.slice(4)}`;
  if (to < from || to > last) {
    throw expectation('INVALID_INPUT', {
      expected: `to: from ${from} to ${last}, ${mostYears} years after from`,
      received: to,
    });
  }
  // What is not asked is not counted either.
  const rules = obligationRules(policy).filter(({ rule }) => filter?.rule?.includes(rule) ?? true);
  return obligationsOf({ from, to, asOf: day }, policy, { rules, counting });
}

/** The days whose periods are meant. @throws INVALID_INPUT */
function periodsAsked(
  { from, to, running, dueWithinDays: ahead }: ObligationFilter,
  day: string,
  { graceDays }: ObligationPolicy,
): { from: string; to: string } {
  if (ahead != null && (ahead < 0 || ahead > mostDaysAhead)) {
    throw expectation('INVALID_INPUT', { expected: `dueWithinDays: 0 to ${mostDaysAhead}`, received: ahead });
  }
  // Before its due date lie the days of grace, and before these its period ends.
  const first =
    from ?? (running ? day : ahead != null ? dayAfter(day, -graceDays) : `${day.slice(0, 4)}-01-01`);
  if (to != null) return { from: first, to };
  if (running && first <= day) return { from: first, to: day };
  if (ahead != null && first <= day) return { from: first, to: dayAfter(day, ahead) };
  return { from: first, to: `${first.slice(0, 4)}-12-31` };
}

export const obligations: Listing<Obligation, ObligationOrderField, ObligationFilter> = {
  entity: Obligation,
  derived: (...asked) => owed('each', ...asked),
  orderings: { DUE_ON: 'dueOn', ID: 'id' },
  defaultOrder: { field: 'DUE_ON', direction: 'ASCENDING' },
  conditions: (filter) => [
    // The periods of a year touch days outside of what is asked, those of its months do not.
    atLeast('period_end', filter.from),
    filter.running ? sql<boolean>`r.as_of between r.period_start and r.period_end` : undefined,
    oneOf('rule', filter.rule),
    oneOf('status', filter.status),
    equals('pairing_id', idIn(filter.pairing, 'pair')),
    equals('instructor_id', idIn(filter.instructor, 'instr')),
    equals('unit_id', idIn(filter.unit, 'unit')),
    filter.dueWithinDays == null
      ? undefined
      : sql<boolean>`r.days_left between 0 and ${filter.dueWithinDays}::int`,
    atLeast('due_on', filter.dueFrom),
    atMost('due_on', filter.dueTo),
  ],
};

/** `@Field(…) asOf` of obligations: of what is done, not of what is written down. */
export function JudgedAsOf(): PropertyDecorator {
  return Field(() => GraphQLDate, {
    nullable: true,
    description:
      '以该日（北京时间）终了时为准，不晚于今天，缺省为今天：只计此日及以前开展的活动，不论何时登记；以现有记录为据，更正与撤销一并生效。Judged at the end of this day in Asia/Shanghai, today at the latest and where absent: activities held by then count, whenever they were recorded, by the records as they stand now, corrected and withdrawn.',
  }) as PropertyDecorator;
}

@ArgsType()
export class ObligationsArgs extends PageArgs {
  @Field(() => ObligationOrder, {
    nullable: true,
    description: '排序，默认按到期日。The order; by due date where absent.',
  })
  orderBy?: OrderBy<ObligationOrderField> | null;

  @Field(() => ObligationFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: ObligationFilter | null;

  @JudgedAsOf()
  asOf?: string | null;
}

@ArgsType()
export class AllObligationsArgs extends ObligationsArgs {
  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

export const ObligationConnection = connectionType('Obligation', '义务', Obligation);
