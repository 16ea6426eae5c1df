import { lockedRecord, officersOwner } from '@jiedui/kit/change';
import type { RequestContext } from '@jiedui/kit/context';
import { attribute } from '@jiedui/kit/history';
import { once } from '@jiedui/kit/idempotency';
import type { OwnedRecord } from '@jiedui/kit/record';
import { run as ask, sql } from '@jiedui/kit/sql';
import { refusedStep } from '@jiedui/kit/transition';
import { expectation } from '@jiedui/schema/contract/error';
import { parseId, type RecordId, type RecordTag, recordTypes } from '@jiedui/schema/contract/id';
import type { EntityClass } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

import { holdDecisions } from './decisions.ts';
import { MatchingRun } from './run.ts';
import type { PairingSuggestion } from './suggestion.ts';
import { type SuggestionState, type SuggestionStep, suggestionWorkflow } from './terms.ts';

/** What is decided, by whom it is asked, and why. */
interface Decision {
  mutation: string;
  key: string;
  id: string;
  tag: RecordTag;
  change: SuggestionStep;
  reason: string | null;
  input?: unknown;
}

/**
 * One decision of an officer, once per key; one after the other, and none while a run writes its result. Not `changeRecord`:
 * there the record is locked first, and a run holds the decisions before it replaces what is open.
 * @throws INVALID_ID, UNKNOWN_JURISDICTION, FORBIDDEN, NOT_FOUND, IDEMPOTENCY_*
 */
export async function decide<Row extends OwnedRecord>(
  context: RequestContext,
  entity: EntityClass<Row>,
  { mutation, key, id: text, tag, change, reason, input }: Decision,
  work: (record: Row, em: EntityManager) => Promise<RecordId>,
  before: (em: EntityManager) => Promise<void> = async () => undefined,
): Promise<RecordId> {
  const { id, owner } = parseId(text, tag);
  officersOwner(context, owner);
  const answer = await once(context, { key, mutation, input: { id, reason, input } }, async (em) => {
    await before(em);
    await holdDecisions(em, owner);
    await attribute(em, context, { change, reason });
    const record = await lockedRecord(em, entity, id);
    if (!record) {
      throw expectation('NOT_FOUND', { expected: `a ${recordTypes[tag]} of ${owner}`, received: id });
    }
    const result = await work(record, em);
    record.updatedAt = context.clock.now();
    await em.flush();
    return { id: result };
  });
  return answer.id;
}

/** Its run. @throws INVALID_TRANSITION where the suggestion is not open, or is only for review */
export async function refuseStep(
  em: EntityManager,
  suggestion: PairingSuggestion,
  to: SuggestionState,
): Promise<MatchingRun> {
  const run = await em.findOneOrFail(MatchingRun, { id: suggestion.runId });
  if (run.asIfUnpaired) {
    throw expectation('INVALID_TRANSITION', {
      expected: 'a suggestion of a run that is not for review',
      received: suggestion.id,
    });
  }
  const refused = refusedStep(suggestionWorkflow, suggestion.state, to);
  if (refused) throw refused;
  return run;
}

/** @throws CONFLICT */
export async function refuseExcluded(em: EntityManager, unit: string, organisation: string): Promise<void> {
  const [excluded] = await ask<{ id: string; grounds: string }>(
    { em },
    sql`select id, grounds from pair_exclusion where unit_id = ${unit} and organisation_id = ${organisation} and lifted_on is null`,
  );
  if (!excluded) return;
  throw expectation('CONFLICT', {
    expected: 'a pair that is not excluded (liftExclusion lifts one)',
    received: `${excluded.id} ${excluded.grounds}`,
  });
}
