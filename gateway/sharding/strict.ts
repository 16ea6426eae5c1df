import { ownerOf } from '@jiedui/schema/contract/id';
import type { Selection } from './rewrite/tree.ts';
import type { Deployment } from './shard.ts';
import { isRecord, read } from './values.ts';

/**
 * For tests: looks for a record in a shard's value that another shard owns. The shard would answer for it out of what it happens
 * to hold, silently wrong: the reference that led there needs `@crossShard`.
 * @throws Error naming type, record and deployment.
 */
export function refuseStrays(selection: Selection | null, value: unknown, deployment: Deployment): void {
  if (!selection?.busy || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) refuseStrays(selection, item, deployment);
    return;
  }
  if (!isRecord(value)) return;
  const shape = selection.only ?? selection.shapes.get(String(value[selection.typename ?? '']));
  if (!shape) return;
  const owner = shape.proof ? ownerOf(value[shape.proof]) : null;
  if (owner && !deployment.jurisdictions.includes(owner)) {
    throw new Error(
      `${deployment.name} answered for the ${shape.type.name} ${String(value[shape.proof!])}, which it does not own: a reference to it lacks @crossShard.`,
    );
  }
  for (const field of shape.busy) refuseStrays(field.selection, read(value, field.key), deployment);
}
