import type { Viewer } from '@jiedui/schema/contract/viewer';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { DocumentNode } from 'graphql';
import type { Logger } from 'pino';
import type { ShardPlan } from './sharding/plan.ts';
import type { Send, ShardMap } from './sharding/shard.ts';
import type { Coverage } from './sharding/coverage.ts';

/** What one client's request carries through the gateway. Made once, never stored on anything that outlives it. */
export interface RequestContext {
  viewer: Viewer;
  correlationId: string;
  /** The map as it was when the request came: a reload never splits a request. */
  map: ShardMap;
  send: Send;
  log: Logger;
  /** The viewer asked how the operation was carried out, and may know. */
  explains: boolean;
  /** Of each fetch, as it was answered. */
  coverage: Coverage[];
  /** Of each fetch, where the viewer asked. */
  plans: ExplainedFetch[];
  /** What is executed; parsed and checked before. */
  document: DocumentNode;
  /** What became of it, once it is answered. In an object of its own, since Apollo works on a copy of the context. */
  end: { outcome: Outcome | null };
  /** The answer as it grows, root field by root field: error paths are found in it. */
  grown: Record<string, unknown>;
}

export interface Outcome {
  /** Of every error, in order. */
  codes: readonly string[];
  /** No error, and everybody asked has answered. */
  complete: boolean;
  data: unknown;
}

/** What must be known where Apollo hands over an error and nothing else. */
export type RequestScope = Pick<RequestContext, 'correlationId' | 'log'>;

/** One fetch of Apollo's plan: where its answer belongs, and what it asked of which deployments. Holds no address. */
export interface ExplainedFetch {
  subgraph: string;
  at: readonly (string | number)[];
  /** Null for a subgraph without sharding rules. */
  plan: ShardPlan | null;
  /** The same to read, line by line. */
  text: readonly string[] | null;
}

export const requestScope = new AsyncLocalStorage<RequestContext>();
