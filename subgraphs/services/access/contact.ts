import { beforeAnswer } from '@jiedui/kit/before-answer';
import { contactView, shownPhone } from '@jiedui/kit/contact';
import type { RequestContext } from '@jiedui/kit/context';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { Appeal } from '../appeal/entity.ts';
import { noteAccess } from './log.ts';

@Resolver(() => Appeal)
export class AppealContactResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      '联系电话：归属地工作人员与本组织可见全号，并留查看记录；其他人只见 138****8000，除非归属地另有共享规定。The telephone number: whole for the officers of its owner and the organisation itself, and each time noted; masked for others, unless its owner shares it with their role.',
  })
  contact(
    @Root() { id, owner, organisationId, contactPhone }: Appeal,
    @Ctx() context: RequestContext,
  ): string | null {
    const { viewer, federation, shareContacts } = context;
    const reachable = { id: organisationId, owner: federation.find(owner)! };
    const view = contactView(viewer, reachable, shareContacts);
    if (view === 'CLEAR' && contactPhone != null) beforeAnswer(context, 'contacts shown', id, noteAccess);
    return shownPhone(view, contactPhone, viewer);
  }
}
