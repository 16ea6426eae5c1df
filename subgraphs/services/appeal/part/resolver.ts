import type { RequestContext } from '@jiedui/kit/context';
import { stubOf } from '@jiedui/kit/ids';
import { loadAllBy } from '@jiedui/kit/loaders';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { Appeal } from '../entity.ts';
import { MemberUnit } from '../../member-unit/entity.ts';
import { AppealPart } from './entity.ts';

@Resolver(() => Appeal)
export class AppealPartsResolver {
  @FieldResolver(() => [AppealPart], {
    nullable: true,
    description: '各部门承办的部分，依次。The parts of its departments, in order.',
  })
  parts(@Root() { id }: Appeal, @Ctx() context: RequestContext): Promise<AppealPart[]> {
    return loadAllBy(context, AppealPart, 'appealId', id, 'position');
  }
}

@Resolver(() => AppealPart)
export class AppealPartResolver {
  @FieldResolver(() => MemberUnit, { nullable: true, description: '承办部门。The department.' })
  unit(@Root() { unitId }: AppealPart): MemberUnit | null {
    return stubOf(unitId);
  }
}
