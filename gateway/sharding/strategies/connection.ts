import { readCursor } from '@jiedui/schema/contract/cursor';
import { compareBytes } from '@jiedui/schema/contract/order';
import { defaultPageSize } from '@jiedui/schema/contract/page';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { argumentValue, type Variables } from '../arguments.ts';
import type { Deployment } from '../shard.ts';
import { isRecord, put, read, type Json } from '../values.ts';
import { mergeRows } from './merge.ts';
import type { ConnectionFold, FoldContext, Rows } from './strategy.ts';

export interface Page {
  /** Null: every row. */
  size: number | null;
  backward: boolean;
  /** Both ends are named: the shards refuse that, and must be let to. */
  contradictory: boolean;
}

export function pageOf(fold: ConnectionFold, variables: Variables): Page {
  const size = (name: string) => {
    const value = argumentValue(fold.definition, fold.arguments, name, variables);
    return typeof value === 'number' ? value : null;
  };
  const first = size('first');
  const last = size('last');
  const pages = fold.definition.args.some(({ name }) => name === 'first');
  return {
    size: first ?? last ?? (pages ? defaultPageSize : null),
    backward: first === null && last !== null,
    contradictory: first !== null && last !== null,
  };
}

/**
 * Accepts a connection whose rows are in the order of their cursors and belong to the shard that sent them. The keys are read
 * here, once, and kept for the merge.
 */
export function acceptsConnection(
  fold: ConnectionFold,
  value: unknown,
  deployment: Deployment,
  context: FoldContext,
): boolean {
  if (!isRecord(value)) return false;
  if (context.rows.has(value)) return true;
  if (
    !fold.others.every(({ key, fold: inner }) =>
      context.nested.accepts(inner, read(value, key), deployment, context),
    )
  )
    return false;
  for (const key of fold.totals) if (!isCount(read(value, key))) return false;
  for (const { key } of fold.pages) if (!isRecord(read(value, key))) return false;
  if (!fold.cursors) return true;
  const rows = readRows(fold, value, deployment);
  if (!rows) return false;
  // More rows, but none here: the page would never move on.
  const { backward } = pageOf(fold, context.variables);
  if (rows.keys.length === 0 && flagOf(fold, value, backward ? 'previous' : 'next')) return false;
  context.rows.set(value, rows);
  return true;
}

function readRows(
  { cursors, lists, identities, owned }: ConnectionFold,
  value: Json,
  deployment: Deployment,
) {
  const carrier = read(value, cursors!.list);
  if (!Array.isArray(carrier)) return null;
  for (const key of lists) {
    const list = read(value, key);
    if (!Array.isArray(list) || list.length !== carrier.length) return null;
  }
  const rows: Rows = { keys: [], owners: [] };
  for (const edge of carrier) {
    const key = isRecord(edge) ? readCursor(edge[cursors!.cursor])?.key : undefined;
    if (!key) return null;
    const previous = rows.keys.at(-1);
    if (previous && compareBytes(previous, key) >= 0) return null;
    const owner = owned ? ownerIn(idAtEnd(key), deployment) : null;
    if (owned && !owner) return null;
    rows.keys.push(key);
    rows.owners.push(owner);
  }
  if (!owned) return rows;
  for (const { list, node, key } of identities) {
    for (const [index, row] of (read(value, list) as unknown[]).entries()) {
      const record = node === null ? row : isRecord(row) ? row[node] : null;
      if (isRecord(record) && ownerIn(record[key], deployment) !== rows.owners[index]) return null;
    }
  }
  return rows;
}

/** The jurisdiction with which an id begins, if the shard's deployment owns it. */
function ownerIn(id: unknown, { jurisdictions }: Deployment): JurisdictionCode | null {
  if (typeof id !== 'string') return null;
  const hyphen = id.indexOf('-');
  const code = hyphen < 0 ? id : id.slice(0, hyphen);
  return jurisdictions.find((jurisdiction) => jurisdiction === code) ?? null;
}

/** The last value of every key is the unique id: text between a mark (0x02) and a zero byte, all bits inverted if descending. */
function idAtEnd(key: Uint8Array): string {
  const flip = key.at(-1) === 0xff ? 0xff : 0;
  let start = key.length - 2;
  while (start >= 0 && (key[start]! ^ flip) !== 0x02) start--;
  let id = '';
  for (let index = start + 1; index < key.length - 1; index++) id += String.fromCharCode(key[index]! ^ flip);
  return id;
}

/**
 * Every shard's rows are in the order of their keys, and every row is in one shard, so the merge of the heads is the order that
 * one database would give; an edge's cursor means the same to every shard, so the page's cursors are its edges'.
 */
export function foldConnection(fold: ConnectionFold, values: readonly Json[], context: FoldContext): Json {
  const whole = values[0]!;
  for (const value of values) context.notes.fold(value, whole);
  if (fold.cursors) foldRows(fold, values, whole, context);
  for (const key of fold.totals) {
    put(
      whole,
      key,
      context.nested.fold(
        { strategy: 'SUM' },
        values.map((value) => read(value, key)),
        context,
      ),
    );
  }
  for (const { key, fold: inner } of fold.others) {
    put(
      whole,
      key,
      context.nested.fold(
        inner,
        values.map((value) => read(value, key)),
        context,
      ),
    );
  }
  for (const key of fold.strip.connection) delete whole[key];
  return whole;
}

function foldRows(fold: ConnectionFold, values: readonly Json[], whole: Json, context: FoldContext): void {
  const { size, backward } = pageOf(fold, context.variables);
  const shards = values.map((value) => ({
    keys: context.rows.get(value)!.keys,
    more: flagOf(fold, value, backward ? 'previous' : 'next'),
  }));
  const merged = mergeRows(shards, size, backward);
  const cursors = fold.cursors!;
  const edges = merged.picks.map(({ shard, row }) => (values[shard]![cursors.list] as Json[])[row]!);
  const beyond = values.some((value) => flagOf(fold, value, backward ? 'next' : 'previous'));
  const page = {
    hasNextPage: backward ? beyond : merged.more,
    hasPreviousPage: backward ? merged.more : beyond,
    startCursor: edges[0]?.[cursors.cursor] ?? null,
    endCursor: edges.at(-1)?.[cursors.cursor] ?? null,
  };
  const lists = fold.lists.map((key) => ({
    key,
    rows: merged.picks.map(({ shard, row }) => (values[shard]![key] as unknown[])[row]),
  }));
  if (fold.strip.edge !== null) for (const edge of edges) delete edge[fold.strip.edge];
  for (const { key, rows } of lists) put(whole, key, rows);
  for (const { key, fields } of fold.pages) {
    const info = read(whole, key) as Json;
    for (const value of values) context.notes.fold(read(value, key) as Json, info);
    for (const field of fields)
      if (Object.hasOwn(page, field.name)) put(info, field.key, page[field.name as keyof typeof page]);
    if (fold.flags?.page === key) {
      for (const flag of [fold.flags.next, fold.flags.previous]) {
        if (!fields.some((field) => field.key === flag)) delete info[flag];
      }
    }
  }
}

/**
 * The shards of which a page may need more than they gave so far: all their rows are on it, and they have more. The others have
 * rows left behind the page; rows that come in between only push theirs further back.
 */
export function exhaustedShards(
  fold: ConnectionFold,
  values: readonly Json[],
  size: number,
  backward: boolean,
  { rows }: FoldContext,
): { shard: number; cursor: unknown; rows: number }[] {
  const shards = values.map((value) => ({
    keys: rows.get(value)!.keys,
    more: flagOf(fold, value, backward ? 'previous' : 'next'),
  }));
  const certain = mergeRows(shards, size, backward);
  if (!certain.starved) return [];
  const hopeful = mergeRows(
    shards.map(({ keys }) => ({ keys, more: false })),
    size,
    backward,
  );
  const used = shards.map(() => 0);
  for (const { shard } of hopeful.picks) used[shard]!++;
  return shards.flatMap(({ keys, more }, shard) => {
    if (!more || used[shard]! < keys.length) return [];
    const edges = values[shard]![fold.cursors!.list] as Json[];
    const cursor = edges.at(backward ? 0 : -1)?.[fold.cursors!.cursor];
    return [{ shard, cursor, rows: size - certain.picks.length }];
  });
}

export function flagOf({ flags }: ConnectionFold, value: Json, flag: 'next' | 'previous'): boolean {
  const info = flags && read(value, flags.page);
  return isRecord(info) && info[flags![flag]] === true;
}

/** A shard's second page behind its first, as if it had been one answer. */
export function extendConnection(
  fold: ConnectionFold,
  first: Json,
  more: Json,
  backward: boolean,
  { rows, notes }: FoldContext,
): void {
  const join = <Row>(a: Row[], b: Row[]) => (backward ? [...b, ...a] : [...a, ...b]);
  for (const key of new Set([...fold.lists, fold.cursors!.list])) {
    put(first, key, join(first[key] as unknown[], more[key] as unknown[]));
  }
  const [known, added] = [rows.get(first)!, rows.get(more)!];
  rows.set(first, { keys: join(known.keys, added.keys), owners: join(known.owners, added.owners) });
  const flag = backward ? 'previous' : 'next';
  const info = fold.flags && read(first, fold.flags.page);
  if (isRecord(info)) info[fold.flags![flag]] = flagOf(fold, more, flag);
  notes.fold(more, first);
}

function isCount(value: unknown): boolean {
  return value === null || (typeof value === 'number' && Number.isInteger(value) && value >= 0);
}
