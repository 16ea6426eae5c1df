import { parseId, type RecordTag } from '@jiedui/schema/contract/id';
import { parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { EntityClass } from '@mikro-orm/core';

import type { RequestContext } from './context.ts';
import { keyOnly, loadRecord } from './loaders.ts';
import type { OwnedRecord } from './record.ts';
import type { Condition } from './sql.ts';

/**
 * Resolves a representation of an entity. Async, always: a synchronous throw would take the neighbours of the same
 * request with it.
 */
export type ResolveReference = (
  representation: Record<string, unknown>,
  context: RequestContext,
) => Promise<object | null>;

/**
 * The record behind a representation; null where there is none or the viewer may not see it. A malformed id:
 * INVALID_ID. With `foreign`, a record that another deployment owns answers with its key alone: its fields of scope
 * LINEAGE and ALL have parts here.
 */
export function recordReference<Row extends OwnedRecord>(
  entity: EntityClass<Row>,
  tag: RecordTag,
  {
    foreign = false,
    visible,
  }: { foreign?: boolean; visible?: (context: RequestContext) => readonly (Condition | undefined)[] } = {},
): ResolveReference {
  return async ({ id: text }, context) => {
    const { id, owner } = parseId(text, tag);
    if (context.owned.includes(owner)) return loadRecord(context, entity, id, visible);
    return foreign ? keyOnly(entity, id) : null;
  };
}

/** An entity of another subgraph that this one extends: its key is all there is, whether or not the record exists. */
export function extendedReference(tag: RecordTag): ResolveReference {
  return async ({ id: text }) => {
    const { id, owner } = parseId(text, tag);
    return { id, owner };
  };
}

/** A jurisdiction as an extending subgraph knows it: its code; null where the federation has none of it. */
export const extendedJurisdiction: ResolveReference = async ({ code: text }, { federation }) => {
  const code = parseJurisdictionCode(text);
  return federation.has(code) ? { code } : null;
};
