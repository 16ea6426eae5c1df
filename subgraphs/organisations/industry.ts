import { describedEnum } from '@jiedui/kit/enums';

/** GB/T 4754-2017, 国民经济行业分类: its sections. The English names follow the standard's own. */
export const Industry = describedEnum(
  'Industry',
  '行业门类（GB/T 4754-2017）。A section of the Chinese classification of industries.',
  {
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
  },
);
export type Industry = keyof typeof Industry;

/** The divisions of each section, first and last. Source: GB/T 4754-2017, as amended in 2019; 97 divisions. */
const divisions: Readonly<Record<Industry, readonly [first: number, last: number]>> = {
  A: [1, 5],
  B: [6, 12],
  C: [13, 43],
  D: [44, 46],
  E: [47, 50],
  F: [51, 52],
  G: [53, 60],
  H: [61, 62],
  I: [63, 65],
  J: [66, 69],
  K: [70, 70],
  L: [71, 72],
  M: [73, 75],
  N: [76, 79],
  O: [80, 82],
  P: [83, 83],
  Q: [84, 85],
  R: [86, 90],
  S: [91, 96],
  T: [97, 97],
};

/** Whether the two digits name a division of the section. */
export function isDivisionOf(section: Industry, division: string): boolean {
  const [first, last] = divisions[section];
  return /^\d{2}$/.test(division) && Number(division) >= first && Number(division) <= last;
}

/** `13 to 43`, for messages. */
export function divisionsOf(section: Industry): string {
  return divisions[section].map((division) => String(division).padStart(2, '0')).join(' to ');
}
