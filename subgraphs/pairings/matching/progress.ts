import type { RequestContext } from '@jiedui/kit/context';
import { run, sql } from '@jiedui/kit/sql';

import type { MatchProgress } from './match.ts';
import type { MatchingRun } from './run.ts';
import type { MatchingStep } from './terms.ts';

/** Where each step begins and ends. Of 100. */
const spans: Readonly<Record<MatchingStep, readonly [from: number, to: number]>> = {
  READING: [0, 40],
  SCORING: [40, 55],
  SOLVING: [55, 85],
  SETTLING: [85, 90],
  WRITING: [90, 100],
};

/** How far a run is when so much of a step is done. */
export function percentOf(step: MatchingStep, done: number, of: number): number {
  const [from, to] = spans[step];
  return Math.floor(from + ((to - from) * Math.min(done, of)) / Math.max(of, 1));
}

/** Unit: milliseconds. Between two notes of a run. */
const leastWait = 250;

/** Notes how far a run is, one note at a time; what comes meanwhile is noted last. */
export class Progress {
  private readonly context: RequestContext;
  private readonly begun: MatchingRun;
  private latest: { step: MatchingStep; percent: number } | null = null;
  private noting: Promise<void> | null = null;

  constructor(context: RequestContext, begun: MatchingRun) {
    this.context = context;
    this.begun = begun;
  }

  tellOf(progress: MatchProgress): void {
    switch (progress.step) {
      case 'SCORING':
        return this.tell('SCORING', percentOf('SCORING', progress.done, progress.of));
      case 'SOLVING':
        // Each round proves more; how many there will be, nobody knows.
        return this.tell('SOLVING', percentOf('SOLVING', progress.rounds, progress.rounds + 1));
      case 'SETTLING':
        return this.tell('SETTLING', percentOf('SETTLING', 0, 1));
      default:
        throw new Error(`Unplanned ${progress satisfies never}`);
    }
  }

  tell(step: MatchingStep, percent: number): void {
    this.latest = { step, percent };
    this.noting ??= this.note().finally(() => (this.noting = null));
  }

  /** Once all that was told is noted. */
  async told(): Promise<void> {
    await this.noting;
  }

  private async note(): Promise<void> {
    const { id, attempts } = this.begun;
    while (this.latest) {
      const { step, percent } = this.latest;
      this.latest = null;
      // What cannot be noted costs the note alone: the result, which must be written, tells of the database.
      await run(
        { em: this.context.em },
        sql`update matching_run set step = ${step}, progress = ${percent}
          where id = ${id} and attempts = ${attempts} and state = 'RUNNING'`,
      ).catch(() => undefined);
      if (this.latest) await new Promise((resolve) => setTimeout(resolve, leastWait));
    }
  }
}
