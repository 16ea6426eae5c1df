import type { JurisdictionCoverage } from './sharding/coverage.ts';
import type { ShardCall, ShardReply } from './sharding/shard.ts';

/** What became of one request to the graph. */
export interface Account {
  /** What was asked, by the client's own name for it; null where that was not known yet when it was refused. */
  asked: { kind: string; name: string | null; document: string | null } | null;
  outcome: 'complete' | 'incomplete' | 'failed' | 'refused';
  /** Of its errors, each once. */
  codes: readonly string[];
  /** The jurisdictions that its answer misses. */
  gaps: readonly Pick<JurisdictionCoverage, 'code' | 'outcome'>[];
}

/** How a document was asked for, and where it was found: `new` is read for the first time, `none` is refused. */
export interface Lookup {
  by: 'text' | 'hash';
  found: 'registered' | 'kept' | 'new' | 'none';
}

/** The files that are read again when they change. */
export type WatchedFile = 'supergraph' | 'shard_map' | 'client_keys' | 'assertion_key' | 'documents';

/** Hears what the gateway does, to count it: in the midst of the work, so that nothing of it may take long, or throw. */
export interface Watch {
  /** A request to the graph has come; what is returned is told when it has been answered, and after how long. */
  requested(): (account: Account, milliseconds: number) => void;
  looked(lookup: Lookup): void;
  /** A shard was asked; after 0 ms: it was spared the call. */
  called(call: ShardCall, reply: ShardReply): void;
  reloaded(file: WatchedFile, path: string, inForce: boolean): void;
}

const nothing = (): void => undefined;

export const nobody: Watch = {
  requested: () => nothing,
  looked: nothing,
  called: nothing,
  reloaded: nothing,
};
