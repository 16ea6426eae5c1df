import { GraphQLDate } from '@jiedui/kit/scalars';
import { Arg } from 'type-graphql';

/** The day of a step of a ledger's record. */
export function OnArgument(): ReturnType<typeof Arg> {
  return Arg('on', () => GraphQLDate, {
    description: '自哪日起，不晚于今天。From which day on; today at the latest.',
  });
}
