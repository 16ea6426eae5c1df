import type { RequestContext } from './context.ts';
import type { Job } from './jobs.ts';
import { sql } from './sql.ts';

export interface IdempotencyPolicy {
  /** Days for which a key gives its first answer again. Used again after them, it is a new one. */
  keptDays: number;
}

export const defaultIdempotencyPolicy: IdempotencyPolicy = { keptDays: 90 };

const dayLength = 86_400_000;
/** Rows of one statement: what a mutation may have to wait for is short. */
const batch = 5_000;

/**
 * Deletes the notes of what was done longer ago than is remembered. Those of events stay: a sender may repeat one after any time, and
 * its effect is there once all the same. Returns how many went.
 */
export async function forgetKeys({
  em,
  clock,
  policies,
  signal,
}: Pick<RequestContext, 'em' | 'clock' | 'policies' | 'signal'>): Promise<number> {
  const { keptDays } = { ...defaultIdempotencyPolicy, ...policies['idempotency'] };
  const before = new Date(clock.now().getTime() - keptDays * dayLength).toISOString();
  let forgotten = 0;
  for (;;) {
    signal?.throwIfAborted();
    // By their places in the table, which a statement sees unmoved: these rows are never updated.
    const { rows } = await sql<{ gone: number }>`with gone as (
        delete from idempotency where ctid = any(array(
          select ctid from idempotency
          where created_at < ${before}::timestamptz and viewer_subject not like 'jurisdiction %'
          order by created_at limit ${sql.lit(batch)})) returning 1)
      select count(*)::int as gone from gone`.execute(em.getKysely());
    const gone = rows[0]?.gone ?? 0;
    forgotten += gone;
    if (gone < batch) return forgotten;
  }
}

/** What every deployment does by the clock, whatever it serves. */
export const kitJobs: { name: string; jobs: Record<string, Job> } = {
  name: 'kit',
  jobs: {
    forgetKeys: {
      schedule: '40 3 * * *',
      run: async (context) => {
        await forgetKeys(context);
      },
    },
  },
};
