import { createHash } from 'node:crypto';

/** What one entry of the log says, beside its place in the chain. */
export interface AccessFacts {
  position: number;
  id: string;
  owner: string;
  at: Date;
  subject: string;
  roles: readonly string[];
  unit: string | null;
  organisation: string | null;
  records: readonly string[];
}

export interface AccessRow extends AccessFacts {
  /** The hash of the owner's entry before; of the first one, `origin`. */
  previous: string;
  hash: string;
}

/** What the first entry follows. */
export const origin = '0'.repeat(64);

/** sha256, in hexadecimal, of the hash before and the entry written as one JSON array. */
export function hashOf(previous: string, facts: AccessFacts): string {
  const { position, id, owner, at, subject, roles, unit, organisation, records } = facts;
  const canonical = JSON.stringify([
    position,
    id,
    owner,
    at.toISOString(),
    subject,
    roles,
    unit,
    organisation,
    records,
  ]);
  return createHash('sha256').update(`${previous}\n${canonical}`).digest('hex');
}

/** What a check of the log finds. */
export type Verdict =
  /** `head`: the last entry's hash. Whoever has noted an earlier one sees by it whether later entries were cut off. */
  | { ok: true; owner: string; count: number; head: string }
  | { ok: false; owner: string; position: number; id: string; reason: string; sound: number };

/** Walks the log of one owner from its beginning; stops at the first entry that is not what it was. */
export async function verifyChain(owner: string, rows: AsyncIterable<AccessRow>): Promise<Verdict> {
  let count = 0;
  let head = origin;
  for await (const row of rows) {
    const reason =
      row.position !== count + 1
        ? `expected position ${count + 1}: an entry is missing or was put in`
        : row.previous !== head
          ? 'it does not follow the entry before it'
          : row.hash !== hashOf(head, row)
            ? 'what it says is not what its hash was made of'
            : null;
    if (reason) return { ok: false, owner, position: row.position, id: row.id, reason, sound: count };
    count += 1;
    head = row.hash;
  }
  return { ok: true, owner, count, head };
}
