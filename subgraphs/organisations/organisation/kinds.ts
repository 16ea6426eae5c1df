import { describedEnum } from '@jiedui/kit/enums';

export const OrganisationKind = describedEnum(
  'OrganisationKind',
  '两新组织类别。The kind of an organisation.',
  {
    NON_PUBLIC_ENTERPRISE: ['非公有制企业', 'A non-public enterprise.'],
    SOCIAL_ORGANISATION: ['社会组织', 'A social organisation.'],
  },
);
export type OrganisationKind = keyof typeof OrganisationKind;

export const SocialSubtype = describedEnum(
  'SocialSubtype',
  '社会组织类型。The type of a social organisation.',
  {
    ASSOCIATION: ['社会团体', 'An association.'],
    FOUNDATION: ['基金会', 'A foundation.'],
    SOCIAL_SERVICE: ['社会服务机构', 'A social service agency.'],
  },
);
export type SocialSubtype = keyof typeof SocialSubtype;

export const OrganisationStatus = describedEnum(
  'OrganisationStatus',
  '存续状态。Whether an organisation operates.',
  {
    OPERATING: ['存续', 'It operates.'],
    SUSPENDED: ['停业', 'It is suspended.'],
    DEREGISTERED: ['注销', 'It was struck off the register.'],
  },
);
export type OrganisationStatus = keyof typeof OrganisationStatus;
