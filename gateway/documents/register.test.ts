import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { supergraphAt } from '../fixtures/supergraph.ts';
import { readManifest } from './manifest.ts';
import { hashOf } from './library.ts';
import { writeDocuments } from './register.ts';

let folder: string;
const at = (name: string) => join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'documents-'));
  await writeFile(at('supergraph.txt'), await supergraphAt('plain'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('documents of folders and files become a manifest that the gateway reads; a wrong one is told with its place', async () => {
  const manifest = at('out.json');
  await writeFile(at('me.graphql'), 'query Me { me { name } }');
  await writeFile(at('rename.graphql'), 'mutation Rename($id: ID!) { rename(id: $id, name: "x") { id } }');
  expect(await writeDocuments(at('supergraph.txt'), { manifest }, [folder, at('me.graphql')])).toBe(2);
  const text = await readFile(manifest, 'utf8');
  expect([...readManifest(text, 'out.json').values()]).toContain('query Me { me { name } }');
  expect(JSON.parse(text)).toMatchObject({
    operations: [
      { name: 'Me', type: 'query' },
      { name: 'Rename', type: 'mutation' },
    ],
  });
  await writeFile(at('wrong.graphql'), '\n{ nothing }');
  await expect(
    writeDocuments(at('supergraph.txt'), { manifest, types: at('types') }, [folder]),
  ).rejects.toThrow('wrong.graphql:2:3');
  expect(await readFile(manifest, 'utf8')).toBe(text);
  expect(await readdir(folder)).not.toContain('types');
});

test('types and manifest of a document have one id, and its first comment explains the type', async () => {
  const text =
    '# 我 */\n# Me\nquery Me($named: Boolean = true) { me { ...Name @include(if: $named) } }\nfragment Name on User { name }\n';
  await writeFile(at('me.graphql'), text);
  await writeDocuments(at('supergraph.txt'), { manifest: at('out.json'), types: at('types') }, [folder]);
  const manifest = JSON.parse(await readFile(at('out.json'), 'utf8')) as { operations: { id: string }[] };
  const module = await readFile(at('types/me.ts'), 'utf8');
  expect(manifest.operations.map(({ id }) => id)).toEqual([hashOf(text)]);
  expect(module).toContain(`"documentId":"${hashOf(text)}"`);
  expect(module).toContain('/**\n * 我 * /\n * Me\n */\nexport const MeDocument = ');
  expect(module).toMatch(/named\?: boolean \| null/);
});

test('the types of a document that is no more go; what others wrote beside them stays', async () => {
  const types = at('types');
  await mkdir(types);
  await writeFile(at('types/own.ts'), 'export const own = 1;\n');
  await writeFile(at('a.graphql'), 'query A { me { id } }');
  await writeFile(at('b.graphql'), 'query B { me { id } }');
  await writeDocuments(at('supergraph.txt'), { types }, [folder]);
  expect((await readdir(types)).sort()).toEqual(['a.ts', 'b.ts', 'own.ts', 'schema-types.ts']);
  await rm(at('a.graphql'));
  await writeDocuments(at('supergraph.txt'), { types }, [folder]);
  expect((await readdir(types)).sort()).toEqual(['b.ts', 'own.ts', 'schema-types.ts']);
});

test('two documents of one name, an operation without a name or over what somebody wrote have no types', async () => {
  const types = at('types');
  const refused = (message: string) =>
    expect(
      writeDocuments(at('supergraph.txt'), { manifest: at('out.json'), types }, [at('q')]),
    ).rejects.toThrow(message);
  await mkdir(at('q/inner'), { recursive: true });
  await writeFile(at('q/me.graphql'), 'query Me { me { name } }');
  await writeFile(at('q/inner/me.graphql'), 'query Mine { me { name } }');
  await refused('a file name that no other document has');
  await writeFile(at('q/inner/me.graphql'), '{ me { name } }');
  await rm(at('q/me.graphql'));
  await refused('operations with names');
  await writeFile(at('q/inner/me.graphql'), 'query Mine { me { name } }');
  await mkdir(types, { recursive: true });
  await writeFile(at('types/me.ts'), 'export const own = 1;\n');
  await refused('no file of others');
  expect(await readdir(folder)).not.toContain('out.json');
});

test('a folder or supergraph that is not there is told by its name', async () => {
  const types = at('types');
  for (const [supergraph, source] of [
    [at('supergraph.txt'), at('nowhere')],
    [at('nowhere'), folder],
  ] as const) {
    await expect(writeDocuments(supergraph, { types }, [source])).rejects.toThrow(
      `${at('nowhere')}: 配置错误: expected`,
    );
  }
});
