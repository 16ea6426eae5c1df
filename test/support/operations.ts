import { fingerprintLength, sealLength, writeCursor } from '@jiedui/schema/contract/cursor';
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

import { Values, type Draw, type Pools } from './operation-values.ts';

export interface RandomOperation {
  query: string;
  variables: Record<string, unknown>;
}

/** Edges followed from the root; the structure of a page spends none. */
const deepest = 5;
/** Most rows that one path may lead to: an operation that nests pages in pages would otherwise answer with megabytes. */
const mostRows = 150;
const largestRootPage = 30;
const largestNestedPage = 5;
/** What a list without pages is taken to hold. */
const usualList = 3;

/** What shards refuse. A size of a page that is none, or text that is no cursor, never comes so far. */
const forgedCursor = writeCursor({
  seal: new Uint8Array(sealLength),
  fingerprint: new Uint8Array(fingerprintLength),
  key: Uint8Array.of(1),
});

type AnyField = GraphQLField<unknown, unknown>;

/** Where in the operation something is written. */
interface Place {
  depth: number;
  /** Rows that a path to here may lead to. */
  rows: number;
}

interface Fragment {
  name: string;
  place: Place;
  cost: number;
}

/**
 * A random valid query over the public schema: aliases, fragments of both kinds, fields written twice, conditions,
 * variables with and without defaults, paging, filters, nested edges. @param roots the root fields that it asks; all where absent
 */
export function randomOperation(
  schema: GraphQLSchema,
  pools: Pools,
  draw: Draw,
  roots?: readonly string[],
): RandomOperation {
  return new Writer(schema, pools, draw).operation(roots);
}

/** What reading itself changes cannot be compared between databases that were not read alike: the log of shown telephone numbers. */
const changedByReading: ReadonlySet<string> = new Set(['contactAccesses']);

class Writer {
  private readonly declarations: string[] = [];
  private readonly fragments: string[] = [];
  private readonly reusable = new Map<string, Fragment[]>();
  private readonly variables: Record<string, unknown> = {};
  private readonly values: Values;
  private names = 0;
  /** Fields left to write. */
  private budget: number;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly pools: Pools,
    private readonly draw: Draw,
  ) {
    this.values = new Values(pools, draw);
    this.budget = 12 + draw(28);
  }

  operation(wanted?: readonly string[]): RandomOperation {
    const query = this.schema.getQueryType()!;
    const fields = Object.values(query.getFields()).filter(
      (field) =>
        !field.name.startsWith('_') &&
        !changedByReading.has(field.name) &&
        (wanted?.includes(field.name) ?? true) &&
        this.canBeAsked(field),
    );
    const place: Place = { depth: 0, rows: 1 };
    const roots = Array.from({ length: 1 + this.draw(2) }, () => {
      const root = this.oneOf(fields);
      // What nobody has a record of shows no difference: it is asked for, but seldom.
      return this.field(this.isEmpty(root) && !this.rarely(4) ? this.oneOf(fields) : root, place);
    });
    if (this.rarely(20)) roots.push('__typename');
    const declared = this.declarations.length > 0 ? `(${this.declarations.join(', ')})` : '';
    return {
      query: [`query Random${declared} {\n${roots.join('\n')}\n}`, ...this.fragments].join('\n'),
      variables: this.variables,
    };
  }

  /** One record is asked for by its id: of what nobody has, there is none. */
  private canBeAsked({ args, type }: AnyField): boolean {
    const known = this.pools.ids[getNamedType(type).name] ?? [];
    return (
      known.length > 0 || !args.some((argument) => argument.name === 'id' && isRequiredArgument(argument))
    );
  }

  private isEmpty({ type }: AnyField): boolean {
    return this.pools.ids[getNamedType(type).name.replace(/Connection$/, '')]?.length === 0;
  }

  private field(field: AnyField, place: Place): string {
    this.budget -= 1;
    const type = getNamedType(field.type);
    // Two of one name with other arguments would not merge: what takes arguments is always renamed.
    const renamed = field.args.length > 0 || this.rarely(3);
    const alias = renamed ? `${this.name('f')}: ` : '';
    const { given, size } = this.page(field, place);
    for (const argument of field.args) {
      const written = this.argument(argument, type.name);
      if (written !== null) given.push(written);
    }
    const head = `${alias}${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}`;
    if (!isObjectType(type)) return `${head}${this.condition()}`;
    const inside: Place = {
      depth: place.depth + (isStructural(type) ? 0 : 1),
      rows: place.rows * size,
    };
    const once = `${head}${this.condition()} ${this.selection(type, inside)}`;
    return this.rarely(11) ? `${once}\n${head}${this.condition()} ${this.selection(type, inside)}` : once;
  }

  private selection(type: GraphQLObjectType, place: Place): string {
    const before = this.budget;
    const fields = Object.values(type.getFields());
    const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)));
    const edges = fields.filter((field) => !isLeafType(getNamedType(field.type)));
    const lines: string[] = [];
    for (const leaf of leaves) if (this.draw(2) > 0) lines.push(this.field(leaf, place));
    const structural = isStructural(type);
    const goesOn = structural || (place.depth < deepest && place.rows <= mostRows && this.budget > 0);
    if (edges.length > 0 && goesOn) {
      const wanted = structural ? 1 + this.draw(1) : this.draw(2);
      for (let count = 0; count < wanted; count++) lines.push(this.field(this.oneOf(edges), place));
    }
    const known =
      this.reusable.get(type.name)?.filter((fragment) => fits(fragment, place, this.budget)) ?? [];
    if (known.length > 0 && this.rarely(3)) {
      const fragment = this.oneOf(known);
      this.budget -= fragment.cost;
      lines.push(`...${fragment.name}${this.condition()}`);
    }
    if (this.rarely(4) || lines.length === 0)
      lines.push(this.rarely(5) ? `${this.name('t')}: __typename` : '__typename');
    return this.wrap(type, lines, place, before - this.budget);
  }

  /** The same selection, sometimes inside an inline or a named fragment. */
  private wrap(type: GraphQLObjectType, lines: string[], place: Place, cost: number): string {
    const body = `{\n${lines.join('\n')}\n}`;
    switch (this.draw(9)) {
      case 7:
        return `{ ... on ${type.name}${this.condition()} ${body} __typename }`;
      case 8:
        return `{ ...${this.condition()} ${body} __typename }`;
      case 9: {
        const name = this.name('Fragment');
        this.fragments.push(`fragment ${name} on ${type.name} ${body}`);
        // Known only now that it is whole: so no fragment can hold itself.
        this.reusable.set(type.name, [...(this.reusable.get(type.name) ?? []), { name, place, cost }]);
        return `{ ...${name}${this.condition()} __typename }`;
      }
      default:
        return body;
    }
  }

  private condition(): string {
    const choice = this.draw(19);
    if (choice < 18) return '';
    const directive = choice === 18 ? 'include' : 'skip';
    if (this.draw(1) === 0) return ` @${directive}(if: ${directive === 'include'})`;
    return ` @${directive}(if: ${this.variable('Boolean!', this.draw(1) === 1)})`;
  }

  private page(field: AnyField, { rows }: Place): { given: string[]; size: number } {
    const takes = (name: string) => field.args.some((argument) => argument.name === name);
    if (!takes('first') || !takes('last')) {
      return { given: [], size: isListType(getNullableType(field.type)) ? usualList : 1 };
    }
    const most =
      rows === 1 ? largestRootPage : Math.max(1, Math.min(largestNestedPage, Math.floor(mostRows / rows)));
    if (rows === 1 && this.rarely(9)) return { given: [], size: 20 };
    const size = 1 + this.draw(most - 1);
    const given = [`${this.draw(3) === 3 ? 'last' : 'first'}: ${this.input('Int', size)}`];
    if (this.values.wrong(150)) given.push(`${this.oneOf(['after', 'before'])}: "${forgedCursor}"`);
    return { given, size };
  }

  private argument(argument: GraphQLArgument, target: string): string | null {
    if (['first', 'last', 'after', 'before'].includes(argument.name)) return null;
    if (!isRequiredArgument(argument) && this.draw(2) < 2) return null;
    const value = this.values.of(argument.type, argument.name, target);
    if (value === undefined) return null;
    return `${argument.name}: ${this.input(String(argument.type), value, argument.type)}`;
  }

  private input(type: string, value: unknown, input?: GraphQLInputType): string {
    return this.draw(3) === 3 ? this.variable(type, value, input) : this.literal(value, input);
  }

  private literal(value: unknown, type?: GraphQLInputType): string {
    const nullable = type && getNullableType(type);
    if (!nullable || !isInputObjectType(nullable)) return literal(value, type);
    const fields = nullable.getFields();
    return `{ ${Object.entries(value as object)
      .map(([name, entry]) => {
        const of = fields[name]!.type;
        return `${name}: ${this.rarely(7) ? this.variable(String(of), entry, of) : literal(entry, of)}`;
      })
      .join(', ')} }`;
  }

  private variable(type: string, value: unknown, input?: GraphQLInputType): string {
    const name = this.name('v');
    // A default must be applied by whoever reads the argument: the variable itself is not sent.
    const hasDefault = this.rarely(3);
    this.declarations.push(`$${name}: ${type}${hasDefault ? ` = ${literal(value, input)}` : ''}`);
    const isOptional = hasDefault || (!isRequired(type, input) && this.rarely(15));
    if (!isOptional || this.rarely(4)) this.variables[name] = value;
    return `$${name}`;
  }

  private name(prefix: string): string {
    this.names += 1;
    return `${prefix}${this.names}`;
  }

  /** Once in `others + 1` times, and never in the plainest operation. */
  private rarely(others: number): boolean {
    return this.draw(others) === others;
  }

  private oneOf<Item>(items: readonly Item[]): Item {
    return items[this.draw(items.length - 1)]!;
  }
}

function isStructural(type: GraphQLObjectType): boolean {
  return /(Connection|Edge)$/.test(type.name);
}

function fits({ place, cost }: Fragment, { depth, rows }: Place, budget: number): boolean {
  return depth <= place.depth && rows <= place.rows && cost <= budget;
}

function isRequired(type: string, input?: GraphQLInputType): boolean {
  return type.endsWith('!') || (input !== undefined && isNonNullType(input));
}

function literal(value: unknown, type?: GraphQLInputType): string {
  const nullable = type && getNullableType(type);
  if (Array.isArray(value)) {
    const item = nullable && isListType(nullable) ? nullable.ofType : undefined;
    return `[${value.map((entry) => literal(entry, item)).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const fields = nullable && isInputObjectType(nullable) ? nullable.getFields() : {};
    return `{ ${Object.entries(value)
      .map(([name, entry]) => `${name}: ${literal(entry, fields[name]?.type)}`)
      .join(', ')} }`;
  }
  return nullable && isEnumType(nullable) ? String(value) : JSON.stringify(value);
}
