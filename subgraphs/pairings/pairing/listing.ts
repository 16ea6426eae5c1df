import { describedEnum } from '@jiedui/kit/enums';
import { validAsOf } from '@jiedui/kit/history';
import type { Listing } from '@jiedui/kit/page';
import {
  AsOfArgument,
  connectionType,
  JurisdictionsArgument,
  orderInput,
  PageArgs,
} from '@jiedui/kit/page-types';
import type { OrderBy } from '@jiedui/kit/page-types';
import { Provenance } from '@jiedui/kit/provenance';
import { GraphQLDate } from '@jiedui/kit/scalars';
import {
  atLeast,
  atLeastOrNone,
  atMost,
  type Condition,
  contains,
  equals,
  holdsAny,
  oneOf,
  sql,
} from '@jiedui/kit/sql';
import { ArgsType, Field, ID, InputType } from 'type-graphql';

import { idIn } from '@jiedui/kit/ids';
import { Pairing } from './entity.ts';
import { activeStates, MatchingPrinciple, PairingKind, PairingMechanism, PairingState } from './terms.ts';

export const PairingOrderField = describedEnum(
  'PairingOrderField',
  '结对共建的排序字段。What pairings are ordered by.',
  {
    STARTED_ON: ['结对日期', 'The day on which it began.'],
    TITLE: ['名称（拼音）', 'The title, by pinyin.'],
    ID: ['编号：先归属地，后建档先后', 'The id: by owner, then by when the record was made.'],
  },
);
export type PairingOrderField = keyof typeof PairingOrderField;

export const PairingOrder = orderInput('Pairing', '结对共建', PairingOrderField);

@InputType({ description: '结对共建筛选条件，同时满足。What pairings must be; all conditions hold.' })
export class PairingFilter {
  @Field(() => [PairingKind], { nullable: true, description: '类型之一。One of these kinds.' })
  kind?: PairingKind[] | null;

  @Field(() => [PairingState], { nullable: true, description: '状态之一。One of these states.' })
  state?: PairingState[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: '是否生效：已确认且未结束。Whether it is in force: confirmed and not ended.',
  })
  active?: boolean | null;

  @Field(() => ID, { nullable: true, description: '成员单位编号。The id of the member unit.' })
  unit?: string | null;

  @Field(() => ID, { nullable: true, description: '两新组织编号。The id of the organisation.' })
  organisation?: string | null;

  @Field(() => ID, { nullable: true, description: '党组织编号。The id of the party organisation.' })
  partyOrganisation?: string | null;

  @Field(() => ID, { nullable: true, description: '推动单位编号。The id of the unit that promotes it.' })
  promotedBy?: string | null;

  @Field(() => [MatchingPrinciple], {
    nullable: true,
    description: '至少符合一项结对原则。Matched by at least one of these principles.',
  })
  principle?: MatchingPrinciple[] | null;

  @Field(() => [PairingMechanism], {
    nullable: true,
    description: '至少采用一项机制。Kept going by at least one of these mechanisms.',
  })
  mechanism?: PairingMechanism[] | null;

  @Field(() => GraphQLDate, { nullable: true, description: '结对日期不早于。Begun on this day or later.' })
  startedFrom?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: '结对日期不晚于。Begun on this day or earlier.' })
  startedTo?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: '结束日期不早于，或未定。Ended on this day or later, or with no end so far.',
  })
  notEndedBefore?: string | null;

  @Field(() => String, { nullable: true, description: '名称包含。The title contains this text.' })
  titleContains?: string | null;

  @Field(() => [Provenance], { nullable: true, description: '来源之一。One of these provenances.' })
  provenance?: Provenance[] | null;
}

function inForce(wanted: boolean | null | undefined): Condition | undefined {
  if (wanted == null) return undefined;
  const active = oneOf('state', activeStates)!;
  return wanted ? active : sql<boolean>`not (${active})`;
}

/** Rows of the unit's pairings; of a day, of those that were its pairings then. The owners must agree: see the merge laws. */
export function ofPairingsOf(
  unit: string | null | undefined,
  asOf: string | null | undefined,
): Condition | undefined {
  if (unit == null) return undefined;
  const source = sql.table(asOf == null ? 'pairing' : 'pairing_history');
  const valid = asOf == null ? sql<boolean>`true` : validAsOf('p', asOf);
  return sql<boolean>`exists (select from ${source} p
    where p.id = r.pairing_id and p.owner = r.owner and p.unit_id = ${unit} and ${valid})`;
}

export const pairings: Listing<Pairing, PairingOrderField, PairingFilter> = {
  entity: Pairing,
  history: 'pairing_history',
  orderings: { STARTED_ON: 'startedOn', TITLE: 'sortTitle', ID: 'id' },
  defaultOrder: { field: 'STARTED_ON', direction: 'ASCENDING' },
  conditions: (filter) => [
    oneOf('kind', filter.kind),
    oneOf('state', filter.state),
    inForce(filter.active),
    equals('unit_id', idIn(filter.unit, 'unit')),
    equals('organisation_id', idIn(filter.organisation, 'org')),
    equals('party_organisation_id', idIn(filter.partyOrganisation, 'party')),
    equals('promoted_by_id', idIn(filter.promotedBy, 'unit')),
    holdsAny('principles', filter.principle),
    holdsAny('mechanisms', filter.mechanism),
    atLeast('started_on', filter.startedFrom),
    atMost('started_on', filter.startedTo),
    atLeastOrNone('ended_on', filter.notEndedBefore),
    contains('title', filter.titleContains),
    oneOf('provenance', filter.provenance),
  ],
};

@ArgsType()
export class PairingsArgs extends PageArgs {
  @Field(() => PairingOrder, {
    nullable: true,
    description: '排序，默认按结对日期。The order; by the day it began where absent.',
  })
  orderBy?: OrderBy<PairingOrderField> | null;

  @Field(() => PairingFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: PairingFilter | null;

  @AsOfArgument()
  asOf?: string | null;
}

@ArgsType()
export class AllPairingsArgs extends PairingsArgs {
  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

export const PairingConnection = connectionType('Pairing', '结对共建', Pairing);
