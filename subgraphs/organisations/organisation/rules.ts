import type { JurisdictionEntry } from '@jiedui/kit/federation';
import { isDate } from '@jiedui/kit/scalars';
import { plainText } from '@jiedui/kit/text';
import { isOfficerOf } from '@jiedui/kit/viewer-rules';
import type { Viewer } from '@jiedui/schema/contract/viewer';

import { checkPhone } from '@jiedui/kit/contact';
import { divisionsOf, Industry, isDivisionOf, sectionOf } from '../industry.ts';
import { type Problem, Problems } from '@jiedui/kit/problem';
import { checkPlace, type PlaceFacts } from '../place.ts';
import { checkCreditCode } from './credit-code.ts';
import { OrganisationKind, OrganisationStatus, SocialSubtype } from './kinds.ts';

/** Who may write organisations, and what an organisation must be. Pure. */

/** A county's officer writes the county's organisations, the city's officer the city's own. */
export function canWrite(viewer: Viewer, jurisdiction: Pick<JurisdictionEntry, 'code' | 'level'>): boolean {
  return isOfficerOf(viewer, jurisdiction);
}

/**
 * What is said of an organisation, by a mutation or by a row of a table: texts as they were typed, enums by their names
 * (`NON_PUBLIC_ENTERPRISE`, `C`), days as YYYY-MM-DD. Absent and null are the same: nothing is said.
 */
export interface OrganisationFacts extends PlaceFacts {
  name?: string | null | undefined;
  kind?: string | null | undefined;
  subtype?: string | null | undefined;
  creditCode?: string | null | undefined;
  /** The certificate was seen: a check character that does not fit is no warning any more. */
  creditCodeAttested?: boolean | null | undefined;
  industry?: string | null | undefined;
  division?: string | null | undefined;
  /** 0 where nothing is said. */
  employees?: number | null | undefined;
  town?: string | null | undefined;
  /** OPERATING where nothing is said. */
  status?: string | null | undefined;
  registeredOn?: string | null | undefined;
  suspendedOn?: string | null | undefined;
  deregisteredOn?: string | null | undefined;
  contactPhone?: string | null | undefined;
}

export const mostEmployees = 10_000_000;
const longestName = 200;
const longestTown = 60;

/** Everything that is wrong or doubtful, in the order of the facts. Source: domain.md, GB 32100-2015, GB/T 4754-2017. */
export function checkOrganisation(
  facts: OrganisationFacts,
  { today }: { today: string },
): Problem<keyof OrganisationFacts>[] {
  const problems = new Problems<keyof OrganisationFacts>();
  checkText(problems, 'name', facts.name, longestName, '名称', true);
  checkKind(problems, facts);
  checkCode(problems, facts);
  checkIndustry(problems, facts);
  const { employees } = facts;
  if (employees != null && !(Number.isInteger(employees) && employees >= 0 && employees <= mostEmployees)) {
    const reason = `从业人员数应为 0 至 ${mostEmployees} 的整数`;
    problems.refuse('employees', 'OUT_OF_RANGE', `a whole number, 0 to ${mostEmployees}`, employees, reason);
  }
  checkText(problems, 'town', facts.town, longestTown, '所在镇（街道）', false);
  checkPlace(problems, facts);
  checkStatus(problems, facts, today);
  checkPhone(problems, facts.contactPhone);
  return problems.found;
}

/** The columns of an organisation whose facts have no error. */
export function organisationColumns(facts: OrganisationFacts) {
  const credit = said(facts.creditCode) ? checkCreditCode(facts.creditCode!) : null;
  return {
    name: plainText(facts.name!, longestName)!,
    kind: facts.kind as OrganisationKind,
    subtype: (facts.subtype ?? null) as SocialSubtype | null,
    creditCode: credit === null || credit.kind === 'malformed' ? null : credit.code,
    // A code that fits needs nobody's word.
    creditCodeAttested: credit?.kind === 'doubtful' && facts.creditCodeAttested === true,
    industry: facts.industry as Industry,
    division: facts.division ?? null,
    employees: facts.employees ?? 0,
    town: said(facts.town) ? plainText(facts.town!, longestTown) : null,
    latitude: facts.latitude ?? null,
    longitude: facts.longitude ?? null,
    status: (facts.status ?? 'OPERATING') as OrganisationStatus,
    registeredOn: facts.registeredOn!,
    suspendedOn: facts.suspendedOn ?? null,
    deregisteredOn: facts.deregisteredOn ?? null,
    contactPhone: said(facts.contactPhone) ? plainText(facts.contactPhone!, 30) : null,
  };
}

type Found = Problems<keyof OrganisationFacts>;

function said(text: string | null | undefined): boolean {
  return text != null && text.trim() !== '';
}

function checkText(
  problems: Found,
  field: 'name' | 'town',
  text: string | null | undefined,
  most: number,
  label: string,
  required: boolean,
): void {
  const expected = `1 to ${most} characters of plain text`;
  if (!said(text)) {
    if (required) problems.refuse(field, 'REQUIRED', expected, text ?? null, `${label}不能为空`);
  } else if (plainText(text!, most) === null) {
    problems.refuse(field, 'MALFORMED', expected, text, `${label}应为 1 至 ${most} 个字，不含控制字符`);
  }
}

function checkKind(problems: Found, { kind, subtype }: OrganisationFacts): void {
  const kinds = Object.keys(OrganisationKind).join(', ');
  const subtypes = Object.keys(SocialSubtype).join(', ');
  if (!said(kind)) problems.refuse('kind', 'REQUIRED', kinds, kind ?? null, '类别不能为空');
  else if (!Object.hasOwn(OrganisationKind, kind!)) {
    problems.refuse('kind', 'UNKNOWN', kinds, kind, '类别应为非公有制企业或社会组织');
  }
  if (subtype == null) return;
  if (!Object.hasOwn(SocialSubtype, subtype)) {
    const reason = '社会组织类型应为社会团体、基金会或社会服务机构';
    problems.refuse('subtype', 'UNKNOWN', subtypes, subtype, reason);
  } else if (kind !== 'SOCIAL_ORGANISATION') {
    const reason = '仅社会组织填写社会组织类型';
    problems.refuse('subtype', 'NOT_APPLICABLE', 'only for kind SOCIAL_ORGANISATION', subtype, reason);
  }
}

function checkCode(problems: Found, { creditCode, creditCodeAttested }: OrganisationFacts): void {
  if (!said(creditCode)) return;
  const credit = checkCreditCode(creditCode!);
  switch (credit.kind) {
    case 'valid':
      return;
    case 'malformed': {
      const expected = '18 characters of 0-9 and A-Z without I, O, S, V, Z (GB 32100-2015)';
      const reason = '统一社会信用代码应为 18 位数字或大写字母，不含 I、O、S、V、Z';
      return problems.refuse('creditCode', 'MALFORMED', expected, creditCode, reason);
    }
    case 'doubtful':
      if (creditCodeAttested) return;
      return problems.warn('creditCode', 'CHECK_CHARACTER', credit.expected, credit.code, credit.reason);
    default:
      throw new Error(`Unplanned ${credit satisfies never}`);
  }
}

function checkIndustry(problems: Found, { industry, division }: OrganisationFacts): void {
  const known = industry != null && Object.hasOwn(Industry, industry);
  if (!said(industry)) {
    problems.refuse('industry', 'REQUIRED', 'a section, A to T (GB/T 4754-2017)', null, '行业门类不能为空');
  } else if (!known) {
    const reason = '行业门类应为 A 至 T（GB/T 4754-2017）';
    problems.refuse('industry', 'UNKNOWN', 'a section, A to T (GB/T 4754-2017)', industry, reason);
  }
  if (division == null) return;
  const section = sectionOf(division);
  if (section === undefined) {
    const expected = known
      ? `two digits, ${divisionsOf(industry as Industry)} in section ${industry} (GB/T 4754-2017)`
      : 'two digits, 01 to 97 (GB/T 4754-2017)';
    problems.refuse(
      'division',
      'UNKNOWN',
      expected,
      division,
      '没有这个行业大类（GB/T 4754-2017 为 01 至 97）',
    );
  } else if (known && !isDivisionOf(industry as Industry, division)) {
    const expected = `two digits, ${divisionsOf(industry as Industry)} in section ${industry} (GB/T 4754-2017)`;
    const reason = `行业大类 ${division} 属于门类 ${section}，不属于 ${industry}`;
    problems.refuse('division', 'CONTRADICTION', expected, division, reason);
  }
}

const dayLabels = { registeredOn: '登记日期', suspendedOn: '停业日期', deregisteredOn: '注销日期' } as const;

function checkStatus(problems: Found, facts: OrganisationFacts, today: string): void {
  const { status, registeredOn } = facts;
  if (status != null && !Object.hasOwn(OrganisationStatus, status)) {
    const expected = Object.keys(OrganisationStatus).join(', ');
    problems.refuse('status', 'UNKNOWN', expected, status, '存续状态应为存续、停业或注销');
  }
  if (!said(registeredOn)) {
    problems.refuse('registeredOn', 'REQUIRED', 'a day, YYYY-MM-DD', null, '登记日期不能为空');
  }
  for (const field of ['registeredOn', 'suspendedOn', 'deregisteredOn'] as const) {
    const day = facts[field];
    if (!said(day)) continue;
    const label = dayLabels[field];
    if (!isDate(day)) {
      problems.refuse(field, 'MALFORMED', 'a day that exists, as YYYY-MM-DD', day, `${label}不是有效日期`);
    } else if (day > today) {
      problems.refuse(field, 'IN_THE_FUTURE', `${today} at the latest`, day, `${label}不能晚于今天`);
    } else if (field !== 'registeredOn' && isDate(registeredOn) && day < registeredOn) {
      const reason = `${label}不能早于登记日期`;
      problems.refuse(field, 'CONTRADICTION', `${registeredOn} at the earliest`, day, reason);
    }
  }
  const { suspendedOn, deregisteredOn } = facts;
  if (isDate(suspendedOn) && isDate(deregisteredOn) && deregisteredOn < suspendedOn) {
    const reason = '注销日期不能早于停业日期';
    problems.refuse(
      'deregisteredOn',
      'CONTRADICTION',
      `${suspendedOn} at the earliest`,
      deregisteredOn,
      reason,
    );
  }
  if (suspendedOn != null && (status ?? 'OPERATING') === 'OPERATING') {
    const expected = 'only for status SUSPENDED or DEREGISTERED';
    problems.refuse('suspendedOn', 'CONTRADICTION', expected, suspendedOn, '存续的组织没有停业日期');
  }
  if (deregisteredOn != null && status !== 'DEREGISTERED') {
    const expected = 'only for status DEREGISTERED';
    problems.refuse('deregisteredOn', 'CONTRADICTION', expected, deregisteredOn, '未注销的组织没有注销日期');
  }
}
