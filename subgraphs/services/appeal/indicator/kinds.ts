import { describedEnum } from '@jiedui/kit/enums';

export const AppealIndicatorCode = describedEnum(
  'AppealIndicatorCode',
  '困难诉求的指标。An indicator of appeals.',
  {
    APPEALS_ON_TIME: ['按时办结率', 'Appeals that were closed on time.'],
    APPEALS_SATISFIED: ['回访满意率', 'Callbacks in which the organisation was satisfied.'],
  },
);
export type AppealIndicatorCode = keyof typeof AppealIndicatorCode;

export const AppealIndicatorDimension = describedEnum(
  'AppealIndicatorDimension',
  '诉求指标的分组维度。What indicators of appeals are broken down by.',
  { JURISDICTION: ['归属地', 'The owner.'] },
);
export type AppealIndicatorDimension = keyof typeof AppealIndicatorDimension;
