import type { CandidateFacts, UnitFacts } from './facts.ts';

/** Sides of a pair for tests, plain where nothing is said. */

export function unitFacts(id: string, given: Partial<UnitFacts> = {}): UnitFacts {
  return {
    id,
    name: `示例单位${id}`,
    level: 'CITY',
    jurisdiction: '445100',
    town: null,
    point: null,
    functions: [],
    paired: 0,
    ...given,
  };
}

export function candidateFacts(id: string, given: Partial<CandidateFacts> = {}): CandidateFacts {
  return {
    id,
    name: `示例企业${id}`,
    jurisdiction: '445103',
    town: null,
    point: null,
    kind: 'NON_PUBLIC_ENTERPRISE',
    industry: 'C',
    division: null,
    party: { id: `${id}-party`, name: `示例企业${id}党支部`, level: 'BRANCH' },
    ...given,
  };
}
