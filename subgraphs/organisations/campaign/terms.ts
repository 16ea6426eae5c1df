import { describedEnum } from '@jiedui/kit/enums';

import type { Workflow } from '@jiedui/kit/transition';

export const CampaignState = describedEnum(
  'CampaignState',
  '摸底排查行动的状态。Where a survey campaign stands.',
  {
    OPEN: ['开展中', 'It takes surveys.'],
    CLOSED: ['已结束', 'It takes no more.'],
  },
);
export type CampaignState = keyof typeof CampaignState;

export const campaignWorkflow: Workflow<CampaignState> = { OPEN: ['CLOSED'], CLOSED: [] };
