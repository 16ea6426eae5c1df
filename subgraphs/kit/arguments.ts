import { ShardKey } from './sharding.ts';
import { Arg, ID } from 'type-graphql';

type ArgumentDecorator = ReturnType<typeof Arg>;

/** Arguments that mutations have in common. */

export function KeyArgument(): ArgumentDecorator {
  return Arg('idempotencyKey', () => ID, {
    description:
      '幂等键，8 至 128 个字符，每次意图由客户端生成一次。8 to 128 characters that the client chooses once per intention.',
  });
}

export function ReasonArgument(): ArgumentDecorator {
  return Arg('reason', () => String, {
    description: '理由，1 至 500 字，记入变更历史。Why, 1 to 500 characters; it stands in the history.',
  });
}

/** `id: ID! @shardKey`, or another name for it. */
export function IdArgument(description = '记录编号。The id of the record.', name = 'id'): ArgumentDecorator {
  const argument = Arg(name, () => ID, { description });
  const shardKey = ShardKey();
  return (target, property, index) => {
    argument(target, property, index);
    shardKey(target, property as string, index);
  };
}
