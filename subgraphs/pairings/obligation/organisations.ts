import type { RequestContext } from '@jiedui/kit/context';
import { stubOf } from '@jiedui/kit/ids';
import { loadAllBy, loadRecord } from '@jiedui/kit/loaders';

import { InstructorService } from '../instructor/service.ts';
import type { Organisation } from '../organisation/entity.ts';
import { Pairing } from '../pairing/entity.ts';
import type { Obligation } from './entity.ts';

/** Those that an obligation is owed to; one statement for all that are asked. */
export async function organisationsOf(
  context: RequestContext,
  { pairingId, instructorId }: Obligation,
): Promise<Organisation[]> {
  if (pairingId != null) {
    const side = stubOf((await loadRecord(context, Pairing, pairingId))?.organisationId);
    return side ? [side] : [];
  }
  const [service] = await loadAllBy(context, InstructorService, 'id', instructorId!, 'id');
  return (service?.organisationIds ?? []).map((id) => ({ id }));
}
