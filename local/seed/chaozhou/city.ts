import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

import { recordAppeals } from '../appeals.ts';
import { dayBetween } from '../days.ts';
import {
  demonstrateOrganisations,
  demonstrateParty,
  demonstrateUnits,
  generated,
  padded,
} from '../demonstrate.ts';
import { type Hosted, pairUp, recordServices, recordSolved, recordVisits } from '../pair.ts';
import type { PairingRow, UnitRow } from '../rows.ts';
import { LedgerWriter } from '../writer.ts';
import { enterArticle } from './article.ts';
import { type County, period, sincePairing, solvedSource, visitsSource } from './counties.ts';
import { type NamedKey, namedUnits } from './records.ts';

const code = '445100' as JurisdictionCode;
const surroundings = { prefix: '潮州市', level: 'CITY', towns: ['市直'] } as const;

/** 71个两新工委成员单位, 82个两新党组织: the rest of each is demonstration. */
const unitCount = 71;
const partyCount = 82;
const unitsSource = '示例数据；与具名单位合计为原文“71个两新工委成员单位”。';
const pairingsSource = '示例数据；与具名结对合计为原文“71个两新工委成员单位与82个两新党组织结对共建”。';
/** The counties' part of the totals is in their plans. */
const cityVisits = 84;
const citySolved = 140;

export interface CityParts {
  /** The article's organisations, wherever they were entered. */
  named: Readonly<Record<NamedKey, Hosted>>;
  counties: readonly County[];
}

/** The ledger of the city: its units, their pairings (mostly with organisations of the counties) and what came of them. */
export function demonstrateCity({ named, counties }: CityParts): LedgerWriter {
  const writer = new LedgerWriter(code);
  const units = enterUnits(writer);
  const ownOrganisations = [
    ...demonstrateOrganisations(writer, surroundings, { kind: 'NON_PUBLIC_ENTERPRISE', count: 8 }),
    ...demonstrateOrganisations(writer, surroundings, { kind: 'SOCIAL_ORGANISATION', count: 12 }),
  ];
  const own = ownOrganisations
    .slice(0, 14)
    .map((host) => ({ host, party: demonstrateParty(writer, [host]) }));

  const article = enterArticle(writer, units.named, named);
  // Every unit without a pairing gets one, and the first of them a second: 71 units, 82 party organisations.
  const paired = new Set(article.pairings.map(({ unit_id }) => unit_id));
  const unpaired = [...Object.values(units.named), ...units.generated].filter(({ id }) => !paired.has(id));
  const partners = dealt(
    [own.slice(0, 10), ...counties.map(({ free }) => free)],
    partyCount - article.pairings.length,
  );
  const pairings: PairingRow[] = partners.map((partner, index) =>
    pairUp(writer, {
      ...partner,
      unit: unpaired[index % unpaired.length]!,
      startedOn: dayBetween('2023-03-06', '2023-04-21', index, partners.length),
      periodText: '近年来',
      source: pairingsSource,
    }),
  );
  const all = [...article.pairings, ...pairings];

  pairWithVillages(writer, units.named.commerce, partners);
  const series = { first: period.first, last: period.last, periodText: sincePairing };
  recordVisits(writer, all, { ...series, count: cityVisits, source: visitsSource });
  recordSolved(writer, all, { ...series, count: citySolved, source: solvedSource });
  const services = { first: period.first, last: period.last, periodText: null, source: generated };
  recordServices(
    writer,
    'POLICY_DELIVERY',
    { ...services, count: 10 },
    { units: units.generated, hosted: own },
  );
  recordServices(
    writer,
    'PUBLIC_ACTIVITY',
    { ...services, count: 6 },
    { units: units.generated, hosted: own },
  );
  recordAppeals(writer, ownOrganisations, units.generated, {
    count: 6,
    first: period.first,
    last: period.last,
  });
  return writer;
}

type NamedUnits = Record<keyof typeof namedUnits, UnitRow>;

function enterUnits(writer: LedgerWriter): { named: NamedUnits; generated: UnitRow[] } {
  const entries = Object.entries(namedUnits).map(([key, { name, functions, words }]) => {
    const unit = writer.unit({
      name,
      level: 'CITY',
      functions: [...functions],
      provenance: 'ARTICLE',
      source: `原文：“${words}”。所管行业门类为假定。`,
    });
    return [key, unit] as const;
  });
  const rest = demonstrateUnits(writer, surroundings, unitCount - entries.length, unitsSource);
  return { named: Object.fromEntries(entries) as NamedUnits, generated: rest };
}

/** 5家非公经济党组织 ↔ 5个镇村党组织: the article names neither side. */
function pairWithVillages(writer: LedgerWriter, commerce: UnitRow, partners: readonly Hosted[]): void {
  const enterprises = partners.filter(({ host }) => host.kind === 'NON_PUBLIC_ENTERPRISE').slice(0, 5);
  enterprises.forEach(({ host, party }, index) => {
    const counterpart = `示例镇村党组织${padded(index + 1, 2)}`;
    writer.pairing({
      kind: 'ENTERPRISE_VILLAGE',
      title: `${party.name} ↔ ${counterpart}`,
      started_on: dayBetween('2023-05-08', '2023-06-12', index, 5),
      organisation_id: host.id,
      party_organisation_id: party.id,
      counterpart,
      promoted_by_id: commerce.id,
      principles: ['CONVENIENCE'],
      source: '示例名称；原文：“推动5家非公经济党组织与对口帮扶5个镇村党组织党建结对共建”。',
    });
  });
}

/** Takes from the hands in turn until there are enough. */
function dealt(hands: readonly (readonly Hosted[])[], count: number): Hosted[] {
  const taken: Hosted[] = [];
  for (let round = 0; taken.length < count; round++) {
    const cards = hands.flatMap((hand) => hand.slice(round, round + 1));
    if (cards.length === 0)
      throw new Error(`Only ${taken.length} of ${count} party organisations to pair with.`);
    taken.push(...cards.slice(0, count - taken.length));
  }
  return taken;
}
