import { describedEnum } from './enums.ts';

export const ActingRole = describedEnum('ActingRole', '办理身份。In what role somebody took a step.', {
  UNIT: ['成员单位联络员', 'The liaison of a member unit.'],
  INSTRUCTOR: ['党建指导员', 'An instructor.'],
  COUNTY: ['县（区）工作人员', 'An officer of the county.'],
  CITY: ['市工作人员', 'An officer of the city.'],
  ORGANISATION: ['两新组织党组织书记', 'The secretary of the organisation.'],
  SCHEDULE: ['按时限自动办理', 'Nobody: the platform took it by the rules, at its time.'],
});
export type ActingRole = keyof typeof ActingRole;
