import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { textScalars } from '@jiedui/schema/contract/scalar';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import {
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  type DocumentNode,
  type FieldNode,
  type GraphQLOutputType,
  type SelectionSetNode,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { savedOperations, type SavedOperation } from '../contract/schema-files.ts';
import type { Answer } from '../support/client.ts';
import { layouts } from '../support/layouts.ts';
import { prepareFrontEnd, typeErrors } from '../support/type-check.ts';
import { viewersOf, type Viewers } from '../support/viewers.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

// A front end as the README tells its developer to make one: its documents registered and typed by the command, its code
// compiled by tsc and run, against a gateway that answers registered documents alone.

const root = fileURLToPath(new URL('../../', import.meta.url));
const saved = await savedOperations();
const ownDocument = `query Own($id: ID!, $on: Date) {
  appeal(id: $id) { id state dueOn timeliness(on: $on) }
}
`;

let folder: string;
let world: World;
let viewers: Viewers;
let federation: ShardedFederation;
/** The id of each document by its operation's name. */
let ids: ReadonlyMap<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'jiedui-front-end-'));
  await prepareFrontEnd(folder);
  await mkdir(path.join(folder, 'queries'));
  await writeFile(path.join(folder, 'queries/own.graphql'), ownDocument);
  const manifest = path.join(folder, 'manifest.json');
  const { code, output } = await run([
    path.join(root, 'gateway/dist/documents/write.js'),
    `--supergraph=${path.join(root, 'schema/supergraph.graphql')}`,
    `--types=${path.join(folder, 'operations')}`,
    `--out=${manifest}`,
    path.join(root, 'schema/queries'),
    path.join(folder, 'queries'),
  ]);
  expect({ code, output }).toMatchObject({ code: 0 });
  const { operations } = JSON.parse(await readFile(manifest, 'utf8')) as {
    operations: { id: string; name: string }[];
  };
  ids = new Map(operations.map(({ id, name }) => [name, id]));
  world = await openWorld();
  viewers = viewersOf(world.ledgers, '445103', '445122');
  federation = await world.shard(layouts.apart, {
    gatewayProcess: { JIEDUI_DOCUMENTS: manifest, JIEDUI_TRUSTED_DOCUMENTS: 'only' },
  });
}, 120_000);

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function run(argv: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, output: out + errors };
}

/** The example of a README, as a file of the front end that asks this federation. */
async function exampleOf(readme: string): Promise<string> {
  const page = await readFile(path.join(root, readme), 'utf8');
  const [, code] = /```ts\n(.*?)```/s.exec(page)!;
  expect(code).toContain("'http://127.0.0.1:4000'");
  return code!.replace("'http://127.0.0.1:4000'", `'${federation.url}'`);
}

describe('the example of the README', () => {
  test.each(['README.md', 'README.zh-CN.md'])('%s: compiles, and tells of five pairings', async (readme) => {
    await writeFile(path.join(folder, 'example.ts'), await exampleOf(readme));
    expect(typeErrors(folder)).toEqual([]);
    const { code, output } = await run([path.join(folder, 'example.ts')]);
    expect(code, output).toBe(0);
    const lines = output.trim().split('\n');
    expect(lines).toHaveLength(5);
    for (const line of lines) expect(line).toMatch(/ ↔ .* (CONFIRMED|REPORTED|ASSESSED|RENEWED)/);
  });

  test('a misspelt field or value, a wrong variable or an overlooked null in its place does not compile', async () => {
    const example = await exampleOf('README.md');
    const [before] = example.split('const { pairings }');
    const lines: [string, string][] = [
      ["const { pairings } = await ask(PairingsListDocument, { first: 'five' });", 'TS2322'],
      ['await ask(PairingsListDocument, { frist: 5 });', 'TS2561'],
      ['await ask(OwnDocument, {});', 'TS2741'],
      ["await ask(OwnDocument, { id: '445103-app-1', on: new Date() });", 'TS2322'],
      ['for (const each of pairings.nodes) console.log(each);', 'TS18047'],
      ['const node = pairings!.nodes[0]!;', ''],
      ['console.log(node.titel);', 'TS2551'],
      ['console.log(node.unit.name);', 'TS18047'],
      ['console.log(node.startedOn.getFullYear());', 'TS2339'],
      ["console.log(node.state === 'CONFIRMD');", 'TS2367'],
    ];
    const imports = "import { OwnDocument } from './operations/own.ts';\n";
    await writeFile(
      path.join(folder, 'example.ts'),
      `${imports}${before}${lines.map(([line]) => line).join('\n')}\n`,
    );
    const from = `${imports}${before}`.split('\n').length;
    expect(typeErrors(folder)).toEqual(
      lines.flatMap(([, code], index) => (code ? [{ file: 'example.ts', line: from + index, code }] : [])),
    );
  });
});

test('the modules of the saved operations are those of the package', async () => {
  for (const { name } of saved) {
    const made = await readFile(path.join(folder, `operations/${name}.ts`), 'utf8');
    expect(made).toBe(await readFile(path.join(root, `schema/operations/${name}.ts`), 'utf8'));
  }
});

test('what is not registered is refused', async () => {
  const { status, errors } = await federation.ask(viewers.auditor, { query: '{ pairings { totalCount } }' });
  expect([status, errors![0]!.extensions!['code']]).toEqual([403, 'UNTRUSTED_DOCUMENT']);
});

describe('what each saved operation is answered', () => {
  const asked = ['public', 'organisation', 'unit', 'county', 'city', 'auditor'] as const;
  const answers: { operation: SavedOperation; type: string; answer: Answer }[] = [];

  beforeAll(async () => {
    for (const operation of saved) {
      const name = nameIn(parse(operation.text));
      for (const viewer of asked) {
        const answer = await ask(viewers[viewer], ids.get(name)!);
        answers.push({ operation, type: `${name}Query`, answer });
      }
    }
  }, 120_000);

  test('is of the types that the schema declares: no null where none may be, no unknown value, no other form', () => {
    const wrong = answers.flatMap(({ operation, answer }) => {
      const document = parse(operation.text);
      return [...faultsOf(document, answer.data)].map((fault) => `${operation.name}: ${fault}`);
    });
    expect(answers.map(({ answer }) => answer.status)).toEqual(answers.map(() => 200));
    expect(wrong).toEqual([]);
  });

  test('compiles as a value of the generated type, and with one null, value or field more does not', async () => {
    await cp(path.join(root, 'schema/operations'), path.join(folder, 'operations'), { recursive: true });
    const modules = saved.map(({ name, text }) => {
      const type = `${nameIn(parse(text))}Query`;
      return `import type { ${type} } from './operations/${name}.ts';`;
    });
    const constants = answers.map(({ type, answer: { data } }, index) => {
      return `export const answer${index}: ${type} = ${JSON.stringify(data)};`;
    });
    const file = path.join(folder, 'example.ts');
    await writeFile(file, [...modules, ...constants].join('\n'));
    expect(typeErrors(folder)).toEqual([]);
    const list = answers.findIndex(({ type }) => type === 'PairingsListQuery');
    for (const [from, to] of [
      [/"title":"[^"]*"/, '"title":null'],
      [/"provenance":"\w+"/, '"provenance":"ARTIKEL"'],
      [/"title":/, '"titel":"甲","title":'],
      [/"title":"[^"]*",/, ''],
    ] as const) {
      const changed = constants.with(list, constants[list]!.replace(from, to));
      expect(changed[list]).not.toBe(constants[list]);
      await writeFile(file, [...modules, ...changed].join('\n'));
      expect(typeErrors(folder).map(({ line }) => line)).toEqual([modules.length + list + 1]);
    }
  });
});

async function ask(viewer: Viewer, documentId: string): Promise<Answer> {
  const response = await fetch(federation.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(viewer !== viewers.public && { authorization: `Bearer ${await world.keys.token(viewer)}` }),
    },
    body: JSON.stringify({ documentId }),
  });
  return { status: response.status, ...((await response.json()) as object) };
}

function nameIn(document: DocumentNode): string {
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  return operation!.name!.value;
}

/** Where a value is not what the schema declares of the fields that the document asks. */
function* faultsOf(document: DocumentNode, data: unknown): Generator<string> {
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node.selectionSet] as const] : [],
    ),
  );
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION)!;
  yield* within(world.schema.getQueryType()!, [operation.selectionSet], data, 'data');

  function* within(
    type: GraphQLOutputType,
    selections: readonly SelectionSetNode[],
    value: unknown,
    at: string,
  ): Generator<string> {
    if (isNonNullType(type)) {
      if (value === null) yield `${at} is null`;
      else yield* within(type.ofType, selections, value, at);
      return;
    }
    if (value === null) return;
    if (isListType(type)) {
      if (!Array.isArray(value)) return yield `${at} is no list`;
      for (const [index, each] of value.entries())
        yield* within(type.ofType, selections, each, `${at}.${index}`);
      return;
    }
    if (isObjectType(type)) {
      const asked = Map.groupBy(fieldsIn(selections), (field) => (field.alias ?? field.name).value);
      const received = Object.keys(value as object);
      if (received.sort().join() !== [...asked.keys()].sort().join()) yield `${at} has ${received.join()}`;
      for (const [key, fields] of asked) {
        const { type: inner } = type.getFields()[fields[0]!.name.value]!;
        const below = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
        yield* within(inner, below, (value as Record<string, unknown>)[key], `${at}.${key}`);
      }
      return;
    }
    if (!fits(isEnumType(type) ? type.getValues().map((each) => each.value) : type.name, value)) {
      yield `${at} is ${JSON.stringify(value)}, no ${type.name}`;
    }
  }

  function fieldsIn(selections: readonly SelectionSetNode[]): FieldNode[] {
    const found: FieldNode[] = [];
    for (const { selections: nodes } of selections) {
      for (const node of nodes) {
        if (node.kind === Kind.FIELD) found.push(node);
        else if (node.kind === Kind.INLINE_FRAGMENT) found.push(...fieldsIn([node.selectionSet]));
        else found.push(...fieldsIn([fragments.get(node.name.value)!]));
      }
    }
    return found;
  }
}

/** Whether a value that came as JSON is one of these, or of this scalar. */
function fits(allowed: readonly unknown[] | string, value: unknown): boolean {
  if (typeof allowed !== 'string') return allowed.includes(value);
  switch (allowed) {
    case 'Int':
      return Number.isInteger(value);
    case 'Float':
      return Number.isFinite(value);
    case 'Boolean':
      return typeof value === 'boolean';
    case 'String':
    case 'ID':
      return typeof value === 'string';
    default:
      return typeof value === 'string' && textScalars[allowed]!.test(value);
  }
}
