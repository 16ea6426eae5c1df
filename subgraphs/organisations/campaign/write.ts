import { ownJurisdiction, type RequestContext } from '@jiedui/kit/context';
import { once } from '@jiedui/kit/idempotency';
import { sortKey } from '@jiedui/kit/pinyin';
import { newRecord } from '@jiedui/kit/record';
import { optionalText, requiredText } from '@jiedui/kit/text';
import { forbidden } from '@jiedui/kit/viewer-rules';
import { expectation } from '@jiedui/schema/contract/error';
import { parseId, type RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { LockMode } from '@mikro-orm/core';

import { Campaign } from './entity.ts';
import type { CloseCampaignInput, OpenCampaignInput } from './input.ts';
import { brokenCampaignRule, canRunCampaigns, refusedClosing } from './rules.ts';

/** Opens a campaign once per key. @throws FORBIDDEN, INVALID_INPUT, UNKNOWN_JURISDICTION, IDEMPOTENCY_* */
export async function openCampaign(
  context: RequestContext,
  key: string,
  input: OpenCampaignInput,
): Promise<RecordId> {
  const owner = officersOwn(context, input.jurisdiction);
  const broken = brokenCampaignRule(input);
  if (broken) throw broken;
  const title = requiredText(input.title, { field: 'title' });
  const note = optionalText(input.note, { field: 'note', most: 500 });
  const { startsOn, endsOn } = input;
  const { id } = await once(context, { key, mutation: 'openCampaign', input }, async (em) => {
    const record = newRecord(context, 'camp', owner);
    const rest = { title, sortTitle: sortKey(title), startsOn, endsOn, state: 'OPEN', note } as const;
    em.persist(em.create(Campaign, { ...record, ...rest }));
    return { id: record.id };
  });
  return id;
}

/**
 * Closes a campaign once per key: it takes no more surveys.
 * @throws FORBIDDEN, INVALID_TRANSITION, INVALID_INPUT, NOT_FOUND, INVALID_ID, UNKNOWN_JURISDICTION, IDEMPOTENCY_*
 */
export async function closeCampaign(
  context: RequestContext,
  key: string,
  input: CloseCampaignInput,
): Promise<RecordId> {
  const { id, owner } = parseId(input.campaign, 'camp');
  officersOwn(context, owner);
  const { clock } = context;
  const { closedOn } = input;
  await once(context, { key, mutation: 'closeCampaign', input }, async (em) => {
    const campaign = await em.findOne(Campaign, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!campaign) throw expectation('NOT_FOUND', { expected: 'a campaign that exists', received: id });
    const refused = refusedClosing(campaign, closedOn, clock.today());
    if (refused) throw refused;
    em.assign(campaign, { state: 'CLOSED', closedOn, updatedAt: clock.now() });
    return { id };
  });
  return id;
}

function officersOwn(context: RequestContext, code: string): JurisdictionCode {
  const owner = ownJurisdiction(context, code);
  if (canRunCampaigns(context.viewer, context.federation.find(owner)!)) return owner;
  throw forbidden(`an officer of ${owner}`, context.viewer);
}
