import type { RequestContext } from '@jiedui/kit/context';
import { announce, type Delivery } from '@jiedui/kit/outbox';
import { run, sql } from '@jiedui/kit/sql';
import type { RecordId } from '@jiedui/schema/contract/id';
import type { EntityManager } from '@mikro-orm/postgresql';

export type ServiceEvent = 'instructor.dispatched' | 'instructor.reassigned' | 'instructor.ended';

/** What an event tells: all of where the instructor stands, so that whoever missed the ones before needs none of them. */
interface Service {
  name: string;
  sourceUnit: string;
  organisations: string[];
  startedOn: string;
  endedOn: string | null;
}

/** Announces, in the transaction of the change, where an instructor stands after it. Of one who was never dispatched, nothing. */
export async function announceService(
  em: EntityManager,
  context: Pick<RequestContext, 'clock'>,
  id: RecordId,
  type: ServiceEvent,
): Promise<void> {
  await em.flush();
  const [payload] = await run<Service & Record<string, unknown>>(
    { em },
    sql`select i.name, i.source_unit_id as "sourceUnit", i.dispatched_on as "startedOn", i.ended_on as "endedOn",
        array(select a.organisation_id from instructor_assignment a
          where a.instructor_id = i.id and a.ended_on is not distinct from i.ended_on order by a.position) as organisations
      from instructor i where i.id = ${id} and i.dispatched_on is not null`,
  );
  if (payload) await announce(em, context, { from: 'organisations', type, subject: id, payload });
}

/** Who counts what instructors owe follows when they serve. */
export const followedByPairings: Delivery = {
  consumer: 'pairings.followInstructor',
  types: ['instructor.dispatched', 'instructor.reassigned', 'instructor.ended'] satisfies ServiceEvent[],
  subgraph: 'pairings',
  target: ({ owner }) => owner,
  document: `mutation FollowInstructor($event: ID!, $input: FollowInstructorInput!) {
    followInstructor(event: $event, input: $input) { instructor { id } }
  }`,
  variables: ({ id, subject, payload }) => ({ event: id, input: { instructor: subject, ...payload } }),
};
