import { type Clock, clockOf } from '@jiedui/kit/clock';
import { pairings } from '@jiedui/pairings/subgraph';
import type { Viewer } from '@jiedui/schema/contract/viewer';

import { chaoan, city, id, officer, openWorld, raoping, type Row, type World } from './pairings-world.ts';

/** The records of a year to report on: 2023, seen from January 2024. */

export const unit = id(chaoan, 'unit', 1);
export const otherUnit = id(chaoan, 'unit', 2);
export const pairing = id(chaoan, 'pair', 1);
export const endedPairing = id(chaoan, 'pair', 2);
export const proposal = id(chaoan, 'pair', 3);
export const villagePairing = id(chaoan, 'pair', 4);
export const cityPairing = id(city, 'pair', 5);

export const publicViewer: Viewer = { subject: 'public', roles: ['PUBLIC'], jurisdictions: [] };
export const chaoanOfficer: Viewer = officer('COUNTY', chaoan);
export const liaison: Viewer = officer('UNIT', chaoan, { unit });
export const otherLiaison: Viewer = officer('UNIT', chaoan, { unit: otherUnit });
export const cityOfficer: Viewer = officer('CITY', city);
export const raopingOfficer: Viewer = officer('COUNTY', raoping);
export const auditor: Viewer = officer('AUDITOR', city);

/** 10 January 2024, noon in Shanghai. */
export const january: Clock = at('2024-01-10T04:00:00Z');
export function at(moment: string): Clock {
  return clockOf(() => new Date(moment));
}

const entered = '2023-01-01T00:00:00Z';
function pairingRow(row: Row): Row {
  return {
    kind: 'UNIT_ORGANISATION',
    state: 'CONFIRMED',
    sort_title: 'shi li',
    unit_id: unit,
    organisation_id: id(chaoan, 'org', 1),
    principles: ['FUNCTION'],
    mechanisms: ['MONTHLY_MEETING', 'JOINT_ACTIVITIES'],
    started_on: '2022-05-04',
    created_at: entered,
    updated_at: entered,
    ...row,
  };
}

const kinds = [
  'CONTACT',
  'RESEARCH_VISIT',
  'SOLVED_PROBLEM',
  'TRAINING',
  'JOINT_ORGANISATION_LIFE',
  'LEDGER_COMPILED',
  'MONTHLY_MEETING',
];
const aspects = [['POLITICAL'], ['ORGANISATIONAL', 'SERVICE'], [], ['EXEMPLARY', 'POLITICAL', 'SERVICE']];

/** Activities of three years, of all pairings and of none, of the county and of the city: only some count. */
function activityRows(): Row[] {
  return Array.from({ length: 240 }, (_, n) => {
    const year = [2023, 2023, 2023, 2022, 2024][n % 5]!;
    const month = year === 2024 ? 1 : 1 + ((n * 5) % 12);
    const day = year === 2024 ? 1 + (n % 9) : 1 + ((n * 11) % 28);
    const owner = n % 17 === 0 ? city : chaoan;
    return {
      id: id(owner, 'act', n),
      kind: kinds[(n * 3) % kinds.length],
      title: `示例活动${String(n).padStart(3, '0')}`,
      sort_title: `shi li huo dong ${n}`,
      held_on: `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
      participants: n % 4 === 0 ? null : 3 + (n % 11),
      outcome: n % 3 === 0 ? '已协调解决（示例）' : null,
      aspects: aspects[n % aspects.length],
      items: n % 7 === 0 ? ['TRAINING', 'POLICY_PUBLICITY'] : n % 11 === 0 ? ['OLD_ITEM'] : [],
      pairing_id: [pairing, endedPairing, pairing, villagePairing, null, pairing][n % 6],
      unit_id: n % 2 === 0 ? unit : otherUnit,
      created_at: entered,
      updated_at: entered,
    };
  });
}

function projectRows(): Row[] {
  const days = [
    [pairing, '2023-03-01', '2023-09-30', '2023-09-20'],
    [pairing, '2023-06-01', '2023-12-31', null],
    [pairing, '2022-06-01', '2022-12-31', '2022-12-01'],
    [endedPairing, '2023-02-01', null, null],
    [villagePairing, '2024-01-02', null, null],
  ] as const;
  return days.map(([pairing_id, started_on, due_on, finished_on], n) => ({
    id: id(chaoan, 'proj', n),
    name: `示例项目${n}`,
    sort_name: `shi li xiang mu ${n}`,
    pairing_id,
    started_on,
    due_on,
    finished_on,
    created_at: entered,
    updated_at: entered,
  }));
}

export async function openReportWorld(): Promise<World> {
  const world = await openWorld(pairings);
  await world.insert('pairing', [
    pairingRow({ id: pairing, title: '示例单位甲 ↔ 示例企业0001' }),
    pairingRow({
      id: endedPairing,
      title: '示例单位甲 ↔ 示例企业0002',
      organisation_id: id(chaoan, 'org', 2),
      state: 'ENDED',
      started_on: '2023-02-11',
      ended_on: '2023-08-20',
    }),
    pairingRow({
      id: proposal,
      title: '示例单位甲 ↔ 示例企业0003',
      organisation_id: id(chaoan, 'org', 3),
      state: 'PROPOSED',
    }),
    pairingRow({
      id: villagePairing,
      title: '示例企业0004 ↔ 示例村',
      kind: 'ENTERPRISE_VILLAGE',
      unit_id: null,
      counterpart: '示例村',
    }),
    pairingRow({ id: cityPairing, title: '示例市直单位 ↔ 示例企业0005', unit_id: id(city, 'unit', 9) }),
  ]);
  await world.insert('activity', activityRows());
  await world.insert('project', projectRows());
  await world.select(`insert into co_building_plan (pairing_id, owner, year, items) values
    ('${pairing}', '${chaoan}', 2023, '{TRAINING,BRANDS}'), ('${pairing}', '${chaoan}', 2022, '{BRANDS}'),
    ('${endedPairing}', '${chaoan}', 2023, '{POLICY_PUBLICITY,BRANDS}'), ('${cityPairing}', '${city}', 2023, '{BRANDS}')`);
  return world;
}

/** The world as it was before any report, its past included. */
export async function forgetReports(world: World): Promise<void> {
  await world.select('truncate report, locked_report, report_history, idempotency');
  await world.select(`delete from activity where kind = 'YEAR_END_REPORT'`);
  await world.select(`delete from activity_history where kind = 'YEAR_END_REPORT'`);
  await world.select(`update pairing set state = 'CONFIRMED' where state in ('REPORTED', 'ASSESSED')`);
}

let keys = 0;
/** A key that nobody has used. */
export function newKey(): string {
  keys += 1;
  return `report-intention-${keys}`;
}

export const fields = `id kind year title name periodFrom periodTo state remarks hash submittedAt grade assessment
  jurisdiction { code } pairing { id state } unit { id } activity { kind heldOn title }`;

export const mutations = {
  draft: `mutation ($key: ID!, $input: DraftReportInput!) { draftReport(idempotencyKey: $key, input: $input) { report { ${fields} } } }`,
  revise: `mutation ($key: ID!, $id: ID!, $remarks: String) { reviseReport(idempotencyKey: $key, id: $id, remarks: $remarks) { report { ${fields} } } }`,
  submit: `mutation ($key: ID!, $id: ID!) { submitReport(idempotencyKey: $key, id: $id) { report { ${fields} } } }`,
  withdraw: `mutation ($key: ID!, $id: ID!, $reason: String!) { withdrawReport(idempotencyKey: $key, id: $id, reason: $reason) { report { ${fields} } } }`,
  assess: `mutation ($key: ID!, $input: AssessReportInput!) { assessReport(idempotencyKey: $key, input: $input) { report { ${fields} } } }`,
} as const;

export interface By {
  viewer?: Viewer;
  clock?: Clock;
}

/** One mutation of a report, with a key of its own where none is given. */
export function tellOf(world: World) {
  return (
    mutation: keyof typeof mutations,
    variables: Record<string, unknown>,
    { viewer = chaoanOfficer, clock = january }: By = {},
  ) => world.ask(mutations[mutation], { variables: { key: newKey(), ...variables }, viewer, clock });
}

/** A draft that was made, or the answer's errors thrown. */
export async function drafted(
  world: World,
  input: Record<string, unknown>,
  by: By = {},
): Promise<{ id: string }> {
  const { data, errors } = await tellOf(world)(
    'draft',
    { input: { jurisdiction: chaoan, year: 2023, ...input } },
    by,
  );
  if (errors) throw new AggregateError(errors, errors.map(({ message }) => message).join('; '));
  return data.draftReport.report as { id: string };
}

export async function submitted(
  world: World,
  input: Record<string, unknown>,
  by: By = {},
): Promise<{ id: string; hash: string }> {
  const { id: report } = await drafted(world, input, by);
  const { data, errors } = await tellOf(world)('submit', { id: report }, by);
  if (errors) throw new AggregateError(errors, errors.map(({ message }) => message).join('; '));
  return data.submitReport.report as { id: string; hash: string };
}
