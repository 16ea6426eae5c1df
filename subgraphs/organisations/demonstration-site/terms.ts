import { describedEnum } from '@jiedui/kit/enums';

import type { Workflow } from '@jiedui/kit/transition';

export const SiteState = describedEnum('SiteState', '党建示范点的状态。Where a demonstration site stands.', {
  CANDIDATE: ['创建中', 'Being assessed.'],
  DESIGNATED: ['已命名', 'Designated.'],
  WITHDRAWN: ['已撤销', 'The designation was withdrawn.'],
});
export type SiteState = keyof typeof SiteState;

export const siteWorkflow: Workflow<SiteState> = {
  CANDIDATE: ['DESIGNATED'],
  DESIGNATED: ['WITHDRAWN'],
  WITHDRAWN: [],
};

/** The six, in the order of the source. */
export const SiteCriterion = describedEnum(
  'SiteCriterion',
  '党建示范点的六项标准。The six criteria of a demonstration site.',
  {
    SOUND_ORGANISATION: ['组织健全', 'A sound organisation.'],
    COMPLETE_RULES: ['制度完善', 'Complete rules.'],
    ORDERLY_OPERATION: ['运行规范', 'An orderly operation.'],
    FREQUENT_ACTIVITIES: ['活动经常', 'Frequent activities.'],
    STRONG_SUPPORT: ['保障有力', 'Strong support.'],
    MARKED_EFFECT: ['作用突出', 'A marked effect.'],
  },
);
export type SiteCriterion = keyof typeof SiteCriterion;

export const siteCriteria = Object.keys(SiteCriterion) as SiteCriterion[];
