import type { RequestContext } from '@jiedui/kit/context';
import type { OwnedRecord } from '@jiedui/kit/record';
import { forbidden } from '@jiedui/kit/viewer-rules';

import { contactView, maskPhone } from '@jiedui/kit/contact';

/** A record's telephone number as the viewer may see it. @throws FORBIDDEN */
export function phoneShown(
  { viewer, federation, shareContacts }: RequestContext,
  { id, owner, contactPhone }: Pick<OwnedRecord, 'id' | 'owner'> & { contactPhone?: string | null },
): string | null {
  const view = contactView(viewer, { id, owner: federation.find(owner)! }, shareContacts);
  switch (view) {
    case 'CLEAR':
      return contactPhone ?? null;
    case 'MASKED':
      return contactPhone == null ? null : maskPhone(contactPhone);
    case 'HIDDEN':
      throw forbidden('a role with access to contacts');
    default:
      throw new Error(`Unplanned ${view satisfies never}`);
  }
}
