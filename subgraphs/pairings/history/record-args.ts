import { AsOfArgument } from '@jiedui/kit/page-types';
import { ShardKey } from '@jiedui/kit/sharding';
import { ArgsType, Field, ID } from 'type-graphql';

/** Now or at the end of a day. */
@ArgsType()
export class DayArgs {
  @AsOfArgument()
  asOf?: string | null;
}

/** One record, now or at the end of a day. What hangs below it has arguments of its own. */
@ArgsType()
export class RecordArgs extends DayArgs {
  @ShardKey()
  @Field(() => ID, { description: '编号。The id.' })
  id!: string;
}
