import { type Federation, federationOf } from '@jiedui/kit/federation';
import { isJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { isMap, isNode, isSeq, LineCounter, parseDocument } from 'yaml';

export interface FileProblem {
  line: number;
  expected: string;
  received: unknown;
}

export type FederationRead =
  | { kind: 'read'; federation: Federation }
  | { kind: 'wrong'; problems: readonly FileProblem[] };

/**
 * The tree of jurisdictions in a federation file (YAML, or JSON, which is YAML). Its list of deployments is the
 * gateway's business and is not looked at: a county's copy may leave it out.
 */
export function readFederation(text: string): FederationRead {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineOf = (node: unknown): number =>
    isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1;
  const problems: FileProblem[] = document.errors.map(({ pos, message }) => ({
    line: lines.linePos(pos[0]).line,
    expected: 'YAML or JSON',
    received: message,
  }));
  if (problems.length > 0) return { kind: 'wrong', problems };

  const list = document.get('jurisdictions', true);
  if (!isSeq(list) || list.items.length === 0) {
    const expected = 'a list `jurisdictions` of { code, name, englishName, level, parent }';
    return { kind: 'wrong', problems: [{ line: lineOf(list), expected, received: list?.toString() }] };
  }

  const entries = list.items.map((item) => {
    const field = (name: string): string | undefined => {
      const value: unknown = isMap(item) ? item.get(name) : undefined;
      return value == null ? undefined : String(value);
    };
    const entry = {
      code: field('code') ?? '',
      name: field('name') ?? '',
      englishName: field('englishName') ?? field('name') ?? '',
      level: field('level') ?? '',
      parent: field('parent'),
    };
    const refuse = (expected: string, received: unknown): void => {
      problems.push({ line: lineOf(item), expected, received });
    };
    if (!isJurisdictionCode(entry.code)) refuse('a jurisdiction code such as "445103"', field('code'));
    if (!entry.name) refuse(`the name of ${entry.code || 'the jurisdiction'}`, field('name'));
    if (entry.level !== 'CITY' && entry.level !== 'COUNTY') refuse('level CITY or COUNTY', field('level'));
    if (entry.parent !== undefined && !isJurisdictionCode(entry.parent)) {
      refuse('the code of the jurisdiction above as parent', entry.parent);
    }
    return entry;
  });
  if (problems.length > 0) return { kind: 'wrong', problems };

  try {
    return { kind: 'read', federation: federationOf(entries) };
  } catch (error) {
    const received = error instanceof Error ? error.message : String(error);
    return {
      kind: 'wrong',
      problems: [
        { line: lineOf(list), expected: 'each jurisdiction once, below one that is listed', received },
      ],
    };
  }
}
