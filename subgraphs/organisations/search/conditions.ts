import { expectation } from '@jiedui/schema/contract/error';
import { type Condition, contains, type Expression, sql } from '@jiedui/kit/sql';

import { OrganisationKind } from '../organisation/kinds.ts';
import { type Match, matchesOf } from './needle.ts';

/** What the matches of a text mean in SQL, of a row `r` of organisation. */

/** No name is longer, and every piece of the text becomes a term of the query. Unit: characters. */
const longestPart = 200;
const indexed = sql`organisation_terms(r.name, r.sort_name)`;
const written = sql`organisation_name_key(r.name)`;
const syllables = sql`organisation_syllables(r.sort_name)`;
const pinyin = sql`array_to_string(${syllables}, '')`;
const initials = sql`(select string_agg(
    case when s collate "C" < ':' then s else left(s, 1) end, '' order by position)
  from unnest(${syllables}) with ordinality as x(s, position))`;

const allKinds = Object.keys(OrganisationKind) as OrganisationKind[];

/**
 * The ranks of a search, the best first: in each the rows that it has and no better one. What the terms tell exactly is left
 * out by the query itself, so that a rank whose rows all have a better one costs nothing.
 */
export function ranksOf(text: string): Condition[] {
  const matches = matchesOf(text);
  return matches.map((match, rank) => {
    const better = matches.slice(0, rank);
    const exact = better.filter(({ loose }) => !loose).map(({ query }) => ` & !(${query})`);
    return sql<boolean>`${sql.join(
      [
        holds(`(${match.query})${exact.join('')}`),
        ...(match.loose ? [compared(match)] : []),
        ...better.filter(({ loose }) => loose).map((each) => sql<boolean>`not (${met(each)})`),
      ],
      sql` and `,
    )}`;
  });
}

/** How many rows all ranks together have. */
export function totalOf(
  text: string,
  owners: readonly string[],
  kinds: readonly OrganisationKind[] = allKinds,
): Expression {
  // Whatever is met whole or at its beginning is met in a part.
  const parts = matchesOf(text).filter(({ extent }) => extent === 'PART');
  if (parts.every(({ loose }) => !loose)) {
    const query = parts.map((part) => `(${part.query})`).join(' | ');
    return sql`organisation_search_count(${query}::tsquery, ${[...owners]}::text[], ${[...kinds]}::text[])`;
  }
  return sql`(select count(*) from organisation r where (${sql.join(parts.map(met), sql` or `)})
    and r.owner = any(${[...owners]}::text[]) and r.kind = any(${[...kinds]}::text[]))`;
}

/**
 * Whether the name, or that of a version as of a day, contains the text; case, width, white space and punctuation aside. A
 * text of nothing else stands in the name as it is written.
 * @throws INVALID_INPUT where it is longer than a name can be
 */
export function nameContains(
  text: string | null | undefined,
  asOf: string | null | undefined,
): Condition | undefined {
  if (text == null) return undefined;
  if (text.length > longestPart) {
    throw expectation('INVALID_INPUT', {
      expected: `nameContains: at most ${longestPart} characters`,
      received: text,
    });
  }
  const part = matchesOf(text).find(({ form, extent }) => form === 'WRITTEN' && extent === 'PART');
  if (!part) return contains('name', text);
  // Only the standing rows are indexed.
  return asOf == null ? met(part) : compared(part);
}

function holds(query: string): Condition {
  return sql<boolean>`${indexed} @@ ${query}::tsquery`;
}

function met(match: Match): Condition {
  return match.loose ? sql<boolean>`(${holds(match.query)} and ${compared(match)})` : holds(match.query);
}

/** The comparison with the name itself, for texts that are longer than the terms. */
function compared({ form, extent, text }: Match): Condition {
  if (extent === 'PART' && form === 'PINYIN') {
    return sql<boolean>`exists (select 1 from generate_subscripts(${syllables}, 1) as i
      where starts_with(array_to_string((${syllables})[i:], ''), ${text}))`;
  }
  const whole: Expression = { WRITTEN: written, PINYIN: pinyin, INITIALS: initials }[form];
  return extent === 'BEGINNING'
    ? sql<boolean>`starts_with(${whole}, ${text})`
    : sql<boolean>`strpos(${whole}, ${text}) > 0`;
}
