import { createHash } from 'node:crypto';

import { codedError, expectation } from '@jiedui/schema/contract/error';
import type { EntityManager } from '@mikro-orm/postgresql';

import type { RequestContext } from './context.ts';
import { canonicalJson } from './cursor.ts';
import { sql } from './sql.ts';

export interface Intention {
  /** What the client chose once for this intention: 8 to 128 characters. */
  key: string;
  /** The mutation's field. */
  mutation: string;
  /** What was asked; the same key with another input is a conflict. */
  input: unknown;
}

const keyLength = { least: 8, most: 128 };

/**
 * Does the work once per viewer, mutation and key, for as long as keys are kept (kit/forget-keys.ts), in one transaction with the note that it was done. A repetition gives
 * the stored answer again; of two at once the second waits for the first.
 *
 * The answer must be JSON: the id of the record, which the resolver then reads anew.
 * @throws IDEMPOTENCY_KEY_REQUIRED, IDEMPOTENCY_CONFLICT
 */
export async function once<Answer>(
  context: RequestContext,
  { key, mutation, input }: Intention,
  work: (em: EntityManager) => Promise<Answer>,
): Promise<Answer> {
  checkKey(key);
  const subject = context.viewer.subject;
  const hash = createHash('sha256').update(canonicalJson(input)).digest('hex');
  const answer = await context.em.transactional(async (em) => {
    const kysely = em.getKysely();
    // The transaction's end gives the lock back. Its two halves are hashes: a clash only makes a stranger wait.
    await sql`select pg_advisory_xact_lock(hashtext(${`${subject} ${mutation}`}), hashtext(${key}))`.execute(
      kysely,
    );
    const { rows } = await sql<{ request_hash: string; response: Answer }>`
      select request_hash, response from idempotency
      where viewer_subject = ${subject} and mutation = ${mutation} and key = ${key}`.execute(kysely);
    const [done] = rows;
    if (done) {
      if (done.request_hash === hash) return done.response;
      throw codedError(
        'IDEMPOTENCY_CONFLICT',
        '幂等键已用于其他内容: expected a new key for a new request; received one that was used with another input.',
      );
    }
    const answer = await work(em);
    await em.flush();
    await sql`insert into idempotency (key, viewer_subject, mutation, request_hash, response)
      values (${key}, ${subject}, ${mutation}, ${hash}, ${JSON.stringify(answer)}::jsonb)`.execute(kysely);
    return answer;
  });
  // What was read before the write, to decide about it, is not what the answer shows.
  context.memory.clear();
  return answer;
}

function checkKey(key: string): void {
  if (key.length >= keyLength.least && key.length <= keyLength.most) return;
  throw expectation('IDEMPOTENCY_KEY_REQUIRED', {
    expected: `${keyLength.least} to ${keyLength.most} characters`,
    received: key,
  });
}
