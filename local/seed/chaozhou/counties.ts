import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

import {
  demonstrateOrganisations,
  demonstrateParty,
  demonstrateUnits,
  generated,
  type Surroundings,
} from '../demonstrate.ts';
import { recordAppeals } from '../appeals.ts';
import { dayBetween } from '../days.ts';
import { type Hosted, pairUp, recordFor, recordServices, recordSolved, recordVisits } from '../pair.ts';
import type { Mechanism, OrganisationRow, PairingRow, UnitRow } from '../rows.ts';
import { LedgerWriter } from '../writer.ts';

/** What one county's demonstration holds. The counts of visits and problems are its part of the article's totals. */
export interface CountyPlan extends Surroundings {
  code: string;
  enterprises: number;
  socialOrganisations: number;
  units: number;
  /** Pairings of the county's own units, one party organisation each. */
  pairings: number;
  mechanisms: Mechanism[];
  /** The article's words on this county, where it has any. */
  source: string;
  visits: number;
  solved: number;
  appeals: number;
}

export interface County {
  writer: LedgerWriter;
  units: UnitRow[];
  pairings: PairingRow[];
  /** Party organisations that no unit of the county is paired with: the city's units may be. */
  free: Hosted[];
}

/** Assumed: the article gives no days. */
export const period = { first: '2023-04-03', last: '2023-12-15' } as const;
export const visitsSource = '示例数据；与其他地区合计为原文“到各结对共建两新党组织联系走访154次”。';
export const solvedSource = '示例数据；与其他地区合计为原文“累计协调解决285个问题”。';
export const sincePairing = '结对共建开展以来';

export function demonstrateCounty(plan: CountyPlan): County {
  const writer = new LedgerWriter(plan.code as JurisdictionCode);
  const units = demonstrateUnits(writer, plan, plan.units, plan.source);
  const enterprises = demonstrateOrganisations(writer, plan, {
    kind: 'NON_PUBLIC_ENTERPRISE',
    count: plan.enterprises,
    closedEvery: 23,
  });
  const social = demonstrateOrganisations(writer, plan, {
    kind: 'SOCIAL_ORGANISATION',
    count: plan.socialOrganisations,
    closedEvery: 29,
  });
  const hosted = foundParties(writer, [...enterprises, ...social].filter(isOperating));

  const pairings =
    units.length === 0
      ? []
      : hosted.slice(0, plan.pairings).map(({ party, host }, index) =>
          pairUp(writer, {
            unit: units[index % units.length]!,
            party,
            host,
            startedOn: dayBetween('2023-03-01', '2023-04-28', index, plan.pairings),
            mechanisms: plan.mechanisms,
            source: plan.source,
          }),
        );
  const series = { first: '2023-05-04', last: period.last, periodText: sincePairing };
  recordVisits(writer, pairings, { ...series, count: plan.visits, source: visitsSource });
  recordSolved(writer, pairings, { ...series, count: plan.solved, source: solvedSource });
  if (plan.mechanisms.includes('MONTHLY_MEETING')) {
    const meetings = { ...series, count: 8, source: `示例数据；机制见原文“每月碰头”。` };
    for (let month = 0; month < meetings.count; month++) {
      recordFor(writer, pairings, meetings, month, {
        kind: 'MONTHLY_MEETING',
        title: `示例每月碰头${month + 5}月`,
      });
    }
  }
  const services = { first: period.first, last: period.last, source: generated, periodText: null };
  recordServices(writer, 'SERVICE_DELIVERY', { ...services, count: 6 }, { units, hosted });
  recordServices(writer, 'POLICY_DELIVERY', { ...services, count: 8 }, { units, hosted });
  recordServices(writer, 'WARMTH', { ...services, count: 4 }, { units, hosted });
  recordServices(writer, 'PUBLIC_ACTIVITY', { ...services, count: 5 }, { units, hosted });
  recordAppeals(writer, [...enterprises, ...social].filter(isOperating), units, {
    count: plan.appeals,
    first: period.first,
    last: period.last,
  });
  return { writer, units, pairings, free: hosted.slice(plan.pairings) };
}

/** Six of ten organisations have a party organisation of their own, and every tenth shares one with its two neighbours. */
function foundParties(writer: LedgerWriter, organisations: readonly OrganisationRow[]): Hosted[] {
  const hosted: Hosted[] = [];
  for (let index = 0; index < organisations.length; index++) {
    const host = organisations[index]!;
    const [second, third] = organisations.slice(index + 1, index + 3);
    if (index % 10 < 6) hosted.push({ host, party: demonstrateParty(writer, [host]) });
    else if (index % 10 === 6 && third && second && third.kind === host.kind) {
      demonstrateParty(writer, [host, second, third]);
    }
  }
  return hosted;
}

const isOperating = ({ status }: OrganisationRow): boolean => status === 'OPERATING';
