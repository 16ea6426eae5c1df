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
import { type Hosted, recordServices, recordSolved } from '../pair.ts';
import type { OrganisationRow, UnitRow } from '../rows.ts';
import { LedgerWriter } from '../writer.ts';

const surroundings = {
  prefix: '南皮',
  level: 'COUNTY',
  towns: ['南皮镇', '冯家口镇', '寨子镇', '鲍官屯镇', '王寺镇', '乌马营镇', '潞灌镇', '大浪淀乡', '刘八里乡'],
} as const;

/**
 * 212 party organisations. 82.89% and 80% with both denominators adding up to 212 are attainable as 126/152 and 48/60
 * (or as 155/187 and 20/25).
 */
const nonPublic = {
  kind: 'NON_PUBLIC_ENTERPRISE',
  single: 126,
  all: 152,
  words: '单独组建率82.89%',
} as const;
const social = { kind: 'SOCIAL_ORGANISATION', single: 48, all: 60, words: '单独组建率80%' } as const;
/** 94.44% of 212 is not attainable; 200 (94.34%) is the nearest. */
const ownerSecretaries = 200;

const since = '去年以来';
const year = { first: '2023-01-09', last: '2023-12-22' } as const;

export interface Nanpi {
  writer: LedgerWriter;
  hosted: Hosted[];
}

export function demonstrateNanpi(): Nanpi {
  const writer = new LedgerWriter('130927' as JurisdictionCode);
  const units = enterUnits(writer);
  const hosted = [...foundParties(writer, nonPublic, 60), ...foundParties(writer, social, 20)];
  writer.ledger.partyOrganisations.forEach((party, index) => {
    // Spread over the list, so that both kinds have some of the twelve without.
    party.secretary_is_owner = index % 17 !== 16 || Math.floor(index / 17) >= 212 - ownerSecretaries;
  });

  for (let index = 0; index < 25; index++) {
    writer.activity({
      kind: 'TRAINING',
      title: `示例党务业务培训${padded(index + 1, 2)}`,
      held_on: dayBetween(year.first, year.last, index, 25),
      participants: writer.random.between(30, 140),
      aspects: ['ORGANISATIONAL'],
      period_text: '常态化',
      source: '示例数据；合计为原文“开展党务工作培训、业务培训25次”。',
    });
  }
  recordSolved(writer, [], {
    ...year,
    count: 360,
    periodText: since,
    source: '示例数据；合计为原文“协调解决企业生产经营中的痛点、难点问题360余条”的下限。',
  });
  // 送政策、送服务86次: how they divide is assumed.
  const deliveries = { ...year, periodText: '目前', source: '示例数据；合计为原文“送政策、送服务86次”。' };
  recordServices(writer, 'POLICY_DELIVERY', { ...deliveries, count: 50 }, { units, hosted });
  recordServices(writer, 'SERVICE_DELIVERY', { ...deliveries, count: 36 }, { units, hosted });
  recordServices(
    writer,
    'PUBLIC_ACTIVITY',
    { ...year, count: 15, periodText: '目前', source: '示例数据；合计为原文“开展各类公益活动15次”。' },
    { units, hosted },
  );
  recordServices(
    writer,
    'WARMTH',
    { ...year, count: 6, periodText: null, source: generated },
    { units, hosted },
  );
  recordAppeals(
    writer,
    hosted.map(({ host }) => host),
    units,
    { count: 12, ...year },
  );
  return { writer, hosted };
}

/** 18个部门单位, of which the article names three, in short. */
function enterUnits(writer: LedgerWriter): UnitRow[] {
  const words = '市场监管、民政、工商联等18个部门单位';
  const named = (
    [
      ['市场监管', ['C', 'F']],
      ['民政', ['Q', 'S']],
      ['工商联', ['C']],
    ] as const
  ).map(([name, functions]) =>
    writer.unit({
      name,
      level: 'COUNTY',
      functions: [...functions],
      provenance: 'ARTICLE',
      source: `原文：“${words}”。所管行业门类为假定。`,
    }),
  );
  return [
    ...named,
    ...demonstrateUnits(
      writer,
      surroundings,
      18 - named.length,
      `示例数据；与具名单位合计为原文“18个部门单位”。`,
    ),
  ];
}

interface Establishments {
  kind: OrganisationRow['kind'];
  single: number;
  all: number;
  words: string;
}

/** Single establishments first, then joint ones of two hosts each; `without` more organisations have none. */
function foundParties(
  writer: LedgerWriter,
  { kind, single, all, words }: Establishments,
  without: number,
): Hosted[] {
  const joint = all - single;
  const hosts = demonstrateOrganisations(writer, surroundings, { kind, count: single + 2 * joint });
  demonstrateOrganisations(writer, surroundings, {
    kind,
    count: without,
    from: hosts.length + 1,
    closedEvery: 9,
  });
  const source = `示例数据；合计为原文“212个两新党组织”，${words}。`;
  return Array.from({ length: all }, (_, index) => {
    const first = index < single ? index : single + 2 * (index - single);
    const host = hosts[first]!;
    const pair = [host, hosts[first + 1]!] as const;
    return { host, party: demonstrateParty(writer, index < single ? [host] : pair, { source }) };
  });
}
