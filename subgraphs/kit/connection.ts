import DataLoader from 'dataloader';

import { askedOwners, memo, type RequestContext } from './context.ts';
import { standingOf } from './history.ts';
import { type ListArgs, type Listing, type PagePlan, planPage } from './page.ts';
import { all, column, type Condition, type Expression, run, sql } from './sql.ts';
import { tableOf } from './table.ts';

/** Which rows `r` belong to a parent, whose key is the given expression. */
export type Link = (parent: Expression) => Condition;

/** The rows whose column holds the parent's key. */
export function linkedBy(name: string): Link {
  return (parent) => sql<boolean>`${column(name)} = ${parent}`;
}

/** The rows that a link table ties to the parent. */
export function linkedThrough(table: string, rowColumn: string, parentColumn: string): Link {
  return (parent) =>
    sql<boolean>`r.id in (select l.${sql.id(rowColumn)} from ${sql.table(table)} l where l.${sql.id(parentColumn)} = ${parent})`;
}

/** A row whose cursor is written only where it is asked for: each costs an HMAC. */
class Edge<Row> {
  readonly node: Row;
  readonly #plan: Pick<PagePlan, 'cursorOf'>;
  readonly #raw: Record<string, unknown>;

  constructor(
    plan: Pick<PagePlan, 'cursorOf'>,
    raw: Record<string, unknown>,
    read: (row: Record<string, unknown>) => Row,
  ) {
    this.node = read(raw);
    this.#plan = plan;
    this.#raw = raw;
  }

  get cursor(): string {
    return this.#plan.cursorOf(this.#raw);
  }
}

/** What a page needs to know of its plan once its rows are there. */
export type PageShape = Pick<PagePlan, 'size' | 'backward' | 'hasAfter' | 'hasBefore' | 'cursorOf'>;

export interface Page<Row> {
  edges: readonly Edge<Row>[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

/**
 * What a connection field answers. Nothing is read before it is selected: the rows by one statement, the total by
 * another, each shared by all parents of a nested connection.
 */
export class Connection<Row> {
  readonly #load: () => Promise<Page<Row>>;
  readonly #count: () => Promise<number>;
  #page: Promise<Page<Row>> | undefined;

  constructor(load: () => Promise<Page<Row>>, count: () => Promise<number>) {
    this.#load = load;
    this.#count = count;
  }

  async edges(): Promise<readonly Edge<Row>[]> {
    return (await this.#read()).edges;
  }

  async nodes(): Promise<Row[]> {
    return (await this.#read()).edges.map(({ node }) => node);
  }

  async pageInfo(): Promise<object> {
    const { edges, hasNextPage, hasPreviousPage } = await this.#read();
    return {
      hasNextPage,
      hasPreviousPage,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    };
  }

  totalCount(): Promise<number> {
    return this.#count();
  }

  #read(): Promise<Page<Row>> {
    return (this.#page ??= this.#load());
  }
}

/** A connection at the root: `connection` is `Query.<field>`. @throws INVALID_PAGE_SIZE, INVALID_CURSOR, UNKNOWN_JURISDICTION */
export function listAll<Row extends object, Field extends string, Filter>(
  listing: Listing<Row, Field, Filter>,
  context: RequestContext,
  connection: string,
  args: ListArgs<Field, Filter>,
): Connection<Row> {
  const plan = planPage(listing, context, connection, args);
  const conditions = () => wanted(listing, context, args);
  const table = tableOf(context.em, listing.entity);
  const { source, valid } = standingOf(context, table, listing, args);
  // Decided before it is selected: an unknown jurisdiction is an error of the field, whatever is asked of it.
  askedOwners(context, args.jurisdictions);
  return new Connection<Row>(
    async () =>
      pageOf(
        plan,
        await run<Record<string, unknown>>(
          context,
          sql`select ${table.columns} from ${source} r where ${all([valid, ...conditions(), ...plan.bounds])}
            order by ${plan.order} limit ${plan.size + 1}`,
        ),
        table.read,
      ),
    async () => {
      const [counted] = await run<{ n: number }>(
        context,
        sql`select count(*)::float8 as n from ${source} r where ${all([valid, ...conditions()])}`,
      );
      return counted?.n ?? 0;
    },
  );
}

/**
 * A connection of an entity: `connection` is `<Type>.<field>`. All parents that are asked with equal arguments share one
 * statement. @throws INVALID_PAGE_SIZE, INVALID_CURSOR
 */
export function listOf<Row extends object, Field extends string, Filter>(
  listing: Listing<Row, Field, Filter>,
  context: RequestContext,
  connection: string,
  link: Link,
  parent: string,
  args: ListArgs<Field, Filter>,
): Connection<Row> {
  const { filter, orderBy, first, last, after, before, asOf } = args;
  // Not canonical: whoever writes the same arguments in another order gets a loader of their own, and the same rows.
  const asked = JSON.stringify([connection, orderBy, filter, first, last, after, before, asOf]);
  const loader = memo(context, `page ${asked}`, () => {
    const plan = planPage(listing, context, connection, args);
    return new DataLoader<string, Page<Row>>((parents) =>
      pagesOf(listing, context, plan, link, args, parents),
    );
  });
  return new Connection<Row>(
    () => loader.load(parent),
    () => countOf(listing, context, connection, link, parent, filter, asOf),
  );
}

/** How many rows belong to the parent; one statement for all parents. */
export function countOf<Row extends object, Field extends string, Filter>(
  listing: Listing<Row, Field, Filter>,
  context: RequestContext,
  name: string,
  link: Link,
  parent: string,
  filter?: Filter | null,
  asOf?: string | null,
): Promise<number> {
  const loader = memo(context, `count ${JSON.stringify([name, filter, asOf])}`, () => {
    const table = tableOf(context.em, listing.entity);
    const { source, valid } = standingOf(context, table, listing, {
      filter: filter ?? null,
      asOf: asOf ?? null,
    });
    return new DataLoader<string, number>(async (parents) => {
      const asked = wanted(listing, context, { filter: filter ?? null, asOf: asOf ?? null });
      const conditions = [link(sql`p.key`), valid, ...asked];
      const rows = await run<{ position: string; n: number }>(
        context,
        sql`select p.position, (select count(*)::float8 from ${source} r where ${all(conditions)}) as n
          from unnest(${[...parents]}::text[]) with ordinality as p(key, position)`,
      );
      const counts = parents.map(() => 0);
      for (const { position, n } of rows) counts[Number(position) - 1] = n;
      return counts;
    });
  });
  return loader.load(parent);
}

async function pagesOf<Row extends object, Field extends string, Filter>(
  listing: Listing<Row, Field, Filter>,
  context: RequestContext,
  plan: PagePlan,
  link: Link,
  args: ListArgs<Field, Filter>,
  parents: readonly string[],
): Promise<Page<Row>[]> {
  const table = tableOf(context.em, listing.entity);
  const { source, valid } = standingOf(context, table, listing, args);
  const conditions = [link(sql`p.key`), valid, ...wanted(listing, context, args), ...plan.bounds];
  const rows = await run<Record<string, unknown>>(
    context,
    sql`select p.position as "__position", r.*
      from unnest(${[...parents]}::text[]) with ordinality as p(key, position)
      cross join lateral (
        select ${table.columns} from ${source} r where ${all(conditions)}
        order by ${plan.order} limit ${plan.size + 1}
      ) r
      order by p.position, ${plan.order}`,
  );
  const perParent: Record<string, unknown>[][] = parents.map(() => []);
  for (const row of rows) perParent[Number(row['__position']) - 1]!.push(row);
  return perParent.map((each) => pageOf(plan, each, table.read));
}

function wanted<Row extends object, Field extends string, Filter>(
  listing: Listing<Row, Field, Filter>,
  context: RequestContext,
  { filter, jurisdictions, asOf }: Pick<ListArgs<Field, Filter>, 'filter' | 'jurisdictions' | 'asOf'>,
): (Condition | undefined)[] {
  return [
    ownedBy(askedOwners(context, jurisdictions)),
    ...(filter == null ? [] : listing.conditions(filter, context, asOf)),
    ...(listing.visible?.(context) ?? []),
  ];
}

/** Rows of these owners alone: what another deployment owns now may still lie in the table. */
export function ownedBy(owners: readonly string[]): Condition {
  // With one, an index led by the owner gives its rows in order.
  return owners.length === 1
    ? sql<boolean>`r.owner = ${owners[0]}`
    : sql<boolean>`r.owner = any(${[...owners]}::text[])`;
}

/** `rows` holds one row more than the page where there are more. */
export function pageOf<Row>(
  plan: PageShape,
  rows: readonly Record<string, unknown>[],
  read: (row: Record<string, unknown>) => Row,
): Page<Row> {
  const more = rows.length > plan.size;
  const page = rows.slice(0, plan.size);
  if (plan.backward) page.reverse();
  return {
    edges: page.map((row) => new Edge(plan, row, read)),
    hasNextPage: plan.hasBefore || (more && !plan.backward),
    hasPreviousPage: plan.hasAfter || (more && plan.backward),
  };
}
