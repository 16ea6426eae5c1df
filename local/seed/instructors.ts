import { dayAfter } from '@jiedui/kit/clock';

import { padded } from './demonstrate.ts';
import type { AssignmentRow, InstructorRow, OrganisationRow, StepRow, UnitRow } from './rows.ts';
import type { LedgerWriter } from './writer.ts';

/** 党支部推荐 → 党委把关 → 组织部门考核 → 选派 → 结束: who takes the step, and how many days after the nomination. */
const selection = [
  { state: 'NOMINATED', by: 'UNIT', after: 0 },
  { state: 'VETTED', by: 'UNIT', after: 9 },
  { state: 'ASSESSED', by: 'OFFICER', after: 24 },
  { state: 'DISPATCHED', by: 'OFFICER', after: 33 },
  { state: 'ENDED', by: 'OFFICER', after: 240 },
] as const;

export interface InstructorWish {
  name: string;
  unit: UnitRow;
  state: InstructorRow['state'];
  categories: InstructorRow['categories'];
  nominatedOn: string;
  /** Where they are sent, once they are. */
  organisations: readonly OrganisationRow[];
  source: string;
}

/** An instructor with the steps of the selection up to the state. */
export function demonstrateInstructor(writer: LedgerWriter, wish: InstructorWish): InstructorRow {
  const { unit, state, nominatedOn, organisations } = wish;
  const day = (wanted: InstructorRow['state']): string | null =>
    reached(state, wanted) ? dayAfter(nominatedOn, selection[orderOf(wanted)]!.after) : null;
  const dispatched = day('DISPATCHED');
  const instructor = writer.instructor({
    name: wish.name,
    source_unit_id: unit.id,
    state,
    categories: wish.categories,
    nominated_on: nominatedOn,
    dispatched_on: dispatched,
    ended_on: day('ENDED'),
    source: wish.source,
  });
  writer.ledger.steps.push(
    ...selection.slice(0, orderOf(state) + 1).map((step, index): StepRow => ({
      record_id: instructor.id,
      position: index + 1,
      state: step.state,
      taken_on: dayAfter(nominatedOn, step.after),
      taken_as: step.by === 'UNIT' ? 'UNIT' : unit.level,
      note: null,
    })),
  );
  if (dispatched !== null) {
    writer.ledger.assignments.push(
      ...organisations.map(({ id }, index): AssignmentRow => ({
        instructor_id: instructor.id,
        position: index + 1,
        organisation_id: id,
        assigned_on: dispatched,
        ended_on: instructor.ended_on,
      })),
    );
  }
  return instructor;
}

/** Unit: days from the first of a month. The second visit of every seventh is not made: not everybody does what is owed. */
const visitDays = [7, 20];

/** 入企指导: two visits in every whole month of the service, up to the last day. */
export function recordGuidance(
  writer: LedgerWriter,
  instructor: InstructorRow,
  { last, source }: { last: string; source: string },
): void {
  const { dispatched_on: since, ended_on: until, id, name, source_unit_id: unit } = instructor;
  if (since === null) return;
  let number = 0;
  for (let month = since.slice(0, 7); month <= last.slice(0, 7); month = monthAfter(month)) {
    for (const days of visitDays) {
      const day = dayAfter(`${month}-01`, days);
      if (day < since || day > last || (until !== null && day > until)) continue;
      number += 1;
      if (number % 7 === 0) continue;
      writer.activity({
        kind: 'INSTRUCTOR_VISIT',
        title: `${name}入企指导${padded(number, 3)}`,
        held_on: day,
        participants: 2,
        aspects: ['ORGANISATIONAL'],
        instructor_id: id,
        unit_id: unit,
        source,
      });
    }
  }
}

const monthAfter = (month: string): string => dayAfter(`${month}-01`, 31).slice(0, 7);

const orderOf = (state: InstructorRow['state']): number =>
  selection.findIndex((step) => step.state === state);

const reached = (state: InstructorRow['state'], wanted: InstructorRow['state']): boolean =>
  orderOf(state) >= orderOf(wanted);
