import { existsSync, readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const documents = ['ARCHITECTURE.md', 'README.md', 'README.zh-CN.md'];

const pathShape = /^\.?[\w-]+(\/[\w./-]*|(\.[\w-]+)*\.(json|md|ya?ml|ts|graphql))$/;

/** What stands in backticks and looks like a path of this repository. */
function pathsIn(text: string): string[] {
  const quoted = [...text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1]!);
  return [
    ...new Set(quoted.filter((candidate) => pathShape.test(candidate) && !candidate.startsWith('.local/'))),
  ];
}

describe('the documents', () => {
  test.each(
    documents.flatMap((name) =>
      pathsIn(readFileSync(new URL(name, root), 'utf8')).map((path) => [name, path]),
    ),
  )('%s: %s exists', (_, path) => {
    expect(existsSync(new URL(path!, root))).toBe(true);
  });

  test('the architecture names the rooms', () => {
    expect(pathsIn(readFileSync(new URL('ARCHITECTURE.md', root), 'utf8')).length).toBeGreaterThan(40);
  });
});
