import { createStore } from './store.ts';

/** What one jurisdiction had to do with an answer: `extensions.jurisdictions`. */
export interface Coverage {
  code: string;
  name: string;
  outcome: string;
  subgraphs: string[];
  /** Unit: milliseconds. */
  milliseconds: number;
  rows: number;
}

export interface PlannedFetch {
  subgraph: string;
  at: (string | number)[];
  text: string[];
}

export interface GraphQLAnswer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> }[];
  extensions?: { jurisdictions?: Coverage[]; incomplete?: (string | number)[][]; plan?: PlannedFetch[] };
}

/** The last answer to an operation that the user ran. */
export interface Answered {
  answer: GraphQLAnswer;
  /** The document that was asked. */
  query: string;
  operationName: string | null;
  variables: Record<string, unknown>;
  /** From asking to the parsed answer. Unit: milliseconds. */
  milliseconds: number;
  bytes: number;
  status: number;
  correlationId: string | null;
}

export const answered = createStore<Answered | null>(null);
