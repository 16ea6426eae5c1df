import { expect, test } from 'vitest';

import { divisions } from './divisions.ts';
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

test('the names are those of the edition of 2017 where that of 2011 had others', () => {
  const names = new Map(
    Object.values(divisions).flatMap((all) => all.map(([code, name]) => [code, name] as const)),
  );
  expect(['05', '11', '25', '50', '58', '59', '81', '87', '95', '96'].map((code) => names.get(code))).toEqual(
    [
      '农、林、牧、渔专业及辅助性活动',
      '开采专业及辅助性活动',
      '石油、煤炭及其他燃料加工业',
      '建筑装饰、装修和其他建筑业',
      '多式联运和运输代理业',
      '装卸搬运和仓储业',
      '机动车、电子产品和日用产品修理业',
      '广播、电视、电影和录音制作业',
      '群众团体、社会团体和其他成员组织',
      '基层群众自治组织及其他组织',
    ],
  );
});
