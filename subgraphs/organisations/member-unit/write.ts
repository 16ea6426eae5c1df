import type { RequestContext } from '@jiedui/kit/context';
import { attribute } from '@jiedui/kit/history';
import { once } from '@jiedui/kit/idempotency';
import { sortKey } from '@jiedui/kit/pinyin';
import { newRecord } from '@jiedui/kit/record';
import { optionalText, requiredText } from '@jiedui/kit/text';

import { type Asked, givenIn, officersOwner, type Written } from '@jiedui/kit/change';
import { changeRecord } from '../change.ts';
import type { Industry } from '../industry.ts';
import { refuseErrors } from '@jiedui/kit/problem';
import { MemberUnit } from './entity.ts';
import type { CorrectMemberUnitInput, RegisterMemberUnitInput } from './input.ts';
import { checkMemberUnit, liaisonMayCorrect, refusedWithdrawal, type UnitFacts } from './rules.ts';

/** Registers a member unit once per key. @throws FORBIDDEN, INVALID_INPUT, IDEMPOTENCY_*, UNKNOWN_JURISDICTION */
export async function registerUnit(
  context: RequestContext,
  key: string,
  input: RegisterMemberUnitInput,
): Promise<Written> {
  const owner = officersOwner(context, input.jurisdiction);
  const { level } = context.federation.find(owner)!;
  const { name, functions, contactPhone = null } = input;
  const columns = columnsOf({ name, contactPhone, functions });
  const reason = optionalText(input.reason, { field: 'reason', most: 500 });
  return once(context, { key, mutation: 'registerMemberUnit', input }, async (em) => {
    await attribute(em, context, { change: 'REGISTERED', reason });
    const record = newRecord(context, 'unit', owner);
    em.persist(em.create(MemberUnit, { ...record, ...columns, level }));
    return { id: record.id, warnings: [] };
  });
}

/** Corrects a member unit; its liaison may what concerns it. @throws as changeRecord */
export function correctUnit(
  context: RequestContext,
  asked: Asked,
  input: CorrectMemberUnitInput,
): Promise<Written> {
  const given = givenIn(input);
  const step = { ...asked, mutation: 'correctMemberUnit', tag: 'unit', change: 'CORRECTED', input } as const;
  return changeRecord(
    context,
    MemberUnit,
    step,
    (unit, em) => {
      const { name, functions, contactPhone = null } = { ...unit, ...given };
      em.assign(unit, columnsOf({ name, functions, contactPhone }));
      return [];
    },
    (id) => liaisonMayCorrect(context.viewer, id, Object.keys(given)),
  );
}

/**
 * A unit leaves the committee: it counts no more; its liaison neither surveys nor nominates. Its record stays.
 * @throws INVALID_TRANSITION where it has left already; and as changeRecord
 */
export function withdrawUnit(context: RequestContext, asked: Asked, on: string): Promise<Written> {
  const step = {
    ...asked,
    mutation: 'withdrawMemberUnit',
    tag: 'unit',
    change: 'WITHDRAWN',
    input: { on },
  } as const;
  return changeRecord(context, MemberUnit, step, (unit, em) => {
    const refused = refusedWithdrawal(unit, on, context.clock.today());
    if (refused) throw refused;
    em.assign(unit, { withdrawnOn: on });
    return [];
  });
}

/** @throws INVALID_INPUT */
function columnsOf(facts: UnitFacts & { functions?: readonly Industry[] | null | undefined }) {
  refuseErrors(checkMemberUnit(facts));
  const name = requiredText(facts.name!, { field: 'name' });
  return {
    name,
    sortName: sortKey(name),
    functions: [...new Set(facts.functions)].sort(),
    contactPhone: optionalText(facts.contactPhone, { field: 'contactPhone', most: 30 }),
  };
}
