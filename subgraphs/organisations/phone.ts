import { contactView, shownPhone } from '@jiedui/kit/contact';
import type { RequestContext } from '@jiedui/kit/context';
import type { OwnedRecord } from '@jiedui/kit/record';

/** A record's telephone number as the viewer may see it. @throws FORBIDDEN */
export function phoneShown(
  { viewer, federation, shareContacts }: RequestContext,
  { id, owner, contactPhone }: Pick<OwnedRecord, 'id' | 'owner'> & { contactPhone?: string | null },
): string | null {
  return shownPhone(
    contactView(viewer, { id, owner: federation.find(owner)! }, shareContacts),
    contactPhone,
    viewer,
  );
}
