import { isDate } from '@jiedui/kit/scalars';
import { plainText } from '@jiedui/kit/text';
import { expectation } from '@jiedui/schema/contract/error';

import type { OrganisationKind, OrganisationStatus } from '../organisation/kinds.ts';
import { type Problem, Problems } from '@jiedui/kit/problem';
import type { Establishment, PartyOrganisationLevel } from './kinds.ts';

/** What a party organisation must be. Pure. */

/** What is known here of an organisation that hosts one. */
export type Host =
  | { kind: 'known'; id: string; of: OrganisationKind; employees: number; status: OrganisationStatus }
  /** Of this deployment, but no such record is there. */
  | { kind: 'missing'; id: string }
  /** Another deployment's: its id says that it lies within the lineage, nothing more is known. */
  | { kind: 'elsewhere'; id: string }
  /** Of a jurisdiction that is neither the owner nor below it. */
  | { kind: 'outside'; id: string };

export interface PartyFacts {
  name: string | null;
  level: PartyOrganisationLevel | null;
  establishment: Establishment | null;
  members: number | null;
  foundedOn: string | null;
  secretaryIsOwner: boolean | null;
  ownerSecretaryApplies: boolean | null;
  /** Of its hosts, where no host is known here to tell. */
  hostKind: OrganisationKind | null;
  hosts: readonly Host[];
}

const mostMembers = 1_000_000;

/** Everything that is wrong, in the order of the facts. Source: domain.md. */
export function checkPartyOrganisation(
  facts: PartyFacts,
  {
    today,
    before = [],
  }: { today: string; /** Hosts it had already: they may have ceased since. */ before?: readonly string[] },
): Problem<keyof PartyFacts>[] {
  const problems = new Problems<keyof PartyFacts>();
  const { name, level, establishment, members, foundedOn, secretaryIsOwner, ownerSecretaryApplies } = facts;
  if (name === null || plainText(name) === null) {
    const reason = '名称应为 1 至 200 个字，不含控制字符';
    problems.refuse('name', 'REQUIRED', '1 to 200 characters of plain text', name, reason);
  }
  if (level === null) problems.refuse('level', 'REQUIRED', 'a level', null, '党组织层级不能为空');
  if (establishment === null) {
    problems.refuse('establishment', 'REQUIRED', 'SINGLE or JOINT', null, '组建方式不能为空');
  }
  if (members === null || !Number.isInteger(members) || members < 0 || members > mostMembers) {
    const reason = `党员数应为 0 至 ${mostMembers} 的整数`;
    problems.refuse('members', 'OUT_OF_RANGE', `a whole number, 0 to ${mostMembers}`, members, reason);
  }
  if (secretaryIsOwner === null) {
    problems.refuse('secretaryIsOwner', 'REQUIRED', 'true or false', null, '是否“一人兼”不能为空');
  }
  if (ownerSecretaryApplies === null) {
    const reason = '是否适用“一人兼”不能为空';
    problems.refuse('ownerSecretaryApplies', 'REQUIRED', 'true or false', null, reason);
  } else if (secretaryIsOwner && !ownerSecretaryApplies) {
    const reason = '书记已“一人兼”，不能填不适用';
    const expected = 'true, where the secretary is the owner';
    problems.refuse('ownerSecretaryApplies', 'CONTRADICTION', expected, ownerSecretaryApplies, reason);
  }
  if (foundedOn === null || !isDate(foundedOn)) {
    problems.refuse('foundedOn', 'REQUIRED', 'a day, YYYY-MM-DD', foundedOn, '成立日期不能为空');
  } else if (foundedOn > today) {
    problems.refuse(
      'foundedOn',
      'IN_THE_FUTURE',
      `${today} at the latest`,
      foundedOn,
      '成立日期不能晚于今天',
    );
  }
  checkHosts(problems, facts, before);
  return problems.found;
}

/** @throws INVALID_TRANSITION where it is dissolved: it is neither corrected nor assessed any more */
export function refuseDissolved({ dissolvedOn }: { dissolvedOn?: string | null }): void {
  if (dissolvedOn == null) return;
  const expected = 'a party organisation that is not dissolved';
  throw expectation('INVALID_TRANSITION', { expected, received: dissolvedOn });
}

/** The kind of the hosts: that of the first one known, else what is said of those elsewhere. */
export function hostKindOf({
  hosts,
  hostKind,
}: Pick<PartyFacts, 'hosts' | 'hostKind'>): OrganisationKind | null {
  const known = hosts.find((host) => host.kind === 'known');
  return known?.of ?? hostKind;
}

function checkHosts(
  problems: Problems<keyof PartyFacts>,
  facts: PartyFacts,
  before: readonly string[],
): void {
  const { hosts, establishment, members } = facts;
  const ids = hosts.map(({ id }) => id);
  if (hosts.length === 0) {
    const expected = 'at least one organisation that hosts it';
    return problems.refuse('hosts', 'REQUIRED', expected, ids, '党组织至少设在一个两新组织中');
  }
  if (new Set(ids).size < ids.length) {
    problems.refuse('hosts', 'CONTRADICTION', 'each organisation once', ids, '同一组织不能重复列出');
  }
  if (establishment === 'SINGLE' && hosts.length > 1) {
    const reason = `单独组建的党组织只设在一个组织中，现有 ${hosts.length} 个`;
    problems.refuse('establishment', 'CONTRADICTION', 'JOINT with several hosts', establishment, reason);
  }
  if (establishment === 'JOINT' && hosts.length === 1) {
    const reason = '联合组建的党组织应设在多个组织中，现只有 1 个';
    problems.refuse('establishment', 'CONTRADICTION', 'SINGLE with one host', establishment, reason);
  }
  for (const host of hosts) if (!before.includes(host.id)) checkHost(problems, host);
  if (hostKindOf(facts) === null) {
    const reason = '所在组织均属其他地区，须填写所在组织的类别';
    problems.refuse('hostKind', 'REQUIRED', 'the kind of hosts of other jurisdictions', null, reason);
  }
  const known = hosts.filter((host) => host.kind === 'known');
  const employees = known.reduce((sum, host) => sum + host.employees, 0);
  if (known.length === hosts.length && members !== null && members > employees) {
    const reason = `党员数不能多于所在组织的从业人员数（${employees}）`;
    problems.refuse(
      'members',
      'CONTRADICTION',
      `at most the ${employees} employees of its hosts`,
      members,
      reason,
    );
  }
}

function checkHost(problems: Problems<keyof PartyFacts>, host: Host): void {
  switch (host.kind) {
    case 'known':
      if (host.status === 'OPERATING') return;
      return problems.refuse('hosts', 'CONTRADICTION', 'hosts that operate', host.id, '所在组织已停业或注销');
    case 'missing':
      return problems.refuse('hosts', 'UNKNOWN', 'ids of organisations', host.id, '没有这个两新组织');
    case 'outside': {
      const expected = 'organisations of the jurisdiction or one below it';
      return problems.refuse('hosts', 'UNKNOWN', expected, host.id, '所在组织应属于本地或下级地区');
    }
    case 'elsewhere':
      return;
    default:
      throw new Error(`Unplanned ${host satisfies never}`);
  }
}
