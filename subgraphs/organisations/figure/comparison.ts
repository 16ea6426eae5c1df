import type { RequestContext } from '@jiedui/kit/context';
import { run, sql } from '@jiedui/kit/sql';
import { tableOf } from '@jiedui/kit/table';

import { indicatorDefinition } from '../indicator/definitions.ts';
import { type RecordSet, recordSets, sitesSince } from '../indicator/record-sets.ts';
import { type Tally, tallyOf } from '../indicator/tally.ts';
import { readDecimal } from './decimal.ts';
import { ReportedFigure } from './entity.ts';
import type { CountedRecords } from './kinds.ts';
import type { Comparison, Derived, FigureFacts } from './reconcile.ts';

/**
 * What each figure is compared with, in their order: one statement for the figures beside them, one per table of records.
 * @throws INVALID_INPUT where the day has not begun
 */
export async function comparisonsOf(
  context: RequestContext,
  figures: readonly ReportedFigure[],
  asOf?: string | null,
): Promise<Comparison[]> {
  const beside = await figuresBeside(context, figures);
  const sets = figures.flatMap(setsOf);
  const owners = [...new Set(figures.map(({ owner }) => owner))];
  const tally = await tallyOf(context, sets, owners, asOf);
  return figures.map((figure) => {
    const partner = beside.find(({ id }) => id === figure.partnerId);
    return {
      figure: factsOf(figure),
      derived: derivedOf(figure, tally),
      demonstration: setsOf(figure).some((set) => tally.holdsDemonstration(set, figure.owner, figure.kind)),
      partner:
        partner && figure.jointTotal != null
          ? { figure: factsOf(partner), total: figure.jointTotal }
          : undefined,
      parts: beside.filter(({ partOfId }) => partOfId === figure.id).map((part) => factsOf(part).value),
    };
  });
}

/** The partners of the figures and the parts of them, in the order of the publication. */
async function figuresBeside(
  context: RequestContext,
  figures: readonly ReportedFigure[],
): Promise<ReportedFigure[]> {
  const table = tableOf(context.em, ReportedFigure);
  const partners = figures.flatMap(({ partnerId }) => partnerId ?? []);
  const rows = await run<Record<string, unknown>>(
    context,
    sql`select ${table.columns} from ${table.name} r where r.owner = any(${[...context.owned]}::text[])
      and r.withdrawn_on is null and (r.id = any(${partners}::text[]) or r.part_of_id = any(${figures.map(({ id }) => id)}::text[])) order by r.id`,
  );
  return rows.map(table.read);
}

function factsOf(figure: ReportedFigure): FigureFacts {
  const value = readDecimal(figure.value, figure.decimals);
  if (!value) throw new Error(`${figure.id} holds no decimal of ${figure.decimals} places`);
  const { atLeast, denominatorFrom: from, denominatorTo: to, numerator } = figure;
  if (figure.unit === 'COUNT') return { unit: 'COUNT', value, atLeast };
  const bounds = from == null || to == null ? null : { from, to, numerator: numerator ?? null };
  return { unit: 'PERCENT', value, atLeast, bounds };
}

const countedSets: Readonly<Record<CountedRecords, RecordSet>> = {
  MEMBER_UNITS: recordSets.memberUnits,
  PARTY_ORGANISATIONS: recordSets.parties,
  DEMONSTRATION_SITES: recordSets.sites,
  INSTRUCTORS: recordSets.instructors,
  INSTRUCTOR_UNITS: recordSets.instructorUnits,
  INSTRUCTORS_WITHOUT_PARTY: recordSets.withoutParty,
  INSTRUCTORS_ONE_TO_ONE: recordSets.oneToOne,
  INSTRUCTORS_COUNTY_LEADER: recordSets.countyLeader,
};

function countedSet({ counted, assumedFrom }: ReportedFigure): RecordSet | null {
  if (counted == null) return null;
  return counted === 'DEMONSTRATION_SITES' && assumedFrom ? sitesSince(assumedFrom) : countedSets[counted];
}

function definitionOf({ indicator, definitionVersion }: ReportedFigure) {
  return indicator && definitionVersion ? indicatorDefinition(indicator, definitionVersion) : undefined;
}

function setsOf(figure: ReportedFigure): RecordSet[] {
  const definition = definitionOf(figure);
  if (definition) return [definition.numerator, definition.denominator];
  const counted = countedSet(figure);
  return counted ? [counted] : [];
}

function derivedOf(figure: ReportedFigure, tally: Tally): Derived {
  const { owner, kind } = figure;
  const definition = definitionOf(figure);
  if (definition) {
    const numerator = tally.count(definition.numerator, owner, kind);
    const denominator = tally.count(definition.denominator, owner, kind);
    if (denominator === 0) return { kind: 'NONE', reason: 'EMPTY' };
    return { kind: 'SHARE', share: { numerator, denominator } };
  }
  const counted = countedSet(figure);
  if (!counted) return { kind: 'NONE', reason: 'ELSEWHERE' };
  return { kind: 'COUNT', count: tally.count(counted, owner, kind) };
}
