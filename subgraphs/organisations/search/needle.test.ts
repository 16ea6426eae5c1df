import { expect, test } from 'vitest';

import { matchesOf } from './needle.ts';

const ways = (text: string): string[] => matchesOf(text).map(({ form, extent }) => `${extent} ${form}`);

test('characters are met as they are written; letters also as pinyin and as initials, in this order', () => {
  expect(ways('潮州')).toEqual(['WHOLE WRITTEN', 'BEGINNING WRITTEN', 'PART WRITTEN']);
  expect(ways('潮 a')).toHaveLength(3);
  expect(ways('2023')).toHaveLength(3);
  expect(ways('cz')).toEqual(
    ['WHOLE', 'BEGINNING', 'PART'].flatMap((extent) =>
      ['WRITTEN', 'PINYIN', 'INITIALS'].map((form) => `${extent} ${form}`),
    ),
  );
});

test('white space, punctuation, width, case and tones make no difference', () => {
  expect(matchesOf('Chao Zhou')).toEqual(matchesOf('chaozhou'));
  expect(matchesOf('三环(集团)')).toEqual(matchesOf('三环（集团）'));
  expect(matchesOf('cháo').at(1)?.text).toBe('chao');
  expect(matchesOf('lǜ').at(1)?.text).toBe('lv');
});

test('a text without a letter, digit or character asks for nothing', () => {
  for (const text of ['', '  ', '（）', '.-_', '=^:']) expect(matchesOf(text)).toEqual([]);
});

test('a text longer than the terms is looked up by its pieces and compared', () => {
  const part = (text: string) => matchesOf(text).find(({ extent }) => extent === 'PART');
  expect(part('潮')).toMatchObject({ query: "'潮':*", loose: false });
  expect(part('潮州三环')).toMatchObject({ query: "'潮州三' & '州三环'", loose: true });
});

test('nothing of the text is read as a query', () => {
  for (const text of ["a\\'b", "x':*", 'a | b', '!a', 'a & b']) {
    for (const { query } of matchesOf(text)) expect(query).toMatch(/^('([^'\\]|''|\\\\)*'(:\*)?( & )?)+$/);
  }
  expect(matchesOf('\\').at(0)?.query).toBe(String.raw`'=\\'`);
});
