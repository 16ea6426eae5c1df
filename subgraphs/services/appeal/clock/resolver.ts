import type { RequestContext } from '@jiedui/kit/context';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { Appeal } from '../entity.ts';
import { AppealPart, PartFacts } from '../part/entity.ts';
import { AppealClock, AppealTimeliness } from '../terms.ts';
import { never, timelinessOf } from './deadline.ts';
import { clockIn } from './policy.ts';

const OnArgument = () =>
  Arg('on', () => GraphQLDate, {
    nullable: true,
    description: '以该日为准；缺省为今天。On this day; today where absent.',
  });

const dueOnDescription =
  '截止日（工作日计，含调休）；不计时则为空。The deadline, in working days with make-up days; null where no clock runs.';
const provisionalDescription =
  '截止日是否暂定：所涉年份的放假安排尚未公布，公布后重算。Whether the deadline is provisional: the holidays of a year that it reaches are not published yet; it is reckoned again when they are.';
const timelinessDescription =
  '时限状态；不计时则为空。How it stands against its deadline; null where no clock runs.';

@Resolver(() => Appeal)
export class AppealClockResolver {
  @FieldResolver(() => AppealClock, {
    nullable: true,
    description: '所待步骤；已终结则为空。What it waits for; null at an end.',
  })
  clock(@Root() { state }: Appeal): AppealClock | null {
    return clockIn(state);
  }

  @FieldResolver(() => GraphQLDate, { nullable: true, description: dueOnDescription })
  dueOn(@Root() { dueOn }: Appeal): string | null {
    return dueOn === never ? null : dueOn;
  }

  @FieldResolver(() => Boolean, { description: provisionalDescription })
  provisional(@Root() { dueProvisional }: Appeal): boolean {
    return dueProvisional;
  }

  @FieldResolver(() => AppealTimeliness, { nullable: true, description: timelinessDescription })
  timeliness(
    @Root() appeal: Appeal,
    @OnArgument() on: string | null,
    @Ctx() { clock }: RequestContext,
  ): AppealTimeliness | null {
    return timelinessOf(appeal, on ?? clock.today());
  }

  @FieldResolver(() => GraphQLDate, {
    nullable: true,
    description: '暂停计时的起始日；未暂停则为空。Since when the clock stands still; null where it does not.',
  })
  pausedOn(@Root() { pausedOn }: Appeal): string | null {
    return pausedOn ?? null;
  }
}

@Resolver(() => AppealPart)
export class AppealPartClockResolver {
  @FieldResolver(() => GraphQLDate, { nullable: true, description: dueOnDescription })
  dueOn(@Root() { dueOn }: PartFacts): string | null {
    return dueOn === never ? null : dueOn;
  }

  @FieldResolver(() => Boolean, { description: provisionalDescription })
  provisional(@Root() { dueProvisional }: PartFacts): boolean {
    return dueProvisional;
  }

  @FieldResolver(() => AppealTimeliness, { nullable: true, description: timelinessDescription })
  timeliness(
    @Root() part: PartFacts,
    @OnArgument() on: string | null,
    @Ctx() { clock }: RequestContext,
  ): AppealTimeliness | null {
    return timelinessOf(part, on ?? clock.today());
  }
}
