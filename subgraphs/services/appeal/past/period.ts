import type { RequestContext } from '@jiedui/kit/context';
import { refuseFuture } from '@jiedui/kit/history';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { column, type Condition, type Expression, sql } from '@jiedui/kit/sql';
import { expectation } from '@jiedui/schema/contract/error';
import { ArgsType, Field } from 'type-graphql';

@ArgsType()
export class AppealPeriodArgs {
  @Field(() => GraphQLDate, {
    nullable: true,
    description:
      '期间首日：办结、回访、解决、答复均以其发生之日计入期间；缺省为不限。当前逾期未办的不论何时提出，一律计入。The first day of the period: what was closed, called back, resolved or answered counts by the day on which it was; everything where absent. What is open and overdue counts whenever it was raised.',
  })
  from?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description:
      '期间末日，也是判定之日（北京时间当日终了），不晚于今天，缺省为今天。过去的日子由所记录的步骤推得，与当日所查相同；只有当时暂定的截止日，以此后公布的放假安排为准。The last day of the period, at whose end everything is judged; today at the latest, and where absent. A past day is worked out from the recorded steps, and gives what it gave then; only deadlines that were provisional then are judged by the holidays that were published since.',
  })
  asOf?: string | null;
}

/** `@Field(…) asOf` of counts of appeals; a class of arguments declares the property with it. */
export function StoodAsOf(): PropertyDecorator {
  return Field(() => GraphQLDate, {
    nullable: true,
    description:
      '截至该日（北京时间当日终了）的层级与状态，由所记录的步骤推得；不晚于今天，缺省为现状；仅限有权查看所查各地全部数字者。As they stood at the end of this day in Asia/Shanghai, by the recorded steps; today at the latest, as they stand now where absent. For who may have every number of the jurisdictions that are asked.',
  }) as PropertyDecorator;
}

/** Days, YYYY-MM-DD, Asia/Shanghai; both included. */
export interface AppealPeriod {
  /** Null: from the beginning. */
  from: string | null;
  /** The day at whose end it is judged. */
  asOf: string;
}

/** The days that are meant. @throws INVALID_INPUT where the last one has not come, or lies before the first */
export function appealPeriodOf(
  context: Pick<RequestContext, 'clock'>,
  { from, asOf }: AppealPeriodArgs,
): AppealPeriod {
  refuseFuture(context, asOf);
  const last = asOf ?? context.clock.today();
  if (from != null && from > last) {
    throw expectation('INVALID_INPUT', { expected: `from: ${last} or earlier`, received: from });
  }
  return { from: from ?? null, asOf: last };
}

/** The moment at which a day begins. */
export function startOf(day: string): Expression {
  return sql`(${day}::date::timestamp at time zone 'Asia/Shanghai')`;
}

/** The moment at which a day is over. */
export function endOf(day: string): Expression {
  return sql`((${day}::date + 1)::timestamp at time zone 'Asia/Shanghai')`;
}

/** Whether a moment of the row, which is not after the period, lies in it. */
export function sinceStart(name: string, { from }: Pick<AppealPeriod, 'from'>): Condition {
  return from === null ? sql<boolean>`true` : sql<boolean>`${column(name)} >= ${startOf(from)}`;
}
