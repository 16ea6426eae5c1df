import type { RecordChange } from '@jiedui/kit/change-types';
import { changesOf as changesKept, type Kept } from '@jiedui/kit/changes';
import type { RequestContext } from '@jiedui/kit/context';
import type { OwnedRecord } from '@jiedui/kit/record';
import { ownerOf } from '@jiedui/schema/contract/id';

import { contactView, maskPhone } from '@jiedui/kit/contact';

/** The changes of a record of the ledger; its telephone number as the viewer may see it. */
export async function changesOf<Row extends OwnedRecord>(
  context: RequestContext,
  kept: Kept<Row>,
  id: string,
): Promise<RecordChange[]> {
  const { viewer, federation, shareContacts } = context;
  const owner = federation.find(ownerOf(id) ?? '');
  const view = owner ? contactView(viewer, { id, owner }, shareContacts) : 'HIDDEN';
  const changes = await changesKept(context, kept, id);
  if (view === 'CLEAR') return changes;
  return changes.map((change) => ({
    ...change,
    fields: change.fields.flatMap((field) => {
      if (field.name !== 'contactPhone') return [field];
      if (view === 'HIDDEN') return [];
      const { name, previous, current } = field;
      return [{ name, previous: previous && maskPhone(previous), current: current && maskPhone(current) }];
    }),
  }));
}
