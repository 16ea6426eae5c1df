import { plainText } from '@jiedui/kit/text';
import { hasRole } from '@jiedui/kit/viewer-rules';
import { expectation } from '@jiedui/schema/contract/error';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import type { GraphQLError } from 'graphql';

import { checkPhone } from '@jiedui/kit/contact';
import { type Problem, Problems } from '@jiedui/kit/problem';

/** Who may correct a member unit, and what it must be. Pure. */

/** Its liaison keeps its telephone number and its functions up to date; its name is the jurisdiction's matter. */
export function liaisonMayCorrect(viewer: Viewer, unit: string, fields: readonly string[]): boolean {
  const own = hasRole(viewer, 'UNIT') && viewer.unit === unit;
  return own && fields.every((field) => field === 'functions' || field === 'contactPhone');
}

/** Why a unit cannot leave the committee on this day, or null. */
export function refusedWithdrawal(
  { withdrawnOn }: { withdrawnOn?: string | null },
  on: string,
  today: string,
): GraphQLError | null {
  if (withdrawnOn != null) {
    const expected = 'a unit that has not left the committee';
    return expectation('INVALID_TRANSITION', { expected, received: withdrawnOn });
  }
  return on <= today
    ? null
    : expectation('INVALID_INPUT', { expected: `on: ${today} at the latest`, received: on });
}

export interface UnitFacts {
  name: string | null;
  contactPhone: string | null;
}

export function checkMemberUnit({ name, contactPhone }: UnitFacts): Problem<keyof UnitFacts>[] {
  const problems = new Problems<keyof UnitFacts>();
  if (name === null || plainText(name) === null) {
    const reason = '名称应为 1 至 200 个字，不含控制字符';
    problems.refuse('name', 'REQUIRED', '1 to 200 characters of plain text', name, reason);
  }
  checkPhone(problems, contactPhone);
  return problems.found;
}
