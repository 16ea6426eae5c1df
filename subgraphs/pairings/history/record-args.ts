import { AsOfArgument } from '@jiedui/kit/page-types';
import { ShardKey } from '@jiedui/kit/sharding';
import { ArgsType, Field, ID } from 'type-graphql';

/** One record, now or at the end of a day. What hangs below it has arguments of its own. */
@ArgsType()
export class RecordArgs {
  @ShardKey()
  @Field(() => ID, { description: '编号。The id.' })
  id!: string;

  @AsOfArgument()
  asOf?: string | null;
}
