import { isJurisdictionCode, type JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { pageRefusal } from '@jiedui/schema/contract/page';

import { askedOwners, type RequestContext } from './context.ts';
import { fingerprintOf } from './cursor.ts';
import { eventColumns, eventOf, type EventRow, type OutboxEvent } from './outbox.ts';
import { all, type Condition, type Expression, run, sql } from './sql.ts';

/** The events of a subgraph as somebody follows them, and whose rows decide what they see. */
export interface Feed {
  subgraph: string;
  /** The field, as cursors know it: `Query.events`. */
  connection: string;
  /** The table of the subjects, `r` in the conditions. */
  subjects: Expression;
  visible: (context: RequestContext) => readonly (Condition | undefined)[];
}

export interface FeedAsked {
  /** Cursors that the feed has given, one per jurisdiction; a jurisdiction without one is read from its first event. */
  after?: readonly string[] | null;
  types?: readonly string[] | null;
  /** Most events of each jurisdiction. */
  first?: number | null;
  jurisdictions?: readonly string[] | null;
}

/** What one jurisdiction has after a cursor, in the order in which it became known. */
export interface FeedPage {
  owner: JurisdictionCode;
  /** Those that the viewer may see. */
  events: OutboxEvent[];
  /** Where to go on: past everything that was looked at, seen or not. */
  cursor: string;
  more: boolean;
}

/** A place in the events of a jurisdiction. The event shows whether the place is still the one that it was. */
interface Place {
  owner: JurisdictionCode;
  position: number;
  event: string;
}

const defaultSize = 100;

/**
 * A page of each asked jurisdiction that this deployment owns. A position is given after the commit (`Dispatch.place`), under a
 * lock: below the greatest one that a statement sees, nothing can appear any more. Where a database was set back to an
 * earlier day, positions are given anew: a cursor whose event is not at its place goes on after the last event that is no
 * younger, so that nothing new is missed.
 * @throws INVALID_CURSOR, INVALID_PAGE_SIZE, UNKNOWN_JURISDICTION
 */
export async function feedPages(
  context: RequestContext,
  feed: Feed,
  { after, types, first, jurisdictions }: FeedAsked,
): Promise<FeedPage[]> {
  const size = first ?? defaultSize;
  const refused = pageRefusal({ first });
  if (refused) throw refused;
  const visible = feed.visible(context);
  const places = placesIn(context, feed, after ?? []);
  const asked = askedOwners(context, jurisdictions).map(
    (owner) => places.get(owner) ?? { owner, position: 0, event: '' },
  );
  const rows = await run<FeedRow>(
    context,
    sql`select a.owner as asked, h.position as head, h.id as head_event, e.*
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as a(owner text, position bigint, event text)
      cross join lateral (
        select case
          when a.position = 0 or exists (select 1 from outbox o
            where o.subgraph = ${feed.subgraph} and o.position = a.position and o.id = a.event) then a.position
          else coalesce((select max(o.position) from outbox o
            where o.subgraph = ${feed.subgraph} and split_part(o.id, '-', 3) <= split_part(a.event, '-', 3)), 0)
        end as since
      ) s
      left join lateral (
        select o.position, o.id from outbox o where o.subgraph = ${feed.subgraph} and o.position is not null
        order by o.position desc limit 1
      ) h on true
      left join lateral (
        select o.position, ${eventColumns}
        from outbox o join ${feed.subjects} r on r.id = o.subject
        where o.subgraph = ${feed.subgraph} and o.owner = a.owner and o.position > s.since
          and ${types == null ? sql`true` : sql`o.type = any(${[...types]}::text[])`} and ${all(visible)}
        order by o.position limit ${size + 1}
      ) e on true
      order by a.owner, e.position`,
  );
  const byOwner = Map.groupBy(rows, ({ asked: owner }) => owner);
  return [...byOwner].map(([owner, own]) => pageOf(context, feed, owner, own, size));
}

interface FeedRow extends EventRow {
  asked: JurisdictionCode;
  head: string | null;
  head_event: string | null;
  position: string | null;
}

function pageOf(
  context: RequestContext,
  feed: Feed,
  owner: JurisdictionCode,
  rows: readonly FeedRow[],
  size: number,
): FeedPage {
  const found = rows.filter(({ position }) => position !== null);
  const shown = found.slice(0, size);
  const more = found.length > size;
  const last = more ? shown.at(-1)! : null;
  const { head, head_event: headEvent } = rows[0]!;
  const place = last
    ? { owner, position: Number(last.position), event: last.id }
    : { owner, position: Number(head ?? 0), event: headEvent ?? '' };
  return { owner, events: shown.map(eventOf), cursor: sealed(context, feed, place), more };
}

function fingerprint({ connection }: Feed): Uint8Array {
  return fingerprintOf({ connection, orderBy: { field: 'POSITION', direction: 'ASCENDING' } });
}

function sealed({ seal }: RequestContext, feed: Feed, { owner, position, event }: Place): string {
  return seal.write(fingerprint(feed), Buffer.from(JSON.stringify([owner, position, event])));
}

/** The places in the cursors, by jurisdiction; of two of one jurisdiction the earlier, so that nothing is missed. */
function placesIn(
  { seal }: RequestContext,
  feed: Feed,
  cursors: readonly string[],
): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const cursor of cursors) {
    const [owner, position, event] = JSON.parse(
      Buffer.from(seal.open(fingerprint(feed), cursor)).toString('utf8'),
    ) as [string, number, string];
    if (!isJurisdictionCode(owner)) continue;
    const known = places.get(owner);
    if (!known || known.position > position) places.set(owner, { owner, position, event });
  }
  return places;
}
