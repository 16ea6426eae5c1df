import type { JurisdictionEntry } from '@jiedui/kit/federation';
import { isOfficerOf } from '@jiedui/kit/viewer-rules';
import { expectation } from '@jiedui/schema/contract/error';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import type { GraphQLError } from 'graphql';

import { refusedStep } from '@jiedui/kit/transition';
import type { Campaign } from './entity.ts';
import { campaignWorkflow } from './terms.ts';

/** Who may open and close campaigns, and what they must be. Pure. */

export function canRunCampaigns(viewer: Viewer, place: Pick<JurisdictionEntry, 'code' | 'level'>): boolean {
  return isOfficerOf(viewer, place);
}

export interface CampaignDraft {
  startsOn: string;
  endsOn: string;
}

/** The first rule that the draft breaks, or null. It may begin in the future: a campaign is a plan. */
export function brokenCampaignRule({ startsOn, endsOn }: CampaignDraft): GraphQLError | null {
  if (endsOn >= startsOn) return null;
  return expectation('INVALID_INPUT', {
    expected: `endsOn on or after startsOn, ${startsOn}`,
    received: endsOn,
  });
}

/** Why a campaign cannot be closed on this day, or null where it can. */
export function refusedClosing(
  { state, startsOn }: Pick<Campaign, 'state' | 'startsOn'>,
  closedOn: string,
  today: string,
): GraphQLError | null {
  const refused = refusedStep(campaignWorkflow, state, 'CLOSED');
  if (refused) return refused;
  if (closedOn >= startsOn && closedOn <= today) return null;
  return expectation('INVALID_INPUT', {
    expected: `closedOn from ${startsOn}, the first day of the campaign, to ${today}, today`,
    received: closedOn,
  });
}
