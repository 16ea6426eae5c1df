import { publishedCalendar } from '@jiedui/services/appeal/clock/calendar';
import { daysRun, never, storedDeadline } from '@jiedui/services/appeal/clock/deadline';
import { daysIn, defaultAppealPolicy } from '@jiedui/services/appeal/clock/policy';
import { appealMachine, tierAfter } from '@jiedui/services/appeal/machine';
import type { AppealState, AppealStepKind } from '@jiedui/services/appeal/terms';

import { dayBetween, morningOf } from './days.ts';
import { generated, padded } from './demonstrate.ts';
import type { AppealRow, AppealStepRow, OrganisationRow, UnitRow } from './rows.ts';
import type { LedgerWriter } from './writer.ts';

/** An appeal that stands where its steps have led it; each was taken a working day after the one before. */
export interface AppealWish extends Pick<AppealRow, 'title' | 'body' | 'source'> {
  organisation: OrganisationRow;
  unitId: AppealRow['unit_id'];
  pairingId?: AppealRow['pairing_id'];
  /** Who gets a part where departments are coordinated or assigned. */
  departments: readonly UnitRow[];
  raisedOn: string;
  steps: readonly AppealStepKind[];
}

const coordinated = ['ACCEPT', 'COORDINATE'] as const;
const escalated = ['ACCEPT', 'ESCALATE'] as const;
const assigned = [...escalated, 'ASSIGN'] as const;
const solved = ['ACCEPT', 'RESOLVE'] as const;
const solvedTogether = [...coordinated, 'ANSWER', 'RESOLVE'] as const;

/** Courses over all tiers and states, in turn. */
const courses: readonly (readonly AppealStepKind[])[] = [
  [...solved, 'CONFIRM', 'CLOSE'],
  solved,
  coordinated,
  escalated,
  [],
  [...solvedTogether, 'CONFIRM'],
  ['ACCEPT'],
  [...solvedTogether, 'DISPUTE', 'REOPEN'],
  assigned,
  [...solved, 'DISPUTE'],
  ['ACCEPT', 'WITHDRAW'],
  ['REFUSE'],
  [...assigned, 'FOLLOW_UP', 'ANSWER', 'RESOLVE', 'CONFIRM', 'CLOSE'],
];

/** What is said with a step; nothing where nothing has to be. */
const reasons: Partial<Record<AppealStepKind, string>> = {
  ESCALATE: '示例：涉及面广，一时难以解决。',
  FOLLOW_UP: '示例：已向承办部门了解进度。',
  DISPUTE: '示例：问题仍未解决。',
  REOPEN: '示例：按回访意见重新办理。',
  WITHDRAW: '示例：已自行解决。',
  REFUSE: '示例：不属于困难诉求。',
};

/** Appeals of the ledger's own organisations, over all tiers and states. */
export function recordAppeals(
  writer: LedgerWriter,
  organisations: readonly OrganisationRow[],
  units: readonly UnitRow[],
  { count, first, last }: { count: number; first: string; last: string },
): AppealRow[] {
  return Array.from({ length: count }, (_, index) =>
    demonstrateAppeal(writer, {
      title: `示例诉求${padded(index + 1, 3)}`,
      body: `示例：${['用工', '用地', '融资', '物流', '办证'][index % 5]!}方面的困难。`,
      organisation: organisations[(index * 5) % organisations.length]!,
      unitId: units[index % units.length]!.id,
      departments: [1, 2].map((offset) => units[(index + offset) % units.length]!),
      raisedOn: dayBetween(first, last, index, count),
      steps: courses[index % courses.length]!,
      source: generated,
    }),
  );
}

/** One for each course that the others of a small ledger do not reach. */
export function recordOtherCourses(
  writer: LedgerWriter,
  wish: Omit<AppealWish, 'title' | 'steps' | 'source' | 'raisedOn'>,
  { from, reached, raisedOn }: { from: number; reached: number; raisedOn: string },
): AppealRow[] {
  return courses.slice(reached).map((steps, index) =>
    demonstrateAppeal(writer, {
      ...wish,
      title: `示例诉求${padded(from + index, 3)}`,
      raisedOn,
      steps,
      source: generated,
    }),
  );
}

/** The appeal with the clock, the steps and the parts that the machine would have given it. */
export function demonstrateAppeal(writer: LedgerWriter, wish: AppealWish): AppealRow {
  const { organisation, unitId, departments, raisedOn } = wish;
  const appeal = writer.appeal({
    title: wish.title,
    body: wish.body,
    source: wish.source,
    organisation_id: organisation.id,
    industry: organisation.industry,
    unit_id: unitId,
    pairing_id: wish.pairingId ?? null,
    contact_phone: organisation.contact_phone,
    tier: 'T1',
    state: 'RAISED',
    raised_at: morningOf(raisedOn),
  });
  const ledger = writer.ledger;
  const steps: AppealStepRow[] = [];
  let day = raisedOn;
  const take = (step: AppealStepKind): void => {
    const from = step === 'RAISE' ? null : appeal.state;
    const to: AppealState = appealMachine[step].to ?? appeal.state;
    appeal.tier = tierAfter(step, appeal.tier);
    appeal.state = to;
    steps.push({
      appeal_id: appeal.id,
      position: steps.length + 1,
      step,
      from_state: from,
      to_state: to,
      tier: appeal.tier,
      taken_at: morningOf(day),
      ...takenBy(step, writer, wish),
      reason: reasons[step] ?? null,
      resolution_days: null,
    });
    if (to !== from) Object.assign(appeal, clockOf(to, appeal.tier, day));
    if (step === 'RESOLVE') {
      appeal.resolved_at = morningOf(day);
      appeal.outcome = '已协调解决（示例）';
      appeal.satisfied = null;
      appeal.called_back_at = null;
      appeal.resolution_days = daysRun(raisedOn, day, [], publishedCalendar);
      steps.at(-1)!.resolution_days = appeal.resolution_days;
    }
    if (step === 'CONFIRM' || step === 'DISPUTE') {
      appeal.satisfied = step === 'CONFIRM';
      appeal.called_back_at = morningOf(day);
    }
    if (step === 'CLOSE') appeal.closed_at = morningOf(day);
    if (step === 'REOPEN') appeal.resolved_at = null;
  };
  take('RAISE');
  for (const step of wish.steps) {
    day = publishedCalendar.after(day, 1);
    if (step !== 'ANSWER') take(step);
    else {
      for (const part of ledger.appealParts.filter((each) => each.appeal_id === appeal.id)) {
        Object.assign(part, {
          answer: '示例答复',
          answered_at: morningOf(day),
          due_on: never,
          due_soon_on: never,
        });
        take(step);
        steps.at(-1)!.unit_id = part.unit_id;
      }
    }
    if (step !== 'COORDINATE' && step !== 'ASSIGN') continue;
    const days = defaultAppealPolicy.partDays[step];
    const due = dueAfter(day, days);
    departments.forEach((unit, index) =>
      ledger.appealParts.push({
        appeal_id: appeal.id,
        position: index + 1,
        unit_id: unit.id,
        task: '示例事项',
        assigned_at: morningOf(day),
        assigned_as: step === 'ASSIGN' ? 'CITY' : 'UNIT',
        answered_at: null,
        answer: null,
        clock_started_on: day,
        clock_days: days,
        ...due,
        deadline_on: due.due_on,
      }),
    );
  }
  appeal.steps = steps.length;
  ledger.appealSteps.push(...steps);
  return appeal;
}

function takenBy(
  step: AppealStepKind,
  writer: LedgerWriter,
  { unitId }: Pick<AppealWish, 'unitId'>,
): Pick<AppealStepRow, 'taken_as' | 'unit_id'> {
  const [by] = appealMachine[step].by;
  if (by === 'ORGANISATION') return { taken_as: 'ORGANISATION', unit_id: null };
  if (by === 'CITY') return { taken_as: 'CITY', unit_id: null };
  if (by === 'RECEIVER' && unitId === null) {
    return { taken_as: writer.owner.endsWith('00') ? 'CITY' : 'COUNTY', unit_id: null };
  }
  return { taken_as: 'UNIT', unit_id: unitId };
}

function clockOf(
  state: AppealState,
  tier: AppealRow['tier'],
  day: string,
): Pick<AppealRow, 'clock_started_on' | 'clock_days' | 'due_on' | 'due_soon_on'> {
  const days = daysIn(state, tier, defaultAppealPolicy);
  return days === null
    ? { clock_started_on: null, clock_days: null, due_on: never, due_soon_on: never }
    : { clock_started_on: day, clock_days: days, ...dueAfter(day, days) };
}

/** The schedule leaves demonstration alone: it lies years back, and all of it would be with the city on the first day. */
function dueAfter(day: string, days: number): Pick<AppealRow, 'due_on' | 'due_soon_on'> {
  const run = { startedOn: day, days, pauses: [] };
  const { dueOn, dueSoonOn } = storedDeadline(run, {
    calendar: publishedCalendar,
    policy: defaultAppealPolicy,
  });
  return { due_on: dueOn, due_soon_on: dueSoonOn };
}
