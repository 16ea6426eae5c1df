import {
  isAbstractType,
  isInputObjectType,
  isLeafType,
  isNonNullType,
  isObjectType,
  getNamedType,
  getNullableType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { city, east, north, south, zone, type World } from './world.ts';

/** Random choices; a test binds them to its generator, so that a failure can be repeated and made smaller. */
export interface Choices {
  below(limit: number): number;
}

export interface RandomOperation {
  text: string;
  variables: Record<string, unknown>;
}

/** Fields that fail in some rows and may not be null: asked only where the row itself may be. */
const fatal = new Set(['secret']);
const deepest = 5;

/**
 * A random operation over a schema: aliases, fragments of both kinds, conditions, variables with and without defaults. It need
 * not be valid (two uses of a name can disagree); the test validates it and leaves the others out.
 */
export class OperationMaker {
  readonly #schema: GraphQLSchema;
  readonly #world: World;
  readonly #choices: Choices;
  readonly #cursors: readonly string[];
  readonly #declared: string[] = [];
  readonly #fragments: string[] = [];
  readonly #variables: Record<string, unknown> = {};
  #names = 0;
  /** Fields left: an operation stays small enough to read. */
  #budget: number;

  constructor(
    schema: GraphQLSchema,
    world: World,
    choices: Choices,
    cursors: readonly string[],
    budget = 40,
  ) {
    this.#schema = schema;
    this.#world = world;
    this.#choices = choices;
    this.#cursors = cursors;
    this.#budget = budget;
  }

  /** An operation on the root type, without the fields that tests ask for themselves. */
  query(): RandomOperation {
    const root = this.#schema.getQueryType()!;
    const skipped = new Set(['_entities', '_service', 'secrets']);
    const fields = Object.values(root.getFields()).filter(({ name }) => !skipped.has(name));
    const parts = this.#times(1 + this.#below(3)).map(() => this.#field(root, this.#among(fields), 1, true));
    const body = `{ ${parts.join(' ')} }`;
    return this.#finish(body);
  }

  /** An `_entities` fetch as a planner makes it. */
  entities(types: readonly string[]): RandomOperation {
    const farms = this.#world.farms.map(({ id }) => ({ __typename: 'Farm', id }));
    const visits = this.#world.visits.map(({ id }) => ({ __typename: 'Visit', id }));
    const places = this.#world.places.map(({ code }) => ({ __typename: 'Place', code }));
    const all = [...farms, ...visits, ...places].filter(({ __typename }) => types.includes(__typename));
    this.#variables['representations'] = this.#times(this.#below(9)).map(() => this.#among(all));
    this.#declared.push('$representations: [_Any!]!');
    const fragments = types.map((type) => {
      const selection = this.#selection(this.#schema.getType(type) as GraphQLObjectType, 1, true);
      return `... on ${type} ${selection}`;
    });
    return this.#finish(`{ _entities(representations: $representations) { ${fragments.join(' ')} } }`);
  }

  #finish(body: string): RandomOperation {
    const declared = this.#declared.length > 0 ? `(${this.#declared.join(', ')})` : '';
    return {
      text: [`query Random${declared} ${body}`, ...this.#fragments].join('\n'),
      variables: this.#variables,
    };
  }

  #selection(type: GraphQLCompositeType, depth: number, mayFail: boolean): string {
    const parts = this.#times(1 + this.#below(4)).map(() => this.#part(type, depth, mayFail));
    // A few of the parts come twice, with other children: occurrences of one field become one.
    return `{ ${parts.join(' ')} }`;
  }

  #part(type: GraphQLCompositeType, depth: number, mayFail: boolean): string {
    const roll = this.#below(20);
    if (roll === 0) return this.#below(2) === 0 ? '__typename' : `${this.#name('t')}: __typename`;
    if (isAbstractType(type) ? roll < 11 : roll < 3) {
      const narrower = isAbstractType(type)
        ? this.#among([
            ...this.#schema.getPossibleTypes(type),
            ...(type.name === 'Thing' ? [this.#interface()] : []),
          ])
        : type;
      const wider =
        isObjectType(type) && type.getInterfaces().length > 0 && roll === 1 ? this.#interface() : narrower;
      const condition = this.#condition();
      const inner = this.#selection(wider, depth, mayFail);
      if (this.#below(3) > 0) return `... on ${wider.name}${condition} ${inner}`;
      const name = this.#name('F');
      this.#fragments.push(`fragment ${name} on ${wider.name} ${inner}`);
      return `...${name}${condition}`;
    }
    if (!('getFields' in type)) return '__typename';
    const fields = Object.values(type.getFields()).filter((field) => {
      if (fatal.has(field.name)) return mayFail;
      const composite = !isLeafType(getNamedType(field.type));
      return !composite || (depth < deepest && this.#budget > 0);
    });
    return fields.length > 0 ? this.#field(type, this.#among(fields), depth, mayFail) : '__typename';
  }

  #field(
    parent: GraphQLCompositeType,
    field: GraphQLField<unknown, unknown>,
    depth: number,
    mayFail: boolean,
  ): string {
    this.#budget--;
    const type = getNamedType(field.type);
    const given = field.args
      .map((argument) => this.#argument(parent, field, argument))
      .filter((text) => text !== '');
    const paged = given.filter((text) => !/^(last|before)/.test(text));
    const list = given.some((text) => text.startsWith('first')) ? paged : given;
    // A name that carries arguments is its own: two uses with different ones would be refused.
    const own = list.length > 0 || this.#below(4) === 0;
    const alias = own ? `${this.#name('a')}: ` : '';
    const text = list.length > 0 ? `(${list.join(', ')})` : '';
    const nullable = !isNonNullType(field.type) && type.name !== 'FarmConnection';
    const survives = parent.name.endsWith('Connection') || parent.name.endsWith('Edge') ? mayFail : nullable;
    const inner = isLeafType(type)
      ? ''
      : ` ${this.#selection(type as GraphQLCompositeType, depth + (this.#isWrapper(type.name) ? 0 : 1), survives && !this.#isWrapper(type.name))}`;
    return `${alias}${field.name}${text}${this.#condition()}${inner}`;
  }

  #argument(
    parent: GraphQLCompositeType,
    field: GraphQLField<unknown, unknown>,
    argument: GraphQLArgument,
  ): string {
    const required = isNonNullType(argument.type);
    if (!required && this.#below(argument.name === 'first' ? 2 : 4) > 0) return '';
    const value = this.#value(parent, field, argument);
    if (value === undefined) return '';
    const roll = this.#below(3);
    if (roll > 0 || isEnum(argument)) return `${argument.name}: ${literal(value)}`;
    const name = this.#name('v');
    const nullable = required ? '' : ` = ${literal(value)}`;
    const useDefault = nullable !== '' && this.#below(2) === 0;
    this.#declared.push(`$${name}: ${String(argument.type)}${useDefault ? nullable : ''}`);
    if (!useDefault) this.#variables[name] = value;
    return `${argument.name}: $${name}`;
  }

  #value(
    parent: GraphQLCompositeType,
    field: GraphQLField<unknown, unknown>,
    { name, type }: GraphQLArgument,
  ): unknown {
    switch (name) {
      case 'first':
      case 'last':
        return 1 + this.#below(this.#below(4) === 0 ? 30 : 6);
      case 'after':
      case 'before':
        return field.name === 'farms' || field.name === 'visits' ? this.#among(this.#cursors) : undefined;
      case 'orderBy':
        return this.#among(['NAME', 'SIZE']);
      case 'descending':
        return this.#below(2) === 0;
      case 'smallest':
        return this.#below(4);
      case 'by':
        return this.#times(this.#below(3)).map(() =>
          this.#among(['JURISDICTION', parent.name === 'Farm' ? 'KIND' : 'TOWN']),
        );
      case 'jurisdictions':
        return this.#times(this.#below(4)).map(() => this.#shardKey());
      case 'code':
        return this.#among([city, north, south, east, zone]);
      case 'id':
        return this.#among(this.#world.farms).id;
      case 'filter':
        return {
          ...(this.#below(2) === 0 && { kinds: [this.#among(['CALL', 'TRAINING', 'READING'])] }),
          ...(this.#below(2) === 0 && {
            place: { jurisdictions: this.#times(this.#below(3)).map(() => this.#shardKey()) },
          }),
        };
      default:
        throw new Error(`No value for the argument ${name}: ${String(type)}`);
    }
  }

  /** A code, or an id, which names its owner as well. */
  #shardKey(): string {
    return this.#below(3) === 0
      ? this.#among(this.#world.farms).id
      : this.#among([city, north, south, east, zone]);
  }

  #condition(): string {
    if (this.#below(8) > 0) return '';
    const directive = this.#below(2) === 0 ? '@include' : '@skip';
    if (this.#below(3) === 0) return ` ${directive}(if: ${this.#below(2) === 0})`;
    const name = this.#name('c');
    const useDefault = this.#below(2) === 0;
    this.#declared.push(`$${name}: Boolean! ${useDefault ? `= ${this.#below(2) === 0}` : ''}`);
    if (!useDefault) this.#variables[name] = this.#below(2) === 0;
    return ` ${directive}(if: $${name})`;
  }

  #isWrapper(type: string): boolean {
    return /Connection$|Edge$/.test(type);
  }

  #interface() {
    return this.#schema.getType('Record') as GraphQLCompositeType;
  }

  #name(kind: string): string {
    return `${kind}${this.#names++}`;
  }

  #below(limit: number): number {
    return this.#choices.below(limit);
  }

  #among<Item>(items: readonly Item[]): Item {
    return items[this.#below(items.length)]!;
  }

  #times(count: number): undefined[] {
    return Array.from({ length: count });
  }
}

function isEnum({ type }: GraphQLArgument): boolean {
  return !isInputObjectType(getNamedType(getNullableType(type))) && String(type).includes('Order');
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => literal(item)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, inner]) => `${key}: ${literal(inner)}`)
      .join(', ')}}`;
  }
  const symbol = typeof value === 'string' && /^[A-Z]+$/.test(value);
  return symbol ? value : JSON.stringify(value);
}
