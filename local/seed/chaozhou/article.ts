import { type Hosted, pairUp } from '../pair.ts';
import type { ActivityRow, PairingRow, ServiceRow, UnitRow } from '../rows.ts';
import type { LedgerWriter } from '../writer.ts';
import { type NamedKey, namedUnits } from './records.ts';

type UnitKey = keyof typeof namedUnits;
type Units = Readonly<Record<UnitKey, UnitRow>>;
type Organisations = Readonly<Record<NamedKey, Hosted>>;

/** The article's pairings of a member unit with a party organisation: three stated, four implied. */
export interface ArticlePairings {
  pairings: PairingRow[];
}

/** The article gives hardly a day: the days are assumed, its own words of time stand in `period_text`. */
const assumedDay = '日期为假定。';
const quoted = (words: string): string => `原文：“${words}”。${assumedDay}`;

/** Enters what the article tells of the city's pairings, each record with the words it comes from. */
export function enterArticle(writer: LedgerWriter, units: Units, named: Organisations): ArticlePairings {
  const pair = (unit: UnitKey, organisation: NamedKey, counterpart?: string): PairingRow =>
    pairUp(writer, {
      unit: units[unit],
      ...named[organisation],
      title: `${units[unit].name} ↔ ${counterpart ?? named[organisation].host.name}`,
      startedOn: '2023-03-01',
      periodText: '近年来',
      provenance: 'ARTICLE',
      source: quoted(namedUnits[unit].words),
      principles: ['FUNCTION'],
    });
  const pairings = {
    transport: pair('transport', 'hairun'),
    health: pair('health', 'health'),
    commerce: pair('commerce', 'sanhuan', '三环集团党委'),
    post: pair('post', 'jingbangda', '京邦达党支部'),
    unions: pair('unions', 'wuqiong'),
    internet: pair('internet', 'zhixin', '广东智信信息科技股份有限公司党支部'),
    justice: pair('justice', 'zhenghui', '广东铮辉律师事务所党支部'),
  };
  const schools = pairSchools(writer, units.education, named.hanfu);
  enterActivities(writer, { ...pairings, schools, education: units.education });
  enterProject(writer, pairings.post);
  enterServices(writer, { ...named.zhenghui, unit: units.justice, pairing: pairings.justice });
  return { pairings: Object.values(pairings) };
}

function pairSchools(writer: LedgerWriter, education: UnitRow, { host, party }: Hosted): PairingRow {
  const counterpart = '潮州市实验学校';
  return writer.pairing({
    kind: 'SCHOOL_SCHOOL',
    title: `${counterpart} ↔ ${host.name}`,
    started_on: '2023-03-01',
    organisation_id: host.id,
    party_organisation_id: party.id,
    counterpart,
    promoted_by_id: education.id,
    principles: ['FUNCTION', 'LAYER'],
    period_text: '近年来',
    provenance: 'ARTICLE',
    source: quoted(namedUnits.education.words),
  });
}

interface Told {
  commerce: PairingRow;
  post: PairingRow;
  unions: PairingRow;
  internet: PairingRow;
  schools: PairingRow;
  education: UnitRow;
}

function enterActivities(
  writer: LedgerWriter,
  { commerce, post, unions, internet, schools, education }: Told,
): void {
  const told = (
    pairing: PairingRow,
    kind: ActivityRow['kind'],
    title: string,
    heldOn: string,
    words: string,
    rest: Partial<Pick<ActivityRow, 'aspects' | 'outcome' | 'place' | 'period_text'>>,
  ): ActivityRow =>
    writer.activity({
      kind,
      title,
      held_on: heldOn,
      pairing_id: pairing.id,
      unit_id: pairing.unit_id ?? education.id,
      provenance: 'ARTICLE',
      source: quoted(words),
      ...rest,
    });

  told(
    commerce,
    'TRAINING',
    '非公党建政策宣讲与业务培训',
    '2023-06-14',
    '市工商联邀请市委组织部有关科室业务骨干到潮州三环（集团）股份有限公司宣讲非公党建的相关政策，开展业务培训',
    {
      place: '潮州三环（集团）股份有限公司',
      aspects: ['ORGANISATIONAL'],
      outcome: '有效提高公司党务工作人员业务水平',
    },
  );
  told(
    schools,
    'JOINT_ORGANISATION_LIFE',
    '联合过组织生活',
    '2023-05-18',
    '组织两所学校党员联合过组织生活，交流党建工作经验做法',
    {
      aspects: ['POLITICAL', 'ORGANISATIONAL'],
    },
  );
  told(
    schools,
    'LESSON_OBSERVATION',
    '听课评课',
    '2023-09-20',
    '邀请韩附实验学校教师到市实验学校参与听课评课活动',
    {
      aspects: ['EXEMPLARY'],
      outcome: '推动韩附实验学校党建、教学质量双提升',
    },
  );
  told(
    post,
    'OTHER',
    '党建活动室规范化建设：现场考察、线上跟进',
    '2023-08-09',
    '现场考察、线上跟进，推动党建活动室按时完工并于去年11月投入使用',
    {
      aspects: ['ORGANISATIONAL'],
      period_text: '去年11月',
      outcome: '党建活动室按时完工并于去年11月投入使用',
    },
  );
  told(unions, 'MODEL_WORKER_LECTURE', '劳模工匠进企业宣讲', '2023-05-11', '组织劳模工匠进企业宣讲', {
    place: '无穷食品有限公司',
    aspects: ['EXEMPLARY'],
  });
  told(
    unions,
    'WAGE_NEGOTIATION',
    '工资集体协商',
    '2023-07-13',
    '积极开展工资集体协商工作，规范民主管理、厂务公开等制度',
    {
      aspects: ['SERVICE'],
      outcome: '切实保障职工的合法权益',
    },
  );
  told(
    unions,
    'OTHER',
    '擦亮“全国模范职工之家”品牌',
    '2023-10-12',
    '擦亮无穷食品有限公司工会“全国模范职工之家”品牌',
    {
      aspects: ['EXEMPLARY'],
    },
  );
  told(
    internet,
    'READING_SESSION',
    '读书分享会',
    '2023-06-28',
    '市委网信办与广东智信信息科技股份有限公司党支部共同举办读书分享会',
    { aspects: ['POLITICAL'] },
  );
  told(internet, 'POLICY_LECTURE', '到企业开展宣讲活动', '2023-07-05', '积极到企业开展宣讲活动', {
    aspects: ['POLITICAL'],
  });
  told(
    internet,
    'BOOK_DONATION',
    '赠书',
    '2023-07-05',
    '向企业党支部赠送《习近平新时代中国特色社会主义思想专题摘编》等学习书籍材料',
    { aspects: ['POLITICAL'], outcome: '推动主题教育在互联网企业扎实开展' },
  );
}

function enterProject(writer: LedgerWriter, post: PairingRow): void {
  const project = writer.project({
    name: '京邦达党支部党建活动室规范化建设',
    pairing_id: post.id,
    started_on: '2023-07-03',
    due_on: '2023-10-31',
    finished_on: '2023-10-31',
    in_use_on: '2023-11-01',
    period_text: '推动党建活动室按时完工并于去年11月投入使用',
    provenance: 'ARTICLE',
    source: quoted('市邮政管理局积极推进京邦达党支部党建活动室规范化建设项目'),
  });
  // The article has an inspection, a follow-up, a finish on time and a month; what lies between is demonstration.
  writer.milestones(project, [
    { name: '确定建设方案（示例）', due_on: '2023-08-15', done_on: '2023-08-14' },
    { name: '完成场地布置（示例）', due_on: '2023-10-15', done_on: '2023-10-13' },
    { name: '按时完工', due_on: '2023-10-31', done_on: '2023-10-31' },
  ]);
  writer.inspections(project, [
    { kind: 'ON_SITE', inspected_on: '2023-08-09', finding: null },
    { kind: 'ONLINE', inspected_on: '2023-09-13', finding: null },
  ]);
}

function enterServices(
  writer: LedgerWriter,
  { host, party, unit, pairing }: Hosted & { unit: UnitRow; pairing: PairingRow },
): void {
  const told = (
    kind: ServiceRow['kind'],
    title: string,
    providedOn: string,
    words: string,
    rest: Partial<ServiceRow> = {},
  ): ServiceRow =>
    writer.service({
      kind,
      title,
      provided_on: providedOn,
      period_text: null,
      provenance: 'ARTICLE',
      source: quoted(words),
      ...rest,
    });
  const legal = {
    // Which enterprises the article does not say.
    beneficiary: '民营企业',
    beneficiary_kind: 'ORGANISATION' as const,
    organisation_id: host.id,
    party_organisation_id: party.id,
    unit_id: unit.id,
    pairing_id: pairing.id,
    period_text: sinceThen,
  };
  told('LEGAL_QUESTION', '免费解答常见法律问题', '2023-12-15', '推动律所为民营企业免费解答98个常见法律问题', {
    ...legal,
    count: 98,
  });
  told('LEGAL_SERVICE', '公益法律服务', '2023-12-15', '提供其他公益法律服务54次', { ...legal, count: 54 });
  told('VILLAGE_REVITALISATION', '万企兴万村', '2023-09-06', '深入开展民营企业“万企兴万村”', {
    beneficiary: '镇村',
    beneficiary_kind: 'VILLAGE',
  });
  told('VILLAGE_REVITALISATION', '进乡村促振兴', '2023-09-13', '社会组织“进乡村促振兴”等活动', {
    beneficiary: '镇村',
    beneficiary_kind: 'VILLAGE',
  });
  told('VILLAGE_REVITALISATION', '百千万工程', '2023-09-27', '合力推动“百千万工程”走深走实', {
    beneficiary: '镇村',
    beneficiary_kind: 'VILLAGE',
  });
}

/** The article gives no period for the legal services themselves; this is that of the pairings they came from. */
const sinceThen = '结对共建开展以来';
