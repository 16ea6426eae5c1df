import { describedEnum } from '@jiedui/kit/enums';

export const ActingRole = describedEnum('ActingRole', '办理身份。In what role somebody took a step.', {
  UNIT: ['成员单位联络员', 'The liaison of a member unit.'],
  INSTRUCTOR: ['党建指导员', 'An instructor.'],
  COUNTY: ['县（区）工作人员', 'An officer of the county.'],
  CITY: ['市工作人员', 'An officer of the city.'],
});
export type ActingRole = keyof typeof ActingRole;
