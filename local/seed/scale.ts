import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

import { recordAppeals } from './appeals.ts';
import { dayBetween } from './days.ts';
import {
  demonstrateOrganisations,
  demonstrateParty,
  demonstrateUnits,
  generated,
  padded,
} from './demonstrate.ts';
import { seedDatabase, type Seeded } from './insert.ts';
import { type Hosted, pairUp, recordServices, recordSolved, recordVisits } from './pair.ts';
import { demonstrateInstructor } from './instructors.ts';
import type { Ledger, OrganisationRow, UnitRow } from './rows.ts';
import { demonstrateSite } from './sites.ts';
import { demonstrateCampaign } from './surveys.ts';
import { LedgerWriter } from './writer.ts';

export interface ScalePlan {
  /** One city and the rest counties below it; 1 to 100. */
  jurisdictions: number;
  /** Over all jurisdictions, evenly. A tenth of them are paired, and some of each county's with the city's units. */
  organisations: number;
  activitiesPerPairing: number;
}

/** About eleven thousand pairings and a million activities. */
export const defaultScale: ScalePlan = {
  jurisdictions: 50,
  organisations: 100_000,
  activitiesPerPairing: 92,
};

/** An entry of a federation file. */
export interface ScaleJurisdiction {
  code: JurisdictionCode;
  name: string;
  englishName: string;
  level: 'CITY' | 'COUNTY';
  parent?: JurisdictionCode;
}

const cityCode = '445100' as JurisdictionCode;
/** Of a county's hosted party organisations, those that the city's units are paired with. */
const pairedByCity = 20;

/** A made-up federation: 445100 and below it counties with local extension codes (445100x01 …). */
export function scaleJurisdictions({ jurisdictions }: Pick<ScalePlan, 'jurisdictions'>): ScaleJurisdiction[] {
  if (!Number.isInteger(jurisdictions) || jurisdictions < 1 || jurisdictions > 100) {
    throw new Error(`Expected 1 to 100 jurisdictions; received ${jurisdictions}.`);
  }
  const counties = Array.from({ length: jurisdictions - 1 }, (_, index): ScaleJurisdiction => {
    const number = padded(index + 1, 2);
    return {
      code: `${cityCode}x${number}` as JurisdictionCode,
      name: `示例县${number}`,
      englishName: `Example County ${number}`,
      level: 'COUNTY',
      parent: cityCode,
    };
  });
  return [{ code: cityCode, name: '示例市', englishName: 'Example City', level: 'CITY' }, ...counties];
}

/** The ledgers one at a time, counties first: only one is in memory, whatever the plan. */
export function* scaleLedgers(plan: ScalePlan): Generator<{ code: JurisdictionCode; ledger: Ledger }> {
  const [city, ...counties] = scaleJurisdictions(plan);
  const share = Math.floor(plan.organisations / plan.jurisdictions);
  const rest = plan.organisations - share * plan.jurisdictions;
  const partners: Hosted[] = [];
  for (const county of counties) {
    const { writer, free } = demonstrateScale(county, share, plan.activitiesPerPairing);
    partners.push(...free.slice(0, pairedByCity));
    yield { code: county.code, ledger: writer.ledger };
  }
  const { writer } = demonstrateScale(city!, share + rest, plan.activitiesPerPairing, partners);
  yield { code: city!.code, ledger: writer.ledger };
}

export interface ScaleSeeding extends Partial<ScalePlan> {
  /** The migrated database of a jurisdiction; several jurisdictions may share one. */
  databaseOf: (code: JurisdictionCode) => string;
  progress?: (code: JurisdictionCode, outcome: Seeded) => void;
}

/** Fills the databases of a made-up federation; a jurisdiction that is there already is skipped. Returns the rows written. */
export async function seedScale({ databaseOf, progress, ...plan }: ScaleSeeding): Promise<number> {
  const whole = { ...defaultScale, ...plan };
  let rows = 0;
  for (const { code, ledger } of scaleLedgers(whole)) {
    const seed = `scale 2 ${code} of ${whole.jurisdictions}, ${whole.organisations}, ${whole.activitiesPerPairing}`;
    const outcome = await seedDatabase(databaseOf(code), seed, [ledger], [code]);
    if (outcome.kind === 'seeded') rows += outcome.rows;
    progress?.(code, outcome);
  }
  return rows;
}

function demonstrateScale(
  { code, name, level }: ScaleJurisdiction,
  organisations: number,
  activitiesPerPairing: number,
  partners: readonly Hosted[] = [],
): { writer: LedgerWriter; free: Hosted[] } {
  const writer = new LedgerWriter(code, 'scale');
  const towns = Array.from({ length: 12 }, (_, index) => `示例镇${padded(index + 1, 2)}`);
  const surroundings = { prefix: name, level, towns };
  const social = Math.floor(organisations / 5);
  const units = demonstrateUnits(writer, surroundings, level === 'CITY' ? 71 : 20);
  const hosts = [
    ...demonstrateOrganisations(writer, surroundings, {
      kind: 'NON_PUBLIC_ENTERPRISE',
      count: organisations - social,
      closedEvery: 23,
    }),
    ...demonstrateOrganisations(writer, surroundings, {
      kind: 'SOCIAL_ORGANISATION',
      count: social,
      closedEvery: 29,
    }),
  ].filter(({ status }) => status === 'OPERATING');
  const hosted = hosts
    .filter((_, index) => index % 10 < 6)
    .map((host) => ({ host, party: demonstrateParty(writer, [host]) }));

  const own = hosted.slice(0, Math.ceil(organisations / 10));
  const pairings = [...own, ...partners].map((partner, index, all) =>
    pairUp(writer, {
      ...partner,
      unit: units[index % units.length]!,
      startedOn: dayBetween('2021-03-01', '2023-04-28', index, all.length),
    }),
  );
  const series = { first: '2021-05-06', last: '2023-12-15', periodText: null, source: generated };
  const solved = pairings.length * Math.min(2, activitiesPerPairing);
  recordVisits(writer, pairings, {
    ...series,
    count: pairings.length * activitiesPerPairing - solved,
  });
  recordSolved(writer, pairings, { ...series, count: solved });
  if (hosted.length > 0) {
    const each = Math.ceil(organisations / 50);
    for (const kind of [
      'POLICY_DELIVERY',
      'SERVICE_DELIVERY',
      'WARMTH',
      'PUBLIC_ACTIVITY',
      'LEGAL_QUESTION',
    ] as const) {
      recordServices(writer, kind, { ...series, count: each }, { units, hosted });
    }
    recordAppeals(writer, hosts, units, {
      count: Math.ceil(organisations / 30),
      first: series.first,
      last: series.last,
    });
  }
  demonstrateLedger(writer, { name, level, hosts, units, hosted });
  return { writer, free: hosted.slice(own.length) };
}

/** A campaign that has begun, a site per forty party organisations, and instructors where there is none. */
function demonstrateLedger(
  writer: LedgerWriter,
  {
    name,
    level,
    hosts,
    units,
    hosted,
  }: Pick<ScaleJurisdiction, 'name' | 'level'> & {
    hosts: readonly OrganisationRow[];
    units: readonly UnitRow[];
    hosted: readonly Hosted[];
  },
): void {
  demonstrateCampaign(writer, {
    title: `${name}两新组织摸底`,
    startsOn: '2023-03-01',
    endsOn: '2023-12-31',
    closedOn: null,
    visitedOfTen: 1,
    level,
    source: generated,
  });
  hosted
    .filter((_, index) => index % 40 === 0)
    .forEach(({ party }, index, all) => {
      const on = dayBetween('2022-06-01', '2023-12-01', index, all.length);
      demonstrateSite(writer, { party, on, level, source: generated });
    });
  const hosting = new Set(hosted.map(({ host }) => host.id));
  hosts
    .filter(({ id }) => !hosting.has(id))
    .filter((_, index) => index % 40 === 0)
    .forEach((organisation, index, all) => {
      demonstrateInstructor(writer, {
        name: `示例指导员${padded(index + 1, 4)}`,
        unit: units[index % units.length]!,
        state: 'DISPATCHED',
        categories: ['TO_ORGANISATION_WITHOUT_PARTY'],
        nominatedOn: dayBetween('2022-06-01', '2023-11-01', index, all.length),
        organisations: [organisation],
        source: generated,
      });
    });
}
