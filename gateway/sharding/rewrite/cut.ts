import {
  getNamedType,
  isObjectType,
  Kind,
  TypeNameMetaFieldDef,
  type ArgumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type SelectionSetNode,
} from 'graphql';
import { defaultPageSize } from '@jiedui/schema/contract/page';
import type { MergeRule, Scope, Strategy, SubgraphRules, TypeRule } from '../rule.ts';
import { connectionFold } from '../strategies/connection-fold.ts';
import { groupFold } from '../strategies/group.ts';
import { histogramFold } from '../strategies/histogram.ts';
import { objectFold } from '../strategies/object.ts';
import { ratioFold } from '../strategies/ratio.ts';
import type { Fold } from '../strategies/strategy.ts';
import { fieldsFor, isCondition, type Source } from './normalise.ts';
import { printShape, variablesIn } from './print.ts';
import { depthBelow, seal, selectionOf } from './selections.ts';
import type { Field, Selection, Shape, Unit } from './tree.ts';

/**
 * Turns an operation's selections into trees of fields, and cuts them where they leave their shard. A planner sees one subgraph
 * and stays inside it; one shard would answer for all, silently wrong. So below anything:
 * - a field with a scope is answered by every shard of the scope: it is cut, and the shard gives the parent's key instead;
 * - behind a `@crossShard` reference the record may be another shard's: all but its key is cut.
 */
export class Cutter {
  readonly #source: Source;
  readonly #rules: SubgraphRules;
  readonly #prefix: string;
  #sites = 0;
  #units = 0;
  readonly #nodeNumbers = new Map<object, number>();

  constructor(rules: SubgraphRules, source: Source, prefix: string) {
    this.#rules = rules;
    this.#source = source;
    this.#prefix = prefix;
  }

  /** A field whose value comes from one shard, or, with a rule, is folded from several. */
  field(parent: GraphQLObjectType, key: string, nodes: readonly FieldNode[], rule: MergeRule | null): Field {
    const [first] = nodes;
    const definition = this.#definition(parent, first!.name.value);
    const type = getNamedType(definition.type);
    const field: Field = {
      key,
      name: definition.name,
      type: definition.type,
      arguments: pageStated(definition, first!.arguments ?? [], rule),
      directives: (first!.directives ?? []).filter(({ name }) => !isCondition(name.value)),
      selection: null,
      fold: null,
    };
    const sets = nodes.flatMap((node) => node.selectionSet ?? []);
    if (rule && isObjectType(type) && isFoldedByField(rule)) {
      const fields = this.#foldedFields(type, sets);
      field.selection = selectionOf(type, { type, fields, site: null, proof: null, busy: [] });
      field.fold = this.#fold(rule, definition, field, type, fields);
      this.#filled(seal(field.selection));
    } else {
      const crossed = this.#rules.crossShard.has(`${parent.name}.${definition.name}`);
      if (sets.length > 0) field.selection = this.selection(type as GraphQLCompositeType, sets, crossed);
      if (rule) field.fold = { strategy: rule.strategy } as Fold;
    }
    return field;
  }

  /** What is asked of an object that one shard answers; `crossed`: of which that shard may hold no more than the key. */
  selection(type: GraphQLCompositeType, sets: readonly SelectionSetNode[], crossed: boolean): Selection {
    if (isObjectType(type)) {
      return this.#filled(seal(selectionOf(type, this.#shape(type, sets, crossed, new Map()))));
    }
    const alike = new Map<string, Field>();
    const shapes = this.#source.schema
      .getPossibleTypes(type)
      .map((possible): [string, Shape] => [possible.name, this.#shape(possible, sets, crossed, alike)]);
    const selection = seal({ shapes: new Map(shapes), only: null, typename: null, busy: false });
    // What stands below can be read only by who knows the concrete type.
    if (selection.busy) selection.typename = `${this.#prefix}typename`;
    return this.#filled(selection);
  }

  /** A selection of which conditions leave nothing asks for something all the same: an empty one is no GraphQL. */
  #filled(selection: Selection): Selection {
    if ([...selection.shapes.values()].every(({ fields }) => fields.length === 0)) {
      selection.typename = `${this.#prefix}typename`;
    }
    if (selection.typename) selection.busy = true;
    return selection;
  }

  /** The fields of an entity, parted by who answers them; what the representation tells already is `known`. */
  entity(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): { known: Field[]; units: Unit[] } {
    const rule = this.#rules.types.get(type.name);
    if (!rule) throw new Error(`${type.name} is no entity of ${this.#rules.name}`);
    const parts = this.#part(type, sets, rule, true, new Map());
    return { known: parts.inline, units: parts.units };
  }

  #shape(
    type: GraphQLObjectType,
    sets: readonly SelectionSetNode[],
    crossed: boolean,
    alike: Map<string, Field>,
  ): Shape {
    const rule = this.#rules.types.get(type.name);
    if (!rule) {
      const nodes = fieldsFor(this.#source, type, sets);
      const fields = [...nodes].map(([key, own]) => this.#alike(type, key, own, alike));
      return { type, fields, site: null, proof: null, busy: [] };
    }
    const { inline, units } = this.#part(type, sets, rule, crossed && rule.mode !== 'REPLICATED', alike);
    const shape: Shape = { type, fields: inline, site: null, proof: null, busy: [] };
    if (units.length > 0) {
      shape.site = { marker: `${this.#prefix}at${this.#sites++}`, type: type.name, rule, units };
      shape.fields.push(this.#keyed(type, shape.site.marker, rule.key));
    }
    if (this.#source.strict && rule.mode === 'BY_KEY' && !crossed) {
      shape.proof = `${this.#prefix}proof`;
      shape.fields.push(this.#keyed(type, shape.proof, rule.key));
    }
    return shape;
  }

  #part(
    type: GraphQLObjectType,
    sets: readonly SelectionSetNode[],
    rule: TypeRule,
    moved: boolean,
    alike: Map<string, Field>,
  ): { inline: Field[]; units: Unit[] } {
    const inline: Field[] = [];
    const scopes = new Map<Unit['scope'], Field[]>();
    for (const [key, nodes] of fieldsFor(this.#source, type, sets)) {
      const name = nodes[0]!.name.value;
      const merge = this.#rules.merges.get(`${type.name}.${name}`);
      const scope = merge ? scopeOf(merge, rule) : null;
      if (scope) append(scopes, scope, this.field(type, key, nodes, merge!));
      else if (!moved || name === '__typename' || name === rule.key) {
        inline.push(this.#alike(type, key, nodes, alike));
      } else append(scopes, 'PLAIN', this.field(type, key, nodes, null));
    }
    return { inline, units: [...scopes].map(([scope, fields]) => this.#unit(type, rule, scope, fields)) };
  }

  #unit(type: GraphQLObjectType, rule: TypeRule, scope: Scope | 'PLAIN', fields: Field[]): Unit {
    const number = this.#units++;
    const key = `${this.#prefix}e${number}`;
    const variable = `${this.#prefix}r${number}`;
    const shape: Shape = { type, fields, site: null, proof: null, busy: [] };
    seal(selectionOf(type, shape));
    return {
      key,
      variable,
      type: type.name,
      rule,
      scope,
      shape,
      depth: 1 + depthBelow(fields),
      piece: {
        key,
        text: `${key}:_entities(representations:$${variable}){...on ${type.name}{${printShape(shape)}}}`,
        variables: [...variablesIn(fields)],
        reserved: [{ name: variable, type: '[_Any!]!' }],
      },
    };
  }

  /** Where several concrete types are asked the same by the same nodes, the tree is made once: no growth with every level. */
  #alike(
    type: GraphQLObjectType,
    key: string,
    nodes: readonly FieldNode[],
    alike: Map<string, Field>,
  ): Field {
    const name = nodes[0]!.name.value;
    const definition = this.#definition(type, name);
    const crossed = this.#rules.crossShard.has(`${type.name}.${name}`);
    const numbers = nodes.map((node) => this.#numberOf(node)).join();
    const identity = `${key} ${String(definition.type)} ${crossed} ${numbers}`;
    const known = alike.get(identity);
    if (known) return known;
    const field = this.field(type, key, nodes, null);
    alike.set(identity, field);
    return field;
  }

  #foldedFields(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): Field[] {
    return [...fieldsFor(this.#source, type, sets)].map(([key, nodes]) =>
      this.field(type, key, nodes, this.#rules.merges.get(`${type.name}.${nodes[0]!.name.value}`) ?? null),
    );
  }

  #fold(
    rule: MergeRule,
    definition: GraphQLField<unknown, unknown>,
    field: Field,
    type: GraphQLObjectType,
    fields: Field[],
  ): Fold {
    switch (rule.strategy) {
      case 'CONNECTION':
        return connectionFold(this.#rules, definition, field.arguments, type, fields, this.#prefix);
      case 'GROUP':
        return groupFold(rule, type, fields, this.#prefix);
      case 'RATIO':
        return ratioFold(rule, type, fields, this.#prefix);
      case 'HISTOGRAM':
        return histogramFold(type, fields, this.#prefix);
      case 'OBJECT':
        return objectFold(fields);
      default:
        return { strategy: rule.strategy };
    }
  }

  #keyed(type: GraphQLObjectType, key: string, name: string): Field {
    const definition = this.#definition(type, name);
    return {
      key,
      name,
      type: definition.type,
      arguments: [],
      directives: [],
      selection: null,
      fold: null,
    };
  }

  #definition(type: GraphQLObjectType, name: string): GraphQLField<unknown, unknown> {
    const definition = type.getFields()[name];
    if (definition) return definition;
    if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
    throw new Error(`${this.#rules.name} has no field ${type.name}.${name}`);
  }

  #numberOf(node: object): number {
    let number = this.#nodeNumbers.get(node);
    if (number === undefined) this.#nodeNumbers.set(node, (number = this.#nodeNumbers.size));
    return number;
  }
}

/** Null: the shard at hand answers alone. An owned record's OWNER is the shard that gave the record. */
function scopeOf(merge: MergeRule, rule: TypeRule): Scope | null {
  const scope = merge.scope ?? 'ALL';
  return scope === 'OWNER' && rule.mode === 'BY_KEY' ? null : scope;
}

const foldedByField: ReadonlySet<Strategy> = new Set(['CONNECTION', 'GROUP', 'RATIO', 'HISTOGRAM', 'OBJECT']);

function isFoldedByField({ strategy }: MergeRule): boolean {
  return foldedByField.has(strategy);
}

/** A merged connection without a size gets one: the page can be cut only where all shards page alike. */
function pageStated(
  definition: GraphQLField<unknown, unknown>,
  given: readonly ArgumentNode[],
  rule: MergeRule | null,
): readonly ArgumentNode[] {
  if (rule?.strategy !== 'CONNECTION') return given;
  const first = definition.args.find(({ name }) => name === 'first');
  if (!first || first.defaultValue !== undefined) return given;
  if (given.some(({ name }) => name.value === 'first' || name.value === 'last')) return given;
  const value = { kind: Kind.INT, value: String(defaultPageSize) } as const;
  return [...given, { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'first' }, value }];
}

function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
