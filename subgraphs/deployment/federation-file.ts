import { type Federation, federationOf } from '@jiedui/kit/federation';
import { CoBuildingAspect } from '@jiedui/pairings/activity/terms';
import { type ConfiguredItem, defaultItems } from '@jiedui/pairings/co-building/items';
import { isJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { isMap, isNode, isSeq, LineCounter, parseDocument } from 'yaml';

export interface FileProblem {
  line: number;
  expected: string;
  received: unknown;
}

export type FederationRead =
  /** `items`: those of building together; the default ones where the file lists none. */
  | { kind: 'read'; federation: Federation; items: readonly ConfiguredItem[] }
  | { kind: 'wrong'; problems: readonly FileProblem[] };

/**
 * The tree of jurisdictions in a federation file (YAML, or JSON, which is YAML), and what the federation configures. Its list of deployments is the
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
  const items = readItems(document.get('coBuilding', true), lineOf, problems);
  if (problems.length > 0) return { kind: 'wrong', problems };

  try {
    return { kind: 'read', federation: federationOf(entries), items };
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

const codeShape = /^[A-Z][A-Z0-9_]{1,39}$/;
const mostItems = 100;

/** 共建内容: a list of { code, aspect, name, englishName }. */
function readItems(
  list: unknown,
  lineOf: (node: unknown) => number,
  problems: FileProblem[],
): readonly ConfiguredItem[] {
  if (list === undefined || list === null) return defaultItems;
  if (!isSeq(list) || list.items.length === 0 || list.items.length > mostItems) {
    const expected = `a list \`coBuilding\` of 1 to ${mostItems} { code, aspect, name, englishName }`;
    problems.push({ line: lineOf(list), expected, received: isNode(list) ? list.toString() : list });
    return defaultItems;
  }
  const codes = new Set<string>();
  return list.items.map((item) => {
    const field = (name: string): string => {
      const value: unknown = isMap(item) ? item.get(name) : undefined;
      return value == null ? '' : String(value).trim();
    };
    const refuse = (expected: string, received: unknown): void => {
      problems.push({ line: lineOf(item), expected, received });
    };
    const [code, aspect, name] = [field('code'), field('aspect'), field('name')];
    if (!codeShape.test(code)) refuse('code: 2 to 40 of A-Z, 0-9 and _', code);
    if (codes.has(code)) refuse('each code once', code);
    codes.add(code);
    if (!Object.hasOwn(CoBuildingAspect, aspect)) {
      refuse(`aspect: one of ${Object.keys(CoBuildingAspect).join(', ')}`, aspect);
    }
    if (!name || name.length > 100) refuse('name: 1 to 100 characters', name);
    return { code, aspect: aspect as CoBuildingAspect, name, englishName: field('englishName') || name };
  });
}
