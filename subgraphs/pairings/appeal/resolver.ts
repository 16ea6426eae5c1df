import { KeyArgument } from '@jiedui/kit/arguments';
import { memo, type RequestContext } from '@jiedui/kit/context';
import { stubOf } from '@jiedui/kit/ids';
import { Merge } from '@jiedui/kit/sharding';
import { run, sql } from '@jiedui/kit/sql';
import type { RecordId } from '@jiedui/schema/contract/id';
import DataLoader from 'dataloader';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';

import { Activity } from '../activity/entity.ts';
import { carryOverSolvedProblem } from './carry-over.ts';
import { Appeal } from './entity.ts';
import { CarryOverSolvedProblemInput, CarryOverSolvedProblemPayload } from './input.ts';
import { maySeeOrigin } from './rules.ts';

@Resolver(() => Activity)
export class CarriedAppealResolver {
  @Merge('ROUTE')
  @Mutation(() => CarryOverSolvedProblemPayload, {
    nullable: true,
    description:
      '转入已解决问题：仅限诉求归属地的部署，随其事件自动进行，幂等键即事件编号。Carries a solved problem over: for the deployment that owns the appeal alone, which does so by itself as its events occur; the key is the event’s id.',
  })
  carryOverSolvedProblem(
    @KeyArgument() key: string,
    @Arg('input', () => CarryOverSolvedProblemInput, { description: '诉求的现状。How the appeal stands.' })
    input: CarryOverSolvedProblemInput,
    @Ctx() context: RequestContext,
  ): Promise<CarryOverSolvedProblemPayload> {
    return carryOverSolvedProblem(context, key, input);
  }

  @FieldResolver(() => Appeal, {
    nullable: true,
    description:
      '所由来的困难诉求，仅诉求归属地工作人员与审计人员可见，其他人为空。The appeal that brought it, for officers of the appeal’s owner and auditors; null for others.',
  })
  async appeal(@Root() { id }: Activity, @Ctx() context: RequestContext): Promise<Appeal | null> {
    const origin = await originOf(context, id);
    return origin && maySeeOrigin(context.viewer, origin, context.federation) ? stubOf(origin) : null;
  }
}

/** The appeal behind an activity; one statement for all that are asked. */
function originOf(context: RequestContext, activity: RecordId): Promise<RecordId | null> {
  const loader = memo(context, 'appeals behind activities', () => {
    return new DataLoader<RecordId, RecordId | null>(async (ids) => {
      const rows = await run<{ activity_id: RecordId; appeal_id: RecordId }>(
        context,
        sql`select activity_id, appeal_id from carried_appeal where activity_id = any(${[...ids]}::text[])`,
      );
      const found = new Map(rows.map(({ activity_id, appeal_id }) => [activity_id, appeal_id]));
      return ids.map((id) => found.get(id) ?? null);
    });
  });
  return loader.load(activity);
}
