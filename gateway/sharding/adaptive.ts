import { Kind, type ArgumentNode } from 'graphql';
import { argumentValue, type Variables } from './arguments.ts';
import type { FieldRoot } from './rewrite/compile.ts';
import { printField, variablesIn } from './rewrite/print.ts';
import type { Field, Piece } from './rewrite/tree.ts';
import { pageOf } from './strategies/connection.ts';
import type { ConnectionFold } from './strategies/strategy.ts';

/** Below this, asking everyone for the whole page costs less than a second round. */
const fewestShards = 4;
/** The shards refuse larger pages; asking each for less would hide the refusal. */
const largestPage = 500;

/**
 * Rows to ask each of `shards` for at first, for a page of `size`; null where the whole page is asked of everyone. If rows are
 * spread evenly, a shard has λ = size / shards of them on the page, and more than λ + 2√λ + 1 only now and then.
 */
export function adaptiveSize(size: number, shards: number): number | null {
  if (shards < fewestShards || size < 1 || size > largestPage) return null;
  const mean = size / shards;
  const perShard = Math.ceil(mean + 2 * Math.sqrt(mean) + 1);
  return perShard < size ? perShard : null;
}

/** The rows to ask each shard for at first, where a page is asked adaptively. */
export function adaptivePage(
  fold: ConnectionFold,
  variables: Variables,
  shards: number,
): AdaptivePage | null {
  const { size, backward, contradictory } = pageOf(fold, variables);
  if (size === null || contradictory || !fold.cursors) return null;
  const perShard = adaptiveSize(size, shards);
  return perShard === null ? null : { size, perShard, backward };
}

export interface AdaptivePage {
  size: number;
  perShard: number;
  backward: boolean;
}

/** A connection asked with a size and a start of the gateway's choosing. */
export interface SizedPieces {
  size: string;
  from: string;
  /** The field as the client asks it. */
  first: Piece;
  /** Without totals: they are known from the first round. */
  rest: Piece;
  /** Acceptance of the rest. */
  restFold: ConnectionFold;
  /** Where the client's page starts: its own `after` or `before`. */
  start(variables: Variables): unknown;
}

const remembered = new WeakMap<FieldRoot, Map<boolean, SizedPieces>>();

export function sizedPieces(
  root: FieldRoot,
  fold: ConnectionFold,
  backward: boolean,
  prefix: string,
): SizedPieces {
  let byDirection = remembered.get(root);
  if (!byDirection) remembered.set(root, (byDirection = new Map<boolean, SizedPieces>()));
  let pieces = byDirection.get(backward);
  if (!pieces) byDirection.set(backward, (pieces = makePieces(root, fold, backward, prefix)));
  return pieces;
}

function makePieces(root: FieldRoot, fold: ConnectionFold, backward: boolean, prefix: string): SizedPieces {
  const [sizeName, fromName] = backward ? ['last', 'before'] : ['first', 'after'];
  const size = `${prefix}size${root.index}`;
  const from = `${prefix}from${root.index}`;
  const replaced = new Set(['first', 'last', fromName]);
  const chosen = [
    ...root.field.arguments.filter(({ name }) => !replaced.has(name.value)),
    variableArgument(sizeName!, size),
    variableArgument(fromName!, from),
  ];
  const reserved = [
    { name: size, type: argumentType(fold, sizeName!) },
    { name: from, type: argumentType(fold, fromName!) },
  ];
  const piece = (field: Field): Piece => ({
    key: root.key,
    text: printField(field, chosen),
    variables: [...variablesIn([{ ...field, arguments: chosen }])].filter(
      (name) => name !== size && name !== from,
    ),
    reserved,
  });
  const start = (variables: Variables) =>
    argumentValue(fold.definition, fold.arguments, fromName!, variables);
  const kept = new Set([...fold.lists, fold.cursors?.list, fold.flags?.page]);
  const rows = { ...root.field, selection: selectionOfRows(root.field, kept) };
  const restFold = { ...fold, totals: [], others: [], pages: [] };
  return { size, from, first: piece(root.field), rest: piece(rows), restFold, start };
}

function selectionOfRows({ selection }: Field, kept: ReadonlySet<string | undefined>): Field['selection'] {
  const shape = selection!.only!;
  const only = { ...shape, fields: shape.fields.filter(({ key }) => kept.has(key)) };
  return { ...selection!, only, shapes: new Map([[shape.type.name, only]]) };
}

function variableArgument(name: string, variable: string): ArgumentNode {
  return {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: name },
    value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variable } },
  };
}

function argumentType({ definition }: ConnectionFold, name: string): string {
  return String(definition.args.find((argument) => argument.name === name)?.type ?? 'Int');
}
