import { expect, test } from 'vitest';

import { Industry, isDivisionOf } from './industry.ts';

test('the 97 divisions belong to one section each, in order', () => {
  const sections = Object.keys(Industry) as Industry[];
  const owners = Array.from({ length: 99 }, (_, index) => {
    const division = String(index + 1).padStart(2, '0');
    return sections.filter((section) => isDivisionOf(section, division)).join('');
  });
  expect(owners.slice(0, 97).every((owner) => owner.length === 1)).toBe(true);
  expect(owners.slice(97)).toEqual(['', '']);
  expect(owners.slice(0, 97).join('')).toBe(owners.slice(0, 97).toSorted().join(''));
  expect(isDivisionOf('C', '7')).toBe(false);
});
