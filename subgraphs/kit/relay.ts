import type { Dispatch } from './dispatch.ts';
import { type Leader, startLeader } from './leader.ts';
import type { ServerLog } from './server.ts';

export interface RelayOptions {
  /** The database, for a connection of its own. */
  url: string;
  subgraph: string;
  dispatch: Dispatch;
  log: ServerLog;
}

/** Runs the dispatch of a subgraph's events. What is not acknowledged when it stops is sent again by the next relay. */
export function startRelay({ url, subgraph, dispatch, log }: RelayOptions): Leader {
  return startLeader({
    url,
    lock: ['relay', subgraph],
    channel: 'jiedui_outbox',
    round: (signal) => dispatch.round(signal),
    log,
  });
}
