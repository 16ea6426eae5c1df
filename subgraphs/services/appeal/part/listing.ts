import { idIn } from '@jiedui/kit/ids';
import { type Connection, listAll } from '@jiedui/kit/connection';
import { askedOwners, type RequestContext } from '@jiedui/kit/context';
import { describedEnum } from '@jiedui/kit/enums';
import type { Listing } from '@jiedui/kit/page';
import {
  connectionType,
  JurisdictionsArgument,
  type OrderBy,
  orderInput,
  PageArgs,
} from '@jiedui/kit/page-types';
import { type Condition, equals, type Expression, oneOf, sql } from '@jiedui/kit/sql';
import { ArgsType, Field, ID, InputType } from 'type-graphql';

import { AppealPeriodArgs, appealPeriodOf } from '../past/period.ts';
import { visibleAppeals } from '../visible.ts';
import { AppealPart, StandingPart } from './entity.ts';
import { partsAt } from './standing.ts';
import { AppealPartState } from './terms.ts';

export const AppealPartOrderField = describedEnum(
  'AppealPartOrderField',
  '部门承办部分的排序字段。What parts of departments are ordered by.',
  {
    DEADLINE_ON: ['截止日，无截止日的在最后', 'The deadline; what has none is later than all.'],
    ASSIGNED_AT: ['交办时间', 'When it was given.'],
    ID: ['编号：先归属地与诉求，后序号', 'The id: by owner and appeal, then by number.'],
  },
);
export type AppealPartOrderField = keyof typeof AppealPartOrderField;

export const AppealPartOrder = orderInput('AppealPart', '部门承办部分', AppealPartOrderField);

@InputType({ description: '部门承办部分的筛选条件，同时满足。What parts must be; all conditions hold.' })
export class AppealPartFilter {
  @Field(() => ID, { nullable: true, description: '承办部门编号。The id of the department.' })
  department?: string | null;

  @Field(() => [AppealPartState], { nullable: true, description: '状态之一。One of these states.' })
  state?: AppealPartState[] | null;
}

/** A filter with the days that it is asked for, as they were: a cursor of today is one tomorrow. */
export interface PartsOfPeriod extends AppealPartFilter {
  days: AppealPeriodArgs;
}

/** What is read in a table's place. @throws INVALID_INPUT */
export function partsOf(filter: PartsOfPeriod | null | undefined, context: RequestContext): Expression {
  return partsAt(appealPeriodOf(context, filter?.days ?? {}));
}

export function partConditions({ department, state }: AppealPartFilter): (Condition | undefined)[] {
  return [equals('unit_id', idIn(department, 'unit')), oneOf('state', state)];
}

const parts: Listing<StandingPart, AppealPartOrderField, PartsOfPeriod> = {
  entity: StandingPart,
  derived: partsOf,
  orderings: { DEADLINE_ON: 'deadlineOn', ASSIGNED_AT: 'assignedAt', ID: 'id' },
  defaultOrder: { field: 'DEADLINE_ON', direction: 'ASCENDING' },
  conditions: partConditions,
  visible: (context) => visibleAppeals(context).map(partOfAppeal),
};

/** A condition on appeals, as one on their parts. */
function partOfAppeal(condition: Condition): Condition {
  return sql<boolean>`r.appeal_id in (select r.id from appeal r where ${condition})`;
}

@ArgsType()
export class AppealPartsArgs extends PageArgs {
  @Field(() => AppealPartOrder, {
    nullable: true,
    description: '排序，默认按截止日。The order; by deadline where absent.',
  })
  orderBy?: OrderBy<AppealPartOrderField> | null;

  @Field(() => AppealPartFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: AppealPartFilter | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

export const AppealPartConnection = connectionType('AppealPart', '部门承办部分', AppealPart);

/** Parts of a period, of appeals that the viewer may see. @throws FORBIDDEN, INVALID_INPUT, and as listAll */
export function listParts(
  context: RequestContext,
  { filter, ...page }: AppealPartsArgs,
  days: AppealPeriodArgs,
): Connection<StandingPart> {
  // Before anything else, as the gateway does: of two faults both name the same one.
  askedOwners(context, page.jurisdictions);
  visibleAppeals(context);
  const asked = { from: days.from ?? null, asOf: days.asOf ?? null };
  return listAll(parts, context, 'Query.appealParts', { ...page, filter: { ...filter, days: asked } });
}
