import { readCursor, writeCursor } from '@jiedui/schema/contract/cursor';
import { codedError } from '@jiedui/schema/contract/error';
import { newId, ownerOf } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { compareBytes, compareText, encodeKey, type SortValue } from '@jiedui/schema/contract/order';
import type { GraphQLFieldResolver } from 'graphql';
import { lineage, type Farm, type Gadget, type Visit, type World } from './world.ts';

/** One deployment's view of the toy world: it holds the records of its own jurisdictions, and stubs of all others. */
export interface Holder {
  world: World;
  codes: ReadonlySet<JurisdictionCode>;
}

type Args = Record<string, unknown>;
type Place = World['places'][number] & { __typename: 'Place' };
type Row = Farm | Visit;

/** Resolves every field of the toy subgraphs over plain arrays. As dull as can be: it is the oracle. */
export const resolveField: GraphQLFieldResolver<unknown, Holder, Args> = (source, args, holder, info) => {
  const object = source as Record<string, unknown>;
  const own = resolvers[info.parentType.name]?.[info.fieldName];
  return own ? own(object as never, args, holder) : object[info.fieldName];
};

type Resolve = (source: never, args: Args, holder: Holder) => unknown;

const resolvers: Record<string, Record<string, Resolve>> = {
  Query: {
    places: (_: never, __, { world }) => world.places.map(placeOf),
    place: (_: never, { code }, holder) => placeBy(holder, String(code)),
    farms: (_: never, args, holder) => {
      const wanted = pruned(farms(holder), args['jurisdictions']).filter(
        ({ size }) => size >= Number(args['smallest']),
      );
      return farmPage(wanted, args);
    },
    farm: (_: never, { id }, holder) => farms(holder).find((farm) => farm.id === id) ?? null,
    visits: (_: never, args, holder) => {
      const filter = args['filter'] as
        | { kinds?: string[]; place?: { jurisdictions?: string[] } }
        | null
        | undefined;
      const rows = pruned(visits(holder), filter?.place?.jurisdictions);
      return visitPage(filter?.kinds ? rows.filter(({ kind }) => filter.kinds?.includes(kind)) : rows, args);
    },
    records: (_: never, args, holder) => {
      const rows: Row[] = [...farms(holder), ...visits(holder)];
      return page(pruned(rows, args['jurisdictions']), ({ name }) => name, args);
    },
    farmGroups: (_: never, args, holder) =>
      farmGroups(pruned(farms(holder), args['jurisdictions']), args, holder),
    overview: (_: never, args, holder) => overview(args, holder),
    towns: (_: never, args, holder) => {
      const rows = pruned(farms(holder), args['jurisdictions']).filter(({ town }) => town !== null);
      const keys = [...new Set(rows.map(({ owner, town }) => `${owner} ${town}`))].toSorted(compareText);
      return keys.map((key) => {
        const [jurisdiction, name] = key.split(' ');
        const count = rows.filter((farm) => farm.owner === jurisdiction && farm.town === name).length;
        return { name, jurisdiction, farms: count };
      });
    },
    farmCount: (_: never, args, holder) => pruned(farms(holder), args['jurisdictions']).length,
    firstVisit: (_: never, args, holder) =>
      least(pruned(visits(holder), args['jurisdictions']).map((row) => row.heldOn)),
    largest: (_: never, args, holder) =>
      greatest(pruned(farms(holder), args['jurisdictions']).map((row) => row.size)),
    sizes: (_: never, args, holder) =>
      spread(pruned(farms(holder), args['jurisdictions']).map((row) => row.size)),
    secrets: () => {
      throw codedError('FORBIDDEN', 'not for you');
    },
    sales: (_: never, args, holder) =>
      pruned(farms(holder), args['jurisdictions']).reduce((sum, { size }) => sum + size, 0),
    _entities: (_: never, { representations }, holder) =>
      (representations as Record<string, string>[]).map((one) => entity(one, holder)),
  },
  Mutation: {
    addFarm: (_: never, { input }, { world }) => {
      const { jurisdiction, name, size } = input as {
        jurisdiction: JurisdictionCode;
        name: string;
        size: number;
      };
      const farm: Farm = {
        __typename: 'Farm',
        id: newId(jurisdiction, 'org'),
        owner: jurisdiction,
        name,
        size,
        town: null,
        note: 'fine',
        secret: 'fine',
        partner: world.farms[0]!.id,
        friends: [],
        related: [],
        things: [],
      };
      world.farms.push(farm);
      return { farm };
    },
  },
  Place: {
    parent: ({ parent }: Place, _, holder) => (parent ? placeBy(holder, parent) : null),
    children: ({ code }: Place, _, { world }) =>
      world.places.filter(({ parent }) => parent === code).map(placeOf),
    farms: ({ code }: Place, args, holder) => {
      const rows = farms(holder).filter(
        ({ owner, size }) => owner === code && size >= Number(args['smallest']),
      );
      return farmPage(rows, args);
    },
    farmCount: ({ code }: Place, _, holder) => farms(holder).filter(({ owner }) => owner === code).length,
    visitCount: ({ code }: Place, _, holder) =>
      visits(holder).filter(
        ({ farm, owner }) => lineage(code).includes(owner) && farm && ownerOf(farm) === code,
      ).length,
    namesakes: ({ name }: Place, args, holder) =>
      farmPage(
        farms(holder).filter((farm) => farm.town !== name),
        args,
      ),
    population: ({ code }: Place) => Number(code.slice(0, 6)),
    favourite: ({ code }: Place) => ({ __typename: 'Gadget', serial: `g${code.length % 6}` }),
  },
  Farm: {
    note: ({ note }: Farm) => {
      if (note === 'fails') throw codedError('FORBIDDEN', 'no note for you');
      return note;
    },
    secret: ({ secret }: Farm) => {
      if (secret === 'fails') throw codedError('FORBIDDEN', 'no secret for you');
      return secret;
    },
    place: ({ owner }: Farm, _, holder) => placeBy(holder, owner),
    traits: (farm: Farm, _, holder) => ({
      tall: farm.size > 4,
      favourite: placeBy(holder, farm.owner),
      best: farm.partner ? stub(farm.partner, holder) : null,
      self: farm,
    }),
    visits: ({ id }: Farm, args, holder) =>
      visitPage(
        visits(holder).filter(({ farm }) => farm === id),
        args,
      ),
    visitCount: ({ id }: Farm, _, holder) => visits(holder).filter(({ farm }) => farm === id).length,
    visitGroups: ({ id }: Farm, args, holder) =>
      visitGroups(
        visits(holder).filter(({ farm }) => farm === id),
        args,
      ),
    helpful: ({ id }: Farm, _, holder) =>
      ratio(
        visits(holder).filter(({ farm }) => farm === id),
        ({ helpful }) => helpful,
      ),
    lastVisit: ({ id }: Farm, _, holder) =>
      greatest(
        visits(holder)
          .filter(({ farm }) => farm === id)
          .map(({ heldOn }) => heldOn),
      ),
    visitMonths: ({ id }: Farm, _, holder) =>
      spread(
        visits(holder)
          .filter(({ farm }) => farm === id)
          .map(({ heldOn }) => Number(heldOn.slice(5, 7))),
      ),
    ownVisits: ({ id }: Farm, args, holder) =>
      visitPage(
        visits(holder).filter(({ farm, owner }) => farm === id && owner === ownerOf(id)),
        args,
      ),
    echoes: ({ id }: Farm, args, holder) =>
      visitPage(
        visits(holder).filter(({ echoOf }) => echoOf === id),
        args,
      ),
    partner: ({ partner }: Farm, _, holder) => partner && stub(partner, holder),
    friends: ({ friends }: Farm, _, holder) => friends.map((id) => stub(id, holder)),
    related: ({ related }: Farm, _, holder) => related.map((id) => stub(id, holder)),
    things: ({ things }: Farm, _, holder) => things.map((key) => placeBy(holder, key) ?? stub(key, holder)),
    income: ({ id }: Farm, _, holder) => visits(holder).filter(({ farm }) => farm === id).length * 10,
    stall: ({ id }: Farm) => `stall of ${id.slice(0, 6)}`,
  },
  Visit: {
    place: ({ owner }: Visit, _, holder) => placeBy(holder, owner),
    farm: ({ farm }: Visit, _, holder) => farm && stub(farm, holder),
    echoes: ({ id }: Visit, args, holder) =>
      visitPage(
        visits(holder).filter(({ echoOf }) => echoOf === id),
        args,
      ),
  },
  FarmGroup: {
    place: ({ jurisdiction }: { jurisdiction: string | null }, _, holder) =>
      jurisdiction && placeBy(holder, jurisdiction),
  },
  Overview: {
    inner: ({ pruning }: { pruning: unknown }, _, holder) => overview({ jurisdictions: pruning }, holder),
    top: ({ pruning }: { pruning: unknown }, args, holder) =>
      page(pruned(farms(holder), pruning), ({ size }) => size, { ...args, descending: true }),
  },
  Gadget: {
    twin: ({ twin }: Gadget, _, holder) => {
      if (!twin) return null;
      return gadgetBy(holder, twin) ?? { __typename: 'Gadget', serial: twin };
    },
  },
};

function farms({ world, codes }: Holder): Farm[] {
  return world.farms.filter(({ owner }) => codes.has(owner));
}

function visits({ world, codes }: Holder): Visit[] {
  return world.visits.filter(({ owner }) => codes.has(owner));
}

function pruned<Kept extends Row>(rows: Kept[], keys: unknown): Kept[] {
  if (!Array.isArray(keys)) return rows;
  const owners = new Set(keys.map(ownerOf));
  return rows.filter(({ owner }) => owners.has(owner));
}

/** The record, or, of another holder's record, no more than the key: every field of a stub fails loudly. */
function stub(id: string, holder: Holder): unknown {
  const row = [...holder.world.farms, ...holder.world.visits].find((record) => record.id === id);
  if (!row) return null;
  if (holder.codes.has(row.owner)) return row;
  const { __typename } = row;
  return new Proxy({ __typename, id } as Record<string, unknown>, {
    get(target, key) {
      if (key in target || typeof key !== 'string' || key === 'then') return Reflect.get(target, key);
      throw new Error(`SELECT failed: ${id} is not held here (asked for ${key})`);
    },
  });
}

function entity(representation: Record<string, string>, holder: Holder): unknown {
  const { __typename, id, code, serial } = representation;
  if (__typename === 'Place') return placeBy(holder, code!);
  if (__typename === 'Gadget') return gadgetBy(holder, serial!);
  return stub(id!, holder);
}

function gadgetBy({ world, codes }: Holder, serial: string) {
  const gadget = world.gadgets.find((one) => one.serial === serial && codes.has(one.owner));
  return gadget ? { ...gadget, __typename: 'Gadget' } : null;
}

function placeOf(place: World['places'][number]): Place {
  return { ...place, __typename: 'Place' };
}

function placeBy({ world }: Holder, code: string): Place | null {
  const place = world.places.find((one) => one.code === code);
  return place ? placeOf(place) : null;
}

function farmPage(rows: Farm[], args: Args) {
  return page(rows, (farm) => (args['orderBy'] === 'SIZE' ? farm.size : farm.name), args);
}

function visitPage(rows: Visit[], args: Args) {
  return page(rows, ({ heldOn }) => heldOn, args);
}

/** Keyset paging as every shard does it: filter, sort by the key's bytes, cut. */
export function page<Paged extends Row>(rows: Paged[], sortValue: (row: Paged) => SortValue, args: Args) {
  const direction = args['descending'] ? 'DESCENDING' : 'ASCENDING';
  const { first, last, after, before } = args as {
    first?: number;
    last?: number;
    after?: string;
    before?: string;
  };
  if (first != null && last != null) throw codedError('INVALID_PAGE_SIZE', 'first and last');
  const size = first ?? last ?? 20;
  if (size < 1 || size > 500) throw codedError('INVALID_PAGE_SIZE', `page of ${size}`);
  const keyed = rows
    .map((node) => ({ node, key: encodeKey([sortValue(node), node.id], direction) }))
    .sort((a, b) => compareBytes(a.key, b.key));
  const bound = (text: string | undefined) => {
    if (text == null) return null;
    const cursor = readCursor(text);
    if (!cursor) throw codedError('INVALID_CURSOR', 'no cursor');
    return cursor.key;
  };
  const [from, to] = [bound(after), bound(before)];
  const within = keyed.filter(
    ({ key }) => (!from || compareBytes(key, from) > 0) && (!to || compareBytes(key, to) < 0),
  );
  const backward = last != null;
  const shown = backward ? within.slice(-size) : within.slice(0, size);
  const edges = shown.map(({ node, key }) => ({
    node,
    cursor: writeCursor({ seal: new Uint8Array(16), fingerprint: new Uint8Array(8), key }),
  }));
  const beyond = backward
    ? keyed.some(({ key }) => to && compareBytes(key, to) >= 0)
    : keyed.some(({ key }) => from && compareBytes(key, from) <= 0);
  const more = shown.length < within.length;
  return {
    edges,
    nodes: shown.map(({ node }) => node),
    pageInfo: {
      hasNextPage: backward ? beyond : more,
      hasPreviousPage: backward ? more : beyond,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: rows.length,
  };
}

function farmGroups(rows: Farm[], args: Args, holder: Holder) {
  const by = args['by'] as string[];
  const value = (farm: Farm, dimension: string) =>
    dimension === 'JURISDICTION' ? farm.owner : dimension === 'TOWN' ? farm.town : null;
  return grouped(rows, (farm) => by.map((dimension) => value(farm, dimension))).map(({ key, members }) => ({
    key,
    label: key,
    jurisdiction: by.includes('JURISDICTION') ? members[0]!.owner : null,
    town: by.includes('TOWN') ? members[0]!.town : null,
    place: by.includes('JURISDICTION') ? placeBy(holder, members[0]!.owner) : null,
    count: members.length,
    largest: greatest(members.map(({ size }) => size)),
    smallest: least(members.map(({ size }) => size)),
    big: ratio(members, ({ size }) => size > 4),
    sizes: spread(members.map(({ size }) => size)),
  }));
}

function visitGroups(rows: Visit[], args: Args) {
  const by = args['by'] as string[];
  const value = (visit: Visit, dimension: string) =>
    dimension === 'JURISDICTION' ? visit.owner : dimension === 'KIND' ? visit.kind : null;
  return grouped(rows, (visit) => by.map((dimension) => value(visit, dimension))).map(({ key, members }) => ({
    key,
    kind: by.includes('KIND') ? members[0]!.kind : null,
    count: members.length,
    first: least(members.map(({ heldOn }) => heldOn)),
    last: greatest(members.map(({ heldOn }) => heldOn)),
  }));
}

function grouped<Member>(rows: Member[], values: (row: Member) => unknown[]) {
  const groups = Map.groupBy(rows, (row) => JSON.stringify(values(row)));
  return [...groups].map(([key, members]) => ({ key, members })).sort((a, b) => compareText(a.key, b.key));
}

function overview(args: Args, holder: Holder) {
  const own = pruned(farms(holder), args['jurisdictions']);
  const seen = pruned(visits(holder), args['jurisdictions']);
  return {
    pruning: args['jurisdictions'],
    unit: 'mu',
    farms: own.length,
    largest: greatest(own.map(({ size }) => size)),
    first: least(seen.map(({ heldOn }) => heldOn)),
    helpful: ratio(seen, ({ helpful }) => helpful),
    sizes: spread(own.map(({ size }) => size)),
  };
}

function ratio<Member>(rows: Member[], holds: (row: Member) => boolean) {
  const numerator = rows.filter(holds).length;
  return { numerator, denominator: rows.length, value: rows.length === 0 ? null : numerator / rows.length };
}

/** Up to here values are counted one by one; some of the toy world's are greater. */
const exactTo = 5;

/** A histogram by sorting all values and picking: percentiles are values that occurred, at most `exactTo + 1`. */
function spread(values: readonly number[]) {
  if (values.length === 0) return null;
  const sorted = values.map((value) => Math.min(value, exactTo + 1)).toSorted((a, b) => a - b);
  const most = Math.max(...values);
  const [median, p90] = [50, 90].map((percent) => sorted[Math.ceil((sorted.length * percent) / 100) - 1]!);
  const buckets = [...new Set(sorted)].map((value) => [value, sorted.filter((one) => one === value).length]);
  const error = p90! > exactTo ? most - (exactTo + 1) : 0;
  return { count: values.length, median, p90, most, error, exactTo, buckets };
}

function least<Value extends string | number>(values: Value[]): Value | null {
  return values.reduce<Value | null>((best, value) => (best === null || value < best ? value : best), null);
}

function greatest<Value extends string | number>(values: Value[]): Value | null {
  return values.reduce<Value | null>((best, value) => (best === null || value > best ? value : best), null);
}
