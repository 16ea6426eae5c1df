import type { RequestContext } from '@jiedui/kit/context';
import { describedEnum } from '@jiedui/kit/enums';
import { idIn } from '@jiedui/kit/ids';
import type { Listing } from '@jiedui/kit/page';
import {
  connectionType,
  JurisdictionsArgument,
  type OrderBy,
  orderInput,
  PageArgs,
} from '@jiedui/kit/page-types';
import { atLeast, type Condition, equals, oneOf, present, sql } from '@jiedui/kit/sql';
import { hasRole, isOfficerOf } from '@jiedui/kit/viewer-rules';
import { ArgsType, Field, Float, ID, InputType } from 'type-graphql';

import { PairExclusion } from './exclusion.ts';
import { MatchingRun } from './run.ts';
import { PairingSuggestion } from './suggestion.ts';
import { MatchingState, SuggestionState } from './terms.ts';

/** Proposals are not the public's: officers of the owner and of those above it see them, and auditors. */
export function visibleMatching({
  viewer,
  federation,
  owned,
}: RequestContext): readonly (Condition | undefined)[] {
  if (hasRole(viewer, 'AUDITOR')) return [];
  const owners = owned.filter((code) =>
    federation.lineage(code).some((each) => isOfficerOf(viewer, federation.find(each)!)),
  );
  return [sql<boolean>`r.owner = any(${owners}::text[])`];
}

export const MatchingRunOrderField = describedEnum(
  'MatchingRunOrderField',
  '匹配的排序字段。What runs of matching are ordered by.',
  { ID: ['发起先后', 'When it was asked for, by owner.'] },
);
export type MatchingRunOrderField = keyof typeof MatchingRunOrderField;

export const MatchingRunOrder = orderInput('MatchingRun', '匹配', MatchingRunOrderField);

@InputType({ description: '匹配筛选条件，同时满足。What runs must be; all conditions hold.' })
export class MatchingRunFilter {
  @Field(() => [MatchingState], { nullable: true, description: '状态之一。One of these states.' })
  state?: MatchingState[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: '是否为复核。Whether it is for review, as if nothing were paired.',
  })
  asIfUnpaired?: boolean | null;
}

export const matchingRuns: Listing<MatchingRun, MatchingRunOrderField, MatchingRunFilter> = {
  entity: MatchingRun,
  orderings: { ID: 'id' },
  defaultOrder: { field: 'ID', direction: 'DESCENDING' },
  conditions: (filter) => [oneOf('state', filter.state), equals('as_if_unpaired', filter.asIfUnpaired)],
  visible: visibleMatching,
};

@ArgsType()
export class MatchingRunsArgs extends PageArgs {
  @Field(() => MatchingRunOrder, {
    nullable: true,
    description: '排序，默认最近的在前。The order; the latest first where absent.',
  })
  orderBy?: OrderBy<MatchingRunOrderField> | null;

  @Field(() => MatchingRunFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: MatchingRunFilter | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

export const MatchingRunConnection = connectionType('MatchingRun', '匹配', MatchingRun);

export const SuggestionOrderField = describedEnum(
  'PairingSuggestionOrderField',
  '结对建议的排序字段。What suggestions are ordered by.',
  {
    SCORE: ['总分', 'The total score.'],
    ID: ['编号：先归属地，后建议先后', 'The id: by owner, then by when it was made.'],
  },
);
export type SuggestionOrderField = keyof typeof SuggestionOrderField;

export const SuggestionOrder = orderInput('PairingSuggestion', '结对建议', SuggestionOrderField);

@InputType({ description: '结对建议筛选条件，同时满足。What suggestions must be; all conditions hold.' })
export class SuggestionFilter {
  @Field(() => ID, {
    nullable: true,
    description:
      '所属匹配的编号；缺省为各地最近一次完成的匹配（复核除外）。The id of the run; by default the latest of each jurisdiction that is done and not for review.',
  })
  run?: string | null;

  @Field(() => ID, { nullable: true, description: '成员单位编号。The id of the member unit.' })
  unit?: string | null;

  @Field(() => ID, { nullable: true, description: '两新组织编号。The id of the organisation.' })
  organisation?: string | null;

  @Field(() => [SuggestionState], { nullable: true, description: '状态之一。One of these states.' })
  state?: SuggestionState[] | null;

  @Field(() => Float, {
    nullable: true,
    description: '总分不低于，0 至 1。At least this total score, 0 to 1.',
  })
  leastScore?: number | null;
}

/** The suggestions of a run. */
export const suggestionsOfRun: Listing<PairingSuggestion, SuggestionOrderField, SuggestionFilter> = {
  entity: PairingSuggestion,
  orderings: { SCORE: 'score', ID: 'id' },
  defaultOrder: { field: 'SCORE', direction: 'DESCENDING' },
  conditions: (filter) => [
    equals('run_id', idIn(filter.run, 'match')),
    equals('unit_id', idIn(filter.unit, 'unit')),
    equals('organisation_id', idIn(filter.organisation, 'org')),
    oneOf('state', filter.state),
    atLeast('score', filter.leastScore == null ? null : Math.ceil(filter.leastScore * 10_000 - 1e-6)),
  ],
  visible: visibleMatching,
};

/** Those of the run that is asked for, else of each owner's latest. To be asked with a filter, be it empty. */
export const suggestions: typeof suggestionsOfRun = {
  ...suggestionsOfRun,
  conditions: (filter, context) => [
    ...suggestionsOfRun.conditions(filter, context),
    filter.run == null
      ? sql<boolean>`r.run_id = any(array(
          select max(m.id) from matching_run m
          where m.owner = any(${[...context.owned]}::text[]) and m.state = 'DONE' and not m.as_if_unpaired group by m.owner))`
      : undefined,
  ],
};

@ArgsType()
export class SuggestionsArgs extends PageArgs {
  @Field(() => SuggestionOrder, {
    nullable: true,
    description: '排序，默认总分高的在前。The order; the greatest total first where absent.',
  })
  orderBy?: OrderBy<SuggestionOrderField> | null;

  @Field(() => SuggestionFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: SuggestionFilter | null;
}

@ArgsType()
export class AllSuggestionsArgs extends SuggestionsArgs {
  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

export const SuggestionConnection = connectionType('PairingSuggestion', '结对建议', PairingSuggestion);

export const ExclusionOrderField = describedEnum(
  'PairExclusionOrderField',
  '排除组合的排序字段。What excluded pairs are ordered by.',
  { ID: ['排除先后', 'When it was excluded, by owner.'] },
);
export type ExclusionOrderField = keyof typeof ExclusionOrderField;

export const ExclusionOrder = orderInput('PairExclusion', '排除的组合', ExclusionOrderField);

@InputType({ description: '排除组合筛选条件，同时满足。What excluded pairs must be; all conditions hold.' })
export class ExclusionFilter {
  @Field(() => ID, { nullable: true, description: '成员单位编号。The id of the member unit.' })
  unit?: string | null;

  @Field(() => ID, { nullable: true, description: '两新组织编号。The id of the organisation.' })
  organisation?: string | null;

  @Field(() => Boolean, { nullable: true, description: '是否已解除。Whether it was lifted.' })
  lifted?: boolean | null;
}

export const exclusions: Listing<PairExclusion, ExclusionOrderField, ExclusionFilter> = {
  entity: PairExclusion,
  orderings: { ID: 'id' },
  defaultOrder: { field: 'ID', direction: 'DESCENDING' },
  conditions: (filter) => [
    equals('unit_id', idIn(filter.unit, 'unit')),
    equals('organisation_id', idIn(filter.organisation, 'org')),
    present('lifted_on', filter.lifted),
  ],
  visible: visibleMatching,
};

@ArgsType()
export class ExclusionsArgs extends PageArgs {
  @Field(() => ExclusionOrder, {
    nullable: true,
    description: '排序，默认最近的在前。The order; the latest first where absent.',
  })
  orderBy?: OrderBy<ExclusionOrderField> | null;

  @Field(() => ExclusionFilter, { nullable: true, description: '筛选条件。What the rows must be.' })
  filter?: ExclusionFilter | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

export const ExclusionConnection = connectionType('PairExclusion', '排除的组合', PairExclusion);
