import type { RequestContext } from '@jiedui/kit/context';
import { graphOf } from '@jiedui/kit/graph';
import type { Duty } from '@jiedui/kit/leader';
import { codeOf } from '@jiedui/kit/masking';
import { run as ask, sql } from '@jiedui/kit/sql';
import { tableOf } from '@jiedui/kit/table';
import { type ErrorCode, expectation, isErrorCode } from '@jiedui/schema/contract/error';
import { GraphQLError } from 'graphql';

import { readDecisions } from './decisions.ts';
import { matchInThread } from './in-thread.ts';
import { mostPairs } from './match.ts';
import { recordOutcome } from './outcome.ts';
import { percentOf, Progress } from './progress.ts';
import { matchingChannel } from './request.ts';
import { MatchingRun, policyOfRun } from './run.ts';
import { readSides } from './sides.ts';

/** Runs what was asked for, in the order in which it was. */
export const matchingDuty: Duty = {
  channel: matchingChannel,
  round: async (context, log) => {
    for (;;) {
      const begun = await begin(context);
      if (!begun) return;
      try {
        await carryOut(context, begun);
      } catch (error) {
        // Whoever does this next begins it anew.
        if (context.signal?.aborted) return;
        const code = faultOf(error);
        if (code === 'DATABASE_UNAVAILABLE') throw error;
        log.error({ err: error, run: begun.id }, 'a run of matching failed');
        await fail(context, begun, code);
      }
    }
  },
};

/** A run that a process died of so often is not begun again: it would take the next one with it. */
const mostAttempts = 5;

/** The first that waits, or was left: nobody but the caller runs any. */
async function begin(context: RequestContext): Promise<MatchingRun | null> {
  for (;;) {
    const table = tableOf(context.em, MatchingRun);
    const now = context.clock.now().toISOString();
    const [row] = await ask<Record<string, unknown>>(
      context,
      sql`update matching_run r set state = 'RUNNING', step = 'READING', progress = 0, attempts = r.attempts + 1,
          started_at = ${now}::timestamptz, updated_at = ${now}::timestamptz
        where r.id = (select q.id from matching_run q
          where q.state in ('QUEUED', 'RUNNING') and q.owner = any(${[...context.owned]}::text[]) order by q.id limit 1)
        returning ${table.columns}`,
    );
    if (!row) return null;
    const begun = table.read(row);
    if (begun.attempts <= mostAttempts) return begun;
    await fail(context, begun, 'INTERNAL_SERVER_ERROR');
  }
}

async function carryOut(context: RequestContext, begun: MatchingRun): Promise<void> {
  const { em, signal } = context;
  const progress = new Progress(context, begun);
  const decisions = await readDecisions(em, begun.owner);
  const choices = begun.asIfUnpaired ? [] : decisions.choices;
  const sides = await readSides(
    graphOf(context),
    {
      jurisdiction: begun.owner,
      jurisdictions: begun.jurisdictions,
      units: begun.unitIds ?? null,
      asIfUnpaired: begun.asIfUnpaired,
    },
    { signal, onProgress: ({ read, of }) => progress.tell('READING', percentOf('READING', read, of)) },
  );
  if (sides.units.length * sides.candidates.length > mostPairs) {
    throw expectation('INVALID_INPUT', {
      expected: `at most ${mostPairs} pairs of a unit and a party organisation: fewer jurisdictions, or units`,
      received: `${sides.units.length} × ${sides.candidates.length}`,
    });
  }
  const chosen = new Set(choices.map(({ organisation_id }) => organisation_id));
  const matched = await matchInThread(
    {
      units: sides.units.map((unit) => ({
        ...unit,
        paired: unit.paired + choices.filter(({ unit_id }) => unit_id === unit.id).length,
      })),
      candidates: sides.candidates.filter(({ id }) => !chosen.has(id)),
      excluded: decisions.excluded,
      policy: policyOfRun(begun),
    },
    { signal, onProgress: (each) => progress.tellOf(each) },
  );
  progress.tell('WRITING', percentOf('WRITING', 0, 1));
  await progress.told();
  await recordOutcome(context, begun, { sides, matched, decisions, choices });
}

async function fail(
  { em, clock }: RequestContext,
  { id, attempts }: MatchingRun,
  fault: ErrorCode,
): Promise<void> {
  const now = clock.now().toISOString();
  await ask(
    { em },
    sql`update matching_run set state = 'FAILED', fault = ${fault}, finished_at = ${now}::timestamptz, updated_at = ${now}::timestamptz
      where id = ${id} and attempts = ${attempts} and state = 'RUNNING'`,
  );
}

function faultOf(error: unknown): ErrorCode {
  const code = error instanceof GraphQLError ? error.extensions['code'] : undefined;
  return isErrorCode(code) ? code : codeOf(error);
}
