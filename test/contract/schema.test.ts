import { describe, expect, test } from 'vitest';

import { lintSubgraph } from './lint.ts';
import { committedOperations, generatedFiles, generatedOperations, readCommitted } from './schema-files.ts';

const files = generatedFiles();
const operations = await generatedOperations();

describe('the committed schema', () => {
  test.each([...files, ...operations])(
    'schema/%s is what the code gives (else: pnpm schema:write)',
    async (path, text) => {
      expect(await readCommitted(path)).toBe(text);
    },
  );

  test('has types and manifest of the saved operations alone', async () => {
    expect(await committedOperations()).toEqual([...operations.keys()].sort());
  });

  test('no subgraph breaks the sharding contract', async () => {
    const directives = await readCommitted('directives.graphql');
    const breaches = [...files]
      .filter(([path]) => path.startsWith('subgraphs/'))
      .flatMap(([path, sdl]) => lintSubgraph(path, sdl, directives));
    expect(breaches.map(({ subgraph, at, breach }) => `${subgraph}: ${at} ${breach}`)).toEqual([]);
  });
});
