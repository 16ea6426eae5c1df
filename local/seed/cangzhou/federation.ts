import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

import { dayBetween } from '../days.ts';
import { demonstrateOrganisations, demonstrateParty, demonstrateUnits, generated } from '../demonstrate.ts';
import { type Hosted, pairUp, recordServices, recordSolved, recordVisits } from '../pair.ts';
import type { Ledger } from '../rows.ts';
import { LedgerWriter } from '../writer.ts';
import { demonstrateWorkflows } from '../workflows.ts';
import { reportNanpi } from './figures.ts';
import { demonstrateNanpi } from './nanpi.ts';
import { demonstrateNanpiWorkflows } from './nanpi-workflows.ts';

/** 沧州: 南皮's figures are the article's; of the city itself it tells nothing, so its few records are demonstration. */
export function cangzhou(): Record<string, Ledger> {
  const nanpi = demonstrateNanpi();
  const city = demonstrateCity(nanpi.hosted);
  demonstrateNanpiWorkflows(nanpi.writer);
  demonstrateWorkflows(city, { prefix: '沧州市', level: 'CITY', instructors: 4, sites: 3, visitedOfTen: 4 });
  reportNanpi(nanpi.writer);
  return { [city.owner]: city.ledger, [nanpi.writer.owner]: nanpi.writer.ledger };
}

function demonstrateCity(inNanpi: readonly Hosted[]): LedgerWriter {
  const writer = new LedgerWriter('130900' as JurisdictionCode);
  const surroundings = { prefix: '沧州市', level: 'CITY', towns: ['市直'] } as const;
  const units = demonstrateUnits(writer, surroundings, 12);
  const organisations = [
    ...demonstrateOrganisations(writer, surroundings, { kind: 'NON_PUBLIC_ENTERPRISE', count: 12 }),
    ...demonstrateOrganisations(writer, surroundings, { kind: 'SOCIAL_ORGANISATION', count: 8 }),
  ];
  const hosted = organisations
    .slice(0, 14)
    .map((host) => ({ host, party: demonstrateParty(writer, [host]) }));
  const partners = [...hosted.slice(0, 5), ...inNanpi.slice(0, 3)];
  const pairings = partners.map((partner, index) =>
    pairUp(writer, {
      ...partner,
      unit: units[index]!,
      startedOn: dayBetween('2023-03-06', '2023-03-31', index, partners.length),
    }),
  );
  const year = { first: '2023-04-06', last: '2023-12-14', periodText: null, source: generated };
  recordVisits(writer, pairings, { ...year, count: 16 });
  recordSolved(writer, pairings, { ...year, count: 10 });
  recordServices(writer, 'POLICY_DELIVERY', { ...year, count: 5 }, { units, hosted });
  recordServices(writer, 'PUBLIC_ACTIVITY', { ...year, count: 4 }, { units, hosted });
  return writer;
}
