import { describedEnum } from '@jiedui/kit/enums';

import { divisions } from './divisions.ts';

/** Section → its Chinese name and the English one, as a sentence. */
const names = {
  A: ['农、林、牧、渔业', 'Agriculture, forestry, animal husbandry and fishery.'],
  B: ['采矿业', 'Mining.'],
  C: ['制造业', 'Manufacturing.'],
  D: ['电力、热力、燃气及水生产和供应业', 'Electricity, heat, gas and water production and supply.'],
  E: ['建筑业', 'Construction.'],
  F: ['批发和零售业', 'Wholesale and retail trade.'],
  G: ['交通运输、仓储和邮政业', 'Transport, storage and post.'],
  H: ['住宿和餐饮业', 'Accommodation and catering.'],
  I: ['信息传输、软件和信息技术服务业', 'Information transmission, software and information technology.'],
  J: ['金融业', 'Finance.'],
  K: ['房地产业', 'Real estate.'],
  L: ['租赁和商务服务业', 'Leasing and business services.'],
  M: ['科学研究和技术服务业', 'Scientific research and technical services.'],
  N: ['水利、环境和公共设施管理业', 'Water conservancy, environment and public facilities.'],
  O: ['居民服务、修理和其他服务业', 'Services to households, repair and other services.'],
  P: ['教育', 'Education.'],
  Q: ['卫生和社会工作', 'Health and social work.'],
  R: ['文化、体育和娱乐业', 'Culture, sports and entertainment.'],
  S: ['公共管理、社会保障和社会组织', 'Public management, social security and social organisations.'],
  T: ['国际组织', 'International organisations.'],
} as const;

/** GB/T 4754-2017, 国民经济行业分类: its sections. The English names follow the standard's own. */
export const Industry = describedEnum(
  'Industry',
  '行业门类（GB/T 4754-2017）。A section of the Chinese classification of industries.',
  names,
);
export type Industry = keyof typeof Industry;

/** Whether the two digits name a division of the section. */
export function isDivisionOf(section: Industry, division: string): boolean {
  return divisions[section].some(([code]) => code === division);
}

/** `13 to 43`, for messages. */
export function divisionsOf(section: Industry): string {
  const codes = divisions[section].map(([code]) => code);
  return [...new Set([codes.at(0), codes.at(-1)])].join(' to ');
}

/** The section that a division belongs to, or undefined where there is no such division. */
export function sectionOf(division: string): Industry | undefined {
  return (Object.keys(divisions) as Industry[]).find((section) => isDivisionOf(section, division));
}

/** `{ name: '制造业', englishName: 'Manufacturing' }` */
export function sectionNames(section: Industry): { name: string; englishName: string } {
  const [name, sentence] = names[section];
  return { name, englishName: sentence.replace(/\.$/, '') };
}
