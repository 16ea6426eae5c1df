import type { Connection } from '@jiedui/kit/connection';
import type { RequestContext } from '@jiedui/kit/context';
import { listRanked, type RankedArgs } from '@jiedui/kit/ranked';
import { oneOf } from '@jiedui/kit/sql';
import { requiredText } from '@jiedui/kit/text';
import { expectation } from '@jiedui/schema/contract/error';

import { Organisation } from '../organisation/entity.ts';
import type { OrganisationKind } from '../organisation/kinds.ts';
import { ranksOf, totalOf } from './conditions.ts';
import { longestNeedle } from './needle.ts';

export interface OrganisationSearch extends Omit<RankedArgs, 'filter'> {
  text: string;
  kind?: readonly OrganisationKind[] | null;
}

/** @throws INVALID_INPUT where the text says nothing, INVALID_PAGE_SIZE, INVALID_CURSOR, UNKNOWN_JURISDICTION */
export function searchOrganisations(
  context: RequestContext,
  { text, kind, ...args }: OrganisationSearch,
): Connection<Organisation> {
  const sought = requiredText(text, { field: 'text', most: longestNeedle });
  const ranks = ranksOf(sought);
  if (ranks.length === 0) {
    throw expectation('INVALID_INPUT', {
      expected: 'text: a letter, a digit or a character',
      received: text,
    });
  }
  return listRanked(
    {
      entity: Organisation,
      ranks,
      total: (owners) => totalOf(sought, owners, kind ?? undefined),
      within: 'sortName',
      conditions: [oneOf('kind', kind)],
    },
    context,
    'Query.organisationSearch',
    { ...args, filter: { text: sought, kind } },
  );
}
