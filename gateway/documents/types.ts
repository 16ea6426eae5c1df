import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import type { CodegenPlugin } from '@graphql-codegen/plugin-helpers';
import * as operationTypes from '@graphql-codegen/typescript-operations';
import { textScalars } from '@jiedui/schema/contract/scalar';
import { Kind, parse, printSchema, type DocumentNode, type GraphQLSchema } from 'graphql';
import { ConfigurationError, type ConfigurationProblem } from '../configuration-error.ts';
import { hashOf } from './library.ts';

/** One .graphql file, a whole document. */
export interface Source {
  /** Its file's name without the ending, such as `pairings-list`. */
  name: string;
  text: string;
}

/** How a module that was made here begins: what else lies beside it is left alone. */
const header = '// 自动生成，请勿手改。Generated, not to be edited.\n';

/** The module of the enums and inputs that any of the documents uses. */
const shared = 'schema-types';

/**
 * TypeScript of documents: of each a module with its operations as TypedDocumentNodes and the types of their answers and
 * variables, and one with the enums and inputs that they use. Documents stand alone: fragments of one name in two of them
 * never meet. A scalar that the contract does not know is `unknown`.
 * @returns the modules by their names.
 */
export async function typesOf(
  schema: GraphQLSchema,
  sources: readonly Source[],
): Promise<ReadonlyMap<string, string>> {
  const sdl = parse(printSchema(schema), { noLocation: true });
  const generate = async (
    name: string,
    own: readonly Source[],
    plugins: Record<string, CodegenPlugin>,
    more: object,
  ) => {
    const content = await codegen({
      filename: `${name}.ts`,
      schema: sdl,
      schemaAst: schema,
      documents: own.map(({ name, text }) => ({
        location: `${name}.graphql`,
        document: parse(text, { noLocation: true }),
      })),
      plugins: Object.keys(plugins).map((plugin) => ({ [plugin]: {} })),
      pluginMap: plugins,
      // Checked before, by the gateway's own rules.
      skipDocumentsValidation: true,
      config: { ...config, ...more },
    });
    return [name, `${header}${content.trimEnd()}\n`] as const;
  };
  return new Map([
    await generate(shared, sources, { operationTypes }, { generateOperationTypes: false }),
    ...(await Promise.all(
      sources.map((source) =>
        generate(
          source.name,
          [source],
          { operationTypes, documents: documentsOf(source.text) },
          { importSchemaTypesFrom: `./${shared}`, importExtension: '.ts' },
        ),
      ),
    )),
  ]);
}

const config = {
  namingConvention: 'keep',
  // Unions, no enums: an answer is JSON, and a module may be run with its types taken off and nothing else.
  enumType: 'string-literal',
  skipTypename: true,
  printFieldsOnNewLines: true,
  arrayInputCoercion: false,
  defaultScalarType: 'unknown',
  scalars: { ID: 'string', ...Object.fromEntries(Object.keys(textScalars).map((name) => [name, 'string'])) },
};

/**
 * Writes the modules of these documents into a folder, and takes out those of documents that are no more.
 * @throws ConfigurationError where two documents would be one module, an operation has no name to be called by, or what
 * somebody else wrote stands in the place.
 */
export async function writeTypes(
  schema: GraphQLSchema,
  folder: string,
  documents: readonly { file: string; text: string }[],
): Promise<void> {
  const problems: ConfigurationProblem[] = [];
  const names = new Set([shared]);
  const sources = documents.map(({ file, text }) => {
    const name = basename(file, '.graphql');
    if (names.has(name)) {
      problems.push({ where: file, expected: 'a file name that no other document has', received: name });
    }
    names.add(name);
    if (parse(text).definitions.some((node) => node.kind === Kind.OPERATION_DEFINITION && !node.name)) {
      problems.push({ where: file, expected: 'operations with names', received: 'one without' });
    }
    return { name, text };
  });
  await mkdir(folder, { recursive: true });
  const left: string[] = [];
  for (const file of (await readdir(folder)).filter((each) => each.endsWith('.ts'))) {
    const isModule = names.has(basename(file, '.ts'));
    if ((await readFile(join(folder, file), 'utf8')).startsWith(header)) {
      if (!isModule) left.push(file);
    } else if (isModule) {
      problems.push({ where: join(folder, file), expected: 'no file of others', received: file });
    }
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  const modules = await typesOf(schema, sources);
  for (const file of left) await rm(join(folder, file));
  for (const [name, text] of modules) await writeFile(join(folder, `${name}.ts`), text);
}

/** Each operation as a value: its document, whole, with the id under which a manifest registers it. */
function documentsOf(text: string): CodegenPlugin {
  return {
    plugin: (_, documents) => ({
      prepend: [`import type { TypedDocumentNode } from '@graphql-typed-document-node/core';`],
      content: documents.flatMap(({ document }) => valuesOf(document!, text)).join('\n'),
    }),
  };
}

function valuesOf(document: DocumentNode, text: string): string[] {
  const documentId = hashOf(text);
  const value = JSON.stringify({ kind: document.kind, documentId, definitions: document.definitions });
  return document.definitions.flatMap((node) => {
    if (node.kind !== Kind.OPERATION_DEFINITION || !node.name) return [];
    const { value: name } = node.name;
    const type = `${name}${node.operation === 'mutation' ? 'Mutation' : 'Query'}`;
    return [
      `${remarkOf(text)}export const ${name}Document = ${value} as unknown as TypedDocumentNode<${type}, ${type}Variables> & { readonly documentId: string };`,
    ];
  });
}

/** What the document says of itself in the comment that it begins with. */
function remarkOf(text: string): string {
  const lines = /^(?:#.*\r?\n)*/.exec(text)![0].split(/\r?\n/).slice(0, -1);
  const said = lines.map((line) => line.slice(1).trim().replaceAll('*/', '* /')).join('\n * ');
  return said === '' ? '' : `/**\n * ${said}\n */\n`;
}
