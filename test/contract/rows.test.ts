import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { documentInputs } from '../fault/hostile/document-inputs.ts';
import { injectionInputs } from '../fault/hostile/injection-inputs.ts';
import { transportInputs } from '../fault/hostile/transport-inputs.ts';

const readme = new URL('../fault/README.md', import.meta.url);
const inputs: Readonly<Record<string, readonly { name: string }[]>> = {
  'hostile/document-inputs.ts': documentInputs,
  'hostile/injection-inputs.ts': injectionInputs,
  'hostile/transport-inputs.ts': transportInputs,
};

interface Row {
  name: string;
  answer: string;
  tests: { file: string; title: string }[];
}

function rows(): Row[] {
  const table = /<!-- rows -->([\s\S]*)<!-- rows end -->/.exec(readFileSync(readme, 'utf8'))![1]!;
  return table
    .trim()
    .split('\n')
    .slice(2)
    .filter((line) => !line.startsWith('| **'))
    .map((line) => {
      const [name = '', answer = '', tests = ''] = line
        .replace(/^\| | \|$/g, '')
        .split(' | ')
        .map((cell) => cell.trim());
      const parts = tests.split('; `').map((part) => part.replace(/^`/, ''));
      return {
        name,
        answer,
        tests: parts.flatMap((part) => {
          const file = part.split('`:')[0]!;
          return [...part.matchAll(/“([^”]+)”/g)].map(([, title]) => ({
            file,
            title: title!.replaceAll('\\_', '_'),
          }));
        }),
      };
    });
}

/** Whether a file has a test, or a case of one, with this title. */
function has({ file, title }: Row['tests'][number]): boolean {
  const listed = inputs[file];
  if (listed) return listed.some(({ name }) => name === title);
  const text = readFileSync(new URL(file, readme), 'utf8');
  return [`'${title}'`, `"${title}"`].some((quoted) => text.includes(quoted));
}

test('every row of the promise has an answer and tests that are there', () => {
  const table = rows();
  expect(table.length).toBeGreaterThan(55);
  expect(table.filter(({ answer, tests }) => answer === '' || tests.length === 0)).toEqual([]);
  expect(
    table.flatMap(({ name, tests }) => tests.filter((each) => !has(each)).map((each) => ({ name, ...each }))),
  ).toEqual([]);
});

test('a row whose test is gone is noticed', () => {
  expect(has({ file: 'hostile/document-inputs.ts', title: 'depth 50' })).toBe(true);
  expect(has({ file: 'hostile/document-inputs.ts', title: 'depth 5' })).toBe(false);
  expect(has({ file: 'lying.test.ts', title: 'a prototype' })).toBe(true);
  expect(has({ file: 'lying.test.ts', title: 'a protot' })).toBe(false);
});
