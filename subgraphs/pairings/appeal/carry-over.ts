import { clockOf } from '@jiedui/kit/clock';
import { ownJurisdiction, type RequestContext } from '@jiedui/kit/context';
import type { JurisdictionLevel } from '@jiedui/kit/federation';
import { attribute } from '@jiedui/kit/history';
import { receive } from '@jiedui/kit/outbox';
import { sortKey } from '@jiedui/kit/pinyin';
import { newRecord } from '@jiedui/kit/record';
import { run, sql } from '@jiedui/kit/sql';
import { parseId, type RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

import { Activity } from '../activity/entity.ts';
import { outsidePairing, pairingNotFound } from '../activity/rules.ts';
import { Pairing } from '../pairing/entity.ts';
import type { CarryOverSolvedProblemInput } from './input.ts';
import { brokenOrigin, strangersPairing } from './rules.ts';

/** What everybody reads: a solved problem, and nothing of the appeal. */
const title = '协调解决实际问题';

interface Carried {
  activity_id: RecordId | null;
  said_at: Date | string;
}

/**
 * Takes in what became of an appeal: while it counts as resolved its pairing has one solved problem of it, from the day of its
 * resolution; else none. An event that a later one has overtaken has no effect.
 * @throws FORBIDDEN, UNKNOWN_JURISDICTION, INVALID_ID, INVALID_INPUT, NOT_FOUND, IDEMPOTENCY_CONFLICT
 */
export function carryOverSolvedProblem(
  context: RequestContext,
  event: string,
  input: CarryOverSolvedProblemInput,
): Promise<{ solved: boolean }> {
  const arrival = { event, consumer: 'carryOverSolvedProblem', input };
  return receive(context, arrival, async (em, sender) => {
    const appeal = parseId(input.appeal, 'app');
    const pairing = parseId(input.pairing, 'pair');
    ownJurisdiction(context, pairing.owner);
    const broken = brokenOrigin(sender, { appeal: appeal.owner, pairing: pairing.owner }, context.federation);
    if (broken) throw broken;
    const record = await em.findOne(Pairing, { id: pairing.id }, { lockMode: LockMode.PESSIMISTIC_READ });
    if (!record) throw pairingNotFound(pairing.id);
    const strange = strangersPairing(sender, record);
    if (strange) throw strange;
    const known = await carriedBefore(em, appeal.id);
    if (known && new Date(known.said_at) > input.at) return { solved: known.activity_id !== null };
    const standing = known?.activity_id ?? null;
    const activity = input.solved
      ? (standing ?? (await recordSolved(em, context, record, input.at)))
      : await withdraw(em, context, pairing.owner, standing);
    await run(
      { em },
      sql`insert into carried_appeal (appeal_id, pairing_id, activity_id, said_at)
        values (${appeal.id}, ${pairing.id}, ${activity}, ${input.at.toISOString()}::timestamptz)
        on conflict (appeal_id) do update set pairing_id = excluded.pairing_id, activity_id = excluded.activity_id,
          said_at = excluded.said_at`,
    );
    return { solved: activity !== null };
  });
}

/** What stands of the appeal; two events of one appeal at once wait for each other, also where nothing stands yet. */
async function carriedBefore(em: EntityManager, appeal: RecordId): Promise<Carried | undefined> {
  await run({ em }, sql`select pg_advisory_xact_lock(hashtext('carried appeal'), hashtext(${appeal}))`);
  const [known] = await run<Carried>(
    { em },
    sql`select c.activity_id, c.said_at from carried_appeal c where c.appeal_id = ${appeal}`,
  );
  return known;
}

async function recordSolved(
  em: EntityManager,
  context: RequestContext,
  pairing: Pairing,
  at: Date,
): Promise<RecordId> {
  // Not held against today: the clocks of two counties differ at midnight, and nothing is lost by a day that begins.
  const heldOn = clockOf(() => at).today();
  const outside = outsidePairing(heldOn, pairing);
  if (outside) throw outside;
  await said(em, context, pairing.owner, 'REGISTERED');
  const record = newRecord(context, 'act', pairing.owner);
  em.persist(
    em.create(Activity, {
      ...record,
      source: [levelOf(context, pairing.owner), pairing.owner].join(' '),
      kind: 'SOLVED_PROBLEM',
      title,
      sortTitle: sortKey(title),
      heldOn,
      place: null,
      participants: null,
      outcome: null,
      aspects: ['SERVICE'],
      pairingId: pairing.id,
      unitId: pairing.unitId ?? null,
      instructorId: null,
      items: [],
    }),
  );
  await em.flush();
  return record.id;
}

async function withdraw(
  em: EntityManager,
  context: RequestContext,
  owner: JurisdictionCode,
  standing: RecordId | null,
): Promise<null> {
  if (standing === null) return null;
  await said(em, context, owner, 'WITHDRAWN');
  await em.nativeDelete(Activity, { id: standing });
  return null;
}

/**
 * In the name of the pairing's owner, as its officers enter what they know: everybody reads it, and another role would tell of
 * the appeal. Who it was, the sending deployment, stands where the owner's officers and auditors alone read it.
 */
function said(
  em: EntityManager,
  context: RequestContext,
  owner: JurisdictionCode,
  change: string,
): Promise<void> {
  const { clock, viewer } = context;
  return attribute(em, { clock, viewer: { ...viewer, roles: [levelOf(context, owner)] } }, { change });
}

function levelOf({ federation }: RequestContext, owner: JurisdictionCode): JurisdictionLevel {
  return federation.find(owner)!.level;
}
