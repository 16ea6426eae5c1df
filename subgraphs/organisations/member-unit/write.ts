import type { RequestContext } from '@jiedui/kit/context';
import { attribute } from '@jiedui/kit/history';
import { once } from '@jiedui/kit/idempotency';
import { sortKey } from '@jiedui/kit/pinyin';
import { newRecord } from '@jiedui/kit/record';
import { optionalText, requiredText } from '@jiedui/kit/text';

import { type Asked, givenIn, officersOwner, type Written } from '@jiedui/kit/change';
import { changeRecord } from '../change.ts';
import { Problems, refuseErrors } from '@jiedui/kit/problem';
import { checkPlace, type PlaceFacts } from '../place.ts';
import { MemberUnit } from './entity.ts';
import type { CorrectMemberUnitInput, RegisterMemberUnitInput } from './input.ts';
import { checkMemberUnit, liaisonMayCorrect, refusedWithdrawal } from './rules.ts';

/** Registers a member unit once per key. @throws FORBIDDEN, INVALID_INPUT, IDEMPOTENCY_*, UNKNOWN_JURISDICTION */
export async function registerUnit(
  context: RequestContext,
  key: string,
  input: RegisterMemberUnitInput,
): Promise<Written> {
  const owner = officersOwner(context, input.jurisdiction);
  const { level } = context.federation.find(owner)!;
  const columns = columnsOf(input);
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
      em.assign(unit, columnsOf({ ...unit, ...given }));
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
function columnsOf(facts: Partial<CorrectMemberUnitInput>) {
  const { name: given = null, contactPhone = null, latitude = null, longitude = null } = facts;
  const place = new Problems<keyof PlaceFacts>();
  checkPlace(place, { latitude, longitude });
  refuseErrors([...checkMemberUnit({ name: given, contactPhone }), ...place.found]);
  const name = requiredText(given!, { field: 'name' });
  return {
    name,
    sortName: sortKey(name),
    functions: [...new Set(facts.functions)].sort(),
    town: optionalText(facts.town, { field: 'town', most: 60 }),
    latitude,
    longitude,
    contactPhone: optionalText(contactPhone, { field: 'contactPhone', most: 30 }),
  };
}
