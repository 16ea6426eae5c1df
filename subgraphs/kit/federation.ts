import { codedError } from '@jiedui/schema/contract/error';
import { type JurisdictionCode, parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

export type JurisdictionLevel = 'CITY' | 'COUNTY';

/** A jurisdiction as the federation file lists it. */
export interface JurisdictionEntry {
  code: JurisdictionCode;
  /** 中文名称 */
  name: string;
  englishName: string;
  level: JurisdictionLevel;
  /** The jurisdiction above; absent at the top. */
  parent?: JurisdictionCode | undefined;
}

/** The tree of jurisdictions: reference data that every deployment holds whole. */
export interface Federation {
  entries: readonly JurisdictionEntry[];
  has(code: string): boolean;
  codes(): readonly JurisdictionCode[];
  find(code: string): JurisdictionEntry | undefined;
  /** The jurisdiction and those above it, from itself to the top. Unknown: empty. */
  lineage(code: string): readonly JurisdictionCode[];
  /** Whether `code` is `ancestor` itself or lies below it. */
  isWithin(code: string, ancestor: string): boolean;
}

/** @throws INVALID_CONFIGURATION where a code is wrong or double, or a parent is missing or its own descendant. */
export function federationOf(
  listed: readonly {
    code: string;
    name: string;
    englishName: string;
    level: string;
    parent?: string | null;
  }[],
): Federation {
  const byCode = new Map<string, JurisdictionEntry>();
  for (const { code: text, name, englishName, level, parent } of listed) {
    const code = parseJurisdictionCode(text);
    if (byCode.has(code)) throw wrong(`jurisdiction ${code} stands twice`);
    if (level !== 'CITY' && level !== 'COUNTY') throw wrong(`level of ${code}: expected CITY or COUNTY`);
    byCode.set(code, {
      code,
      name,
      englishName,
      level,
      parent: parent == null ? undefined : parseJurisdictionCode(parent),
    });
  }
  const lineages = new Map([...byCode.keys()].map((code) => [code, lineageOf(byCode, code)]));
  const codes = [...byCode.values()].map(({ code }) => code).sort();
  return {
    entries: [...byCode.values()],
    has: (code) => byCode.has(code),
    codes: () => codes,
    find: (code) => byCode.get(code),
    lineage: (code) => lineages.get(code) ?? [],
    isWithin: (code, ancestor) => (lineages.get(code) ?? []).some((each) => each === ancestor),
  };
}

function lineageOf(byCode: Map<string, JurisdictionEntry>, start: string): JurisdictionCode[] {
  const lineage: JurisdictionCode[] = [];
  for (let entry = byCode.get(start); entry;) {
    if (lineage.includes(entry.code)) throw wrong(`jurisdiction ${entry.code} lies below itself`);
    lineage.push(entry.code);
    if (!entry.parent) break;
    const { code, parent }: JurisdictionEntry = entry;
    entry = byCode.get(parent!);
    if (!entry) throw wrong(`parent ${parent} of ${code} is not listed`);
  }
  return lineage;
}

function wrong(fault: string): Error {
  return codedError('INVALID_CONFIGURATION', `The federation file is wrong: ${fault}.`);
}
