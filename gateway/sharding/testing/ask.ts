import { parse } from 'graphql';
import { executeSharded, type ShardedAnswer, type ShardedRequest } from '../execute.ts';
import type { ShardingRules } from '../rules.ts';
import type { ShardCall, ShardReply } from '../shard.ts';
import { shardsOf, toyRules, type Meddle } from './shards.ts';
import { makeWorld, separate, type Federation, type World } from './world.ts';

export interface Asked extends ShardedAnswer {
  calls: readonly ShardCall[];
}

export interface Circumstances {
  world?: World;
  federation?: Federation;
  subgraph?: string;
  variables?: Record<string, unknown>;
  limits?: ShardedRequest['limits'];
  rules?: ShardingRules;
  options?: Pick<ShardedRequest, 'typenames' | 'strict' | 'reductions'>;
  meddle?: Meddle;
}

/** Asks the toy federation. */
export async function ask(query: string, circumstances: Circumstances = {}): Promise<Asked> {
  const {
    world = makeWorld(),
    federation = separate,
    subgraph = 'ledger',
    variables = {},
    rules = toyRules,
    options = {},
  } = circumstances;
  const { map, send, calls } = shardsOf(world, federation, circumstances.meddle);
  const { limits } = circumstances;
  const document = parse(query);
  const answer = await executeSharded({
    rules,
    ...options,
    subgraph,
    document,
    variables,
    map,
    send,
    ...(limits && { limits }),
  });
  return { ...answer, calls };
}

/** An answer in which one deployment says nothing. */
export function silencing(deployment: string, reason: Extract<ShardReply, { kind: 'silent' }>['reason']) {
  return (call: ShardCall, honest: () => ShardReply): ShardReply =>
    call.deployment === deployment ? { kind: 'silent', reason, milliseconds: 5 } : honest();
}

/** An answer in which one deployment's data is changed before it is sent. */
export function lying(deployment: string, change: (data: never) => unknown) {
  return (call: ShardCall, honest: () => ShardReply): ShardReply => {
    const reply = honest();
    if (call.deployment !== deployment || reply.kind !== 'answered') return reply;
    return { ...reply, data: change(reply.data as never) as Record<string, unknown> };
  };
}

/** The codes of an answer's errors with their places. */
export function places({ errors }: ShardedAnswer): string[] {
  return errors.map(({ path, extensions }) => `${String(extensions?.['code'])} at ${path?.join('.') ?? ''}`);
}
