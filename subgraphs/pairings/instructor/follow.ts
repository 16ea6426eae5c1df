import type { RequestContext } from '@jiedui/kit/context';
import { receive } from '@jiedui/kit/outbox';
import { run, sql } from '@jiedui/kit/sql';
import { requiredText } from '@jiedui/kit/text';
import { expectation } from '@jiedui/schema/contract/error';
import { parseId, type RecordId } from '@jiedui/schema/contract/id';

import type { FollowInstructorInput } from './input.ts';

/**
 * Takes in where an instructor stands after an event: dispatched, sent elsewhere, or at the end. The event tells all of it, so
 * that the last one that arrived is what holds; one that arrives again changes nothing.
 * @throws INVALID_ID, INVALID_INPUT, FORBIDDEN where the sender is not the deployment that owns the instructor
 */
export async function followInstructor(
  context: RequestContext,
  event: string,
  input: FollowInstructorInput,
): Promise<RecordId> {
  const { id, owner } = parseId(input.instructor, 'instr');
  const unit = parseId(input.sourceUnit, 'unit').id;
  const organisations = input.organisations.map((each) => parseId(each, 'org').id);
  const title = requiredText(input.name, { field: 'name' });
  const { startedOn, endedOn = null } = input;
  if (endedOn !== null && endedOn < startedOn) {
    throw expectation('INVALID_INPUT', { expected: `endedOn: ${startedOn} or later`, received: endedOn });
  }
  return receive(context, { event, consumer: 'followInstructor', input }, async (em, sender) => {
    if (sender !== owner) {
      throw expectation('INVALID_INPUT', { expected: `an instructor of ${sender}`, received: id });
    }
    await run(
      { em },
      sql`insert into instructor_service (id, owner, title, unit_id, organisation_ids, started_on, ended_on)
        values (${id}, ${owner}, ${title}, ${unit}, ${organisations}::text[], ${startedOn}, ${endedOn})
        on conflict (id) do update set title = excluded.title, unit_id = excluded.unit_id,
          organisation_ids = excluded.organisation_ids, started_on = excluded.started_on, ended_on = excluded.ended_on`,
    );
    return id;
  });
}
