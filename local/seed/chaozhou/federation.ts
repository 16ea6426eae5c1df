import { demonstrateAppeal, recordOtherCourses } from '../appeals.ts';
import { generated } from '../demonstrate.ts';
import type { Ledger } from '../rows.ts';
import type { LedgerWriter } from '../writer.ts';
import type { Hosted } from '../pair.ts';
import { demonstrateWorkflows } from '../workflows.ts';
import { demonstrateCity } from './city.ts';
import { demonstrateCounty } from './counties.ts';
import { reportChaoan, reportChaozhou } from './figures.ts';
import { enterNamed, type NamedKey } from './records.ts';

/**
 * 潮州: the article's records, and demonstration around them until the ledgers add up to its figures. In which county an
 * organisation of the article lies is assumed, so that the city's pairings cross into each of the three.
 */
export function chaozhou(): Record<string, Ledger> {
  const xiangqiao = demonstrateCounty({
    code: '445102',
    prefix: '湘桥',
    level: 'COUNTY',
    towns: ['意溪镇', '磷溪镇', '铁铺镇', '官塘镇', '桥东街道', '城西街道', '凤新街道'],
    enterprises: 90,
    socialOrganisations: 30,
    units: 14,
    pairings: 10,
    mechanisms: [],
    source: '示例数据；原文：“推动各县（区）委两新工委参照市的做法，结合实际开展党建结对共建活动”。',
    visits: 20,
    solved: 45,
    appeals: 8,
  });
  const chaoan = demonstrateCounty({
    code: '445103',
    prefix: '潮安',
    level: 'COUNTY',
    towns: ['庵埠镇', '彩塘镇', '凤塘镇', '古巷镇', '浮洋镇', '金石镇', '沙溪镇', '东凤镇', '龙湖镇'],
    enterprises: 110,
    socialOrganisations: 30,
    units: 17,
    pairings: 17,
    mechanisms: ['PRECISE_MATCHING', 'MONTHLY_MEETING', 'JOINT_ACTIVITIES'],
    source: '示例数据；原文：“推动区委两新工委17个成员单位与17家两新党组织结对共建”。',
    visits: 30,
    solved: 60,
    appeals: 10,
  });
  const raoping = demonstrateCounty({
    code: '445122',
    prefix: '饶平',
    level: 'COUNTY',
    towns: ['黄冈镇', '钱东镇', '联饶镇', '三饶镇', '新丰镇', '浮山镇', '高堂镇', '柘林镇'],
    enterprises: 80,
    socialOrganisations: 28,
    units: 15,
    pairings: 12,
    mechanisms: ['LEADER_GUIDANCE', 'OFFICE_BRANCH_LIAISON'],
    source: '示例数据；原文：“通过县领导挂钩指导、机关党组织通联的方式，进一步为两新组织纾困解难”。',
    visits: 20,
    solved: 40,
    appeals: 8,
  });
  const counties = { xiangqiao, chaoan, raoping };

  const places = {
    hairun: chaoan,
    health: xiangqiao,
    sanhuan: chaoan,
    hanfu: xiangqiao,
    jingbangda: chaoan,
    wuqiong: raoping,
    zhixin: xiangqiao,
    zhenghui: xiangqiao,
  } satisfies Record<NamedKey, unknown>;
  const named = Object.fromEntries(
    Object.entries(places).map(([key, { writer }]) => [key, enterNamed(writer, key as NamedKey)]),
  ) as Record<NamedKey, Hosted>;

  const city = demonstrateCity({ named, counties: Object.values(counties) });
  raiseWithPartner(chaoan.writer, city, named.hairun);
  demonstrateWorkflows(city, { prefix: '潮州市', level: 'CITY', instructors: 8, sites: 6, visitedOfTen: 6 });
  for (const [county, prefix] of [
    [xiangqiao, '湘桥'],
    [chaoan, '潮安'],
    [raoping, '饶平'],
  ] as const) {
    const plan = { instructors: 21, sites: 12, visitedOfTen: 7 };
    demonstrateWorkflows(county.writer, { prefix, level: 'COUNTY', ...plan });
  }
  reportChaozhou(city);
  reportChaoan(chaoan.writer);
  return Object.fromEntries(
    [city, ...Object.values(counties).map(({ writer }) => writer)].map(({ owner, ledger }) => [
      owner,
      ledger,
    ]),
  );
}

/**
 * Appeals of an organisation of 潮安 to the city's unit that it is paired with: one settled at once, one that went up, and the
 * courses that its other appeals do not take.
 */
function raiseWithPartner(county: LedgerWriter, city: LedgerWriter, { host }: Hosted): void {
  const pairing = city.ledger.pairings.find(({ organisation_id }) => organisation_id === host.id)!;
  const addressed = {
    organisation: host,
    unitId: pairing.unit_id,
    pairingId: pairing.id,
    departments: [county.ledger.memberUnits[0]!, city.ledger.memberUnits[1]!],
    source: generated,
  };
  demonstrateAppeal(county, {
    ...addressed,
    title: '示例诉求101',
    body: '示例：冷链车辆通行方面的困难。',
    raisedOn: '2023-06-05',
    steps: ['ACCEPT', 'RESOLVE', 'CONFIRM', 'CLOSE'],
  });
  demonstrateAppeal(county, {
    ...addressed,
    title: '示例诉求102',
    body: '示例：物流用地方面的困难，涉及多个部门。',
    raisedOn: '2023-10-16',
    steps: ['ACCEPT', 'ESCALATE'],
  });
  const other = { ...addressed, body: '示例：物流方面的困难。' };
  recordOtherCourses(county, other, { from: 103, reached: 10, raisedOn: '2023-11-06' });
}
