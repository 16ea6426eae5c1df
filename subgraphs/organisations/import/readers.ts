import { labelIn } from '@jiedui/kit/enums';

import { divisions } from '../divisions.ts';
import { Industry, sectionNames } from '../industry.ts';
import { type Column, type Said, said, wrong } from './sheet.ts';
import type { Cell } from './table.ts';

/** What cells say. Pure. */

type Read = Column['read'];

export function choicesOf(described: Readonly<Record<string, string>>): string[] {
  return Object.keys(described).map(labelIn(described));
}

/** An enum's value by its Chinese label, by its name, or by another word for it. Other text is left to the rules. */
export function named(
  described: Readonly<Record<string, string>>,
  others: Readonly<Record<string, string>>,
): Read {
  const byLabel = new Map([
    ...Object.keys(described).map((value) => [labelIn(described)(value), value] as const),
    ...Object.entries(others),
  ]);
  return ({ text }) => said(byLabel.get(text) ?? text);
}

/** As `named`, where no rule would refuse other text. */
export function oneOf(
  described: Readonly<Record<string, string>>,
  others: Readonly<Record<string, string>>,
): Read {
  const read = named(described, others);
  const reason = `应填${choicesOf(described).join('、')}之一`;
  return (cell, date1904) => {
    const answer = read(cell, date1904);
    const known = answer.kind === 'said' && Object.hasOwn(described, answer.value as string);
    return known ? answer : wrong(reason);
  };
}

const damaged =
  '信用代码以数字格式保存，Excel 已丢失第 15 位以后的数字，无法还原：请把单元格改为文本格式后按证照重新填写';

export function readCode({ text, numeric }: Cell): Said {
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

export function readSection({ text }: Cell): Said {
  const letter = /^([a-zA-Z])(?![a-zA-Z])/.exec(text)?.[1];
  return said(sections.get(text) ?? letter?.toUpperCase() ?? text);
}

export function readDivision({ text }: Cell): Said {
  const code = divisionNames.get(text) ?? /^(\d{1,2})(?!\d)/.exec(text)?.[1] ?? text;
  // A number format drops the zero that it begins with.
  return said(/^\d$/.test(code) ? `0${code}` : code);
}

export function readCount({ text }: Cell): Said {
  const number = Number(text.replaceAll(/[,，人\s]/g, ''));
  return Number.isFinite(number) ? said(number) : wrong('应为整数');
}

const dayMilliseconds = 86_400_000;

/** Text in any usual form, or the number of days by which spreadsheets keep a day. What is no day is left to the rules. */
export function readDay({ text, numeric }: Cell, date1904: boolean): Said {
  if (numeric) {
    const serial = Math.floor(Number(text));
    // Day 60 of the 1900 system is the 29th of February 1900, which there was not: the days before it are off by one.
    const start = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
    const day = new Date(start + serial * dayMilliseconds);
    const fits = serial > 0 && serial < 300_000;
    return fits ? said(day.toISOString().slice(0, 10)) : wrong('不是有效日期');
  }
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]0?0:00(?::00(?:\.0+)?)?Z?)?$/.exec(text);
  const together = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const found = parts ?? together;
  return said(found ? [found[1], found[2]!.padStart(2, '0'), found[3]!.padStart(2, '0')].join('-') : text);
}

export const yesAndNo = ['是', '否'] as const;

export function readYesNo({ text }: Cell): Said {
  if (/^(是|有|√|y|yes|true|1)$/i.test(text)) return said(true);
  if (/^(否|无|×|n|no|false|0)$/i.test(text)) return said(false);
  return wrong('此列应填“是”或“否”');
}

export function readPhone({ text, numeric }: Cell): Said {
  return numeric && !/^\d{5,15}$/.test(text) ? wrong('联系电话应为文本格式') : said(text);
}

/** Credit codes, set apart by white space or marks. */
export function readCodes({ text, numeric }: Cell): Said {
  const codes = text.split(/[\s,，、;；/]+/).filter((code) => code !== '');
  const read = codes.map((code) => readCode({ text: code, numeric }));
  const damagedOne = read.find(({ kind }) => kind === 'wrong');
  return damagedOne ?? said(read.map((code) => (code as { value: string }).value));
}

/** Sections by letter or name, set apart by white space or marks, which some names hold themselves. */
export function readSections({ text }: Cell): Said {
  let letters = text;
  for (const [name, section] of sections) letters = letters.replaceAll(name, ` ${section} `);
  const found = letters.split(/[\s,，、;；/]+/).filter((part) => part !== '');
  const unknown = found.find((part) => !Object.hasOwn(Industry, part.toUpperCase()));
  if (unknown !== undefined) return wrong(`“${unknown}”不是行业门类：应为字母 A 至 T，或门类名称`);
  return said(found.map((part) => part.toUpperCase()));
}
