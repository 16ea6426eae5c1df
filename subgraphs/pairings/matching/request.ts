import { officersOwner } from '@jiedui/kit/change';
import type { RequestContext } from '@jiedui/kit/context';
import { graphOf } from '@jiedui/kit/graph';
import { once } from '@jiedui/kit/idempotency';
import { newRecord } from '@jiedui/kit/record';
import { run, sql } from '@jiedui/kit/sql';
import type { RecordId } from '@jiedui/schema/contract/id';

import type { MatchPairingsInput } from './input.ts';
import { matchingPolicyOf, type Weights } from './policy.ts';
import { askedJurisdictions, askedPolicy, askedUnits } from './rules.ts';
import { MatchingRun } from './run.ts';

/** The notification that a run waits. */
export const matchingChannel = 'jiedui_matching';

/**
 * Asks for a run, once per key: with everything that decides it, so that policy changed later does not change it.
 * @throws GRAPH_UNAVAILABLE where no gateway is configured; FORBIDDEN, UNKNOWN_JURISDICTION, INVALID_INPUT, INVALID_ID, IDEMPOTENCY_*
 */
export async function requestRun(
  context: RequestContext,
  key: string,
  input: MatchPairingsInput,
): Promise<RecordId> {
  const owner = officersOwner(context, input.jurisdiction);
  const jurisdictions = askedJurisdictions(context.federation, owner, input.jurisdictions);
  const unitIds = askedUnits(owner, input.units);
  const { weights, leastScore, mostPairings, farKilometres } = askedPolicy(matchingPolicyOf(context), {
    ...input,
    weights: given(input.weights),
  });
  // Before anything is promised.
  graphOf(context);
  const { id } = await once(context, { key, mutation: 'matchPairings', input }, async (em) => {
    const record = newRecord(context, 'match', owner);
    em.persist(
      em.create(MatchingRun, {
        ...record,
        state: 'QUEUED',
        progress: 0,
        attempts: 0,
        asIfUnpaired: input.asIfUnpaired ?? false,
        jurisdictions,
        unitIds,
        functionWeight: weights.function,
        layerWeight: weights.layer,
        convenienceWeight: weights.convenience,
        leastScore,
        mostPairings,
        farKilometres,
        coverage: [],
        requestedBy: context.viewer.subject,
        requestedAs: context.viewer.roles.join(' '),
      }),
    );
    // Heard when the transaction is committed.
    await run({ em }, sql`select pg_notify(${matchingChannel}, '')`);
    return { id: record.id };
  });
  return id;
}

/** Without what is null: that asks for nothing. */
function given(weights: MatchPairingsInput['weights']): Partial<Weights> {
  return Object.fromEntries(Object.entries(weights ?? {}).filter(([, weight]) => weight != null));
}
