import {
  type DocumentNode,
  getNamedType,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  typeFromAST,
  TypeInfo,
  valueFromAST,
  valueFromASTUntyped,
  type ValueNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** The variables of an operation as a form. Pure. */

export interface Choice {
  value: string;
  description: string;
}

export interface Entry {
  name: string;
  /** As the operation writes it, such as `[ObligationRule!]`. */
  type: string;
  required: boolean;
  list: boolean;
  /** How it is entered. `json`: as text, for input objects of objects; `jurisdictions`: their codes, by name. */
  kind: 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'enum' | 'object' | 'json' | 'jurisdictions';
  choices: Choice[];
  /** The fields of an input object. */
  fields: Entry[];
  description: string;
  /** As the operation or the schema has it, as JSON; undefined where there is none. */
  initial: unknown;
}

/** An operation with the document that has its fragments. */
export interface Asked {
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/** The operation of a document, the only one or the first. Null where the text is none. */
export function operationIn(text: string): Asked | null {
  try {
    const document = parse(text);
    const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
    return operation ? { document, operation } : null;
  } catch {
    return null;
  }
}

/**
 * An entry per variable, in their order, described by the argument or field that it is first given to. A variable of a type that
 * the schema has not is entered as JSON.
 */
export function formOf({ document, operation }: Asked, schema: GraphQLSchema): Entry[] {
  const uses = usesOf(document, schema);
  return (operation.variableDefinitions ?? []).map(({ variable, type, defaultValue }) => {
    const known = typeFromAST(schema, type as never) as GraphQLInputType | undefined;
    const initial =
      defaultValue && (known ? valueFromAST(defaultValue, known) : valueFromASTUntyped(defaultValue));
    const description = uses.get(variable.name.value) ?? '';
    return entryOf(variable.name.value, print(type), known, { initial, description, depth: 0 });
  });
}

/** What the schema says of the places that variables are given to, by the variables' names. */
function usesOf(document: DocumentNode, schema: GraphQLSchema): ReadonlyMap<string, string> {
  const uses = new Map<string, string>();
  const info = new TypeInfo(schema);
  const note = (value: ValueNode, description: string | null | undefined) => {
    if (value.kind !== Kind.VARIABLE || !description || uses.has(value.name.value)) return;
    uses.set(value.name.value, description);
  };
  visit(
    document,
    visitWithTypeInfo(info, {
      Argument: ({ value }) => note(value, info.getArgument()?.description),
      ObjectField({ name, value }) {
        const input = getNamedType(info.getParentInputType());
        if (isInputObjectType(input)) note(value, input.getFields()[name.value]?.description);
      },
    }),
  );
  return uses;
}

const deepest = 2;

function entryOf(
  name: string,
  type: string,
  known: GraphQLInputType | undefined,
  { initial, description, depth }: { initial: unknown; description: string; depth: number },
): Entry {
  const required = type.endsWith('!');
  const bare = isNonNullType(known) ? (known.ofType as GraphQLInputType) : known;
  const list = isListType(bare);
  const item = list ? (bare.ofType as GraphQLInputType) : bare;
  const named = isNonNullType(item) ? (item.ofType as GraphQLInputType) : item;
  const entry = {
    name,
    type,
    required,
    list,
    initial,
    description,
    choices: [] as Choice[],
    fields: [] as Entry[],
  };
  if (isEnumType(named)) {
    const choices = named
      .getValues()
      .map((each) => ({ value: each.name, description: each.description ?? '' }));
    return { ...entry, kind: 'enum', choices };
  }
  if (isInputObjectType(named)) {
    if (list || depth >= deepest) return { ...entry, kind: 'json' };
    const given = (initial ?? {}) as Record<string, unknown>;
    const fields = Object.values(named.getFields()).map((field) => {
      return entryOf(field.name, String(field.type), field.type, {
        // The schema's own defaults are left to it.
        initial: given[field.name],
        description: field.description ?? '',
        depth: depth + 1,
      });
    });
    return { ...entry, kind: 'object', fields };
  }
  switch (named && 'name' in named ? named.name : '') {
    case 'Int':
      return { ...entry, kind: 'integer' };
    case 'Float':
      return { ...entry, kind: 'number' };
    case 'Boolean':
      return { ...entry, kind: list ? 'json' : 'boolean' };
    case 'Date':
      return { ...entry, kind: list ? 'text' : 'date' };
    case 'ID':
      // The name that they have everywhere in the graph.
      return { ...entry, kind: list && name === 'jurisdictions' ? 'jurisdictions' : 'text' };
    case 'String':
    case 'DateTime':
      return { ...entry, kind: 'text' };
    default:
      return { ...entry, kind: 'json' };
  }
}

/** What was entered, by the path of the entry: `filter.kind`. Absent or empty: nothing was. */
export type Entered = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What stands in the form at first: what the operation itself would take. */
export function enteredOf(entries: readonly Entry[], path = ''): Record<string, string | string[]> {
  const entered: Record<string, string | string[]> = {};
  for (const entry of entries) {
    const at = `${path}${entry.name}`;
    if (entry.kind === 'object') Object.assign(entered, enteredOf(entry.fields, `${at}.`));
    else if (entry.initial == null) continue;
    else if (isChosen(entry)) entered[at] = (entry.initial as unknown[]).map(String);
    else if (entry.kind === 'json') entered[at] = JSON.stringify(entry.initial);
    else if (entry.list) entered[at] = (entry.initial as unknown[]).map(String).join(', ');
    else entered[at] = String(entry.initial);
  }
  return entered;
}

/** Whether several are chosen of what there is, not typed. */
function isChosen({ kind, list }: Entry): boolean {
  return (kind === 'enum' && list) || kind === 'jurisdictions';
}

/** Codes as they are typed or chosen. */
export function codesIn(entered: string | readonly string[] | undefined): readonly string[] {
  return typeof entered === 'string' ? itemsIn(entered) : (entered ?? []);
}

function itemsIn(text: string): string[] {
  return text.split(/[,，、\s]+/).filter((each) => each !== '');
}

/** The variables, and what is wrong with what was entered, by path. What was not entered is left to the operation. */
export function variablesFrom(
  entries: readonly Entry[],
  entered: Entered,
  path = '',
): { values: Record<string, unknown>; wrong: Record<string, string> } {
  const values: Record<string, unknown> = {};
  const wrong: Record<string, string> = {};
  for (const entry of entries) {
    const at = `${path}${entry.name}`;
    if (entry.kind === 'object') {
      const isEntered = Object.entries(entered).some(
        ([path, given]) => path.startsWith(`${at}.`) && given?.length,
      );
      // An object that nothing was entered into is absent, whatever it requires of one that is there.
      if (!isEntered && !entry.required) continue;
      const inner = variablesFrom(entry.fields, entered, `${at}.`);
      Object.assign(wrong, inner.wrong);
      values[entry.name] = inner.values;
      continue;
    }
    const given = entered[at];
    if (given === undefined || given.length === 0) {
      if (entry.required && entry.initial === undefined) wrong[at] = entry.type;
      continue;
    }
    const read = readEntry(entry, given);
    if (read.kind === 'read') values[entry.name] = read.value;
    else wrong[at] = entry.type;
  }
  return { values, wrong };
}

type Read = { kind: 'read'; value: unknown } | { kind: 'wrong' };

function readEntry(entry: Entry, given: string | readonly string[]): Read {
  if (typeof given !== 'string') return { kind: 'read', value: [...given] };
  if (entry.kind === 'json') {
    try {
      return { kind: 'read', value: JSON.parse(given) as unknown };
    } catch {
      return { kind: 'wrong' };
    }
  }
  if (!entry.list) return readOne(entry.kind, given.trim());
  const items = itemsIn(given).map((each) => readOne(entry.kind, each));
  return items.every((each) => each.kind === 'read')
    ? { kind: 'read', value: items.map(({ value }) => value) }
    : { kind: 'wrong' };
}

function readOne(kind: Entry['kind'], text: string): Read {
  switch (kind) {
    case 'integer':
      return /^-?\d{1,10}$/.test(text) ? { kind: 'read', value: Number(text) } : { kind: 'wrong' };
    case 'number':
      return text !== '' && Number.isFinite(Number(text))
        ? { kind: 'read', value: Number(text) }
        : { kind: 'wrong' };
    case 'boolean':
      return { kind: 'read', value: text === 'true' };
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(text) ? { kind: 'read', value: text } : { kind: 'wrong' };
    default:
      return { kind: 'read', value: text };
  }
}
