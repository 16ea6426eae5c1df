import type { Ledger } from '@jiedui/local/seed/rows';
import { LedgerWriter } from '@jiedui/local/seed/writer';
import { newId } from '@jiedui/schema/contract/id';
import { parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

/** Names that UTF-16, UTF-8, pinyin and case sort differently, and that several jurisdictions have. */
const awkwardNames = ['同名企业', '𠮷祥企业', 'ﬀ企业', 'Z企业', 'a企业', '一', '同名企业', '企业%', '企业_'];
const perCounty = 10;

/**
 * More records than the demonstration has, so that every edge is crossed that the rules allow: parents whose children lie
 * with several owners, hosts elsewhere, equal sort keys in every jurisdiction, references to records that are gone.
 */
export function tangle(ledgers: Readonly<Record<string, Ledger>>): Record<string, Ledger> {
  const [city, ...counties] = Object.keys(ledgers).map(
    (code) => new LedgerWriter(parseJurisdictionCode(code), 'tangle'),
  ) as [LedgerWriter, ...LedgerWriter[]];
  const cityUnits = ledgers[city.owner]!.memberUnits;

  for (const writer of [city, ...counties]) {
    for (const [index, name] of awkwardNames.entries()) {
      writer.organisation({
        name,
        kind: 'NON_PUBLIC_ENTERPRISE',
        industry: 'C',
        registered_on: '2019-06-01',
        employees: 50,
        contact_phone: index % 2 === 0 ? '138-0000-8000' : null,
      });
    }
  }

  for (const county of counties) {
    const ledger = ledgers[county.owner]!;
    // Of one owner a party organisation has one pairing at a time.
    const paired = new Set(
      [...ledgers[city.owner]!.pairings, ...ledger.pairings].map((each) => each.party_organisation_id),
    );
    const unpaired = ledger.partyOrganisations.filter(({ id }) => !paired.has(id));
    for (let index = 0; index < perCounty; index++) {
      const party = unpaired[index]!;
      const host = ledger.hosts.find(({ party_organisation_id }) => party_organisation_id === party.id)!;
      const organisation = ledger.organisations.find(({ id }) => id === host.organisation_id)!;
      const cityUnit = cityUnits[index % 4]!;
      const unit = ledger.memberUnits[index % 3]!;
      const day = `2023-03-0${1 + (index % 3)}`;
      const sides = { organisation_id: organisation.id, party_organisation_id: party.id };
      const title = `同名结对${index % 3}`;
      const kind = 'UNIT_ORGANISATION';
      const above = city.pairing({
        kind,
        title,
        started_on: day,
        unit_id: cityUnit.id,
        promoted_by_id: unit.id,
        ...sides,
      });
      const own = county.pairing({
        kind,
        title,
        started_on: day,
        unit_id: unit.id,
        promoted_by_id: unit.id,
        ...sides,
      });

      for (const writer of [city, county]) {
        writer.activity({
          kind: 'CONTACT',
          title: '同名活动',
          held_on: day,
          participants: index || null,
          pairing_id: own.id,
          unit_id: unit.id,
        });
        const dates = {
          started_on: day,
          due_on: '2023-06-01',
          finished_on: index % 2 === 0 ? '2023-05-01' : null,
        };
        writer.project({ name: '同名项目', pairing_id: own.id, ...dates });
        writer.service({
          kind: 'WARMTH',
          title: '同名服务',
          provided_on: day,
          count: 2,
          unit_id: unit.id,
          pairing_id: own.id,
          ...sides,
        });
      }
      for (const writer of [city, county]) {
        writer.service({
          kind: 'SERVICE_DELIVERY',
          title: '同名服务',
          provided_on: day,
          unit_id: unit.id,
          beneficiary_kind: 'ORGANISATION',
          beneficiary_organisation_id: organisation.id,
        });
      }
      // Services and appeals are found wherever they lie: another county's, at the city's unit and pairing.
      const neighbour = counties[(counties.indexOf(county) + 1) % counties.length]!;
      for (const writer of [county, neighbour]) {
        writer.service({
          kind: 'POLICY_DELIVERY',
          title: '同名服务',
          provided_on: day,
          unit_id: cityUnit.id,
          pairing_id: above.id,
        });
      }
      // The city's instructor is sent into the county; the county's comes from a unit of the city.
      for (const [writer, source] of [
        [city, unit],
        [county, cityUnit],
      ] as const) {
        const instructor = writer.instructor({
          name: '同名指导员',
          source_unit_id: source.id,
          state: 'DISPATCHED',
          nominated_on: day,
          dispatched_on: '2023-04-01',
          categories: index % 2 === 0 ? ['ONE_TO_ONE', 'COUNTY_LEADER'] : [],
        });
        writer.ledger.assignments.push({
          instructor_id: instructor.id,
          position: 1,
          organisation_id: organisation.id,
          assigned_on: '2023-04-01',
          ended_on: index % 5 === 4 ? '2023-08-01' : null,
        });
      }
      county.appeal({
        title: '同名诉求',
        organisation_id: organisation.id,
        unit_id: cityUnit.id,
        pairing_id: above.id,
        tier: index % 3 === 0 ? 'T3' : 'T2',
        state: index % 4 === 0 ? 'ESCALATED' : 'RAISED',
        raised_at: '2023-09-15T12:30:00.000Z',
      });
      // The same days in every county, some beyond those that are counted one by one.
      county.appeal({
        title: '同名诉求',
        organisation_id: organisation.id,
        unit_id: cityUnit.id,
        tier: 'T1',
        state: 'RESOLVED',
        raised_at: '2019-03-01T12:30:00.000Z',
        resolved_at: '2023-09-15T12:30:00.000Z',
        resolution_days: index % 3 === 0 ? 1_000 + index : index,
      });
    }
  }

  for (const writer of [city, ...counties]) matchTangled(writer, ledgers, counties);

  // A branch of the city that spans two counties, and one of its own with an organisation elsewhere.
  const abroad = counties.map(({ owner }) => ledgers[owner]!.organisations[3]!);
  city.party([abroad[0]!, abroad[1]!], { name: '跨区联合党支部', founded_on: '2020-07-01' });
  city.party([ledgers[city.owner]!.organisations[0]!, abroad[2]!], {
    name: '市直联合党支部',
    founded_on: '2020-07-01',
  });

  const gone = (owner: string, tag: 'unit' | 'org' | 'pair') =>
    newId(parseJurisdictionCode(owner), tag, Date.UTC(2020, 0, 1), new Uint8Array(10));
  city.pairing({
    kind: 'UNIT_ORGANISATION',
    title: '同名结对9',
    started_on: '2023-03-01',
    unit_id: gone(city.owner, 'unit'),
    organisation_id: gone(counties[0]!.owner, 'org'),
  });
  city.activity({
    kind: 'OTHER',
    title: '同名活动',
    held_on: '2023-03-01',
    pairing_id: gone(counties[1]!.owner, 'pair'),
  });

  return Object.fromEntries([city, ...counties].map(({ owner, ledger }) => [owner, ledger]));
}

/** Runs of one jurisdiction, with equal scores over its own organisations and, of the city, those of every county. */
function matchTangled(
  writer: LedgerWriter,
  ledgers: Readonly<Record<string, Ledger>>,
  counties: readonly LedgerWriter[],
): void {
  const { owner } = writer;
  const units = ledgers[owner]!.memberUnits;
  const within = counties.some((county) => county.owner === owner) ? [owner] : Object.keys(ledgers);
  for (const review of [false, true, false]) {
    const run = writer.matchingRun({ suggestion_count: within.length * 4, as_if_unpaired: review });
    for (const [place, code] of within.entries()) {
      const { hosts } = ledgers[code]!;
      for (let index = 0; index < 4; index++) {
        const { organisation_id, party_organisation_id } = hosts[index * 3]!;
        writer.suggestion({
          run_id: run.id,
          title: `同名建议${index % 2}`,
          unit_id: units[(index + place) % units.length]!.id,
          organisation_id,
          party_organisation_id,
          score: 6000 + 1000 * (index % 3),
          state: index === 3 ? 'EXCLUDED' : 'SUGGESTED',
          grounds: index === 3 ? '示例' : null,
        });
      }
    }
  }
  for (let index = 0; index < 3; index++) {
    writer.exclusion({
      unit_id: units[index]!.id,
      organisation_id: ledgers[owner]!.organisations[index]!.id,
      grounds: '示例',
      lifted_on: index === 2 ? '2023-12-01' : null,
    });
  }
}
