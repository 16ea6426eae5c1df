import { seesPersons } from '@jiedui/kit/changes';
import type { RequestContext } from '@jiedui/kit/context';
import { stubOf } from '@jiedui/kit/ids';
import { loadAllBy } from '@jiedui/kit/loaders';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { MemberUnit } from '../../member-unit/entity.ts';
import { Appeal } from '../entity.ts';
import { AppealState } from '../terms.ts';
import { AppealStep } from './entity.ts';

@Resolver(() => Appeal)
export class AppealHistoryResolver {
  @FieldResolver(() => [AppealStep], {
    nullable: true,
    description: '办理过程，依次。The steps that it went through, in order.',
  })
  async steps(@Root() { id }: Appeal, @Ctx() context: RequestContext): Promise<AppealStep[]> {
    const steps = await loadAllBy(context, AppealStep, 'appealId', id, 'position');
    if (seesPersons(context, id)) return steps;
    return steps.map((step) => Object.create(step, { takenBy: { value: null } }) as AppealStep);
  }
}

@Resolver(() => AppealStep)
export class AppealStepFieldsResolver {
  @FieldResolver(() => AppealState, { nullable: true, description: '此前状态。The state before.' })
  from(@Root() { fromState }: AppealStep): AppealState | null {
    return fromState ?? null;
  }

  @FieldResolver(() => AppealState, { description: '此后状态。The state after.' })
  to(@Root() { toState }: AppealStep): AppealState {
    return toState;
  }

  @FieldResolver(() => MemberUnit, {
    nullable: true,
    description: '经办联络员所属单位。The unit whose liaison took it.',
  })
  unit(@Root() { unitId }: AppealStep): MemberUnit | null {
    return stubOf(unitId);
  }
}
