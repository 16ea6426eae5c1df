import type { LocalFederation } from './federation-file.ts';
import type { Running } from './running.ts';
import type { Tokens } from './tokens.ts';

const roles: Readonly<Record<keyof Tokens, string>> = {
  public: '公众',
  organisation: '两新组织党组织书记',
  unit: '成员单位联络员',
  instructor: '党建指导员',
  county: '县（区）工作人员',
  city: '市工作人员',
  auditor: '审计',
};

/** To try with curl: plain ASCII quoting that every shell takes. */
const queries = [
  [
    '结对名单，双方可分属不同地区 Pairings, with both sides across jurisdictions',
    '{ pairings(first: 10) { totalCount nodes { title unit { name } partyOrganisation { name jurisdiction { name } } } } }',
  ],
  [
    '两新组织按行业分布 Organisations by industry',
    '{ organisationGroups(by: [INDUSTRY, KIND]) { label count employees } }',
  ],
  ['公益服务按类别统计 Services by kind', '{ publicServiceGroups(by: [KIND]) { label records count } }'],
] as const;

/** What a person needs to go on. */
export function summary(
  { name, jurisdictions }: LocalFederation,
  { gateway, tokens }: Running,
  runningFile: string,
): string {
  const places =
    jurisdictions.length > 6
      ? `${jurisdictions.length} jurisdictions`
      : jurisdictions.map((each) => each.name).join('、');
  const tokenLines = Object.entries(tokens).map(
    ([role, token]) => `${role.padEnd(13)}${roles[role as keyof Tokens]}\n  ${token}`,
  );
  const queryLines = queries.map(
    ([title, query]) =>
      `# ${title}\ncurl -s ${gateway} -H 'content-type: application/json' \\\n  -d '${JSON.stringify({ query })}'`,
  );
  return [
    '',
    `网关 Gateway  ${gateway}   联邦 Federation ${name}: ${places}`,
    `地址、令牌 Addresses and tokens for scripts: ${runningFile}`,
    '',
    '令牌 Tokens, valid for 30 days; send as `authorization: Bearer <token>`:',
    ...tokenLines,
    '',
    '试一试 Try:',
    ...queryLines,
    '',
    'Ctrl-C 停止 stops everything; the data stay.',
  ].join('\n');
}
