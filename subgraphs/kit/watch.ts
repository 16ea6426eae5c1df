import type { Carried } from './courier.ts';
import type { StatementKind } from './statements.ts';

/** `incomplete`: answered, with errors in it; `failed`: nothing else is known. */
export type RequestOutcome = 'complete' | 'incomplete' | 'refused' | 'timeout' | 'gone' | 'failed';

/** Hears what a deployment does, to count it: in the midst of the work, so that nothing of it may take long, or throw. */
export interface Watch {
  /** A request has come; what is returned is told how it ended, and after how long. `files`: of a route; `none`: of no subgraph. */
  requested(): (subgraph: string, outcome: RequestOutcome, milliseconds: number) => void;
  /** A statement has been answered by the database, or has failed. */
  stated(kind: StatementKind, failed: boolean, milliseconds: number): void;
  /** A scheduled job has ended. */
  ran(job: string, failed: boolean, milliseconds: number): void;
  /** An event was taken to its consumer. */
  carried(consumer: string, outcome: Carried['kind']): void;
}

const nothing = (): void => undefined;

export const nobody: Watch = { requested: () => nothing, stated: nothing, ran: nothing, carried: nothing };
