import { defaultItems } from '@jiedui/pairings/co-building/items';

import { generated, padded } from './demonstrate.ts';
import { dayBetween } from './days.ts';
import type {
  ActivityRow,
  Aspect,
  Mechanism,
  OrganisationRow,
  PairingRow,
  PartyRow,
  Principle,
  ServiceRow,
  UnitRow,
} from './rows.ts';
import type { LedgerWriter } from './writer.ts';

/** A party organisation with the organisation it was founded in; both may belong to another jurisdiction's ledger. */
export interface Hosted {
  party: PartyRow;
  host: OrganisationRow;
}

export interface Pair extends Hosted {
  unit: UnitRow;
}

export interface PairWish extends Pair {
  startedOn: string;
  provenance?: PairingRow['provenance'];
  source?: string;
  principles?: Principle[];
  mechanisms?: Mechanism[];
  periodText?: string | null;
  /** Default: `<unit> ↔ <organisation>`. */
  title?: string;
}

/** A pairing of a member unit, in the ledger of that unit. */
export function pairUp(writer: LedgerWriter, wish: PairWish): PairingRow {
  const { unit, party, host, startedOn, provenance = 'DEMONSTRATION', source = generated } = wish;
  const matching = unit.functions.includes(host.industry);
  const pairing = writer.pairing({
    kind: 'UNIT_ORGANISATION',
    title: wish.title ?? `${unit.name} ↔ ${host.name}`,
    started_on: startedOn,
    unit_id: unit.id,
    organisation_id: host.id,
    party_organisation_id: party.id,
    principles: wish.principles ?? (matching ? ['FUNCTION'] : ['LAYER', 'CONVENIENCE']),
    mechanisms: wish.mechanisms ?? [],
    period_text: wish.periodText ?? null,
    provenance,
    source,
  });
  // The article plans nothing item by item.
  if (provenance === 'DEMONSTRATION') planFor(writer, pairing);
  return pairing;
}

/** One item of each aspect, another year by year and pairing by pairing. */
function planFor(writer: LedgerWriter, pairing: PairingRow): void {
  const nth = writer.ledger.plans.length;
  const items = aspects.map((aspect, index) => itemOf(aspect, nth + index));
  writer.plan(pairing, Number(pairing.started_on.slice(0, 4)), items);
}

/** 共建内容: the federations of the demonstration have the default items. */
function itemOf(aspect: Aspect, nth: number): string {
  const items = defaultItems.filter((item) => item.aspect === aspect);
  return items[nth % items.length]!.code;
}

export interface Series {
  count: number;
  first: string;
  last: string;
  source: string;
  periodText: string | null;
}

const aspects: readonly Aspect[] = ['POLITICAL', 'ORGANISATIONAL', 'EXEMPLARY', 'SERVICE'];

/**
 * Contacts and research visits, three to one as the yearly rule has it (12 and 4), dealt out evenly over the pairings
 * and the days.
 */
export function recordVisits(
  writer: LedgerWriter,
  pairings: readonly PairingRow[],
  series: Series,
): ActivityRow[] {
  return Array.from({ length: series.count }, (_, index) => {
    const visit = index % 4 === 3;
    return recordFor(writer, pairings, series, index, {
      kind: visit ? 'RESEARCH_VISIT' : 'CONTACT',
      title: `示例${visit ? '调研走访' : '联系指导'}${padded(index + 1, 3)}`,
    });
  });
}

/** Problems that were solved, dealt out evenly, so that every pairing has its one a year where there are enough. */
export function recordSolved(
  writer: LedgerWriter,
  pairings: readonly PairingRow[],
  series: Series,
): ActivityRow[] {
  return Array.from({ length: series.count }, (_, index) =>
    recordFor(writer, pairings, series, index, {
      kind: 'SOLVED_PROBLEM',
      title: `示例问题${padded(index + 1, 3)}`,
      outcome: '已协调解决（示例）',
    }),
  );
}

export function recordFor(
  writer: LedgerWriter,
  pairings: readonly PairingRow[],
  { count, first, last, source, periodText }: Series,
  index: number,
  wish: Pick<ActivityRow, 'kind' | 'title'> & Partial<Pick<ActivityRow, 'outcome' | 'participants'>>,
): ActivityRow {
  const pairing = pairings.length > 0 ? pairings[index % pairings.length]! : null;
  const day = dayBetween(first, last, index, count);
  return writer.activity({
    ...wish,
    held_on: pairing && pairing.started_on > day ? pairing.started_on : day,
    participants: wish.participants ?? writer.random.between(2, 16),
    aspects: [aspects[index % 4]!],
    items: [itemOf(aspects[index % 4]!, Math.floor(index / 4))],
    pairing_id: pairing?.id ?? null,
    unit_id: pairing?.unit_id ?? null,
    period_text: periodText,
    source,
  });
}

const serviceTitles: Record<ServiceRow['kind'], string> = {
  LEGAL_QUESTION: '示例法律问题解答',
  LEGAL_SERVICE: '示例公益法律服务',
  POLICY_DELIVERY: '示例送政策',
  SERVICE_DELIVERY: '示例送服务',
  WARMTH: '示例送温暖',
  PUBLIC_ACTIVITY: '示例公益活动',
  VILLAGE_REVITALISATION: '示例进乡村促振兴',
};

const lines: Partial<Record<ServiceRow['kind'], ServiceRow['action_line']>> = {
  POLICY_DELIVERY: 'POLICY_BENEFIT',
  SERVICE_DELIVERY: 'WARM_SERVICE',
  WARMTH: 'WARM_SERVICE',
  PUBLIC_ACTIVITY: 'PIONEER',
};

export function recordServices(
  writer: LedgerWriter,
  kind: ServiceRow['kind'],
  { count, first, last, source, periodText }: Series,
  { units, hosted }: { units: readonly UnitRow[]; hosted: readonly Hosted[] },
): ServiceRow[] {
  // What the organisations give is theirs; what the units bring is brought to an organisation.
  const given = kind === 'PUBLIC_ACTIVITY' || kind === 'VILLAGE_REVITALISATION';
  return Array.from({ length: count }, (_, index) => {
    const { party, host } = hosted[(index * 7) % hosted.length]!;
    return writer.service({
      kind,
      title: `${serviceTitles[kind]}${padded(index + 1, 3)}`,
      provided_on: dayBetween(first, last, index, count),
      period_text: periodText,
      place: host.town,
      persons: writer.random.between(5, 120),
      ...beneficiaryOf(kind, host, given),
      action_line: lines[kind] ?? 'PARTY_BUILDING',
      ...providerOf(given ? index % 2 : 2, { organisation: host, party, unit: units[index % units.length]! }),
      source,
    });
  });
}

/** Exactly one gives a service: of what organisations give every other one is their party organisation's. */
function providerOf(
  which: number,
  { organisation, party, unit }: { organisation: OrganisationRow; party: PartyRow; unit: UnitRow },
): Partial<ServiceRow> {
  if (which === 0) return { organisation_id: organisation.id };
  return which === 1 ? { party_organisation_id: party.id } : { unit_id: unit.id };
}

function beneficiaryOf(
  kind: ServiceRow['kind'],
  { id }: Hosted['host'],
  given: boolean,
): Partial<ServiceRow> {
  if (kind === 'VILLAGE_REVITALISATION') return { beneficiary: '示例村', beneficiary_kind: 'VILLAGE' };
  if (given) return { beneficiary_kind: 'PUBLIC' };
  return { beneficiary_kind: 'ORGANISATION', beneficiary_organisation_id: id };
}
