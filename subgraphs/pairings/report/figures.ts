import { labelIn } from '@jiedui/kit/enums';

import type { ActivityFilter } from '../activity/listing.ts';
import { ActivityKind, CoBuildingAspect, visitKinds } from '../activity/terms.ts';
import { ObligationRule, ObligationStatus } from '../obligation/terms.ts';
import { ProjectState } from '../project/terms.ts';
import type { Figure } from './data.ts';
import type { ReportOperation } from './operations.ts';
import type { Records } from './records.ts';
import { filtersOf, fiveOnes, type Scope } from './scope.ts';

/** Where an obligation of a period that is over may stand. */
export const judged = ['MET', 'OVERDUE', 'DUE', 'EXEMPT'] as const satisfies readonly ObligationStatus[];

/** Every number of a report, each with the query that gives it again. Pure. */
export function figuresOf(scope: Scope, records: Records, asOf: string): Figure[] {
  const filters = filtersOf(scope);
  const figure = (
    operation: ReportOperation,
    code: string,
    label: string,
    value: number,
    filter: object,
  ): Figure => ({
    code,
    label,
    value,
    operation,
    variables: {
      filter,
      // Items have no past of their own.
      ...(!operation.startsWith('item') && { asOf }),
      jurisdictions: [scope.owner],
    },
    asOf,
  });
  return [
    ...pairingFigures(),
    ...obligationFigures(),
    ...activityFigures(),
    ...itemFigures(),
    ...projectFigures(),
    ...linesOfPairings(),
  ];

  function pairingFigures(): Figure[] {
    if (scope.kind === 'PAIRING') return [];
    const begun = records.pairings.filter(({ startedOn }) => startedOn >= scope.period.from);
    return [
      figure('pairings', 'PAIRINGS', '年内有效结对', records.pairings.length, filters.pairings),
      figure('pairings', 'PAIRINGS_BEGUN', '其中当年新结对', begun.length, {
        ...filters.pairings,
        startedFrom: scope.period.from,
      }),
    ];
  }

  function obligationFigures(): Figure[] {
    const named = labelIn(ObligationRule);
    const stands = labelIn(ObligationStatus);
    const count = (rule: ObligationRule | null, status: ObligationStatus | null): number =>
      sum(
        records.obligations.filter(
          (each) => (rule === null || each.rule === rule) && (status === null || each.status === status),
        ),
      );
    return [null, ...fiveOnes].flatMap((rule) =>
      [null, ...judged].map((status) =>
        figure(
          'obligations',
          `OBLIGATIONS/${rule ?? 'ALL'}/${status ?? 'ALL'}`,
          `${rule ? named(rule) : '“五个一”各项合计'}：${status ? shortStatus(stands(status)) : '应有项数'}`,
          count(rule, status),
          {
            ...filters.obligations,
            ...(rule && { rule: [rule] }),
            ...(status && { status: [status] }),
          },
        ),
      ),
    );
  }

  function activityFigures(): Figure[] {
    const activity = (
      code: string,
      label: string,
      fits: (each: Records['activities'][number]) => boolean,
      filter: ActivityFilter,
    ): Figure =>
      figure('activities', code, label, sum(records.activities.filter(fits)), {
        ...filters.activities,
        ...filter,
      });
    const participants = records.activities.reduce((total, each) => total + each.participants, 0);
    const visit = (kind: ActivityKind): boolean => (visitKinds as readonly string[]).includes(kind);
    const kinds = Object.keys(ActivityKind) as ActivityKind[];
    const aspects = Object.keys(CoBuildingAspect) as CoBuildingAspect[];
    return [
      activity('ACTIVITIES', '活动次数', () => true, {}),
      figure('participants', 'PARTICIPANTS', '参加人次（填报的）', participants, filters.activities),
      activity('VISITS', '联系走访次数', ({ kind }) => visit(kind), { kind: [...visitKinds] }),
      ...kinds.map((kind) =>
        activity(`KIND/${kind}`, labelIn(ActivityKind)(kind), (each) => each.kind === kind, { kind: [kind] }),
      ),
      ...monthsOf(scope.period).flatMap(({ month, from, to }) => {
        const days = { heldFrom: from, heldTo: to };
        return [
          activity(`MONTH/${month}`, `${month} 活动`, (each) => each.month === month, days),
          activity(
            `MONTH/${month}/VISITS`,
            `${month} 联系走访`,
            (each) => each.month === month && visit(each.kind),
            { ...days, kind: [...visitKinds] },
          ),
        ];
      }),
      ...aspects.map((aspect) =>
        figure(
          'activities',
          `ASPECT/${aspect}`,
          labelIn(CoBuildingAspect)(aspect),
          sum(records.aspects.filter((each) => each.aspect === aspect)),
          { ...filters.activities, aspect: [aspect] },
        ),
      ),
    ];
  }

  function itemFigures(): Figure[] {
    const parts = [
      ['itemsPlanned', 'PLANNED', '计划', 'planned'],
      ['itemsDone', 'DONE', '开展', 'done'],
      ['itemActivities', 'ACTIVITIES', '活动次数', 'activities'],
    ] as const;
    const { items } = records;
    return [{ code: 'ALL', name: '共建内容合计' }, ...items].flatMap(({ code, name }) =>
      parts.map(([operation, part, label, count]) =>
        figure(
          operation,
          `ITEM/${code}/${part}`,
          `${name}：${label}`,
          items
            .filter((each) => code === 'ALL' || each.code === code)
            .reduce((total, each) => total + each[count], 0),
          { ...filters.items, ...(code !== 'ALL' && { item: [code] }) },
        ),
      ),
    );
  }

  function projectFigures(): Figure[] {
    const states = Object.keys(ProjectState) as ProjectState[];
    return [
      figure('projects', 'PROJECTS', '共建项目', records.projects.length, filters.projects),
      ...states.map((state) =>
        figure(
          'projects',
          `PROJECTS/${state}`,
          `项目：${labelIn(ProjectState)(state)}`,
          records.projects.filter((each) => each.state === state).length,
          { ...filters.projects, state: [state] },
        ),
      ),
    ];
  }

  function linesOfPairings(): Figure[] {
    const done = new Map(records.perPairing.map((each) => [each.pairing, each]));
    return records.pairings.flatMap(({ id, title }) => {
      const line = done.get(id) ?? { activities: 0, visits: 0, solved: 0 };
      const held = { ...filters.activities, pairing: id };
      const owed = { ...filters.obligations, pairing: id };
      const stands = (status: ObligationStatus): number =>
        sum(records.obligations.filter((each) => each.pairing === id && each.status === status));
      const code = (name: string): string => `PAIRING/${id}/${name}`;
      return [
        figure('activities', code('ACTIVITIES'), `${title}：活动次数`, line.activities, held),
        figure('activities', code('VISITS'), `${title}：联系走访次数`, line.visits, {
          ...held,
          kind: [...visitKinds],
        }),
        figure('activities', code('SOLVED'), `${title}：解决问题`, line.solved, {
          ...held,
          kind: ['SOLVED_PROBLEM'],
        }),
        figure('obligations', code('MET'), `${title}：“五个一”已完成`, stands('MET'), {
          ...owed,
          status: ['MET'],
        }),
        figure('obligations', code('OVERDUE'), `${title}：“五个一”已逾期`, stands('OVERDUE'), {
          ...owed,
          status: ['OVERDUE'],
        }),
      ];
    });
  }
}

function sum(rows: readonly { count: number }[]): number {
  return rows.reduce((total, { count }) => total + count, 0);
}

/** The months of a period, cut to it. */
export function monthsOf({
  from,
  to,
}: {
  from: string;
  to: string;
}): { month: string; from: string; to: string }[] {
  const months = [];
  for (let number = Number(from.slice(5, 7)); number <= Number(to.slice(5, 7)); number++) {
    const month = `${from.slice(0, 4)}-${String(number).padStart(2, '0')}`;
    const last = new Date(Date.UTC(Number(from.slice(0, 4)), number, 0)).toISOString().slice(0, 10);
    const first = `${month}-01`;
    months.push({ month, from: first < from ? from : first, to: last > to ? to : last });
  }
  return months;
}

/** Without what a label says after its first words. */
function shortStatus(label: string): string {
  return label.split('：')[0]!;
}
