import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { GraphQLFormattedError } from 'graphql';

/** 行政区划 as the gateway knows it: where it stands in the tree. */
export interface Jurisdiction {
  code: JurisdictionCode;
  name: string;
  parent: JurisdictionCode | null;
}

/** What one jurisdiction (or several) runs; it serves a shard of each logical subgraph that it names. */
export interface Deployment {
  name: string;
  jurisdictions: readonly JurisdictionCode[];
  subgraphs: ReadonlySet<string>;
}

/** Jurisdiction → deployment, with the tree of jurisdictions. Checked when it is read: every jurisdiction has one deployment at most. */
export interface ShardMap {
  /** In the order of their codes. */
  jurisdictions: ReadonlyMap<JurisdictionCode, Jurisdiction>;
  deployments: readonly Deployment[];
  owners: ReadonlyMap<JurisdictionCode, Deployment>;
}

/** One request to one shard. A value: tests read it. */
export interface ShardCall {
  deployment: string;
  subgraph: string;
  query: string;
  variables: Record<string, unknown>;
  operation: 'query' | 'mutation';
}

export type Silence = 'timeout' | 'down' | 'denied' | 'unsupported' | 'invalid';

/** Every call ends as one of these; none throws. */
export type ShardReply =
  | {
      kind: 'answered';
      data: Record<string, unknown> | null;
      errors: readonly GraphQLFormattedError[];
      /** Size of the body as it came. Unit: bytes. */
      bytes: number;
      milliseconds: number;
    }
  /** After 0 milliseconds: it was not even asked, since it is known to be silent. */
  | { kind: 'silent'; reason: Silence; milliseconds: number };

/** Carries a call out, within the request's deadline. Never rejects. */
export type Send = (call: ShardCall) => Promise<ShardReply>;
