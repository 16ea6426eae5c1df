import { describedEnum } from '@jiedui/kit/enums';
import type { Listing } from '@jiedui/kit/page';
import { connectionType, JurisdictionsArgument, orderInput, PageArgs } from '@jiedui/kit/page-types';
import type { OrderBy } from '@jiedui/kit/page-types';
import { GraphQLDateTime } from '@jiedui/kit/scalars';
import { equals, holdsAny, sql } from '@jiedui/kit/sql';
import { hasRole, forbidden } from '@jiedui/kit/viewer-rules';
import type { RequestContext } from '@jiedui/kit/context';
import { parseId } from '@jiedui/schema/contract/id';
import { ArgsType, Field, ID, InputType } from 'type-graphql';

import { ContactAccess } from './entity.ts';

export const ContactAccessOrderField = describedEnum(
  'ContactAccessOrderField',
  '联系电话查看记录的排序字段。What entries of the log are ordered by.',
  {
    READ_AT: ['查看时间', 'When.'],
    ID: ['编号', 'The id.'],
  },
);
export type ContactAccessOrderField = keyof typeof ContactAccessOrderField;

export const ContactAccessOrder = orderInput('ContactAccess', '联系电话查看记录', ContactAccessOrderField);

@InputType({
  description: '联系电话查看记录的筛选条件，同时满足。What entries of the log must be; all conditions hold.',
})
export class ContactAccessFilter {
  @Field(() => String, { nullable: true, description: '查看人标识。Who.' })
  subject?: string | null;

  @Field(() => ID, { nullable: true, description: '诉求编号。The id of an appeal whose number was shown.' })
  appeal?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: '查看时间不早于。Then or later.' })
  from?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: '查看时间不晚于。Then or earlier.' })
  to?: Date | null;
}

/** @throws FORBIDDEN unless the viewer is an auditor */
export function refuseUnlessAuditor({ viewer }: Pick<RequestContext, 'viewer'>): void {
  if (!hasRole(viewer, 'AUDITOR')) throw forbidden('an auditor', viewer);
}

export const contactAccesses: Listing<ContactAccess, ContactAccessOrderField, ContactAccessFilter> = {
  entity: ContactAccess,
  orderings: { READ_AT: 'readAt', ID: 'id' },
  defaultOrder: { field: 'READ_AT', direction: 'DESCENDING' },
  conditions: ({ subject, appeal, from, to }) => [
    equals('subject', subject),
    appeal == null ? undefined : holdsAny('records', [parseId(appeal, 'app').id]),
    from ? sql<boolean>`r.read_at >= ${from.toISOString()}::timestamptz` : undefined,
    to ? sql<boolean>`r.read_at <= ${to.toISOString()}::timestamptz` : undefined,
  ],
};

@ArgsType()
export class ContactAccessesArgs extends PageArgs {
  @Field(() => ContactAccessOrder, {
    nullable: true,
    description: '排序，默认最近的在前。The order; the last first where absent.',
  })
  orderBy?: OrderBy<ContactAccessOrderField> | null;

  @Field(() => ContactAccessFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: ContactAccessFilter | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

export const ContactAccessConnection = connectionType('ContactAccess', '联系电话查看记录', ContactAccess);
