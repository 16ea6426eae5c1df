import type { Federation } from '@jiedui/kit/federation';
import type { Reference } from '@jiedui/kit/ids';
import { boundedInt, requiredText } from '@jiedui/kit/text';
import { expectation } from '@jiedui/schema/contract/error';
import { parseId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

import { pausesOf, reckonPart } from '../clock/reckon.ts';
import { never } from '../clock/deadline.ts';
import type { DepartmentInput } from '../step/input.ts';
import type { Taking } from '../step/take.ts';
import { AppealPart, isOpen } from './entity.ts';

const mostDepartments = 20;
const mostDays = 120;

interface Department {
  unit: Reference;
  task: string;
  workingDays: number | null;
}

/** The departments as they were asked for. @throws INVALID_INPUT, INVALID_ID */
export function departmentsIn(
  given: readonly DepartmentInput[],
  owner: JurisdictionCode,
  { isWithin }: Pick<Federation, 'isWithin'>,
): Department[] {
  if (given.length === 0 || given.length > mostDepartments) {
    throw expectation('INVALID_INPUT', {
      expected: `departments: 1 to ${mostDepartments}`,
      received: given.length,
    });
  }
  const departments = given.map(({ unit: text, task, workingDays }) => ({
    unit: parseId(text, 'unit'),
    task: requiredText(task, { field: 'task', most: 500 }),
    workingDays:
      workingDays == null
        ? null
        : boundedInt(workingDays, { field: 'workingDays', least: 1, most: mostDays }),
  }));
  const ids = departments.map(({ unit }) => unit.id);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated)
    throw expectation('INVALID_INPUT', { expected: 'departments: each once', received: repeated });
  const outside = departments.find(({ unit }) => !isWithin(owner, unit.owner));
  if (outside) {
    throw expectation('INVALID_INPUT', {
      expected: `departments: units of ${owner} or of a jurisdiction above it`,
      received: outside.unit.id,
    });
  }
  return departments;
}

/** Gives each department its part. @throws CONFLICT where one still owes an answer */
export function addParts(
  taking: Taking,
  departments: readonly Department[],
  step: 'COORDINATE' | 'ASSIGN',
): void {
  const { em, appeal, parts, policy, acting, now, today } = taking;
  for (const { unit, task, workingDays } of departments) {
    if (parts.some((part) => part.unitId === unit.id && isOpen(part))) {
      throw expectation('CONFLICT', {
        expected: 'departments: none that still owes the answer of a part',
        received: unit.id,
      });
    }
    const part = em.create(AppealPart, {
      appealId: appeal.id,
      position: parts.length + 1,
      unitId: unit.id,
      task,
      assignedAt: now,
      assignedAs: acting.role,
      clockStartedOn: today,
      clockDays: workingDays ?? policy.partDays[step],
      dueOn: never,
      dueSoonOn: never,
      deadlineOn: never,
      dueProvisional: false,
    });
    reckonPart(part, pausesOf(appeal), taking);
    parts.push(part);
    em.persist(part);
  }
}
