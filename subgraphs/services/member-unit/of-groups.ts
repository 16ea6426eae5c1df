import { stubOf } from '@jiedui/kit/ids';
import type { RecordId } from '@jiedui/schema/contract/id';
import { FieldResolver, Resolver, Root } from 'type-graphql';

import { AppealGroup } from '../appeal/groups.ts';
import { AppealPartGroup } from '../appeal/part/groups.ts';
import { MemberUnit } from './entity.ts';

@Resolver(() => AppealGroup)
export class AppealGroupUnitResolver {
  @FieldResolver(() => MemberUnit, {
    nullable: true,
    description: '首接受理单位。The first receiver, where it is a dimension.',
  })
  memberUnit(@Root() { unit }: AppealGroup): MemberUnit | null {
    return stubOf(unit as RecordId | null | undefined);
  }
}

@Resolver(() => AppealPartGroup)
export class AppealPartGroupUnitResolver {
  @FieldResolver(() => MemberUnit, {
    nullable: true,
    description: '承办部门。The department, where it is a dimension.',
  })
  memberUnit(@Root() { department }: AppealPartGroup): MemberUnit | null {
    return stubOf(department as RecordId | null | undefined);
  }
}
