import { changeType, type RecordChange } from '@jiedui/kit/change-types';
import { describedEnum } from '@jiedui/kit/enums';

export const LedgerStep = describedEnum(
  'LedgerStep',
  '台账变更的类别。The step by which a record of the ledger changed.',
  {
    REGISTERED: ['登记', 'It was registered.'],
    IMPORTED: ['导入', 'It was imported from a table.'],
    CORRECTED: ['更正', 'Facts of it were corrected.'],
    SUSPENDED: ['停业', 'It was suspended.'],
    RESUMED: ['恢复', 'It operates again.'],
    DEREGISTERED: ['注销', 'It was struck off the register.'],
    MERGED: ['合并', 'It was merged with a duplicate.'],
    DISSOLVED: ['撤销', 'It was dissolved.'],
    WITHDRAWN: ['撤回、退出', 'It was withdrawn.'],
    REMOVED: ['删除', 'It was removed.'],
  },
);
export type LedgerStep = keyof typeof LedgerStep;

export const LedgerChange = changeType(
  'Ledger',
  '台账记录的一次变更。One change of a record of the ledger.',
  LedgerStep,
);
export type LedgerChange = RecordChange;
