import type { Dispatch } from './dispatch.ts';
import { type Leader, type LeaderOptions, startLeader } from './leader.ts';

export interface RelayOptions extends Pick<LeaderOptions, 'url' | 'log' | 'idleWait'> {
  subgraph: string;
  dispatch: Dispatch;
}

/** Runs the dispatch of a subgraph's events. What is not acknowledged when it stops is sent again by the next relay. */
export function startRelay({ subgraph, dispatch, ...options }: RelayOptions): Leader {
  return startLeader({
    ...options,
    lock: ['relay', subgraph],
    channel: 'jiedui_outbox',
    round: (signal) => dispatch.round(signal),
  });
}
