import type { ReportData } from '@jiedui/pairings/report/data';
import { figuresOf } from '@jiedui/pairings/report/figures';
import { reportOperations } from '@jiedui/pairings/report/operations';
import type { Records } from '@jiedui/pairings/report/records';
import type { Scope } from '@jiedui/pairings/report/scope';

import { chaoan, id } from './pairings-world.ts';

/** A report of a pairing in no database: small, and the same in every run. */

const pairing = id(chaoan, 'pair', 1);
const unit = id(chaoan, 'unit', 1);
const asOf = '2024-01-10';
const scope: Scope = {
  kind: 'PAIRING',
  owner: chaoan,
  pairingId: pairing,
  unitId: unit,
  year: 2023,
  period: { from: '2023-03-15', to: '2023-12-31' },
};
const records: Records = {
  activities: [
    { kind: 'CONTACT', month: '2023-03', count: 2, participants: 9 },
    { kind: 'RESEARCH_VISIT', month: '2023-05', count: 1, participants: 4 },
    { kind: 'SOLVED_PROBLEM', month: '2023-05', count: 1, participants: 0 },
    { kind: 'WAGE_NEGOTIATION', month: '2023-11', count: 7, participants: 130 },
  ],
  aspects: [
    { aspect: 'POLITICAL', count: 3 },
    { aspect: 'SERVICE', count: 11 },
  ],
  obligations: [
    { pairing, rule: 'CONTACT', status: 'MET', count: 2 },
    { pairing, rule: 'CONTACT', status: 'OVERDUE', count: 7 },
    { pairing, rule: 'CONTACT', status: 'EXEMPT', count: 1 },
    { pairing, rule: 'LEDGER', status: 'DUE', count: 1 },
  ],
  duties: [
    {
      rule: 'RESEARCH_VISIT',
      periodStart: '2023-04-01',
      periodEnd: '2023-06-30',
      dueOn: '2023-06-30',
      required: 1,
      done: 1,
      status: 'MET',
    },
    {
      rule: 'CONTACT',
      periodStart: '2023-03-01',
      periodEnd: '2023-03-31',
      dueOn: '2023-03-31',
      required: 1,
      done: 0,
      status: 'EXEMPT',
    },
  ],
  pairings: [],
  perPairing: [],
  problems: [{ title: '用电 <扩容> & 报装', heldOn: '2023-05-09', outcome: '已办结\n已回访', pairing: null }],
  projects: [
    {
      name: '党建活动室规范化建设',
      startedOn: '2023-04-01',
      dueOn: '2023-10-31',
      finishedOn: null,
      inUseOn: null,
      state: 'OVERDUE',
    },
  ],
  items: [
    { code: 'TRAINING', name: '党务业务培训', aspect: 'ORGANISATIONAL', planned: 1, done: 0, activities: 0 },
    { code: 'OLD_ITEM', name: 'OLD_ITEM', aspect: null, planned: 0, done: 1, activities: 3 },
  ],
};

export function reportData(change: Partial<ReportData> = {}): ReportData {
  return {
    format: 1,
    report: {
      id: id(chaoan, 'rep', 1),
      kind: 'PAIRING',
      year: 2023,
      title: '示例单位甲 ↔ 示例企业0001：2023年度结对共建工作情况报告',
      name: '示例单位甲 ↔ 示例企业0001',
      jurisdiction: { code: chaoan, name: '潮安区', level: 'COUNTY' },
      pairing: {
        id: pairing,
        title: '示例单位甲 ↔ 示例企业0001',
        kind: '成员单位与两新党组织结对共建',
        startedOn: '2023-03-15',
        endedOn: null,
        principles: ['职能相近'],
        mechanisms: ['每月碰头'],
      },
      unit,
    },
    period: scope.period,
    asOf,
    submittedAt: '2024-01-10T04:00:00.000Z',
    policy: { leastShare: 0.5, graceDays: 0, visitIsContact: true },
    remarks: '第一段 <说明> & "引号"\n第二段',
    operations: reportOperations,
    figures: figuresOf(scope, records, asOf),
    duties: records.duties,
    pairings: [],
    problems: records.problems,
    projects: records.projects,
    items: [
      { code: 'TRAINING', name: '党务业务培训', aspect: '组织引领' },
      { code: 'OLD_ITEM', name: 'OLD_ITEM', aspect: null },
    ],
    ...change,
  };
}
