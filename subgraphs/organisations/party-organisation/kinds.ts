import { describedEnum } from '@jiedui/kit/enums';

export const PartyOrganisationLevel = describedEnum(
  'PartyOrganisationLevel',
  '党组织层级。The level of a party organisation.',
  {
    COMMITTEE: ['党委', 'A party committee.'],
    GENERAL_BRANCH: ['党总支', 'A general party branch.'],
    BRANCH: ['党支部', 'A party branch.'],
  },
);
export type PartyOrganisationLevel = keyof typeof PartyOrganisationLevel;

export const Establishment = describedEnum(
  'Establishment',
  '组建方式。How a party organisation was established.',
  {
    SINGLE: ['单独组建', 'In one organisation alone.'],
    JOINT: ['联合组建', 'In several organisations together.'],
  },
);
export type Establishment = keyof typeof Establishment;
