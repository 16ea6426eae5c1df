import { Establishment, PartyOrganisationLevel } from '../party-organisation/kinds.ts';
import type { PartyFacts } from '../party-organisation/rules.ts';
import { choicesOf, oneOf, readCodes, readCount, readDay, readYesNo, yesAndNo } from './readers.ts';
import { type Column, said } from './sheet.ts';

/** The columns of party organisations. */

export type PartyField = Exclude<keyof PartyFacts, 'hostKind'>;

export const partyColumns: readonly Column<PartyField>[] = [
  {
    field: 'name',
    heading: '名称',
    required: true,
    note: '党组织全称，至多 200 字',
    width: 40,
    read: ({ text }) => said(text),
  },
  {
    field: 'level',
    heading: '层级',
    required: true,
    note: '党委、党总支或党支部',
    width: 12,
    choices: choicesOf(PartyOrganisationLevel),
    read: oneOf(PartyOrganisationLevel, { 总支: 'GENERAL_BRANCH', 支部: 'BRANCH' }),
  },
  {
    field: 'establishment',
    heading: '组建方式',
    required: true,
    note: '设在一个组织的为单独组建，设在多个组织的为联合组建',
    width: 12,
    choices: choicesOf(Establishment),
    read: oneOf(Establishment, { 单独: 'SINGLE', 联合: 'JOINT' }),
  },
  {
    field: 'hosts',
    heading: '所在组织信用代码',
    required: true,
    note: '本地组织的 18 位信用代码，文本格式；多个以顿号分隔。组织须在台账中，或在本文件“组织”表中',
    width: 44,
    read: readCodes,
  },
  {
    field: 'members',
    heading: '党员数',
    required: true,
    note: '整数，不多于所在组织的从业人员数',
    width: 10,
    read: readCount,
  },
  {
    field: 'secretaryIsOwner',
    heading: '是否“一人兼”',
    required: false,
    note: '书记由党员出资人或负责人担任的填“是”；新登记的空白为否',
    width: 14,
    choices: yesAndNo,
    read: readYesNo,
  },
  {
    field: 'ownerSecretaryApplies',
    heading: '是否适用“一人兼”',
    required: false,
    note: '出资人或负责人中没有党员的填“否”；新登记的空白为是',
    width: 16,
    choices: yesAndNo,
    read: readYesNo,
  },
  {
    field: 'foundedOn',
    heading: '成立日期',
    required: true,
    note: '如 2020-01-31、2020/1/31 或 2020年1月31日',
    width: 14,
    read: readDay,
  },
];
