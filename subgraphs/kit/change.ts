import { ownJurisdiction, type RequestContext } from './context.ts';
import { attribute } from './history.ts';
import { once } from './idempotency.ts';
import type { OwnedRecord } from './record.ts';
import { requiredText } from './text.ts';
import { forbidden, isOfficerOf } from './viewer-rules.ts';
import { expectation } from '@jiedui/schema/contract/error';
import { parseId, type RecordId, type RecordTag, recordTypes } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { type EntityClass, LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

/** What a mutation leaves behind for a repetition of its key. */
export interface Written {
  id: RecordId;
  warnings: string[];
}

/** A step on one record that is there. */
export interface Step {
  mutation: string;
  key: string;
  /** The record as the client named it. */
  id: string;
  tag: RecordTag;
  change: string;
  /** Absent: the step is one that needs none. */
  reason?: string | undefined;
  /** What else was asked; with id and reason it is what the key stands for. */
  input?: unknown;
}

/** What is asked of a change of a record, beside what is changed. */
export interface Asked {
  key: string;
  id: string;
  reason: string;
}

/** What a correction says: what is absent is left out, null stays. @throws INVALID_INPUT where nothing is said */
export function givenIn<Input extends object>(input: Input): Partial<Input> {
  const entries = Object.entries(input).filter(([, value]) => value !== undefined);
  if (entries.length > 0) return Object.fromEntries(entries) as Partial<Input>;
  throw expectation('INVALID_INPUT', { expected: 'input: at least one field', received: {} });
}

const longestReason = 500;

/** @throws INVALID_INPUT where no reason is given */
export function statedReason(reason: string): string {
  return requiredText(reason, { field: 'reason', most: longestReason });
}

/** The owner that the viewer, an officer of it, writes in the name of. @throws UNKNOWN_JURISDICTION, FORBIDDEN */
export function officersOwner(context: RequestContext, jurisdiction: string): JurisdictionCode {
  const owner = ownJurisdiction(context, jurisdiction);
  if (isOfficerOf(context.viewer, context.federation.find(owner)!)) return owner;
  throw forbidden(`an officer of ${owner}`, context.viewer);
}

/**
 * Changes one record, once per key, locked from before it is judged; the history says who, when and why. `mayElse` lets
 * others than the owner's officers.
 * @throws INVALID_ID, UNKNOWN_JURISDICTION, FORBIDDEN, NOT_FOUND, INVALID_INPUT, IDEMPOTENCY_*
 */
export async function changeRecord<Row extends OwnedRecord>(
  context: RequestContext,
  entity: EntityClass<Row>,
  { mutation, key, id: text, tag, change, reason: why, input }: Step,
  work: (record: Row, em: EntityManager) => Promise<string[]> | string[],
  mayElse: (id: RecordId) => boolean = () => false,
): Promise<Written> {
  const { id, owner } = parseId(text, tag);
  if (!mayElse(id)) officersOwner(context, owner);
  ownJurisdiction(context, owner);
  const reason = why === undefined ? null : statedReason(why);
  return once(context, { key, mutation, input: { id, reason, input } }, async (em) => {
    await attribute(em, context, { change, reason });
    const record = await lockedRecord(em, entity, id);
    if (!record) {
      throw expectation('NOT_FOUND', { expected: `a ${recordTypes[tag]} of ${owner}`, received: id });
    }
    const warnings = await work(record, em);
    record.updatedAt = context.clock.now();
    await em.flush();
    return { id, warnings };
  });
}

/** The record, managed, and held against other writers until the transaction ends. */
export async function lockedRecord<Row extends OwnedRecord>(
  em: EntityManager,
  entity: EntityClass<Row>,
  id: RecordId,
): Promise<Row | null> {
  const where = { id } as Parameters<typeof em.findOne<Row>>[1];
  return em.findOne(entity, where, { lockMode: LockMode.PESSIMISTIC_WRITE }) as Promise<Row | null>;
}
