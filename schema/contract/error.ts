import { GraphQLError } from 'graphql';

/**
 * Every code that a client of the platform can receive, with the HTTP status it has when it stands for a whole
 * request, and what it means in both languages. README and IDE are generated from it.
 */
export const errorRegistry = {
  // What the client sent
  GRAPHQL_PARSE_FAILED: {
    status: 400,
    zh: '查询语句无法解析',
    en: 'The operation is not valid GraphQL syntax.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    status: 400,
    zh: '查询与模式不符',
    en: 'The operation does not fit the schema.',
  },
  BAD_USER_INPUT: {
    status: 400,
    zh: '变量与声明的类型不符',
    en: 'A variable does not fit its declared type.',
  },
  BAD_REQUEST: { status: 400, zh: '请求格式错误', en: 'The request is not a GraphQL request.' },
  OPERATION_RESOLUTION_FAILURE: {
    status: 400,
    zh: '无法确定要执行的操作',
    en: 'It is not clear which operation is meant.',
  },
  LIMIT_EXCEEDED: {
    status: 400,
    zh: '查询超出限额',
    en: 'The operation is larger than this gateway takes.',
  },
  UNSUPPORTED_OPERATION: {
    status: 400,
    zh: '不支持此类操作',
    en: 'Subscriptions, @defer and @stream are not served.',
  },
  UNTRUSTED_DOCUMENT: {
    status: 403,
    zh: '查询未登记',
    en: 'Only registered documents are answered here.',
  },
  PERSISTED_QUERY_NOT_FOUND: {
    // Not a fault: the client sends the whole document with its hash next.
    status: 200,
    zh: '未存有此哈希的查询',
    en: 'No document is kept under this hash; send it whole.',
  },
  INVALID_JURISDICTION_CODE: { status: 400, zh: '行政区划代码格式错误', en: 'Not a jurisdiction code.' },
  UNKNOWN_JURISDICTION: {
    status: 400,
    zh: '未登记的行政区划',
    en: 'No jurisdiction of this federation has this code.',
  },
  INVALID_ID: { status: 400, zh: '编号格式错误', en: 'Not an id of this platform, or of another type.' },
  INVALID_CURSOR: {
    status: 400,
    zh: '游标无效',
    en: 'The cursor is forged, damaged, or of another ordering or filter.',
  },
  INVALID_PAGE_SIZE: { status: 400, zh: '分页大小超出范围', en: 'A page has 1 to 500 rows.' },
  INVALID_INPUT: { status: 400, zh: '输入不合规则', en: 'A value breaks a rule of the domain.' },
  NOT_FOUND: { status: 404, zh: '未找到记录', en: 'No such record, or none that you may see.' },
  IDEMPOTENCY_KEY_REQUIRED: {
    status: 400,
    zh: '缺少幂等键',
    en: 'A mutation needs a key of 8 to 128 characters that the client chooses once per intention.',
  },
  IDEMPOTENCY_CONFLICT: {
    status: 409,
    zh: '幂等键已用于其他内容',
    en: 'The key was used before with another request.',
  },
  INVALID_TRANSITION: {
    status: 409,
    zh: '状态不允许该步骤',
    en: 'The record is not in a state in which this step can be taken.',
  },
  CONFLICT: { status: 409, zh: '与现有记录冲突', en: 'An existing record stands against it.' },
  FILE_TOO_LARGE: {
    status: 413,
    zh: '文件过大',
    en: 'The file is larger than is taken; nothing was written.',
  },
  IMPORT_REFUSED: {
    status: 422,
    zh: '导入被拒绝',
    en: 'Rows of the file break rules of the domain; nothing was written.',
  },
  OVERLOADED: {
    status: 503,
    zh: '网关繁忙，请稍后重试',
    en: 'More is asked than can be answered; nothing was done, ask again in a moment.',
  },
  // Who the client is
  UNAUTHENTICATED: {
    status: 401,
    zh: '身份凭证无效',
    en: 'The token is missing, expired, or not for this service.',
  },
  FORBIDDEN: { status: 403, zh: '没有权限', en: 'Your role may not do or see this.' },
  // What a jurisdiction did
  JURISDICTION_TIMEOUT: {
    status: 504,
    zh: '该地区在时限内未应答',
    en: 'A jurisdiction did not answer in time.',
  },
  JURISDICTION_DOWN: { status: 503, zh: '该地区的服务无法连接', en: 'A jurisdiction could not be reached.' },
  JURISDICTION_DENIED: { status: 403, zh: '该地区拒绝应答', en: 'A jurisdiction refused this viewer.' },
  JURISDICTION_INVALID_ANSWER: {
    status: 502,
    zh: '该地区的应答不合约定',
    en: 'A jurisdiction broke the contract; its answer was not used.',
  },
  UNSUPPORTED_BY_JURISDICTION: {
    status: 501,
    zh: '该地区尚不支持',
    en: 'A jurisdiction does not serve this, or not yet.',
  },
  // What the platform does not do
  HOPS_TOO_DEEP: {
    status: 400,
    zh: '跨地区查询层数过多',
    en: 'The operation crosses between jurisdictions too often.',
  },
  DATABASE_UNAVAILABLE: {
    status: 503,
    zh: '数据库暂不可用',
    en: 'The database does not answer; nothing was written.',
  },
  GRAPH_UNAVAILABLE: {
    status: 503,
    zh: '暂时无法通过网关询问其他地区',
    en: 'This needs other jurisdictions, and the gateway through which they are asked gave no whole answer; nothing was written.',
  },
  INVALID_CONFIGURATION: {
    status: 500,
    zh: '配置错误',
    en: 'The configuration is wrong; the process did not start.',
  },
  INTERNAL_SERVER_ERROR: {
    status: 500,
    zh: '内部错误',
    en: 'A fault of the platform; the log has it under the correlation id.',
  },
} as const satisfies Record<string, { status: number; zh: string; en: string }>;

export type ErrorCode = keyof typeof errorRegistry;

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorRegistry, code);
}

/** Longest echo of what a client sent; the rest is cut. Unit: characters. */
const longestEcho = 80;

/** What was received, as it may stand in a message: JSON, cut, without control characters. */
export function echo(received: unknown): string {
  const text = received === undefined ? 'nothing' : (JSON.stringify(received) ?? String(received));
  return text.length > longestEcho ? `${text.slice(0, longestEcho)}…` : text;
}

/** An error that may reach a client: it has a code of the registry and carries nothing of the inside. */
export function codedError(
  code: ErrorCode,
  message: string,
  extensions: Record<string, unknown> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...extensions } });
}

/** A refusal that says what was expected and what was received. */
export function expectation(
  code: ErrorCode,
  { expected, received }: { expected: string; received: unknown },
): GraphQLError {
  const seen = echo(received);
  const { zh } = errorRegistry[code];
  return codedError(code, `${zh}: expected ${expected}; received ${seen}.`, { expected, received: seen });
}
