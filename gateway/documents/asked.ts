import type { HTTPGraphQLRequest } from '@apollo/server';
import { refusal, type Refusal } from '../refusal.ts';

/** What a request asks, checked in form, wherever in the request it stood. */
export interface Asked {
  text: string | undefined;
  /** SHA-256 of the text, in hexadecimal, as the client names a document that is kept here. */
  hash: string | undefined;
  operationName: string | undefined;
  variables: Record<string, unknown>;
}

/** Headers that a page of another site cannot send without the browser asking first. */
const preflightHeaders = ['apollo-require-preflight', 'x-apollo-operation-name'];

export function readAsked(request: HTTPGraphQLRequest): Asked | Refusal {
  return request.method === 'GET' ? readSearch(request) : readObject(request.body);
}

function readSearch({ search, headers }: HTTPGraphQLRequest): Asked | Refusal {
  if (!preflightHeaders.some((name) => headers.get(name))) {
    return bad(
      `GET 请求须带 ${preflightHeaders[0]} 头。Expected a non-empty header ${preflightHeaders.join(' or ')}, so that no other site can send it.`,
    );
  }
  const parameters = new URLSearchParams(search);
  const read: Record<string, unknown> = {};
  for (const name of ['query', 'operationName', 'variables', 'extensions', 'documentId']) {
    const [value, more] = parameters.getAll(name);
    if (more !== undefined) return bad(`参数 ${name} 重复。Expected ${name} once.`);
    if (value === undefined) continue;
    if (name !== 'variables' && name !== 'extensions') {
      read[name] = value;
      continue;
    }
    try {
      read[name] = JSON.parse(value);
    } catch {
      return bad(`参数 ${name} 不是有效的 JSON。Expected ${name} as JSON.`);
    }
  }
  return readObject(read);
}

function readObject(body: unknown): Asked | Refusal {
  if (!isRecord(body)) return bad('请求体须为 JSON 对象。Expected a JSON object: {query, variables, …}.');
  const { query, operationName, variables, extensions, documentId } = body;
  for (const [name, value] of Object.entries({ query, operationName, documentId })) {
    if (value != null && typeof value !== 'string') return bad(`${name} 须为文本。Expected ${name} as text.`);
  }
  for (const [name, value] of Object.entries({ variables, extensions })) {
    if (value != null && !isRecord(value))
      return bad(`${name} 须为 JSON 对象。Expected ${name} as an object.`);
  }
  const persisted = (extensions as Record<string, unknown> | null | undefined)?.['persistedQuery'];
  if (persisted != null && !isRecord(persisted))
    return bad('persistedQuery 须为 JSON 对象。Expected an object.');
  if (persisted && persisted['version'] !== 1) {
    return bad('persistedQuery 的版本须为 1。Expected version 1 of persistedQuery.');
  }
  const hash = persisted?.['sha256Hash'] ?? documentId?.toString().replace(/^sha256:/, '');
  if (hash != null && (typeof hash !== 'string' || !/^[0-9a-f]{64}$/i.test(hash))) {
    return bad('哈希须为 64 位十六进制 SHA-256。Expected a SHA-256 of 64 hexadecimal digits.');
  }
  if (!query && !hash) return bad('缺少查询。Expected a query, or the hash of one that is kept here.');
  return {
    text: (query as string | null | undefined) || undefined,
    hash: (hash as string | null | undefined)?.toLowerCase(),
    operationName: (operationName as string | null | undefined) || undefined,
    variables: (variables as Record<string, unknown> | null | undefined) ?? {},
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bad(message: string): Refusal {
  return refusal(400, 'BAD_REQUEST', message);
}
