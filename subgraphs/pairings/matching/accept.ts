import type { RequestContext } from '@jiedui/kit/context';
import { attribute } from '@jiedui/kit/history';
import type { RecordId } from '@jiedui/schema/contract/id';

import { enterProposal, proposalOf } from '../pairing/write.ts';
import { decide, refuseStep } from './decide.ts';
import { principlesOf } from './rules.ts';
import { PairingSuggestion } from './suggestion.ts';

/** Accepts a suggestion: a pairing is proposed. @throws INVALID_TRANSITION, CONFLICT, INVALID_INPUT, and as decide */
export function acceptSuggestion(
  context: RequestContext,
  { key, id }: { key: string; id: string },
  startedOn: string | null | undefined,
): Promise<RecordId> {
  const decision = { mutation: 'acceptSuggestion', key, id, tag: 'sugg', change: 'ACCEPTED' } as const;
  return decide(
    context,
    PairingSuggestion,
    { ...decision, reason: null, input: { startedOn } },
    async (suggestion, em) => {
      await refuseStep(em, suggestion, 'ACCEPTED');
      const { owner, title, unitId, organisationId, partyOrganisationId } = suggestion;
      const facts = proposalOf(context, owner, {
        kind: 'UNIT_ORGANISATION',
        title,
        unit: unitId,
        organisation: organisationId,
        partyOrganisation: partyOrganisationId,
        principles: principlesOf({
          FUNCTION: suggestion.functionScore,
          LAYER: suggestion.layerScore,
          CONVENIENCE: suggestion.convenienceScore,
        }),
        startedOn: startedOn ?? context.clock.today(),
      });
      const pairingId = await enterProposal(em, context, owner, facts);
      // The proposal was attributed as such.
      await attribute(em, context, { change: 'ACCEPTED' });
      em.assign(suggestion, { state: 'ACCEPTED', pairingId });
      return suggestion.id;
    },
  );
}
