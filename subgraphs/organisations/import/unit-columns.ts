import { readPhone, readSections } from './readers.ts';
import { type Column, said } from './sheet.ts';

/** The columns of member units. */

export type UnitField = 'name' | 'functions' | 'contactPhone';

export const unitColumns: readonly Column<UnitField>[] = [
  {
    field: 'name',
    heading: '名称',
    required: true,
    note: '单位全称，至多 200 字',
    width: 40,
    read: ({ text }) => said(text),
  },
  {
    field: 'functions',
    heading: '职能（行业门类）',
    required: false,
    note: '主管或服务的 GB/T 4754-2017 门类：字母 A 至 T，或门类名称；多个以逗号分隔',
    width: 24,
    read: readSections,
  },
  {
    field: 'contactPhone',
    heading: '联系电话',
    required: false,
    note: '单位电话；尽量少收集个人信息',
    width: 18,
    read: readPhone,
  },
];
