import { sortKey } from '@jiedui/kit/pinyin';
import { plainText } from '@jiedui/kit/text';
import { newId, ownerOf } from '@jiedui/schema/contract/id';

import {
  checkPartyOrganisation,
  type Host,
  hostKindOf,
  type PartyFacts,
} from '../party-organisation/rules.ts';
import { Problems } from '@jiedui/kit/problem';
import { normalCode } from './organisation-import.ts';
import {
  doubledParties,
  hostsAsImported,
  hostsByCode,
  type KnownParty,
  partiesNamed,
  partyEffect,
  type StagedParty,
  stageParties,
  writeParties,
} from './party-staging.ts';
import type { Job, RecordImporter } from './record-import.ts';
import { hasError, problemAt, type ReadRow, type RowProblem } from './row.ts';

/**
 * A row is about the owner's party organisation that has its name and at least one of its hosts: branches of different
 * organisations may have one name. Where it names no hosts, its name alone must tell. An empty cell leaves what is there.
 */
export const partyImport: RecordImporter = (job, sheet) => {
  const { em } = job;
  return {
    take: async (rows) => {
      const known = await lookUp(job, rows);
      const found: RowProblem[] = [];
      const staged: StagedParty[] = [];
      for (const row of rows) {
        const judged = judge(job, known, row);
        found.push(...judged.problems);
        if (judged.staged) staged.push(judged.staged);
      }
      await stageParties({ em }, staged);
      return found;
    },
    finish: async () =>
      (await doubledParties({ em })).map(({ row, first, name }) => {
        const reason = `与第 ${first} 行指同一个党组织：名称相同，所在组织也相同`;
        return problemAt(sheet, { row, field: 'name', severity: 'ERROR', reason, received: name });
      }),
    effect: () => partyEffect({ em }),
    write: (range) => writeParties(job, range),
  };
};

type Facts = Partial<Omit<PartyFacts, 'hosts'>> & { hosts?: readonly string[] };

interface Known {
  byCode: ReadonlyMap<string, string>;
  hosts: ReadonlyMap<string, Host>;
  byName: ReadonlyMap<string, KnownParty[]>;
}

async function lookUp({ em, owner }: Job, rows: readonly ReadRow[]): Promise<Known> {
  const names = rows.flatMap(({ said }) => {
    const name = nameIn(said as Facts);
    return name === null ? [] : [{ name, sortName: sortKey(name) }];
  });
  const codes = rows.flatMap(({ said }) => ((said as Facts).hosts ?? []).map(normalCode));
  const byCode = await hostsByCode({ em }, owner, [...new Set(codes)]);
  const parties = await partiesNamed({ em }, owner, names);
  const ids = new Set([...byCode.values(), ...parties.flatMap(({ hosts }) => hosts)]);
  const hosts = await hostsAsImported({ em }, owner, [...ids]);
  return { byCode, hosts, byName: Map.groupBy(parties, ({ name }) => name) };
}

function nameIn({ name }: Facts): string | null {
  return name == null ? null : plainText(name);
}

/** By the rules of the mutations: the whole is judged as if it were registered so. */
function judge(
  job: Job,
  known: Known,
  { row, said, problems, placed }: ReadRow,
): { problems: RowProblem[]; staged?: StagedParty } {
  const facts = said as Facts;
  const name = nameIn(facts);
  const hosts = facts.hosts?.map((code) => hostOf(job, known, normalCode(code)));
  const alike = name === null ? [] : (known.byName.get(name) ?? []);
  const same = hosts ? alike.filter((each) => hosts.some(({ id }) => each.hosts.includes(id))) : alike;
  const [before] = same;
  if (same.length > 1) {
    const doubt = new Problems<keyof PartyFacts>();
    const reason = `台账中有 ${same.length} 个同名的党组织，无法区分`;
    doubt.refuse('name', 'CONTRADICTION', 'a name that tells one record', name, reason);
    return { problems: [...problems, ...placed(doubt.found)] };
  }
  const whole: PartyFacts = {
    name: null,
    level: null,
    establishment: null,
    members: null,
    foundedOn: null,
    secretaryIsOwner: false,
    ownerSecretaryApplies: true,
    hostKind: null,
    ...before,
    ...facts,
    hosts: hosts ?? before?.hosts.map((id) => storedHost(job, known, id)) ?? [],
  };
  const wrong = checkPartyOrganisation(whole, { today: job.today, before: before?.hosts ?? [] });
  // Hosts are the owner's own: their kind is unknown only where they are, which is told.
  const all = [...problems, ...placed(wrong.filter(({ field }) => field !== 'hostKind'))];
  if (hasError(all) || whole.hosts.some(({ kind }) => kind === 'missing')) return { problems: all };
  return { problems: all, staged: stagedOf(job, row, whole, before) };
}

function hostOf({ refusedCodes }: Job, { byCode, hosts }: Known, code: string): Host {
  const host = hosts.get(byCode.get(code) ?? '');
  return host ?? (refusedCodes.has(code) ? { kind: 'elsewhere', id: code } : { kind: 'missing', id: code });
}

function storedHost({ owner }: Job, { hosts }: Known, id: string): Host {
  return hosts.get(id) ?? { kind: ownerOf(id) === owner ? 'missing' : 'elsewhere', id };
}

function stagedOf(
  { owner, context }: Job,
  row: number,
  facts: PartyFacts,
  before: KnownParty | undefined,
): StagedParty {
  const name = plainText(facts.name!)!;
  const next = {
    name,
    level: facts.level!,
    establishment: facts.establishment!,
    members: facts.members!,
    foundedOn: facts.foundedOn!,
    secretaryIsOwner: facts.secretaryIsOwner!,
    ownerSecretaryApplies: facts.ownerSecretaryApplies!,
    // Null only beside an organisation of the file that is refused, and with it the import.
    hostKind: hostKindOf(facts) ?? 'NON_PUBLIC_ENTERPRISE',
    hosts: facts.hosts.map(({ id }) => id),
  };
  const changes =
    !before ||
    Object.entries(next).some(([key, value]) => String(before[key as keyof typeof next]) !== String(value));
  return {
    row,
    id: newId(owner, 'party', context.clock.now().getTime()),
    existing: before?.id ?? null,
    changes,
    name,
    sort_name: sortKey(name),
    level: next.level,
    establishment: next.establishment,
    members: next.members,
    secretary_is_owner: next.secretaryIsOwner,
    owner_secretary_applies: next.ownerSecretaryApplies,
    founded_on: next.foundedOn,
    host_kind: next.hostKind,
    hosts: next.hosts,
  };
}
