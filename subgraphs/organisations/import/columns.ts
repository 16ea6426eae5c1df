import { OrganisationKind, OrganisationStatus, SocialSubtype } from '../organisation/kinds.ts';
import type { OrganisationFacts } from '../organisation/rules.ts';
import {
  choicesOf,
  named,
  readCode,
  readCount,
  readDay,
  readDivision,
  readPhone,
  readSection,
  readYesNo,
  yesAndNo,
} from './readers.ts';
import { type Column, said } from './sheet.ts';

/** The columns of organisations. */

/** A fact that a column holds. */
export type ColumnField = keyof OrganisationFacts;

export const ledgerColumns: readonly Column<ColumnField>[] = [
  {
    field: 'name',
    heading: '名称',
    required: true,
    note: '登记证照上的全称，至多 200 字',
    width: 40,
    read: ({ text }) => said(text),
  },
  {
    field: 'kind',
    heading: '类别',
    required: true,
    note: '非公有制企业或社会组织',
    width: 16,
    choices: choicesOf(OrganisationKind),
    read: named(OrganisationKind, { 非公企业: 'NON_PUBLIC_ENTERPRISE', 企业: 'NON_PUBLIC_ENTERPRISE' }),
  },
  {
    field: 'subtype',
    heading: '社会组织类型',
    required: false,
    note: '仅社会组织填写：社会团体、基金会或社会服务机构',
    width: 16,
    choices: choicesOf(SocialSubtype),
    read: named(SocialSubtype, { 民办非企业单位: 'SOCIAL_SERVICE' }),
  },
  {
    field: 'creditCode',
    heading: '统一社会信用代码',
    required: false,
    note: '18 位，单元格须为文本格式：数字格式会丢失末三位',
    width: 24,
    read: readCode,
  },
  {
    field: 'industry',
    heading: '行业门类',
    required: true,
    note: 'GB/T 4754-2017 门类：字母 A 至 T，或门类名称',
    width: 12,
    read: readSection,
  },
  {
    field: 'division',
    heading: '行业大类',
    required: false,
    note: 'GB/T 4754-2017 大类：两位数字，或大类名称',
    width: 12,
    read: readDivision,
  },
  {
    field: 'employees',
    heading: '从业人员数',
    required: false,
    note: '整数，空白为 0',
    width: 12,
    read: readCount,
  },
  {
    field: 'town',
    heading: '所在镇（街道）',
    required: false,
    note: '至多 60 字',
    width: 16,
    read: ({ text }) => said(text),
  },
  {
    field: 'status',
    heading: '存续状态',
    required: false,
    note: '存续、停业或注销；空白为存续',
    width: 12,
    choices: choicesOf(OrganisationStatus),
    read: named(OrganisationStatus, { 在业: 'OPERATING', 开业: 'OPERATING', 吊销: 'DEREGISTERED' }),
  },
  {
    field: 'registeredOn',
    heading: '登记日期',
    required: true,
    note: '如 2020-01-31、2020/1/31 或 2020年1月31日',
    width: 14,
    read: readDay,
  },
  {
    field: 'suspendedOn',
    heading: '停业日期',
    required: false,
    note: '仅存续状态为停业或注销的填写；新变为停业而空白的，为导入当天',
    width: 14,
    read: readDay,
  },
  {
    field: 'deregisteredOn',
    heading: '注销日期',
    required: false,
    note: '仅存续状态为注销的填写；新变为注销而空白的，为导入当天',
    width: 14,
    read: readDay,
  },
  {
    field: 'contactPhone',
    heading: '联系电话',
    required: false,
    note: '单位电话；尽量少收集个人信息',
    width: 18,
    read: readPhone,
  },
  {
    field: 'creditCodeAttested',
    heading: '校验码已核实',
    required: false,
    note: '信用代码校验位不符、但已与证照核对无误的填“是”；须在导入时写明核实依据（reason）',
    width: 14,
    choices: yesAndNo,
    read: readYesNo,
  },
];
