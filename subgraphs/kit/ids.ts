import { type ParsedId, parseId, type RecordId, type RecordTag } from '@jiedui/schema/contract/id';

/** An id with the owner that it names. */
export type Reference = ParsedId & { id: RecordId };

/** The id in a filter, or null where there is none. @throws INVALID_ID where it is not one of the type. */
export function idIn(text: string | null | undefined, tag: RecordTag): RecordId | null {
  return text == null ? null : parseId(text, tag).id;
}

/** A reference in an input with its owner, or null where there is none. @throws INVALID_ID */
export function referenceIn(text: string | null | undefined, tag: RecordTag): Reference | null {
  return text == null ? null : parseId(text, tag);
}

/** An entity of another subgraph by its key, or null where there is no reference. Nothing is looked up. */
export function stubOf(id: RecordId | null | undefined): { id: RecordId } | null {
  return id == null ? null : { id };
}
