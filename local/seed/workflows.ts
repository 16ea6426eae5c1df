import { dayBetween } from './days.ts';
import { generated, padded } from './demonstrate.ts';
import { demonstrateInstructor, recordGuidance } from './instructors.ts';
import type { InstructorCategory, InstructorRow, UnitRow } from './rows.ts';
import { demonstrateSite } from './sites.ts';
import { demonstrateCampaign } from './surveys.ts';
import type { LedgerWriter } from './writer.ts';

export interface WorkflowPlan {
  /** Stands before the word 示例 in titles. */
  prefix: string;
  level: UnitRow['level'];
  instructors: number;
  sites: number;
  /** Of every ten organisations, those that the campaign has visited. */
  visitedOfTen: number;
}

const states: readonly InstructorRow['state'][] = [
  'DISPATCHED',
  'DISPATCHED',
  'NOMINATED',
  'VETTED',
  'DISPATCHED',
  'ASSESSED',
  'ENDED',
];
/** Some are in two categories, some in none. */
const categories: readonly InstructorCategory[][] = [
  ['TO_ORGANISATION_WITHOUT_PARTY'],
  ['ONE_TO_ONE'],
  ['ONE_TO_ONE', 'COUNTY_LEADER'],
  [],
];

/** Instructors in every state, demonstration sites of every kind and an open campaign: none of it is in the article. */
export function demonstrateWorkflows(writer: LedgerWriter, plan: WorkflowPlan): void {
  const { memberUnits, organisations, partyOrganisations, hosts } = writer.ledger;
  const hosted = new Set<string>(hosts.map(({ organisation_id }) => organisation_id));
  const operating = organisations.filter(({ status }) => status === 'OPERATING');
  for (let index = 0; index < plan.instructors; index++) {
    const chosen = categories[index % categories.length]!;
    const toNone = chosen.includes('TO_ORGANISATION_WITHOUT_PARTY');
    const wheel = operating.filter(({ id }) => hosted.has(id) !== toNone);
    const instructor = demonstrateInstructor(writer, {
      name: `${plan.prefix}示例指导员${padded(index + 1, 3)}`,
      unit: memberUnits[index % memberUnits.length]!,
      state: states[index % states.length]!,
      categories: chosen,
      nominatedOn: dayBetween('2023-02-06', '2023-04-28', index, plan.instructors),
      organisations: wheel.slice(index, index + 1),
      source: generated,
    });
    recordGuidance(writer, instructor, { last: '2023-12-15', source: generated });
  }
  partyOrganisations.slice(0, plan.sites).forEach((party, index) =>
    demonstrateSite(writer, {
      party,
      on: dayBetween('2022-09-05', '2023-11-17', index, plan.sites),
      level: plan.level,
      source: generated,
      ...(index % 6 === 4 ? { unmet: 'FREQUENT_ACTIVITIES' as const } : {}),
      ...(index % 6 === 5 ? { withdrawn: { on: '2023-12-08', reason: '示例：活动未能经常开展。' } } : {}),
    }),
  );
  demonstrateCampaign(writer, {
    title: `${plan.prefix}示例两新组织摸底排查`,
    startsOn: '2023-09-04',
    endsOn: '2023-12-29',
    closedOn: null,
    visitedOfTen: plan.visitedOfTen,
    level: plan.level,
    source: generated,
  });
}
