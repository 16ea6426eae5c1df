import { AppealPartState } from '@jiedui/services/appeal/part/terms';
import { expect } from 'vitest';

import { chaoan, type World } from './pairings-world.ts';
import { departments, people } from './services-appeal-actors.ts';
import { on } from './services-appeal-course.ts';
import { type Standing, stateOf } from './services-appeal-past-model.ts';

/** Every figure of appeals of a period, as it is asked. */
const document = `query ($from: Date, $asOf: Date) {
  appealIndicators(by: [], from: $from, asOf: $asOf) { code asOf withheld ratio { numerator denominator } }
  onTime: appealIndicatorAppeals(code: APPEALS_ON_TIME, part: NUMERATOR, from: $from, asOf: $asOf, first: 100) { nodes { id } }
  judged: appealIndicatorAppeals(code: APPEALS_ON_TIME, part: DENOMINATOR, from: $from, asOf: $asOf, first: 100) { nodes { id } }
  called: appealIndicatorAppeals(code: APPEALS_SATISFIED, part: DENOMINATOR, from: $from, asOf: $asOf) { totalCount }
  appealResolution(by: [JURISDICTION], from: $from, asOf: $asOf, jurisdictions: ["${chaoan}"]) { asOf days { count median p90 buckets } }
  appealGroups(by: [TIER, STATE], asOf: $asOf) { tier state count suppressed }
  byDepartment: appealPartGroups(by: [DEPARTMENT], from: $from, asOf: $asOf) {
    department parts appeals onTime { numerator denominator } }
  byState: appealPartGroups(by: [STATE], from: $from, asOf: $asOf) { state parts }
  appealParts(first: 500, from: $from, asOf: $asOf, orderBy: { field: ID }) { totalCount nodes { state position unit { id } appeal { id } } }
}`;

// oxlint-disable-next-line typescript/no-explicit-any -- answers are read by tests
export type Told = any;

export const partsIn = (data: Told) =>
  data.appealParts.nodes
    .map(({ appeal, position, unit, state }: Told) => [appeal.id, position, unit.id, state])
    .sort();

export async function told(
  world: World,
  day: string,
  variables: { from: string | null; asOf: string | null },
): Promise<Told> {
  const { data, errors } = await world.ask(document, { viewer: people.auditor, clock: on(day), variables });
  expect(errors).toBeUndefined();
  return data;
}

/** The same by a loop over how each appeal stood. */
export function counted(appeals: ReadonlyMap<string, Standing>, from: string | null): object {
  const since = (day: string | null): boolean => day !== null && (from === null || day >= from);
  const [onTime, judged, satisfied, called, days] = [[], [], [], [], []] as [
    string[],
    string[],
    string[],
    string[],
    number[],
  ];
  const parts: { id: string; position: number; department: number; state: string }[] = [];
  for (const [id, each] of appeals) {
    const closed = each.state === 'CLOSED' && since(each.closedOn);
    if (closed && each.lateSteps === 0) onTime.push(id);
    if (closed || each.isOverdue) judged.push(id);
    if (each.satisfied !== null && since(each.calledBackOn)) called.push(id);
    if (each.satisfied && since(each.calledBackOn)) satisfied.push(id);
    if (since(each.resolvedOn)) days.push(each.resolutionDays!);
    for (const [index, part] of each.parts.entries()) {
      const state = stateOf(part, from);
      if (state) parts.push({ id, position: index + 1, department: part.department, state });
    }
  }
  days.sort((a, b) => a - b);
  const at = (share: number) => days[Math.ceil(days.length * share) - 1];
  const groups = Map.groupBy(parts, ({ department }) => departments[department]!);
  const many = (list: typeof parts, ...states: string[]) =>
    list.filter(({ state }) => states.includes(state)).length;
  return {
    ratios: [
      [onTime.length, judged.length],
      [satisfied.length, called.length],
    ],
    onTime: onTime.sort(),
    judged: judged.sort(),
    called: called.length,
    groups: tallied([...appeals.values()].map(({ tier, state }) => `${tier} ${state}`)),
    days: days.length === 0 ? null : { count: days.length, median: at(0.5), p90: at(0.9) },
    byDepartment: [...groups]
      .map(([department, own]) => ({
        department,
        parts: own.length,
        appeals: new Set(own.map(({ id }) => id)).size,
        onTime: [many(own, 'ANSWERED'), many(own, 'ANSWERED', 'ANSWERED_LATE', 'OVERDUE')],
      }))
      .sort((a, b) => (a.department < b.department ? -1 : 1)),
    byState: Object.fromEntries(
      Object.keys(AppealPartState).flatMap((state) =>
        many(parts, state) > 0 ? [[state, many(parts, state)]] : [],
      ),
    ),
    parts: parts
      .map(({ id, position, department, state }) => [id, position, departments[department], state])
      .sort(),
  };
}

const tallied = (words: readonly string[]) =>
  Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]));

/** An answer in the form of `counted`. */
export function read(data: Told): object {
  const { days } = data.appealResolution[0];
  return {
    ratios: data.appealIndicators.map(({ ratio }: Told) => [ratio.numerator, ratio.denominator]),
    onTime: data.onTime.nodes.map(({ id }: Told) => id).sort(),
    judged: data.judged.nodes.map(({ id }: Told) => id).sort(),
    called: data.called.totalCount,
    groups: Object.fromEntries(
      data.appealGroups.map(({ tier, state, count }: Told) => [`${tier} ${state}`, count]),
    ),
    days: days && { count: days.count, median: days.median, p90: days.p90 },
    byDepartment: data.byDepartment.map(({ onTime, ...group }: Told) => ({
      ...group,
      onTime: [onTime.numerator, onTime.denominator],
    })),
    byState: Object.fromEntries(data.byState.map(({ state, parts }: Told) => [state, parts])),
    parts: partsIn(data),
  };
}
