import { expect, test } from 'vitest';

import { changesBetween, type Stage } from './changes.ts';

const stage = (day: string, change: string, facts: Stage['facts'], reason: string | null = null): Stage => ({
  valid_from: `${day} 04:00:00+00`,
  changed_by: 'somebody',
  changed_as: 'COUNTY',
  reason,
  change,
  facts,
});

test('each change names what differs from before, in the order of time', () => {
  const changes = changesBetween([
    stage('2022-03-01', 'CORRECTED', { employees: 15, town: null }, '补录'),
    stage('2022-01-10', 'REGISTERED', { employees: 12, town: null }),
  ]);
  expect(changes).toEqual([
    {
      at: new Date('2022-01-10T04:00:00Z'),
      change: 'REGISTERED',
      as: 'COUNTY',
      by: 'somebody',
      reason: null,
      fields: [{ name: 'employees', previous: null, current: '12' }],
    },
    {
      at: new Date('2022-03-01T04:00:00Z'),
      change: 'CORRECTED',
      as: 'COUNTY',
      by: 'somebody',
      reason: '补录',
      fields: [{ name: 'employees', previous: '12', current: '15' }],
    },
  ]);
});

test('what several tables keep of one moment and step is one change', () => {
  const changes = changesBetween([
    stage('2022-01-10', 'REGISTERED', { name: 'a' }),
    stage('2022-01-10', 'REGISTERED', { hosts: ['x', 'y'] }),
    stage('2022-02-10', 'CORRECTED', { hosts: ['y'] }),
  ]);
  expect(changes.map(({ fields }) => fields)).toEqual([
    [
      { name: 'name', previous: null, current: 'a' },
      { name: 'hosts', previous: null, current: 'x, y' },
    ],
    [{ name: 'hosts', previous: 'x, y', current: 'y' }],
  ]);
});

test('a version that changes no fact is no change', () => {
  expect(
    changesBetween([stage('2022-01-10', 'REGISTERED', { n: 1 }), stage('2022-01-11', 'CORRECTED', { n: 1 })]),
  ).toHaveLength(1);
});
