import { describedEnum } from '@jiedui/kit/enums';

import type { Workflow } from '@jiedui/kit/transition';

/** 党支部推荐、党委把关、组织部门考核、选派. */
export const InstructorState = describedEnum(
  'InstructorState',
  '党建指导员的选派进度。How far the selection of an instructor is.',
  {
    NOMINATED: ['党支部推荐', 'Nominated by the party branch of the unit.'],
    VETTED: ['党委把关', 'Vetted by the party committee of the unit.'],
    ASSESSED: ['组织部门考核', 'Assessed by the organisation department.'],
    DISPATCHED: ['已选派', 'Dispatched to organisations.'],
    ENDED: ['已结束', 'The service, or the selection, has ended.'],
  },
);
export type InstructorState = keyof typeof InstructorState;

/** Forward, one step at a time; a selection that comes to nothing ends where it stands. */
export const instructorWorkflow: Workflow<InstructorState> = {
  NOMINATED: ['VETTED', 'ENDED'],
  VETTED: ['ASSESSED', 'ENDED'],
  ASSESSED: ['DISPATCHED', 'ENDED'],
  DISPATCHED: ['ENDED'],
  ENDED: [],
};

export const InstructorRole = describedEnum(
  'InstructorRole',
  '党建指导员的角色。What an instructor is to an organisation.',
  {
    PUBLICIST: ['宣传员', 'Makes policies and regulations known.'],
    ASSISTANT: ['服务员', 'Serves the party work.'],
    COORDINATOR: ['协调员', 'Coordinates the solving of problems.'],
    ADVOCATE: ['倡导员', 'Encourages to play a part.'],
  },
);
export type InstructorRole = keyof typeof InstructorRole;

export const InstructorCategory = describedEnum(
  'InstructorCategory',
  '党建指导员的选派类别，可以重叠。How an instructor is assigned; categories may overlap.',
  {
    TO_ORGANISATION_WITHOUT_PARTY: [
      '派往未建立党组织的两新组织',
      'To an organisation without a party organisation.',
    ],
    ONE_TO_ONE: ['“一对一”指导', 'One instructor for one organisation.'],
    COUNTY_LEADER: ['县处级领导干部担任', 'A leading official at county level.'],
  },
);
export type InstructorCategory = keyof typeof InstructorCategory;
