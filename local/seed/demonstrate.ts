import { demonstrationCreditCode } from './credit-code.ts';
import { dayAfter } from '@jiedui/kit/clock';

import { dayBetween } from './days.ts';
import type { OrganisationRow, PartyRow, UnitRow } from './rows.ts';
import { enterpriseTrades, socialTrades, type Trade } from './trades.ts';
import type { LedgerWriter } from './writer.ts';

/** What the generated records of one jurisdiction are called and where they are. */
export interface Surroundings {
  /** Stands before the word 示例 in every generated name: 潮安示例企业0007. */
  prefix: string;
  level: UnitRow['level'];
  towns: readonly string[];
}

export const generated = '示例数据，并非原文所载。';

/** `count` member units; the functions go round the sections that enterprises and social organisations are in. */
export function demonstrateUnits(
  writer: LedgerWriter,
  { prefix, level }: Surroundings,
  count: number,
  source = generated,
): UnitRow[] {
  const sections = ['A', 'C', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R', 'S'];
  return Array.from({ length: count }, (_, index) =>
    writer.unit({
      name: `${prefix}示例单位${padded(index + 1, 2)}`,
      level,
      functions: [sections[index % sections.length]!, ...(index % 5 === 0 ? ['C'] : [])]
        .filter((section, position, all) => all.indexOf(section) === position)
        .sort(),
      source,
    }),
  );
}

export interface OrganisationWish {
  kind: OrganisationRow['kind'];
  count: number;
  /** The number in the name of the first. */
  from?: number;
  /** Every so many-th has suspended or given up its business. 0 = all operate. */
  closedEvery?: number;
  source?: string;
}

export function demonstrateOrganisations(
  writer: LedgerWriter,
  { prefix, towns }: Surroundings,
  { kind, count, from = 1, closedEvery = 0, source = generated }: OrganisationWish,
): OrganisationRow[] {
  const enterprise = kind === 'NON_PUBLIC_ENTERPRISE';
  const wheel = (enterprise ? enterpriseTrades : socialTrades).flatMap((trade) =>
    Array.from<Trade>({ length: trade.weight }).fill(trade),
  );
  return Array.from({ length: count }, (_, index) => {
    const number = from + index;
    const { section, division } = writer.random.pick(wheel);
    const subtype = enterprise ? null : subtypeOf(section, number);
    const closed = closedEvery > 0 && number % closedEvery === 0;
    const status = closed ? (number % 2 === 0 ? 'SUSPENDED' : 'DEREGISTERED') : 'OPERATING';
    const organisation = writer.organisation({
      name: `${prefix}${enterprise ? '示例企业' : '示例社会组织'}${padded(number, 4)}`,
      kind,
      subtype,
      industry: section,
      division,
      credit_code: demonstrationCreditCode(
        registryOf(subtype),
        writer.owner.slice(0, 6),
        number + (enterprise ? 0 : 50_000),
      ),
      employees: enterprise ? enterpriseSize(writer, section) : writer.random.between(3, 60),
      town: writer.random.pick(towns),
      status,
      registered_on: dayAfter('1998-03-02', writer.random.below(8_300)),
      // 138-0000-…: never issued.
      contact_phone: `1380000${padded(8_000 + (number % 1_000), 4)}`,
      source,
    });
    const closedOn = dayBetween(organisation.registered_on, '2023-12-01', 3, 5);
    if (status === 'SUSPENDED') organisation.suspended_on = closedOn;
    if (status === 'DEREGISTERED') organisation.deregistered_on = closedOn;
    return organisation;
  });
}

/** A party organisation named after its first host, founded some time after it was registered. */
export function demonstrateParty(
  writer: LedgerWriter,
  hosts: readonly [OrganisationRow, ...OrganisationRow[]],
  wish: Partial<Pick<PartyRow, 'name' | 'secretary_is_owner' | 'source' | 'provenance' | 'level'>> = {},
): PartyRow {
  const drawn = 3 + writer.random.below(hosts[0].employees > 300 ? 110 : 22);
  // Members work at a host: the ledger refuses more of them than employees.
  const members = Math.min(
    drawn,
    hosts.reduce((sum, { employees }) => sum + employees, 0),
  );
  const level = wish.level ?? (members >= 100 ? 'COMMITTEE' : members >= 50 ? 'GENERAL_BRANCH' : 'BRANCH');
  const suffix = { COMMITTEE: '党委', GENERAL_BRANCH: '党总支', BRANCH: '党支部' }[level];
  return writer.party(hosts, {
    name: `${hosts[0].name}${hosts.length > 1 ? '联合' : ''}${suffix}`,
    level,
    members,
    secretary_is_owner: writer.random.below(10) < 4,
    founded_on: dayAfter(
      hosts
        .map((host) => host.registered_on)
        .sort()
        .at(-1)!,
      100 + writer.random.below(400),
    ),
    source: generated,
    ...wish,
  });
}

function enterpriseSize(writer: LedgerWriter, section: string): number {
  const large = writer.random.below(12) === 0;
  if (large) return writer.random.between(300, section === 'C' ? 1_800 : 600);
  return writer.random.between(6, section === 'C' ? 180 : 70);
}

function subtypeOf(section: string, number: number): NonNullable<OrganisationRow['subtype']> {
  if (section === 'S') return number % 9 === 0 ? 'FOUNDATION' : 'ASSOCIATION';
  return 'SOCIAL_SERVICE';
}

function registryOf(subtype: OrganisationRow['subtype']): string {
  switch (subtype) {
    case null:
      return '91';
    case 'ASSOCIATION':
      return '51';
    case 'SOCIAL_SERVICE':
      return '52';
    case 'FOUNDATION':
      return '53';
    default:
      throw new Error(`No registry for ${subtype satisfies never}`);
  }
}

export function padded(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}
