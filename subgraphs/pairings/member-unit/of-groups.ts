import type { Group } from '@jiedui/kit/groups';
import { stubOf } from '@jiedui/kit/ids';
import type { RecordId } from '@jiedui/schema/contract/id';
import { type ClassType, FieldResolver, Resolver, Root } from 'type-graphql';

import { ActivityGroup } from '../activity/groups.ts';
import { CoBuildingGroup } from '../co-building/groups.ts';
import { ObligationGroup } from '../obligation/groups.ts';
import { PairingGroup } from '../pairing/groups.ts';
import { MemberUnit } from './entity.ts';

/** A bucket has the id of its unit; its name is where units are kept, at the end of an edge. */
function unitOf(group: ClassType<Group & { unit?: string | null }>) {
  @Resolver(() => group)
  class GroupUnitResolver {
    @FieldResolver(() => MemberUnit, {
      nullable: true,
      description: '成员单位，按单位分组时才有。The member unit, where it is a dimension.',
    })
    memberUnit(@Root() { unit }: { unit?: string | null }): MemberUnit | null {
      return stubOf(unit as RecordId | null | undefined);
    }
  }
  return GroupUnitResolver;
}

export const groupUnitResolvers = [ActivityGroup, CoBuildingGroup, ObligationGroup, PairingGroup].map(unitOf);
