import type { ArgumentNode, DirectiveNode, GraphQLObjectType, GraphQLOutputType } from 'graphql';
import type { Scope, TypeRule } from '../rule.ts';
import type { Fold } from '../strategies/strategy.ts';

/**
 * An operation, normalised: conditions decided, fragments gone, one list of fields per concrete type, every response key
 * once. It is what the shards are asked (printed by print.ts) and, at the same time, the map by which their answers are read.
 */
export interface Field {
  /** The response key: the alias, else the name. Reserved keys begin with the prefix and never reach the client. */
  key: string;
  name: string;
  type: GraphQLOutputType;
  arguments: readonly ArgumentNode[];
  directives: readonly DirectiveNode[];
  selection: Selection | null;
  /** How several shards' values become one; null where one shard's value stands. */
  fold: Fold | null;
}

export interface Selection {
  /** By the name of every concrete type that can stand here. */
  shapes: ReadonlyMap<string, Shape>;
  /** The only shape, where the type is concrete. */
  only: Shape | null;
  /** The response key of an injected `__typename`, where the reader must know the concrete type. */
  typename: string | null;
  /** Something below must be read: a site, or an injected key that must go. */
  busy: boolean;
}

/** The fields of one concrete type at one place. */
export interface Shape {
  type: GraphQLObjectType;
  fields: Field[];
  site: Site | null;
  /** Strict: the reserved key under which an owned record tells its own. */
  proof: string | null;
  /** Those of the fields whose selections are busy. */
  busy: Field[];
}

/**
 * Where the operation leaves its shard: instead of the cut fields the shard is asked for the object's key under a reserved
 * alias. That the marker is in the answer says that the object is there and of this type.
 */
export interface Site {
  marker: string;
  type: string;
  rule: TypeRule;
  units: Unit[];
}

/** What is asked of the shards about one type of entity in one scope: a part of an `_entities` document. */
export interface Unit {
  /** The response key of its `_entities`, unique in the operation. */
  key: string;
  /** The reserved variable that carries its representations. */
  variable: string;
  type: string;
  rule: TypeRule;
  /** PLAIN: the fields that whoever holds the entity answers alone. */
  scope: Scope | 'PLAIN';
  shape: Shape;
  /** Rounds that it takes at least: 1, and one more for every site nested in it. */
  depth: number;
  piece: Piece;
}

/** A part of a shard's document: it can stand in one document with others. */
export interface Piece {
  /** The response key under which the shard answers. */
  key: string;
  text: string;
  /** The client's variables in the text. */
  variables: readonly string[];
  /** The reserved variables in the text, with their types. */
  reserved: readonly { name: string; type: string }[];
}
