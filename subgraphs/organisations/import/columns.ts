import { labelIn } from '@jiedui/kit/enums';

import { divisions } from '../divisions.ts';
import { Industry, sectionNames } from '../industry.ts';
import { OrganisationKind, OrganisationStatus, SocialSubtype } from '../organisation/kinds.ts';
import type { OrganisationFacts } from '../organisation/rules.ts';
import type { Cell } from './table.ts';

/** The columns of a ledger file, and what their cells say. Pure. */

/** A fact that a column holds. */
export type ColumnField = Exclude<
  keyof OrganisationFacts,
  'creditCodeAttested' | 'suspendedOn' | 'deregisteredOn'
>;

/** What a cell says, or why it says nothing. */
export type Said = { kind: 'said'; value: string | number } | { kind: 'wrong'; reason: string };

export interface LedgerColumn {
  field: ColumnField;
  /** As the template has it. */
  heading: string;
  required: boolean;
  /** 填写说明 */
  note: string;
  /** Of the template's column. Unit: characters. */
  width: number;
  /** What the template lets choose from. */
  choices?: readonly string[];
  read(cell: Cell, date1904: boolean): Said;
}

const said = (value: string | number): Said => ({ kind: 'said', value });
const wrong = (reason: string): Said => ({ kind: 'wrong', reason });

export const ledgerColumns: readonly LedgerColumn[] = [
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
    field: 'contactPhone',
    heading: '联系电话',
    required: false,
    note: '单位电话；尽量少收集个人信息',
    width: 18,
    read: ({ text, numeric }) =>
      numeric && !/^\d{5,15}$/.test(text) ? wrong('联系电话应为文本格式') : said(text),
  },
];

/** The column that the annotated file adds: skipped when that file comes back. */
export const remarkHeading = '校验结果';

export interface Layout {
  /** The place of each column in the file, from 0. */
  places: ReadonlyMap<ColumnField, number>;
  /** Headings of required columns that are not there. */
  missing: readonly string[];
  /** Headings that stand there twice. */
  doubled: readonly string[];
  /** Headings that say nothing to the import. */
  unknown: readonly string[];
}

/** Null where the row is no row of headings. */
export function layoutOf(cells: readonly (Cell | undefined)[]): Layout | null {
  const places = new Map<ColumnField, number>();
  const doubled: string[] = [];
  const unknown: string[] = [];
  for (const [place, cell] of cells.entries()) {
    if (!cell) continue;
    const column = ledgerColumns.find(
      ({ heading, field }) => plain(heading) === plain(cell.text) || field === cell.text,
    );
    if (!column) unknown.push(cell.text);
    else if (places.has(column.field)) doubled.push(cell.text);
    else places.set(column.field, place);
  }
  if (!places.has('name')) return null;
  const missing = ledgerColumns
    .filter(({ required, field }) => required && !places.has(field))
    .map(({ heading }) => heading);
  return { places, missing, doubled, unknown: unknown.filter((heading) => heading !== remarkHeading) };
}

/** Headings are compared without marks, brackets and white space: `* 所在镇(街道)`. */
function plain(heading: string): string {
  return heading.normalize('NFKC').replaceAll(/[\s*()]/g, '');
}

function choicesOf(described: Readonly<Record<string, string>>): string[] {
  return Object.keys(described).map(labelIn(described));
}

/** An enum's value by its Chinese label, by its name, or by another word for it. Other text is left to the rules. */
function named(
  described: Readonly<Record<string, string>>,
  others: Readonly<Record<string, string>>,
): LedgerColumn['read'] {
  const byLabel = new Map([
    ...Object.keys(described).map((value) => [labelIn(described)(value), value] as const),
    ...Object.entries(others),
  ]);
  return ({ text }) => said(byLabel.get(text) ?? text);
}

const damaged =
  '信用代码以数字格式保存，Excel 已丢失第 15 位以后的数字，无法还原：请把单元格改为文本格式后按证照重新填写';

function readCode({ text, numeric }: Cell): Said {
  if (numeric || /^\d(\.\d+)?e\+?\d+$/i.test(text)) return wrong(damaged);
  // An apostrophe is how Excel's users force text.
  return said(text.replaceAll(/^'|\s/g, ''));
}

const sections = new Map(
  (Object.keys(Industry) as Industry[]).map((section) => [sectionNames(section).name, section] as const),
);
const divisionNames = new Map(
  Object.values(divisions).flatMap((all) => all.map(([code, name]) => [name, code] as const)),
);

function readSection({ text }: Cell): Said {
  const letter = /^([a-zA-Z])(?![a-zA-Z])/.exec(text)?.[1];
  return said(sections.get(text) ?? letter?.toUpperCase() ?? text);
}

function readDivision({ text }: Cell): Said {
  const code = divisionNames.get(text) ?? /^(\d{1,2})(?!\d)/.exec(text)?.[1] ?? text;
  // A number format drops the zero that it begins with.
  return said(/^\d$/.test(code) ? `0${code}` : code);
}

function readCount({ text }: Cell): Said {
  const number = Number(text.replaceAll(/[,，人\s]/g, ''));
  return Number.isFinite(number) ? said(number) : wrong('从业人员数应为整数');
}

const dayMilliseconds = 86_400_000;

/** Text in any usual form, or the number of days by which spreadsheets keep a day. What is no day is left to the rules. */
function readDay({ text, numeric }: Cell, date1904: boolean): Said {
  if (numeric) {
    const serial = Math.floor(Number(text));
    // Day 60 of the 1900 system is the 29th of February 1900, which there was not: the days before it are off by one.
    const start = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
    const day = new Date(start + serial * dayMilliseconds);
    const fits = serial > 0 && serial < 300_000;
    return fits ? said(day.toISOString().slice(0, 10)) : wrong('登记日期不是有效日期');
  }
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]0?0:00(?::00(?:\.0+)?)?Z?)?$/.exec(text);
  const together = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const found = parts ?? together;
  return said(found ? [found[1], found[2]!.padStart(2, '0'), found[3]!.padStart(2, '0')].join('-') : text);
}
