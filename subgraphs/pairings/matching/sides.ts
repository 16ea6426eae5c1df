import { setTimeout as sleep } from 'node:timers/promises';

import { type Graph, type GraphAnswer, wholeData } from '@jiedui/kit/graph';

import type { Told } from './explain.ts';
import type { CandidateFacts, OrganisationKind, PartyLevel, Point, UnitFacts, UnitLevel } from './facts.ts';
import type { Covered } from './run.ts';

/** What a run asks of the graph: which units, and whose party organisations. */
export interface SidesWanted {
  /** Whose units. */
  jurisdiction: string;
  /** Whose party organisations. */
  jurisdictions: readonly string[];
  /** These units alone; all where null. */
  units: readonly string[] | null;
  /** Nobody counts as paired. */
  asIfUnpaired: boolean;
}

export interface Sides {
  units: UnitFacts[];
  candidates: CandidateFacts[];
  coverage: Covered[];
  /** Section of GB/T 4754-2017 → its names. */
  sections: Readonly<Record<string, Told>>;
}

export interface ReadOptions {
  signal?: AbortSignal | undefined;
  onProgress?: (progress: { read: number; of: number }) => void;
}

/** A side counts as paired in any state but ENDED, by a pairing with a unit or with a school. */
const pairedFilter = `{ kind: [UNIT_ORGANISATION, SCHOOL_SCHOOL], state: [PROPOSED, CONFIRMED, REPORTED, ASSESSED, RENEWED] }`;
const pageSize = 200;

const unitFields = `id name level functions town latitude longitude withdrawnOn jurisdiction { code }
  pairings(first: 1, filter: ${pairedFilter}) { totalCount }`;
const hostFields = `id name kind industry division town latitude longitude status jurisdiction { code }
  pairings(first: 1, filter: ${pairedFilter}) { totalCount }`;
const partyFields = `id name level dissolvedOn jurisdiction { code }
  pairings(first: 1, filter: ${pairedFilter}) { totalCount }
  hosts { ${hostFields} }`;

const unitsDocument = `query MatchingUnits($jurisdiction: ID!, $after: String) {
  memberUnits(jurisdictions: [$jurisdiction], first: ${pageSize}, after: $after, orderBy: { field: CREATED }) {
    totalCount pageInfo { hasNextPage endCursor } nodes { ${unitFields} }
  }
}`;
const partiesDocument = `query MatchingParties($jurisdictions: [ID!]!, $after: String) {
  partyOrganisations(jurisdictions: $jurisdictions, first: ${pageSize}, after: $after, orderBy: { field: CREATED }) {
    totalCount pageInfo { hasNextPage endCursor } nodes { ${partyFields} }
  }
}`;
const pairDocument = `query MatchingPair($unit: ID!, $party: ID!) {
  memberUnit(id: $unit) { ${unitFields} }
  partyOrganisation(id: $party) { ${partyFields} }
}`;
const sectionsDocument = `{ industries { code name englishName } }`;

interface Owned {
  id: string;
  name: string;
  jurisdiction: { code: string } | null;
  pairings: { totalCount: number | null } | null;
}
interface Placed {
  town: string | null;
  latitude: number | null;
  longitude: number | null;
}
interface UnitNode extends Owned, Placed {
  level: UnitLevel;
  functions: string[];
  withdrawnOn: string | null;
}
interface HostNode extends Owned, Placed {
  kind: OrganisationKind;
  industry: string;
  division: string | null;
  status: string;
}
interface PartyNode extends Owned {
  level: PartyLevel;
  dissolvedOn: string | null;
  hosts: (HostNode | null)[] | null;
}
interface Page<Node> {
  totalCount: number | null;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  nodes: Node[];
}

/**
 * Both sides as the graph tells them now. A jurisdiction that does not answer wholly takes no part: half of a county would be
 * matched as if it were all, and a pairing that is not seen would be made twice. The coverage says so.
 * @throws GRAPH_UNAVAILABLE where the run's own jurisdiction does not answer wholly, or the graph not at all
 */
export async function readSides(
  graph: Graph,
  wanted: SidesWanted,
  options: ReadOptions = {},
): Promise<Sides> {
  const { jurisdiction, jurisdictions, units: only, asIfUnpaired } = wanted;
  const { signal, onProgress } = options;
  const gaps = new Map<string, string>();
  const reading = { graph, gaps, own: jurisdiction, signal };
  const sections = await readSections(graph, signal);
  const units: UnitNode[] = [];
  for await (const page of pages<UnitNode>(reading, 'memberUnits', unitsDocument, { jurisdiction })) {
    units.push(...page.nodes);
  }
  const parties: PartyNode[] = [];
  for await (const page of pages<PartyNode>(reading, 'partyOrganisations', partiesDocument, {
    jurisdictions,
  })) {
    parties.push(...page.nodes);
    onProgress?.({ read: parties.length, of: Math.max(parties.length, page.totalCount ?? 0) });
  }
  const candidates = candidatesOf(parties, { gaps, asIfUnpaired });
  return {
    units: units
      .filter(({ id, withdrawnOn }) => withdrawnOn === null && (only === null || only.includes(id)))
      .map((unit) => unitOf(unit, asIfUnpaired)),
    candidates,
    coverage: jurisdictions.map((code) => ({
      code,
      outcome: gaps.get(code) ?? answered,
      candidates: candidates.filter((candidate) => candidate.jurisdiction === code).length,
    })),
    sections,
  };
}

/** Both sides of one pair, whether or not they are paired already; null where there is no such one that could be. */
export async function readPair(
  graph: Graph,
  ids: { unit: string; party: string },
): Promise<{ unit: UnitFacts | null; candidate: CandidateFacts | null; sections: Sides['sections'] }> {
  const { memberUnit, partyOrganisation } = wholeData(
    await graph.ask<{ memberUnit: UnitNode | null; partyOrganisation: PartyNode | null }>(pairDocument, ids),
  );
  const [candidate = null] = candidatesOf(partyOrganisation ? [partyOrganisation] : [], {
    asIfUnpaired: true,
  });
  return {
    unit: memberUnit && memberUnit.withdrawnOn === null ? unitOf(memberUnit, false) : null,
    candidate,
    sections: await readSections(graph),
  };
}

async function readSections(graph: Graph, signal?: AbortSignal): Promise<Sides['sections']> {
  interface Section {
    code: string;
    name: string;
    englishName: string;
  }
  const { industries } = wholeData(
    await graph.ask<{ industries: Section[] }>(sectionsDocument, {}, { signal }),
  );
  return Object.fromEntries(
    industries.map(({ code, name, englishName }) => [code, { zh: name, en: englishName }]),
  );
}

const answered = 'answered';
const mostTries = 3;
/** Unit: milliseconds. Between tries of a page that somebody did not answer. */
const retryWait = 500;

interface Reading {
  graph: Graph;
  /** Jurisdiction → how it did not answer. */
  gaps: Map<string, string>;
  /** The jurisdiction without which nothing can be matched. */
  own: string;
  signal: AbortSignal | undefined;
}

/** Page after page; who still does not answer a page wholly after some tries joins the gaps. */
async function* pages<Node>(
  { graph, gaps, own, signal }: Reading,
  field: string,
  document: string,
  variables: Readonly<Record<string, unknown>>,
): AsyncGenerator<Page<Node>> {
  for (let after: string | null = null; ;) {
    let answer: GraphAnswer<Record<string, Page<Node> | null>>;
    for (let tries = 1; ; tries++) {
      answer = await graph.ask(document, { ...variables, after }, { signal });
      if (answer.whole || tries === mostTries) break;
      await sleep(retryWait, undefined, { signal });
    }
    const page = answer.data?.[field];
    const silent = silentIn(answer);
    // Nobody can be named, or it is one without whom there is nothing to match: then what is missing is all.
    if (!page || (!answer.whole && (silent.size === 0 || silent.has(own)))) {
      wholeData({ ...answer, whole: false });
      return;
    }
    for (const [code, outcome] of silent) gaps.set(code, outcome);
    yield page;
    if (!page.pageInfo.hasNextPage) return;
    after = page.pageInfo.endCursor;
  }
}

function silentIn({ jurisdictions, errors }: GraphAnswer<unknown>): Map<string, string> {
  const silent = new Map<string, string>();
  for (const { jurisdiction, code } of errors) if (jurisdiction) silent.set(jurisdiction, code);
  for (const { code, outcome } of jurisdictions) if (outcome !== answered) silent.set(code, outcome);
  return silent;
}

/**
 * The party organisations that could be paired: each with the first of its hosts that operates; of several in one organisation
 * the one of the highest level.
 */
function candidatesOf(
  parties: readonly PartyNode[],
  { gaps, asIfUnpaired }: { gaps?: ReadonlyMap<string, string>; asIfUnpaired: boolean },
): CandidateFacts[] {
  const found = new Map<string, CandidateFacts>();
  for (const party of parties) {
    const hosts = party.hosts?.filter((host) => host !== null) ?? [];
    const all: readonly Owned[] = [party, ...hosts];
    // A host is missing where its owner did not answer.
    const known =
      party.hosts?.length === hosts.length &&
      all.every(({ jurisdiction }) => jurisdiction && !gaps?.has(jurisdiction.code));
    const free = asIfUnpaired || all.every(({ pairings }) => pairings?.totalCount === 0);
    const host = hosts.filter(({ status }) => status === 'OPERATING').sort(byId)[0];
    if (!known || !free || !host || party.dissolvedOn !== null) continue;
    const other = found.get(host.id)?.party;
    if (other && ranks[other.level] <= ranks[party.level]) continue;
    const { id, name, kind, industry, division, town } = host;
    found.set(id, {
      id,
      name,
      kind,
      industry,
      division,
      town,
      jurisdiction: host.jurisdiction!.code,
      point: pointOf(host),
      party: { id: party.id, name: party.name, level: party.level },
    });
  }
  return [...found.values()];
}

const ranks: Readonly<Record<PartyLevel, number>> = { COMMITTEE: 0, GENERAL_BRANCH: 1, BRANCH: 2 };

function unitOf(unit: UnitNode, asIfUnpaired: boolean): UnitFacts {
  const { id, name, level, functions } = unit;
  return {
    id,
    name,
    level,
    functions,
    jurisdiction: unit.jurisdiction!.code,
    town: unit.town,
    point: pointOf(unit),
    paired: asIfUnpaired ? 0 : (unit.pairings?.totalCount ?? 0),
  };
}

function pointOf({ latitude, longitude }: Placed): Point | null {
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

function byId(one: { id: string }, other: { id: string }): number {
  return one.id < other.id ? -1 : 1;
}
