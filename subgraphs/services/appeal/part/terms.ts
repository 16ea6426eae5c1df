import { describedEnum } from '@jiedui/kit/enums';

export const AppealPartState = describedEnum(
  'AppealPartState',
  '部门承办部分的状态，由交办、答复与截止日推得，从不录入。How a department’s part stands; derived, never typed in.',
  {
    OPEN: ['承办中', 'Not answered yet, and not overdue.'],
    OVERDUE: ['逾期未答复', 'Not answered, and its deadline has passed.'],
    ANSWERED: ['按时答复', 'Answered by its deadline.'],
    ANSWERED_LATE: ['逾期答复', 'Answered after its deadline.'],
    RELEASED: [
      '未答复即撤销',
      'Taken back unanswered: the appeal was escalated, withdrawn, …; it counts neither for nor against.',
    ],
  },
);
export type AppealPartState = keyof typeof AppealPartState;
