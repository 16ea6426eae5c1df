import { chaoan, city, id, raoping, type Row } from './pairings-world.ts';

export const unit = id(city, 'unit', 1);
export const organisation = id(chaoan, 'org', 1);
export const party = id(chaoan, 'party', 1);
export const cityPairing = id(city, 'pair', 1);
export const chaoanPairing = id(chaoan, 'pair', 2);
export const raopingPairing = id(raoping, 'pair', 3);

export const pairingRows: Row[] = [
  {
    id: cityPairing,
    kind: 'UNIT_ORGANISATION',
    state: 'CONFIRMED',
    title: '市交通运输局 ↔ 广东海润冷链物流有限公司',
    sort_title: 'shi jiao tong yun shu ju',
    unit_id: unit,
    organisation_id: organisation,
    party_organisation_id: party,
    principles: ['FUNCTION'],
    mechanisms: [],
    started_on: '2023-04-01',
    period_text: '近年来',
    provenance: 'ARTICLE',
    source: '安排了其行业主管部门市交通运输局与其结对共建',
  },
  {
    id: chaoanPairing,
    kind: 'UNIT_ORGANISATION',
    state: 'CONFIRMED',
    title: '示例结对0001',
    sort_title: 'shi li jie dui 0001',
    unit_id: id(chaoan, 'unit', 2),
    organisation_id: organisation,
    principles: ['LAYER', 'CONVENIENCE'],
    mechanisms: ['MONTHLY_MEETING'],
    started_on: '2023-05-01',
  },
  {
    id: raopingPairing,
    kind: 'ENTERPRISE_VILLAGE',
    state: 'PROPOSED',
    title: '示例结对0002',
    sort_title: 'shi li jie dui 0002',
    counterpart: '示例村',
    promoted_by_id: unit,
    principles: [],
    mechanisms: [],
    started_on: '2023-05-01',
  },
];

const kinds = ['CONTACT', 'RESEARCH_VISIT', 'SOLVED_PROBLEM', 'TRAINING'];
export const activityRows: Row[] = Array.from({ length: 24 }, (_, n) => ({
  id: id([city, chaoan, raoping][n % 3]!, 'act', n),
  kind: kinds[n % 4],
  title: `示例活动${String((n * 7) % 10)}`,
  sort_title: `shi li huo dong ${(n * 7) % 10}`,
  held_on: `2023-${String(1 + (n % 5)).padStart(2, '0')}-10`,
  participants: n % 2 === 0 ? n + 1 : null,
  aspects: n % 3 === 0 ? ['POLITICAL', 'SERVICE'] : [],
  // The 18th is a problem of 饶平's pairing that the city solved.
  pairing_id: n === 18 ? raopingPairing : n % 3 === 2 ? null : n % 6 < 3 ? cityPairing : chaoanPairing,
  unit_id: n % 4 === 0 ? unit : null,
  provenance: n === 5 ? 'ARTICLE' : 'DEMONSTRATION',
}));

const days = [null, '2024-02-01', '2024-03-14', '2024-03-15', '2024-03-16'];
export const projectRows: Row[] = days.flatMap((due_on, d) =>
  days.map((finished_on, f) => ({
    id: id(city, 'proj', d * 10 + f),
    name: `示例项目${d}${f}`,
    sort_name: `shi li xiang mu ${d}${f}`,
    pairing_id: cityPairing,
    started_on: '2024-01-01',
    due_on,
    planned_due_on: due_on !== null && f === 0 ? '2024-01-31' : due_on,
    finished_on,
  })),
);

/** A milestone of every third project: overdue, reached in time, late, and to come. */
export const milestoneRows = projectRows
  .filter((_, index) => index % 3 === 1)
  .map(({ id: project_id }, index) => ({
    project_id,
    due_on: ['2024-03-14', '2024-02-01', '2024-03-01', '2024-03-15'][index % 4]!,
    done_on: [null, '2024-02-01', '2024-03-16', null][index % 4]!,
  }));
