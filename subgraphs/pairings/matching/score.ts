import { kilometresBetween } from './distance.ts';
import { type Example, examples } from './examples.ts';
import type { CandidateFacts, OrganisationKind, PartyLevel, UnitFacts, UnitLevel } from './facts.ts';
import type { MatchingPolicy, Weights } from './policy.ts';

/** How well a unit and an organisation fit by one principle, in hundredths from 0 to 100, and the fact that gave it. */
export interface Principled<Fact> {
  hundredths: number;
  fact: Fact;
}

export type FunctionFact =
  | { kind: 'EXAMPLE'; example: Example; named: boolean }
  | { kind: 'REGULATED' }
  | { kind: 'UNRELATED' };

export interface LayerFact {
  /** Whether the unit serves organisations of this kind, whatever their industry. */
  served: boolean;
}

export type ConvenienceFact =
  | { kind: 'DISTANCE'; kilometres: number }
  | { kind: 'SAME_TOWN' }
  | { kind: 'SAME_JURISDICTION' }
  | { kind: 'BELOW' };

export interface Score {
  function: Principled<FunctionFact>;
  layer: Principled<LayerFact>;
  convenience: Principled<ConvenienceFact>;
  /** The weighted mean, in ten-thousandths: whole, so that totals are exact. */
  total: number;
}

/** Of 100. *Policy*: the articles name the principles, and give examples; they give no numbers. */
const functionScores = { namedExample: 100, example: 90, regulated: 80, unrelated: 0 };
const placeScores = { sameTown: 100, sameJurisdiction: 80, below: 40 };

/** Larger party organisations go to the upper layer, branches to the lower. Of 100. */
const layerScores: Readonly<Record<UnitLevel, Readonly<Record<PartyLevel, number>>>> = {
  CITY: { COMMITTEE: 100, GENERAL_BRANCH: 80, BRANCH: 60 },
  COUNTY: { COMMITTEE: 60, GENERAL_BRANCH: 80, BRANCH: 100 },
};

/** Education, health, culture, and the public and social sector: a unit of one of them serves social organisations. */
const socialSections: ReadonlySet<string> = new Set(['P', 'Q', 'R', 'S']);

/** How well they fit by each principle and in all. The organisation lies in the unit's jurisdiction or below it. Pure. */
export function scoreOf(unit: UnitFacts, candidate: CandidateFacts, policy: MatchingPolicy): Score {
  const parts = {
    function: functionOf(unit, candidate),
    layer: layerOf(unit, candidate),
    convenience: convenienceOf(unit, candidate, policy),
  };
  return { ...parts, total: totalOf(parts, policy.weights) };
}

/** The weighted mean of hundredths, in ten-thousandths. */
export function totalOf(
  parts: Readonly<Record<keyof Weights, Pick<Principled<unknown>, 'hundredths'>>>,
  weights: Weights,
): number {
  const sum = weights.function + weights.layer + weights.convenience;
  const weighted =
    weights.function * parts.function.hundredths +
    weights.layer * parts.layer.hundredths +
    weights.convenience * parts.convenience.hundredths;
  return Math.round((100 * weighted) / sum);
}

/** 职能相近: the articles' own examples first, then the sections that the unit regulates or serves. */
function functionOf(unit: UnitFacts, candidate: CandidateFacts): Score['function'] {
  let found: Example | undefined;
  for (const example of examples) {
    if (!isOfKind(candidate, example) || !holdsAny(unit.name, example.unitWords)) continue;
    if (holdsAny(candidate.name, example.nameWords)) {
      return { hundredths: functionScores.namedExample, fact: { kind: 'EXAMPLE', example, named: true } };
    }
    found ??= example;
  }
  if (found) {
    return { hundredths: functionScores.example, fact: { kind: 'EXAMPLE', example: found, named: false } };
  }
  return unit.functions.includes(candidate.industry)
    ? { hundredths: functionScores.regulated, fact: { kind: 'REGULATED' } }
    : { hundredths: functionScores.unrelated, fact: { kind: 'UNRELATED' } };
}

function isOfKind({ industry, division }: CandidateFacts, { section, divisions }: Example): boolean {
  return industry === section && (divisions?.includes(division ?? '') ?? true);
}

function holdsAny(name: string, words: readonly string[]): boolean {
  return words.some((word) => name.includes(word));
}

/** 分层分类: half by layer, half by class. */
function layerOf(unit: UnitFacts, candidate: CandidateFacts): Score['layer'] {
  const served = serves(unit, candidate.kind) || unit.functions.includes(candidate.industry);
  const layer = layerScores[unit.level][candidate.party.level];
  return { hundredths: Math.round((layer + (served ? 100 : 0)) / 2), fact: { served } };
}

function serves({ functions }: UnitFacts, kind: OrganisationKind): boolean {
  return functions.some((section) => socialSections.has(section) === (kind === 'SOCIAL_ORGANISATION'));
}

/** 便于联系: by distance where both places are known, else by town and jurisdiction. */
function convenienceOf(
  unit: UnitFacts,
  candidate: CandidateFacts,
  { farKilometres }: MatchingPolicy,
): Score['convenience'] {
  if (unit.point && candidate.point) {
    const kilometres = kilometresBetween(unit.point, candidate.point);
    const hundredths = Math.round(100 * Math.max(0, 1 - kilometres / farKilometres));
    return { hundredths, fact: { kind: 'DISTANCE', kilometres } };
  }
  if (unit.jurisdiction !== candidate.jurisdiction) {
    return { hundredths: placeScores.below, fact: { kind: 'BELOW' } };
  }
  return unit.town !== null && unit.town === candidate.town
    ? { hundredths: placeScores.sameTown, fact: { kind: 'SAME_TOWN' } }
    : { hundredths: placeScores.sameJurisdiction, fact: { kind: 'SAME_JURISDICTION' } };
}
