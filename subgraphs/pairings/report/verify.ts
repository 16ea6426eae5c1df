import type { RequestContext } from '@jiedui/kit/context';
import { expectation } from '@jiedui/schema/contract/error';

import { lockedText, readData, scopeOf } from './content.ts';
import { type Figure, hashOf } from './data.ts';
import type { Report } from './entity.ts';
import { figuresOf } from './figures.ts';
import { recordsOf } from './records.ts';

/** A number that differs from what was locked. */
export interface Drift {
  figure: Figure;
  /** Null: there was no such number, or there is none now. */
  locked: number | null;
  current: number | null;
}

export interface Verification {
  hash: string;
  /** Of what is stored now; null where nothing is. */
  computedHash: string | null;
  intact: boolean;
  drift: Drift[];
}

/**
 * Whether a locked report is what was locked, and which of its numbers the records would not give any more: whoever corrects a
 * record later changes no report, and here it shows. Null drift where what is stored cannot be read.
 * @throws INVALID_TRANSITION where the report is not locked
 */
export async function verified(context: RequestContext, report: Report): Promise<Verification> {
  if (report.hash == null) {
    throw expectation('INVALID_TRANSITION', {
      expected: 'a report that is locked',
      received: report.state,
    });
  }
  const text = await lockedText(context, report.id);
  const computedHash = text === null ? null : hashOf(text);
  const data = text === null ? null : readData(text);
  const drift: Drift[] = [];
  if (data) {
    const scope = scopeOf(data);
    // Judged on the day of the report: that a due date has passed since is no drift.
    const current = figuresOf(scope, await recordsOf(context, scope, data.asOf), data.asOf);
    drift.push(...differences(data.figures, current));
  }
  return { hash: report.hash, computedHash, intact: computedHash === report.hash, drift };
}

/** The figures of one list that another list has with another value, or not at all, and the other way about. Pure. */
export function differences(locked: readonly Figure[], current: readonly Figure[]): Drift[] {
  const before = new Map(locked.map((figure) => [figure.code, figure]));
  const now = new Map(current.map((figure) => [figure.code, figure]));
  return [...new Set([...before.keys(), ...now.keys()])]
    .map((code) => ({
      figure: (before.get(code) ?? now.get(code))!,
      locked: before.get(code)?.value ?? null,
      current: now.get(code)?.value ?? null,
    }))
    .filter((each) => each.locked !== each.current);
}
