import type { LedgerWriter } from '../writer.ts';

const organisations = '原文：“全县212个两新党组织“一人兼”比例为94.44%”。';
const establishment =
  '原文：“目前，全县非公有制经济组织党组织单独组建率82.89%，社会组织党组织单独组建率80%”。80%与82.89%同句，按两位小数理解；分母合计取“全县212个两新党组织”。';
const instructors =
  '原文：“精选党性强、业务精、能力突出的党建指导员68名，其中向未建立党组织的两新组织选派党建指导员26名，选派“一对一”指导党建指导员20名，选派县处级领导干部担任党建指导员16名”。';
const sites =
  '原文：“去年以来，新打造党建示范点32个，共计打造两新党建示范点64个，占全县党组织30.19%，其中非公企业党建示范点55个，社会组织党建示范点9个”。';

const count = { unit: 'COUNT' } as const;
const percent = { unit: 'PERCENT', unit_text: '%', decimals: 2 } as const;
const of212 = { denominator_from: 212, denominator_to: 212 } as const;
const upTo212 = { denominator_from: 1, denominator_to: 212, joint_total: 212 } as const;

/** Every figure that the article publishes of 南皮, in its order. */
export function reportNanpi(writer: LedgerWriter): void {
  const enterprises = writer.figure({
    ...percent,
    ...upTo212,
    title: '非公有制经济组织党组织单独组建率',
    value: '82.89',
    period_text: '目前',
    indicator: 'SINGLE_ESTABLISHMENT',
    kind: 'NON_PUBLIC_ENTERPRISE',
    source: establishment,
  });
  const social = writer.figure({
    ...percent,
    ...upTo212,
    title: '社会组织党组织单独组建率',
    value: '80',
    period_text: '目前',
    indicator: 'SINGLE_ESTABLISHMENT',
    kind: 'SOCIAL_ORGANISATION',
    source: establishment,
    partner_id: enterprises.id,
  });
  enterprises.partner_id = social.id;
  writer.figure({
    ...count,
    title: '两新党组织',
    value: '212',
    unit_text: '个',
    period_text: '目前',
    counted: 'PARTY_ORGANISATIONS',
    source: organisations,
  });
  writer.figure({
    ...percent,
    ...of212,
    title: '两新党组织“一人兼”比例',
    value: '94.44',
    period_text: '目前',
    indicator: 'OWNER_SECRETARY',
    source: organisations,
  });
  writer.figure({
    ...count,
    title: '两新组织党组织书记培训',
    value: '25',
    unit_text: '次',
    period_text: '常态化',
    source: '原文：“常态化组织两新组织党组织书记开展党务工作培训、业务培训25次”。',
  });
  reportInstructors(writer);
  writer.figure({
    ...count,
    title: '协调解决痛点、难点问题',
    value: '360',
    unit_text: '条',
    at_least: true,
    period_text: '去年以来',
    source: '原文：“去年以来，协调解决企业生产经营中的痛点、难点问题360余条”。',
  });
  reportSites(writer);
  writer.figure({
    ...count,
    title: '送政策、送服务',
    value: '86',
    unit_text: '次',
    period_text: '目前',
    source: '原文：“目前，已累计为两新组织送政策、送服务86次”。',
  });
  writer.figure({
    ...count,
    title: '公益活动',
    value: '15',
    unit_text: '次',
    period_text: '目前',
    source: '原文：“开展各类公益活动15次”。',
  });
}

function reportInstructors(writer: LedgerWriter): void {
  writer.figure({
    ...count,
    title: '选派党建指导员的部门单位',
    value: '18',
    unit_text: '个',
    counted: 'INSTRUCTOR_UNITS',
    source: '原文：“扩展到与企业生产经营、社会组织联系紧密的市场监管、民政、工商联等18个部门单位”。',
  });
  const all = writer.figure({
    ...count,
    title: '党建指导员',
    value: '68',
    unit_text: '名',
    counted: 'INSTRUCTORS',
    source: instructors,
  });
  const parts = [
    ['向未建立党组织的两新组织选派的党建指导员', '26', 'INSTRUCTORS_WITHOUT_PARTY'],
    ['“一对一”指导党建指导员', '20', 'INSTRUCTORS_ONE_TO_ONE'],
    ['县处级领导干部担任的党建指导员', '16', 'INSTRUCTORS_COUNTY_LEADER'],
  ] as const;
  for (const [title, value, counted] of parts) {
    writer.figure({
      ...count,
      title,
      value,
      unit_text: '名',
      counted,
      source: instructors,
      part_of_id: all.id,
    });
  }
  writer.figure({
    ...count,
    title: '党建指导员每月入企指导',
    value: '2',
    unit_text: '次',
    at_least: true,
    period_text: '每月',
    source: '原文：“党建指导员每月入企指导2次以上”。',
  });
}

function reportSites(writer: LedgerWriter): void {
  const site = { ...count, unit_text: '个', period_text: '去年以来', source: sites } as const;
  const counted = 'DEMONSTRATION_SITES';
  // 去年 is assumed to be 2023, as in the records.
  writer.figure({ ...site, title: '新打造党建示范点', value: '32', counted, assumed_from: '2023-01-01' });
  const all = writer.figure({ ...site, title: '两新党建示范点', value: '64', counted });
  writer.figure({
    ...percent,
    ...of212,
    title: '党建示范点占全县党组织比例',
    value: '30.19',
    period_text: '去年以来',
    numerator: 64,
    indicator: 'DEMONSTRATION_SHARE',
    source: sites,
  });
  const part = { ...site, counted, part_of_id: all.id } as const;
  writer.figure({ ...part, title: '非公企业党建示范点', value: '55', kind: 'NON_PUBLIC_ENTERPRISE' });
  writer.figure({ ...part, title: '社会组织党建示范点', value: '9', kind: 'SOCIAL_ORGANISATION' });
}
