import type { IndicatorDefinition } from '@jiedui/kit/indicator';

import type { IndicatorCode } from './kinds.ts';
import { type RecordSet, recordSets } from './record-sets.ts';

export interface OrganisationIndicator extends IndicatorDefinition<IndicatorCode, RecordSet> {
  /** Whether both parts divide by the kind of the organisations. */
  byKind: boolean;
}

const instructorShare = (
  code: IndicatorCode,
  numerator: RecordSet,
  zh: string,
  en: string,
): OrganisationIndicator => ({
  code,
  version: 1,
  definition: {
    zh: `在任党建指导员中，${zh}的人数 ÷ 在任党建指导员总数；类别可以重叠。`,
    en: `Dispatched instructors ${en}, of all dispatched instructors; categories may overlap.`,
  },
  numerator,
  denominator: recordSets.instructors,
  byKind: false,
});

/** By code, then version. */
export const indicatorDefinitions: readonly OrganisationIndicator[] = [
  {
    code: 'SINGLE_ESTABLISHMENT',
    version: 1,
    definition: {
      zh: '单独组建的党组织数 ÷ 同类组织中的党组织总数。',
      en: 'Party organisations established in one organisation alone, of all party organisations of that kind.',
    },
    numerator: recordSets.single,
    denominator: recordSets.parties,
    byKind: true,
  },
  {
    code: 'SINGLE_ESTABLISHMENT',
    version: 2,
    definition: {
      zh: '单独组建的党组织数 ÷ 同类存续的两新组织总数。',
      en: 'Party organisations established in one organisation alone, over all operating organisations of that kind.',
    },
    numerator: recordSets.single,
    denominator: recordSets.operating,
    byKind: true,
  },
  {
    code: 'ORGANISATIONAL_COVERAGE',
    version: 1,
    definition: {
      zh: '设有本地党组织的存续两新组织数 ÷ 存续的两新组织总数。',
      en: 'Operating organisations that host a party organisation of their jurisdiction, of all operating organisations.',
    },
    numerator: recordSets.covered,
    denominator: recordSets.operating,
    byKind: true,
  },
  {
    code: 'OWNER_SECRETARY',
    version: 1,
    definition: {
      zh: '书记由党员出资人或负责人担任的党组织数 ÷ 党组织总数。',
      en: 'Party organisations whose secretary is the party-member investor or head, of all party organisations.',
    },
    numerator: recordSets.ownerSecretary,
    denominator: recordSets.parties,
    byKind: true,
  },
  {
    code: 'OWNER_SECRETARY',
    version: 2,
    definition: {
      zh: '书记由党员出资人或负责人担任的党组织数 ÷ 适用“一人兼”的党组织数（出资人或负责人中有党员）。',
      en: 'Party organisations whose secretary is the party-member investor or head, over those where an investor or head is a party member.',
    },
    numerator: recordSets.ownerSecretary,
    denominator: recordSets.ownerSecretaryApplies,
    byKind: true,
  },
  {
    code: 'DEMONSTRATION_SHARE',
    version: 1,
    definition: {
      zh: '已命名且未撤销的党建示范点数 ÷ 党组织总数。',
      en: 'Demonstration sites designated and not withdrawn, over all party organisations.',
    },
    numerator: recordSets.sites,
    denominator: recordSets.parties,
    byKind: true,
  },
  instructorShare(
    'INSTRUCTOR_WITHOUT_PARTY',
    recordSets.withoutParty,
    '选派到未建立党组织的两新组织',
    'sent to organisations without a party organisation',
  ),
  instructorShare('INSTRUCTOR_ONE_TO_ONE', recordSets.oneToOne, '“一对一”指导', 'assigned one to one'),
  instructorShare(
    'INSTRUCTOR_COUNTY_LEADER',
    recordSets.countyLeader,
    '由县处级领导干部担任',
    'who are leaders at county level',
  ),
];

export function indicatorDefinition(code: string, version: number): OrganisationIndicator | undefined {
  return indicatorDefinitions.find((each) => each.code === code && each.version === version);
}
