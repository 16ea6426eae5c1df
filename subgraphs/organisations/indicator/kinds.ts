import { describedEnum } from '@jiedui/kit/enums';

export const IndicatorCode = describedEnum('IndicatorCode', '指标。An indicator.', {
  SINGLE_ESTABLISHMENT: ['单独组建率', 'Party organisations established in one organisation alone.'],
  ORGANISATIONAL_COVERAGE: ['组织覆盖', 'Operating organisations that host a party organisation.'],
  OWNER_SECRETARY: ['“一人兼”比例', 'Party organisations whose secretary is the owner.'],
  DEMONSTRATION_SHARE: ['示范点占比', 'Demonstration sites among party organisations.'],
  INSTRUCTOR_WITHOUT_PARTY: [
    '向未建党组织的两新组织选派的指导员占比',
    'Instructors sent to organisations without a party organisation.',
  ],
  INSTRUCTOR_ONE_TO_ONE: ['“一对一”指导员占比', 'Instructors assigned one to one.'],
  INSTRUCTOR_COUNTY_LEADER: ['县处级领导干部指导员占比', 'Instructors who are leaders at county level.'],
});
export type IndicatorCode = keyof typeof IndicatorCode;

export const IndicatorDimension = describedEnum(
  'IndicatorDimension',
  '指标的分组维度。What indicators are broken down by.',
  {
    JURISDICTION: ['归属地', 'The owner.'],
    KIND: ['组织类别', 'The kind of the organisations.'],
  },
);
export type IndicatorDimension = keyof typeof IndicatorDimension;

export const IndicatorRecords = describedEnum(
  'IndicatorRecords',
  '指标所计的记录。Which records an indicator counts.',
  {
    PARTY_ORGANISATIONS: ['党组织（indicatorPartyOrganisations）', 'Listed by indicatorPartyOrganisations.'],
    ORGANISATIONS: ['两新组织（indicatorOrganisations）', 'Listed by indicatorOrganisations.'],
    DEMONSTRATION_SITES: ['示范点（indicatorDemonstrationSites）', 'Listed by indicatorDemonstrationSites.'],
    INSTRUCTORS: ['党建指导员（indicatorInstructors）', 'Listed by indicatorInstructors.'],
  },
);
export type IndicatorRecords = keyof typeof IndicatorRecords;
