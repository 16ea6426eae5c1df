import { demonstrateParty } from '../demonstrate.ts';
import type { Hosted } from '../pair.ts';
import type { OrganisationRow, PartyRow } from '../rows.ts';
import type { LedgerWriter } from '../writer.ts';

/** An organisation that the article names, with the words it stands in. */
export interface NamedOrganisation {
  /** Exactly as written. */
  name: string;
  kind: OrganisationRow['kind'];
  subtype?: OrganisationRow['subtype'];
  industry: string;
  division: string;
  /** Verbatim. */
  words: string;
  /** Its party organisation, where the article names it: exactly as written. */
  party?: Pick<PartyRow, 'name' | 'level'>;
}

/** Nothing but the name is the article's: place, day of registration and size are assumed, and the record says so. */
const assumed = '所在县（区）、登记日期、从业人员数为假定。';

export const named = {
  hairun: {
    name: '广东海润冷链物流有限公司',
    kind: 'NON_PUBLIC_ENTERPRISE',
    industry: 'G',
    division: '59',
    words: '针对物流类企业广东海润冷链物流有限公司的实际情况，安排了其行业主管部门市交通运输局与其结对共建',
  },
  health: {
    name: '潮州第一健康医疗管理有限公司',
    kind: 'NON_PUBLIC_ENTERPRISE',
    industry: 'Q',
    division: '84',
    words: '针对卫生健康类企业潮州第一健康医疗管理有限公司的实际情况，安排了市卫生健康局与其结对共建',
  },
  sanhuan: {
    name: '潮州三环（集团）股份有限公司',
    kind: 'NON_PUBLIC_ENTERPRISE',
    industry: 'C',
    division: '39',
    words: '市工商联邀请市委组织部有关科室业务骨干到潮州三环（集团）股份有限公司宣讲非公党建的相关政策',
    party: { name: '三环集团党委', level: 'COMMITTEE' },
  },
  hanfu: {
    name: '韩附实验学校',
    kind: 'SOCIAL_ORGANISATION',
    subtype: 'SOCIAL_SERVICE',
    industry: 'P',
    division: '83',
    words: '潮州市实验学校结对帮扶民办学校韩附实验学校',
  },
  jingbangda: {
    name: '京邦达',
    kind: 'NON_PUBLIC_ENTERPRISE',
    industry: 'G',
    division: '60',
    words: '市邮政管理局积极推进京邦达党支部党建活动室规范化建设项目',
    party: { name: '京邦达党支部', level: 'BRANCH' },
  },
  wuqiong: {
    name: '无穷食品有限公司',
    kind: 'NON_PUBLIC_ENTERPRISE',
    industry: 'C',
    division: '14',
    words: '市总工会积极推进无穷食品有限公司工会组织建设',
  },
  zhixin: {
    name: '广东智信信息科技股份有限公司',
    kind: 'NON_PUBLIC_ENTERPRISE',
    industry: 'I',
    division: '65',
    words: '市委网信办与广东智信信息科技股份有限公司党支部共同举办读书分享会',
    party: { name: '广东智信信息科技股份有限公司党支部', level: 'BRANCH' },
  },
  zhenghui: {
    name: '广东铮辉律师事务所',
    // A law firm counts as a social organisation in party building; it is registered as none of the three subtypes.
    kind: 'SOCIAL_ORGANISATION',
    industry: 'L',
    division: '72',
    words: '市司法局积极发挥广东铮辉律师事务所党支部的专业优势',
    party: { name: '广东铮辉律师事务所党支部', level: 'BRANCH' },
  },
} satisfies Record<string, NamedOrganisation>;

export type NamedKey = keyof typeof named;

/** Enters a named organisation and its party organisation in a county's ledger. */
export function enterNamed(writer: LedgerWriter, key: NamedKey): Hosted {
  const { words, party, ...facts }: NamedOrganisation = named[key];
  const host = writer.organisation({
    ...facts,
    employees: writer.random.between(40, 900),
    registered_on: '2012-06-01',
    provenance: 'ARTICLE',
    source: `原文：“${words}”。${assumed}`,
  });
  return {
    host,
    party: demonstrateParty(
      writer,
      [host],
      party
        ? {
            ...party,
            secretary_is_owner: false,
            provenance: 'ARTICLE',
            source: `原文：“${words}”。党员数、成立日期为假定。`,
          }
        : { level: 'BRANCH', secretary_is_owner: false, source: '示例数据：原文未载其党组织名称。' },
    ),
  };
}

/** The city's units that the article names: what they are said to do, and their functions, which are ours. */
export const namedUnits = {
  transport: { name: '市交通运输局', functions: ['G'], words: named.hairun.words },
  health: { name: '市卫生健康局', functions: ['Q'], words: named.health.words },
  commerce: { name: '市工商联', functions: ['C', 'F'], words: named.sanhuan.words },
  education: {
    name: '市教育局',
    functions: ['P'],
    words: '市教育局推动2022年度“四优学校”创建示范单位潮州市实验学校结对帮扶民办学校韩附实验学校',
  },
  post: { name: '市邮政管理局', functions: ['G'], words: named.jingbangda.words },
  unions: { name: '市总工会', functions: ['C', 'S'], words: named.wuqiong.words },
  internet: { name: '市委网信办', functions: ['I'], words: named.zhixin.words },
  justice: { name: '市司法局', functions: ['L'], words: named.zhenghui.words },
} as const satisfies Record<string, { name: string; functions: readonly string[]; words: string }>;
