import { dayBetween } from '../days.ts';
import { generated, padded } from '../demonstrate.ts';
import { demonstrateInstructor, recordGuidance } from '../instructors.ts';
import type { InstructorCategory, OrganisationRow, PartyRow } from '../rows.ts';
import { demonstrateSite } from '../sites.ts';
import { demonstrateCampaign } from '../surveys.ts';
import type { LedgerWriter } from '../writer.ts';

/** 68名 = 其中 26 + 20 + 16; of the six others the article says nothing. */
const instructors: readonly { count: number; category: InstructorCategory | null; words: string }[] = [
  {
    count: 26,
    category: 'TO_ORGANISATION_WITHOUT_PARTY',
    words: '向未建立党组织的两新组织选派党建指导员26名',
  },
  { count: 20, category: 'ONE_TO_ONE', words: '选派“一对一”指导党建指导员20名' },
  { count: 16, category: 'COUNTY_LEADER', words: '选派县处级领导干部担任党建指导员16名' },
  { count: 6, category: null, words: '精选党性强、业务精、能力突出的党建指导员68名' },
];

/** 64 = 55 + 9; 32 of them new 去年以来. How the new ones divide is assumed. */
const sites = [
  { kind: 'NON_PUBLIC_ENTERPRISE', count: 55, fresh: 28, words: '其中非公企业党建示范点55个' },
  { kind: 'SOCIAL_ORGANISATION', count: 9, fresh: 4, words: '社会组织党建示范点9个' },
] as const;

/** The instructors, demonstration sites and survey of 南皮, beside the ledger that stands already. */
export function demonstrateNanpiWorkflows(writer: LedgerWriter): void {
  sendInstructors(writer);
  for (const each of sites) designateSites(writer, each);
  demonstrateCampaign(writer, {
    title: '示例南皮两新组织摸底排查',
    startsOn: '2023-02-06',
    endsOn: '2023-06-30',
    closedOn: '2023-07-03',
    visitedOfTen: 9,
    level: 'COUNTY',
    source: '示例数据；原文：“采取逐一上门、电话问询等多种方式”。日期为假定。',
  });
}

function sendInstructors(writer: LedgerWriter): void {
  const { memberUnits, organisations, hosts } = writer.ledger;
  const hosted = new Set<string>(hosts.map(({ organisation_id }) => organisation_id));
  const operating = organisations.filter(({ status }) => status === 'OPERATING');
  const without = operating.filter(({ id }) => !hosted.has(id));
  const withParty = operating.filter(({ id }) => hosted.has(id));
  let number = 0;
  for (const { count, category, words } of instructors) {
    const wheel: readonly OrganisationRow[] =
      category === 'TO_ORGANISATION_WITHOUT_PARTY' ? without : withParty;
    for (let index = 0; index < count; index++, number++) {
      const instructor = demonstrateInstructor(writer, {
        name: `示例指导员${padded(number + 1, 3)}`,
        unit: memberUnits[number % memberUnits.length]!,
        state: 'DISPATCHED',
        categories: category === null ? [] : [category],
        nominatedOn: dayBetween('2023-01-30', '2023-05-12', number, 68),
        organisations: wheel.slice(number, number + (category === 'COUNTY_LEADER' ? 2 : 1)),
        source: `示例数据；合计为原文“${words}”。`,
      });
      recordGuidance(writer, instructor, {
        last: '2023-12-15',
        source: '示例数据；原文：“党建指导员每月入企指导2次以上”。日期为假定。',
      });
    }
  }
}

function designateSites(writer: LedgerWriter, { kind, count, fresh, words }: (typeof sites)[number]): void {
  const parties = writer.ledger.partyOrganisations.filter((party) => party.host_kind === kind);
  parties.slice(0, count).forEach((party: PartyRow, index) => {
    const isFresh = index >= count - fresh;
    demonstrateSite(writer, {
      party,
      on: isFresh
        ? dayBetween('2023-03-01', '2023-12-15', index - (count - fresh), fresh)
        : dayBetween('2022-06-06', '2022-12-16', index, count - fresh),
      level: 'COUNTY',
      source: `示例数据；合计为原文“共计打造两新党建示范点64个”，“${words}”；${isFresh ? '原文“新打造党建示范点32个”。' : generated}`,
    });
  });
}
