import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { supergraphAt } from '../fixtures/supergraph.ts';
import { readManifest } from './manifest.ts';
import { writeManifest } from './write.ts';

test('documents of folders and files become a manifest that the gateway reads; a wrong one is told with its place', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'manifest-'));
  try {
    const at = (name: string) => join(folder, name);
    await writeFile(at('supergraph.graphql.txt'), await supergraphAt('plain'));
    await writeFile(at('me.graphql'), 'query Me { me { name } }');
    await writeFile(at('rename.graphql'), 'mutation Rename($id: ID!) { rename(id: $id, name: "x") { id } }');
    expect(
      await writeManifest(at('supergraph.graphql.txt'), at('out.json'), [folder, at('me.graphql')]),
    ).toBe(2);
    const text = await readFile(at('out.json'), 'utf8');
    expect([...readManifest(text, 'out.json').values()]).toContain('query Me { me { name } }');
    expect(JSON.parse(text)).toMatchObject({
      operations: [
        { name: 'Me', type: 'query' },
        { name: 'Rename', type: 'mutation' },
      ],
    });
    await writeFile(at('wrong.graphql'), '\n{ nothing }');
    await expect(writeManifest(at('supergraph.graphql.txt'), at('out.json'), [folder])).rejects.toThrow(
      'wrong.graphql:2:3',
    );
    expect(await readFile(at('out.json'), 'utf8')).toBe(text);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
