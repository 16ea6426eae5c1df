import { describedEnum } from '@jiedui/kit/enums';

import type { Workflow } from '@jiedui/kit/transition';

/** 摸底排查、归行分类、汇总分析、定点培育. */
export const SurveyState = describedEnum('SurveyState', '摸底排查的进度。How far a survey is.', {
  SCREENED: ['摸底排查', 'The facts were taken down.'],
  CLASSIFIED: ['归行分类', 'The organisation was put into its trade and class.'],
  ANALYSED: ['汇总分析', 'The findings were summed up.'],
  CULTIVATED: ['定点培育', 'What was found is being acted on.'],
});
export type SurveyState = keyof typeof SurveyState;

/** Forward, one step at a time. */
export const surveyWorkflow: Workflow<SurveyState> = {
  SCREENED: ['CLASSIFIED'],
  CLASSIFIED: ['ANALYSED'],
  ANALYSED: ['CULTIVATED'],
  CULTIVATED: [],
};

export const SurveyMethod = describedEnum('SurveyMethod', '摸底方式。How an organisation was surveyed.', {
  VISIT: ['上门走访', 'By a visit.'],
  TELEPHONE: ['电话问询', 'By telephone.'],
  OTHER: ['其他方式', 'In another way.'],
});
export type SurveyMethod = keyof typeof SurveyMethod;
