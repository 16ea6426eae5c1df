/** A kind of unit and the kind of organisation that it is the department in charge of, as an article has it. */
export interface Example {
  /** What the organisations are called, and the unit that the article pairs one with. */
  title: readonly [zh: string, en: string];
  /** A unit is of this kind where its name holds one of these. */
  unitWords: readonly string[];
  /** An organisation is of this kind by its industry: the section, or divisions of it. */
  section: string;
  divisions?: readonly string[];
  /** An organisation says itself that it is of this kind where its name holds one of these. */
  nameWords: readonly string[];
}

/** Source: the two articles, whose pairings each of them generalises to the departments and organisations of its kind. */
export const examples: readonly Example[] = [
  {
    title: ['物流类企业↔市交通运输局', 'a logistics enterprise with the transport bureau'],
    unitWords: ['交通运输'],
    section: 'G',
    divisions: ['58', '59'],
    nameWords: ['物流', '货运', '仓储'],
  },
  {
    title: ['卫生健康类企业↔市卫生健康局', 'a health enterprise with the health bureau'],
    unitWords: ['卫生健康', '卫健'],
    section: 'Q',
    divisions: ['84'],
    nameWords: ['健康', '医疗', '医院', '诊所'],
  },
  {
    title: ['制造业集团↔市工商联', 'a manufacturing group with the federation of industry and commerce'],
    unitWords: ['工商联', '工商业联合会'],
    section: 'C',
    nameWords: ['集团', '制造'],
  },
  {
    title: ['民办学校↔市教育局', 'a private school with the education bureau'],
    unitWords: ['教育'],
    section: 'P',
    nameWords: ['学校', '学院', '幼儿园'],
  },
  {
    title: ['互联网企业↔市委网信办', 'an internet enterprise with the cyberspace office'],
    unitWords: ['网信', '互联网信息'],
    section: 'I',
    nameWords: ['信息', '软件', '网络'],
  },
  {
    title: ['律师事务所↔市司法局', 'a law firm with the justice bureau'],
    unitWords: ['司法'],
    section: 'L',
    divisions: ['72'],
    nameWords: ['律师事务所'],
  },
  {
    title: ['快递企业↔市邮政管理局', 'a courier with the postal administration'],
    unitWords: ['邮政'],
    section: 'G',
    divisions: ['60'],
    nameWords: ['快递', '速递', '邮政'],
  },
];
