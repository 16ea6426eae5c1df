/** 项目的用语。The vocabulary of projects. A state is always derived from dates, never typed in. */
import { describedEnum } from '@jiedui/kit/enums';
export const ProjectState = describedEnum(
  'ProjectState',
  '项目状态，由日期推算。The state of a project, derived from its dates.',
  {
    UNDER_WAY: ['进行中', 'Begun, not finished, not past its due date.'],
    FINISHED: ['已完工', 'Finished, on time or late.'],
    OVERDUE: ['逾期未完工', 'Past its due date and not finished.'],
  },
);
export type ProjectState = keyof typeof ProjectState;

export const ProjectStep = describedEnum(
  'ProjectStep',
  '项目变更的类别。The step by which a project changed.',
  {
    REGISTERED: ['登记', 'It was registered.'],
    CORRECTED: ['更正', 'Facts of it were corrected.'],
    DELAYED: ['延期', 'Its due date was put off.'],
    FINISHED: ['完工', 'It was finished.'],
    PUT_IN_USE: ['投入使用', 'It was put in use.'],
    REMOVED: ['删除', 'It was removed.'],
  },
);
export type ProjectStep = keyof typeof ProjectStep;
