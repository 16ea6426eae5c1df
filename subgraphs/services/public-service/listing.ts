import { describedEnum } from '@jiedui/kit/enums';
import type { Listing } from '@jiedui/kit/page';
import { connectionType, JurisdictionsArgument, orderInput, PageArgs } from '@jiedui/kit/page-types';
import type { OrderBy } from '@jiedui/kit/page-types';
import { Provenance } from '@jiedui/kit/provenance';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { atLeast, atMost, contains, equals, oneOf } from '@jiedui/kit/sql';
import { ArgsType, Field, ID, InputType } from 'type-graphql';

import { idIn } from '@jiedui/kit/ids';
import { PublicService } from './entity.ts';
import { ActionLine, BeneficiaryKind, PublicServiceKind } from './terms.ts';

export const PublicServiceOrderField = describedEnum(
  'PublicServiceOrderField',
  '公益服务的排序字段。What public services are ordered by.',
  {
    PROVIDED_ON: ['服务日期', 'The day on which it was given.'],
    TITLE: ['名称（拼音）', 'The title, by pinyin.'],
    COUNT: ['次数', 'How many times, or how many questions.'],
    ID: ['编号：先归属地，后建档先后', 'The id: by owner, then by when the record was made.'],
  },
);
export type PublicServiceOrderField = keyof typeof PublicServiceOrderField;

export const PublicServiceOrder = orderInput('PublicService', '公益服务', PublicServiceOrderField);

@InputType({ description: '公益服务筛选条件，同时满足。What public services must be; all conditions hold.' })
export class PublicServiceFilter {
  @Field(() => [PublicServiceKind], { nullable: true, description: '类型之一。One of these kinds.' })
  kind?: PublicServiceKind[] | null;

  @Field(() => [ActionLine], { nullable: true, description: '行动线之一。One of these lines of action.' })
  actionLine?: ActionLine[] | null;

  @Field(() => [BeneficiaryKind], {
    nullable: true,
    description: '服务对象类别之一。For one of these kinds of beneficiaries.',
  })
  beneficiaryKind?: BeneficiaryKind[] | null;

  @Field(() => GraphQLDate, { nullable: true, description: '服务日期不早于。Given on this day or later.' })
  providedFrom?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '服务日期不晚于。Given on this day or earlier.' })
  providedTo?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: '提供服务的两新组织编号。The id of the organisation that gave it.',
  })
  organisation?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: '提供服务的党组织编号。The id of the party organisation that gave it.',
  })
  partyOrganisation?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: '提供服务的成员单位编号。The id of the member unit that gave it.',
  })
  unit?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: '接受服务的两新组织编号。The id of the organisation that it was for.',
  })
  beneficiaryOrganisation?: string | null;

  @Field(() => ID, { nullable: true, description: '结对共建编号。The id of the pairing.' })
  pairing?: string | null;

  @Field(() => String, { nullable: true, description: '名称包含。The title contains this text.' })
  titleContains?: string | null;

  @Field(() => String, { nullable: true, description: '地点包含。The place contains this text.' })
  placeContains?: string | null;

  @Field(() => String, { nullable: true, description: '服务对象包含。Whom it served contains this text.' })
  beneficiaryContains?: string | null;

  @Field(() => [Provenance], { nullable: true, description: '来源之一。One of these provenances.' })
  provenance?: Provenance[] | null;
}

export const publicServices: Listing<PublicService, PublicServiceOrderField, PublicServiceFilter> = {
  entity: PublicService,
  history: 'public_service_history',
  orderings: { PROVIDED_ON: 'providedOn', TITLE: 'sortTitle', COUNT: 'count', ID: 'id' },
  defaultOrder: { field: 'PROVIDED_ON', direction: 'ASCENDING' },
  conditions: (filter) => [
    oneOf('kind', filter.kind),
    oneOf('action_line', filter.actionLine),
    oneOf('beneficiary_kind', filter.beneficiaryKind),
    atLeast('provided_on', filter.providedFrom),
    atMost('provided_on', filter.providedTo),
    equals('organisation_id', idIn(filter.organisation, 'org')),
    equals('party_organisation_id', idIn(filter.partyOrganisation, 'party')),
    equals('unit_id', idIn(filter.unit, 'unit')),
    equals('beneficiary_organisation_id', idIn(filter.beneficiaryOrganisation, 'org')),
    equals('pairing_id', idIn(filter.pairing, 'pair')),
    contains('title', filter.titleContains),
    contains('place', filter.placeContains),
    contains('beneficiary', filter.beneficiaryContains),
    oneOf('provenance', filter.provenance),
  ],
};

@ArgsType()
export class PublicServicesArgs extends PageArgs {
  @Field(() => PublicServiceOrder, {
    nullable: true,
    description: '排序，默认按服务日期。The order; by the day it was given where absent.',
  })
  orderBy?: OrderBy<PublicServiceOrderField> | null;

  @Field(() => PublicServiceFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: PublicServiceFilter | null;
}

@ArgsType()
export class AllPublicServicesArgs extends PublicServicesArgs {
  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

export const PublicServiceConnection = connectionType('PublicService', '公益服务', PublicService);
