import type { RequestContext } from '@jiedui/kit/context';
import { attribute } from '@jiedui/kit/history';
import { once } from '@jiedui/kit/idempotency';
import { sortKey } from '@jiedui/kit/pinyin';
import { newRecord } from '@jiedui/kit/record';
import { run, sql } from '@jiedui/kit/sql';
import { optionalText, requiredText } from '@jiedui/kit/text';
import { parseId, type RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { EntityManager } from '@mikro-orm/postgresql';

import { type Asked, givenIn, officersOwner, type Written } from '@jiedui/kit/change';
import { changeRecord } from '../change.ts';
import { Organisation } from '../organisation/entity.ts';
import { refuseErrors } from '@jiedui/kit/problem';
import { PartyOrganisation } from './entity.ts';
import { PartyOrganisationHost } from './host.ts';
import type { CorrectPartyOrganisationInput, RegisterPartyOrganisationInput } from './input.ts';
import { checkPartyOrganisation, type Host, hostKindOf, type PartyFacts, refuseDissolved } from './rules.ts';

/** Registers a party organisation once per key. @throws FORBIDDEN, INVALID_ID, INVALID_INPUT, IDEMPOTENCY_*, UNKNOWN_JURISDICTION */
export async function registerParty(
  context: RequestContext,
  key: string,
  input: RegisterPartyOrganisationInput,
): Promise<Written> {
  const owner = officersOwner(context, input.jurisdiction);
  const reason = optionalText(input.reason, { field: 'reason', most: 500 });
  const ids = hostIdsIn(input.hosts);
  return once(context, { key, mutation: 'registerPartyOrganisation', input }, async (em) => {
    await attribute(em, context, { change: 'REGISTERED', reason });
    const facts: PartyFacts = {
      ...input,
      secretaryIsOwner: input.secretaryIsOwner ?? false,
      ownerSecretaryApplies: input.ownerSecretaryApplies ?? true,
      hostKind: input.hostKind ?? null,
      hosts: await hostsOf(em, context, owner, ids),
    };
    const record = newRecord(context, 'party', owner);
    em.persist(em.create(PartyOrganisation, { ...record, ...columnsOf(facts, context.clock.today()) }));
    // The links refer to it.
    await em.flush();
    await writeHosts(em, record.id, ids);
    return { id: record.id, warnings: [] };
  });
}

/** Corrects facts of a party organisation: the whole is judged as if it were registered so. @throws as changeRecord */
export function correctParty(
  context: RequestContext,
  asked: Asked,
  input: CorrectPartyOrganisationInput,
): Promise<Written> {
  const given = givenIn(input);
  const ids = given.hosts && hostIdsIn(given.hosts);
  const step = {
    ...asked,
    mutation: 'correctPartyOrganisation',
    tag: 'party',
    change: 'CORRECTED',
    input,
  } as const;
  return changeRecord(context, PartyOrganisation, step, async (party, em) => {
    refuseDissolved(party);
    const before = await storedHosts(em, party.id);
    const facts: PartyFacts = {
      ...party,
      ...given,
      // Null says that there are none: a rule answers that.
      hosts: await hostsOf(em, context, party.owner, given.hosts === null ? [] : (ids ?? before)),
    };
    em.assign(party, columnsOf(facts, context.clock.today(), before));
    if (ids && ids.join() !== before.join()) await writeHosts(em, party.id, ids);
    return [];
  });
}

/** @throws INVALID_INPUT */
function columnsOf(facts: PartyFacts, today: string, before: readonly string[] = []) {
  refuseErrors(checkPartyOrganisation(facts, { today, before }));
  const name = requiredText(facts.name!, { field: 'name' });
  return {
    name,
    sortName: sortKey(name),
    level: facts.level!,
    establishment: facts.establishment!,
    members: facts.members!,
    foundedOn: facts.foundedOn!,
    secretaryIsOwner: facts.secretaryIsOwner!,
    ownerSecretaryApplies: facts.ownerSecretaryApplies!,
    hostKind: hostKindOf(facts)!,
  };
}

/** @throws INVALID_ID */
function hostIdsIn(texts: readonly string[]): RecordId[] {
  return texts.map((text) => parseId(text, 'org').id);
}

/** What is known here of the hosts; their rows stay as they are until the transaction ends. */
async function hostsOf(
  em: EntityManager,
  { federation, owned }: RequestContext,
  owner: JurisdictionCode,
  ids: readonly RecordId[],
): Promise<Host[]> {
  const rows = await run<Pick<Organisation, 'id' | 'employees' | 'status' | 'kind'>>(
    { em },
    sql`select id, employees, status, kind from organisation
      where id = any(${[...ids]}::text[]) and owner = any(${[...owned]}::text[]) order by id for share`,
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id): Host => {
    const of = parseId(id, 'org').owner;
    if (!federation.isWithin(of, owner)) return { kind: 'outside', id };
    if (!owned.includes(of)) return { kind: 'elsewhere', id };
    const row = found.get(id);
    if (!row) return { kind: 'missing', id };
    return { kind: 'known', id, of: row.kind, employees: row.employees, status: row.status };
  });
}

async function storedHosts(em: EntityManager, id: RecordId): Promise<RecordId[]> {
  const rows = await run<{ organisation_id: RecordId }>(
    { em },
    sql`select organisation_id from party_organisation_host where party_organisation_id = ${id} order by position`,
  );
  return rows.map((row) => row.organisation_id);
}

async function writeHosts(em: EntityManager, id: RecordId, hosts: readonly RecordId[]): Promise<void> {
  await em.nativeDelete(PartyOrganisationHost, { partyOrganisationId: id });
  await em.insertMany(
    PartyOrganisationHost,
    hosts.map((organisationId, position) => ({ partyOrganisationId: id, organisationId, position })),
  );
}
