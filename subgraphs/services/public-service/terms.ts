/** 公益服务的用语。The vocabulary of public services: each term in the articles' Chinese, then in English. */
import { describedEnum } from '@jiedui/kit/enums';

export const PublicServiceKind = describedEnum(
  'PublicServiceKind',
  '公益服务类型。The kind of a public service.',
  {
    LEGAL_QUESTION: ['常见法律问题解答', 'A legal question answered free of charge.'],
    LEGAL_SERVICE: ['公益法律服务', 'Another legal service for the public good.'],
    POLICY_DELIVERY: ['送政策', 'Policy brought to an organisation.'],
    SERVICE_DELIVERY: ['送服务', 'Services brought to an organisation.'],
    WARMTH: ['送温暖', 'Help and care for those in need.'],
    PUBLIC_ACTIVITY: ['公益活动', 'An activity for the public good.'],
    VILLAGE_REVITALISATION: [
      '“万企兴万村”“进乡村促振兴”',
      'Enterprises and social organisations help villages to revive.',
    ],
  },
);
export type PublicServiceKind = keyof typeof PublicServiceKind;

export const ActionLine = describedEnum(
  'ActionLine',
  '助企行动线。The line of action that a service belongs to.',
  {
    PARTY_BUILDING: ['党建助企', 'Help enterprises by party building.'],
    POLICY_BENEFIT: ['政策惠企', 'Policies that benefit enterprises.'],
    WARM_SERVICE: ['服务暖企', 'Services that warm enterprises.'],
    PIONEER: ['先锋兴企', 'Pioneers that make enterprises thrive.'],
  },
);
export type ActionLine = keyof typeof ActionLine;

export const BeneficiaryKind = describedEnum(
  'BeneficiaryKind',
  '服务对象的类别。Whom a public service is for.',
  {
    ORGANISATION: ['两新组织', 'An organisation, or several.'],
    VILLAGE: ['镇村', 'A village or town.'],
    PUBLIC: ['社会公众', 'The public.'],
  },
);
export type BeneficiaryKind = keyof typeof BeneficiaryKind;

export const PublicServiceStep = describedEnum(
  'PublicServiceStep',
  '公益服务变更的类别。The step by which a public service changed.',
  {
    REGISTERED: ['登记', 'It was recorded.'],
    CORRECTED: ['更正', 'Facts of it were corrected.'],
    WITHDRAWN: ['撤回', 'It was withdrawn: it counts no more.'],
    REMOVED: ['删除', 'It was removed.'],
  },
);
export type PublicServiceStep = keyof typeof PublicServiceStep;
