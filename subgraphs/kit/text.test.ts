import { expect, test } from 'vitest';

import { boundedInt, isStorable, optionalText, requiredText } from './text.ts';

test('a text is trimmed and composed; only white space is no text', () => {
  expect(requiredText('  潮安区 \n', { field: 'name' })).toBe('潮安区');
  expect(requiredText('e\u0301', { field: 'name' })).toBe('é');
  expect(optionalText('  ', { field: 'town' })).toBeNull();
  expect(optionalText(undefined, { field: 'town' })).toBeNull();
});

test('NUL, control characters, lone surrogates, nothing and too much are refused, with the field named', () => {
  for (const text of ['', ' ', 'a\u0000b', 'a\u001bb', '\ud800', 'x'.repeat(201)]) {
    expect(() => requiredText(text, { field: 'name' })).toThrow(/name: 1 to 200/);
  }
  expect(requiredText('first\nsecond', { field: 'body' })).toBe('first\nsecond');
  expect(isStorable('𠮷野')).toBe(true);
});

test('an integer outside its bounds is refused', () => {
  expect(boundedInt(0, { field: 'employees', least: 0 })).toBe(0);
  expect(() => boundedInt(-1, { field: 'employees', least: 0 })).toThrow(/employees: 0 to/);
});
