import { statedReason } from '@jiedui/kit/change';
import type { RequestContext } from '@jiedui/kit/context';
import { graphOf } from '@jiedui/kit/graph';
import { attribute } from '@jiedui/kit/history';
import { run as ask, sql } from '@jiedui/kit/sql';
import { expectation } from '@jiedui/schema/contract/error';
import { parseId, type RecordId } from '@jiedui/schema/contract/id';

import { decide, refuseExcluded, refuseStep } from './decide.ts';
import type { OverrideSuggestionInput } from './input.ts';
import { namesOf, suggestionOf } from './outcome.ts';
import { readPair } from './sides.ts';
import { PairingSuggestion } from './suggestion.ts';

/**
 * Puts another unit, or party organisation, in the place of a suggestion. It may be more than the unit's most pairings: that
 * bounds what is proposed, not what an officer decides. Returns the new suggestion.
 * @throws GRAPH_UNAVAILABLE, INVALID_TRANSITION, INVALID_INPUT, CONFLICT, and as decide
 */
export function overrideSuggestion(
  context: RequestContext,
  { key, id, reason: why }: { key: string; id: string; reason: string },
  input: OverrideSuggestionInput,
): Promise<RecordId> {
  const reason = statedReason(why);
  const { owner } = parseId(id, 'sugg');
  const unit = input.unit == null ? null : parseId(input.unit, 'unit');
  const party = input.partyOrganisation == null ? null : parseId(input.partyOrganisation, 'party');
  if (unit && unit.owner !== owner) {
    throw expectation('INVALID_INPUT', { expected: `unit: one of ${owner}`, received: unit.id });
  }
  if (party && !context.federation.isWithin(party.owner, owner)) {
    throw expectation('INVALID_INPUT', {
      expected: `partyOrganisation: one of ${owner} or of a jurisdiction below it`,
      received: party.id,
    });
  }
  const graph = graphOf(context);
  let sides: Awaited<ReturnType<typeof readPair>> | undefined;
  const decision = { mutation: 'overrideSuggestion', key, id, tag: 'sugg', change: 'OVERRIDDEN' } as const;
  return decide(
    context,
    PairingSuggestion,
    { ...decision, reason, input },
    async (suggestion, em) => {
      const run = await refuseStep(em, suggestion, 'OVERRIDDEN');
      const { unit: chosen, candidate, sections } = sides!;
      if (!chosen || !candidate) {
        throw expectation('NOT_FOUND', {
          expected: `a ${chosen ? 'party organisation in an organisation that operates' : 'member unit of the committee'}`,
          received: chosen ? party?.id : unit?.id,
        });
      }
      if (chosen.id === suggestion.unitId && candidate.id === suggestion.organisationId) {
        throw expectation('INVALID_INPUT', {
          expected: 'another unit, or a party organisation in another organisation',
          received: suggestion.title,
        });
      }
      await refuseExcluded(em, chosen.id, candidate.id);
      em.assign(suggestion, { state: 'OVERRIDDEN', grounds: reason });
      await em.flush();
      await attribute(em, context, { change: 'REPLACED', reason });
      await ask(
        { em },
        sql`update pairing_suggestion set state = 'REPLACED' where run_id = ${run.id} and organisation_id = ${candidate.id}
          and state = 'SUGGESTED'`,
      );
      await attribute(em, context, { change: 'CHOSEN', reason });
      const row = suggestionOf(context, run, { unit: chosen, candidate, names: namesOf(context, sections) });
      em.persist(em.create(PairingSuggestion, { ...row, grounds: reason, overridesId: suggestion.id }));
      await em.flush();
      return row.id;
    },
    async (em) => {
      // Before anything is locked: it may take as long as the slowest jurisdiction.
      const [known] = await ask<{ unit_id: string; party_organisation_id: string }>(
        { em },
        sql`select unit_id, party_organisation_id from pairing_suggestion where id = ${id}`,
      );
      if (!known) return;
      sides = await readPair(graph, {
        unit: unit?.id ?? known.unit_id,
        party: party?.id ?? known.party_organisation_id,
      });
    },
  );
}
