import { requiredText } from '@jiedui/kit/text';
import { forbidden } from '@jiedui/kit/viewer-rules';
import { expectation } from '@jiedui/schema/contract/error';
import type { Viewer } from '@jiedui/schema/contract/viewer';

import type { MilestoneInput } from './input.ts';
import { brokenMilestone } from './rules.ts';

export const mostMilestones = 50;

/** A milestone as its columns hold it. @throws INVALID_INPUT */
export function milestoneOf({ name, dueOn }: MilestoneInput, days: Parameters<typeof brokenMilestone>[1]) {
  const broken = brokenMilestone(dueOn, days);
  if (broken) throw broken;
  return { name: requiredText(name, { field: 'name of a milestone' }), dueOn };
}

export function tooManyMilestones(received: number) {
  return expectation('INVALID_INPUT', { expected: `${mostMilestones} milestones at the most`, received });
}

export function runningForbidden(jurisdiction: string, viewer: Viewer) {
  return forbidden(`an officer of ${jurisdiction}, or the liaison of the unit of the pairing there`, viewer);
}
