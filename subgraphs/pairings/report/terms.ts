/** 结对共建工作情况报告的用语。The vocabulary of reports. */
import { describedEnum } from '@jiedui/kit/enums';
import type { Workflow } from '@jiedui/kit/transition';

export const ReportKind = describedEnum('ReportKind', '报告的对象。What a report tells of.', {
  PAIRING: ['结对', 'One pairing.'],
  UNIT: ['成员单位', 'The pairings of one member unit.'],
  JURISDICTION: ['市、县（区）本级', 'What a city or a county has recorded itself.'],
});
export type ReportKind = keyof typeof ReportKind;

export const ReportState = describedEnum('ReportState', '报告状态。Where a report stands.', {
  DRAFT: ['草稿', 'Drafted: it shows what the records give now, and its remarks may be revised.'],
  SUBMITTED: ['已提交', 'Submitted: locked with a hash, and never changed from then on.'],
  ASSESSED: ['已述职评议', 'Assessed: a grade and remarks stand beside it.'],
  WITHDRAWN: ['已撤回', 'The draft was taken back.'],
});
export type ReportState = keyof typeof ReportState;

/** Only a draft can be revised or taken back. */
export const reportWorkflow: Workflow<ReportState> = {
  DRAFT: ['DRAFT', 'SUBMITTED', 'WITHDRAWN'],
  SUBMITTED: ['ASSESSED'],
  ASSESSED: [],
  WITHDRAWN: [],
};

export const ReportGrade = describedEnum('ReportGrade', '述职评议等次。The grade of an assessment.', {
  GOOD: ['好', 'Good.'],
  FAIRLY_GOOD: ['较好', 'Fairly good.'],
  AVERAGE: ['一般', 'Average.'],
  POOR: ['差', 'Poor.'],
});
export type ReportGrade = keyof typeof ReportGrade;

export const ReportStep = describedEnum('ReportStep', '报告变更的类别。The step by which a report changed.', {
  REGISTERED: ['登记', 'It was registered as it stood.'],
  DRAFTED: ['起草', 'It was drafted.'],
  REVISED: ['修改', 'Its remarks were revised.'],
  SUBMITTED: ['提交', 'It was submitted and locked.'],
  ASSESSED: ['述职评议', 'It was assessed.'],
  WITHDRAWN: ['撤回', 'The draft was taken back.'],
  CORRECTED: ['更正', 'Facts of it were corrected.'],
  REMOVED: ['删除', 'It was removed.'],
});
export type ReportStep = keyof typeof ReportStep;
