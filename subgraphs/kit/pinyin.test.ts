import { compareText } from '@jiedui/schema/contract/order';
import { expect, test } from 'vitest';

import { sortKey } from './pinyin.ts';

test('Chinese names sort by their syllables, numbers and Latin letters as written', () => {
  const names = ['示例企业0010', '潮州市', '安远', 'Zebra 公司', '潮安区', '示例企业0002', '饶平县'];
  const sorted = names.toSorted((a, b) => compareText(sortKey(a), sortKey(b)));
  expect(sorted).toEqual([
    '安远',
    '潮安区',
    '潮州市',
    '饶平县',
    '示例企业0002',
    '示例企业0010',
    'Zebra 公司',
  ]);
});

test('full-width letters, tones and ü have one plain form', () => {
  expect(sortKey('ＡＢ绿')).toBe('ab lv');
  expect(sortKey('  潮 安 ')).toBe('chao an');
});
