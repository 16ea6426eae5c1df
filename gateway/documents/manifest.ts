import type { OperationDefinitionNode } from 'graphql';
import { ConfigurationError } from '../configuration-error.ts';
import { hashOf } from './library.ts';

/** The format that Apollo's tools write and read, so that a front end's build can give its own. */
const format = 'apollo-persisted-query-manifest';

export interface Manifest {
  format: typeof format;
  version: 1;
  operations: { id: string; name: string; type: 'query' | 'mutation'; body: string }[];
}

export function manifestOf(operations: Manifest['operations']): Manifest {
  return { format, version: 1, operations };
}

/** A whole document as a manifest lists it: by its first operation. */
export function registered(
  text: string,
  [first]: readonly OperationDefinitionNode[],
): Manifest['operations'][number] {
  const type = first?.operation === 'mutation' ? 'mutation' : 'query';
  return { id: hashOf(text), name: first?.name?.value ?? '', type, body: text };
}

export function textOf(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The registered documents: text by hash. */
export type Trusted = ReadonlyMap<string, string>;

/** Which documents are registered, and whether others are answered too. */
export interface Registered {
  documents: Trusted;
  /** Nothing else is answered. */
  only: boolean;
}

/** @throws ConfigurationError naming the file and what is wrong in it. */
export function readManifest(text: string, file: string): Trusted {
  const wrong = (expected: string, received: unknown) =>
    new ConfigurationError([{ where: file, expected, received }]);
  let value: Partial<Manifest> | null;
  try {
    value = JSON.parse(text) as Partial<Manifest> | null;
  } catch {
    throw wrong('JSON', 'other content');
  }
  if (value?.format !== format || value.version !== 1 || !Array.isArray(value.operations)) {
    throw wrong(`{"format": "${format}", "version": 1, "operations": […]}`, value?.format);
  }
  const trusted = new Map<string, string>();
  for (const [index, operation] of value.operations.entries()) {
    const { id, body } = operation as Partial<Manifest['operations'][number]>;
    if (typeof body !== 'string') throw wrong(`operations[${index}].body as text`, body);
    // The hash is what vouches for the text: an id of another kind would let a wrong file pass.
    const hash = hashOf(body);
    if (id !== hash) throw wrong(`operations[${index}].id to be the SHA-256 of its body, ${hash}`, id);
    trusted.set(hash, body);
  }
  return trusted;
}
