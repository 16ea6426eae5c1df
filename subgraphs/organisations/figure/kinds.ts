import { describedEnum } from '@jiedui/kit/enums';

export const FigureUnit = describedEnum('FigureUnit', '上报指标的单位。The unit of a figure.', {
  PERCENT: ['百分比', 'Percent.'],
  COUNT: ['计数', 'A number of things; the word for them stands beside it.'],
});
export type FigureUnit = keyof typeof FigureUnit;

export const CountedRecords = describedEnum(
  'CountedRecords',
  '上报数字所计的记录。What a published count counts.',
  {
    MEMBER_UNITS: ['成员单位', 'Member units.'],
    PARTY_ORGANISATIONS: ['党组织', 'Party organisations.'],
    DEMONSTRATION_SITES: ['党建示范点', 'Demonstration sites.'],
    INSTRUCTORS: ['党建指导员', 'Dispatched instructors.'],
    INSTRUCTOR_UNITS: ['党建指导员的派出单位', 'The units that sent the instructors.'],
    INSTRUCTORS_WITHOUT_PARTY: [
      '派往未建立党组织的两新组织的指导员',
      'Instructors sent to organisations without a party organisation.',
    ],
    INSTRUCTORS_ONE_TO_ONE: ['“一对一”指导员', 'Instructors assigned one to one.'],
    INSTRUCTORS_COUNTY_LEADER: ['县处级领导干部指导员', 'Instructors who are leaders at county level.'],
  },
);
export type CountedRecords = keyof typeof CountedRecords;

export const FigureVerdict = describedEnum(
  'FigureVerdict',
  '核对结论。What comparing a figure with the records finds.',
  {
    DERIVED_MATCH: ['与台账相符', 'The records give the figure.'],
    DERIVED_DIFFERS: ['与台账不符', 'The records give another figure.'],
    ATTAINABLE: ['可以得到', 'Whole numbers exist behind the percentage.'],
    UNATTAINABLE: ['不可能得到', 'No whole numbers give the percentage; the nearest are named.'],
    RESIDUAL: ['分项与总数有差额', 'The parts do not make the whole.'],
    SCOPE_UNCLEAR: ['口径不明', 'It is not clear, or not kept here, what the figure counts.'],
  },
);
export type FigureVerdict = keyof typeof FigureVerdict;
