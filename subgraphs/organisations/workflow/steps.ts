import 'reflect-metadata';

import type { RequestContext } from '@jiedui/kit/context';
import { loadAllBy } from '@jiedui/kit/loaders';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { run, sql } from '@jiedui/kit/sql';
import { expectation } from '@jiedui/schema/contract/error';
import type { RecordId } from '@jiedui/schema/contract/id';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type ClassType, Field, ObjectType } from 'type-graphql';

import { seesPersons } from '@jiedui/kit/changes';
import { WorkflowStep } from './entity.ts';
import { ActingRole } from '@jiedui/kit/acting-role';
import { misdatedStep, refusedStep, type Workflow } from '@jiedui/kit/transition';

/** `<Name>Step`: one step of the workflow of such records. */
export function stepType<State extends string>(
  name: string,
  chinese: string,
  states: { readonly [Each in State]: Each },
): ClassType<object> {
  @ObjectType(`${name}Step`, {
    description: `${chinese}的一个步骤。One step that a ${name} went through.`,
    simpleResolvers: true,
  })
  class Step {
    @Field(() => states, { description: '步骤。The state that the step led to.' })
    state!: State;

    @Field(() => GraphQLDate, { description: '办理日期。The day on which it was taken.' })
    takenOn!: string;

    @Field(() => ActingRole, { description: '办理身份。In what role it was taken.' })
    takenAs!: ActingRole;

    @Field(() => String, {
      nullable: true,
      description:
        '经办人标识，仅归属地工作人员与审计人员可见，其他人为空。Who took it, for the officers of the owner and for auditors; null for others.',
    })
    takenBy?: string | null;

    @Field(() => String, { nullable: true, description: '说明。A note.' })
    note?: string | null;
  }
  return Step;
}

type ShownStep = Pick<WorkflowStep, 'state' | 'takenOn' | 'takenAs' | 'takenBy' | 'note'>;

/** The steps of a record in their order; one statement for all records that are asked. */
export async function stepsOf(context: RequestContext, id: RecordId): Promise<ShownStep[]> {
  const steps = await loadAllBy(context, WorkflowStep, 'recordId', id, 'position');
  if (seesPersons(context, id)) return steps;
  return steps.map(({ state, takenOn, takenAs, note }) => ({ state, takenOn, takenAs, note, takenBy: null }));
}

export type Taken = Pick<WorkflowStep, 'takenOn' | 'takenAs' | 'note'>;

/** The first step of a record that is made in the same transaction, by the viewer. */
export function firstStep(
  em: EntityManager,
  { viewer }: Pick<RequestContext, 'viewer'>,
  recordId: RecordId,
  state: string,
  taken: Taken,
): void {
  em.persist(em.create(WorkflowStep, { recordId, position: 1, state, ...taken, takenBy: viewer.subject }));
}

export interface NextStep<State extends string> extends Taken {
  table: 'survey' | 'instructor' | 'demonstration_site';
  id: RecordId;
  to: State;
  today: string;
}

/**
 * Notes the next step of a record, taken by the viewer, under a lock that the transaction holds to its end; the caller changes the record.
 * @throws NOT_FOUND, INVALID_TRANSITION, INVALID_INPUT where it is dated before the step before it or after today
 */
export async function takeStep<State extends string>(
  em: EntityManager,
  { viewer }: Pick<RequestContext, 'viewer'>,
  workflow: Workflow<State>,
  { table, id, to, today, ...taken }: NextStep<State>,
): Promise<void> {
  const [record] = await run<{ state: State; latest: string | null; position: number | null }>(
    { em },
    sql`select r.state, s.taken_on as latest, s.position from ${sql.table(table)} r
      left join lateral (
        select taken_on, position from workflow_step where record_id = r.id order by position desc limit 1
      ) s on true
      where r.id = ${id} for update of r`,
  );
  if (!record) throw expectation('NOT_FOUND', { expected: 'a record that exists', received: id });
  const refused =
    refusedStep(workflow, record.state, to) ??
    misdatedStep(taken.takenOn, { earliest: record.latest ?? '', today });
  if (refused) throw refused;
  em.persist(
    em.create(WorkflowStep, {
      recordId: id,
      position: (record.position ?? 0) + 1,
      state: to,
      ...taken,
      takenBy: viewer.subject,
    }),
  );
}
