import { type Connection, listAll } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { Merge } from '@jiedui/kit/sharding';
import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';

import { Jurisdiction } from '../jurisdiction/entity.ts';
import { ContactAccess } from './entity.ts';
import {
  ContactAccessConnection,
  contactAccesses,
  ContactAccessesArgs,
  refuseUnlessAuditor,
} from './listing.ts';

@Resolver(() => ContactAccess)
export class ContactAccessResolver {
  @Merge('CONNECTION')
  @Query(() => ContactAccessConnection, {
    nullable: true,
    description:
      '联系电话查看记录，仅审计人员可见。Who was shown unmasked telephone numbers, when; for auditors alone.',
  })
  contactAccesses(
    @Args(() => ContactAccessesArgs) args: ContactAccessesArgs,
    @Ctx() context: RequestContext,
  ): Connection<ContactAccess> {
    refuseUnlessAuditor(context);
    return listAll(contactAccesses, context, 'Query.contactAccesses', args);
  }

  @FieldResolver(() => Jurisdiction, {
    nullable: true,
    description: '所查看记录的归属地。The jurisdiction that owns what was read.',
  })
  jurisdiction(@Root() { owner }: ContactAccess): Jurisdiction {
    return { code: owner };
  }
}
