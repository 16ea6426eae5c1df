/** 项目的用语。The vocabulary of projects. A state is always derived from records, never typed in. */
import { describedEnum } from '@jiedui/kit/enums';

export const ProjectState = describedEnum(
  'ProjectState',
  '项目状态，由记录推算。The state of a project, derived from its records.',
  {
    ON_TIME: ['按期推进', 'Under way: not put off, nothing overdue.'],
    DELAYED: ['已延期', 'Under way, but its due date was put off, or a milestone is overdue.'],
    OVERDUE: ['逾期未完工', 'Past its due date and not finished.'],
    FINISHED: ['已完工', 'Finished, on time or late.'],
  },
);
export type ProjectState = keyof typeof ProjectState;

export const InspectionKind = describedEnum('InspectionKind', '督查方式。How a project was inspected.', {
  ON_SITE: ['现场考察', 'On the site.'],
  ONLINE: ['线上跟进', 'Followed up online.'],
});
export type InspectionKind = keyof typeof InspectionKind;

export const ProjectStep = describedEnum(
  'ProjectStep',
  '项目变更的类别。The step by which a project changed.',
  {
    REGISTERED: ['登记', 'It was registered.'],
    CORRECTED: ['更正', 'Facts of it were corrected.'],
    MILESTONE_ADDED: ['增设节点', 'A milestone was added.'],
    MILESTONE_DONE: ['节点完成', 'A milestone was reached.'],
    DELAYED: ['延期', 'Its due date, or that of a milestone, was put off.'],
    INSPECTED: ['督查', 'It was inspected.'],
    FINISHED: ['完工', 'It was finished.'],
    PUT_IN_USE: ['投入使用', 'It was put in use.'],
    REMOVED: ['删除', 'It was removed.'],
  },
);
export type ProjectStep = keyof typeof ProjectStep;
