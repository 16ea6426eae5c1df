import type { RequestContext } from '@jiedui/kit/context';
import { attribute } from '@jiedui/kit/history';
import { run as ask, sql } from '@jiedui/kit/sql';
import { newRecord } from '@jiedui/kit/record';
import { ownerOf, type RecordId } from '@jiedui/schema/contract/id';
import type { EntityManager } from '@mikro-orm/postgresql';

import { type Choice, type Decisions, holdDecisions, readDecisions } from './decisions.ts';
import { explain, type Names } from './explain.ts';
import type { CandidateFacts, UnitFacts } from './facts.ts';
import type { Matched } from './match.ts';
import { type MatchingRun, policyOfRun } from './run.ts';
import { scoreOf } from './score.ts';
import type { Sides } from './sides.ts';
import { PairingSuggestion } from './suggestion.ts';

export interface Outcome {
  sides: Sides;
  matched: Matched;
  /** As they were when the run read them. */
  decisions: Decisions;
  /** Of those the choices that it kept. */
  choices: readonly Choice[];
}

/**
 * Writes what a run came to, all of it or nothing, and once: whoever began the run again since writes nothing. Where officers
 * decided something while it ran, or a pairing changed, it is begun anew instead.
 */
export async function recordOutcome(
  context: RequestContext,
  begun: MatchingRun,
  outcome: Outcome,
): Promise<void> {
  const { id, owner, attempts, asIfUnpaired } = begun;
  const { sides, matched, decisions } = outcome;
  const now = context.clock.now().toISOString();
  await context.em.transactional(async (em) => {
    await holdDecisions(em, owner);
    const { mark } = await readDecisions(em, owner);
    if (mark !== decisions.mark) {
      await ask(
        { em },
        sql`update matching_run set state = 'QUEUED', attempts = 0 where id = ${id} and attempts = ${attempts} and state = 'RUNNING'`,
      );
      return;
    }
    const rows = suggestionsOf(context, begun, outcome);
    const own = await ask<{ id: string }>(
      { em },
      sql`update matching_run set state = 'DONE', step = 'WRITING', progress = 100, finished_at = ${now}::timestamptz,
          updated_at = ${now}::timestamptz, unit_count = ${sides.units.length}, candidate_count = ${sides.candidates.length},
          eligible_count = ${matched.eligible}, suggestion_count = ${rows.length}, total_score = ${matched.total},
          rounds = ${matched.rounds}, edges = ${matched.edges}, coverage = ${JSON.stringify(sides.coverage)}::jsonb,
          whole = ${sides.coverage.every(({ outcome }) => outcome === 'answered')}
        where id = ${id} and attempts = ${attempts} and state = 'RUNNING' returning id`,
    );
    if (own.length === 0) return;
    if (!asIfUnpaired) {
      const kept = new Set(rows.map(({ overridesId }) => overridesId));
      const silent = new Set(
        sides.coverage.flatMap(({ code, outcome }) => (outcome === 'answered' ? [] : [code])),
      );
      // What an officer chose in a county that did not answer is neither here nor settled.
      const open = outcome.choices.filter(
        (choice) => !kept.has(choice.id as RecordId) && silent.has(ownerOf(choice.organisation_id) ?? ''),
      );
      await attribute(em, context, { change: 'REPLACED' });
      await ask(
        { em },
        sql`update pairing_suggestion set state = 'REPLACED', updated_at = ${now}::timestamptz
          where owner = ${owner} and state = 'SUGGESTED' and id <> all(${open.map((choice) => choice.id)}::text[])
            and run_id in (select r.id from matching_run r where r.owner = ${owner} and not r.as_if_unpaired)`,
      );
    }
    await attribute(em, context, { change: 'SUGGESTED' });
    await insertAll(em, rows);
  });
}

type Row = Omit<PairingSuggestion, 'createdAt' | 'updatedAt'> & { createdAt: Date; updatedAt: Date };

/** Rows in one statement. */
const chunk = 500;

async function insertAll(em: EntityManager, rows: readonly Row[]): Promise<void> {
  for (let from = 0; from < rows.length; from += chunk) {
    await em.insertMany(PairingSuggestion, rows.slice(from, from + chunk) as never);
  }
}

/** What the run proposes, and before it what officers chose. */
function suggestionsOf(
  context: RequestContext,
  begun: MatchingRun,
  { sides, matched, choices }: Outcome,
): Row[] {
  const units = new Map(sides.units.map((unit) => [unit.id, unit]));
  const candidates = new Map(sides.candidates.map((candidate) => [candidate.id, candidate]));
  const names = namesOf(context, sides.sections);
  const kept = choices.flatMap((choice): Row[] => {
    const unit = units.get(choice.unit_id);
    const candidate = candidates.get(choice.organisation_id);
    // Its organisation has been paired since, or struck off: there is nothing to choose any more.
    if (!unit || !candidate) return [];
    const { grounds, id } = choice;
    return [
      { ...suggestionOf(context, begun, { unit, candidate, names }), grounds, overridesId: id as RecordId },
    ];
  });
  const proposed = matched.pairs.map(([unit, organisation]) =>
    suggestionOf(context, begun, { unit: units.get(unit)!, candidate: candidates.get(organisation)!, names }),
  );
  return [...kept, ...proposed];
}

/** Of a pairing. Unit: characters. */
const longestTitle = 200;

/** A suggestion of a run, with its scores and the sentence that explains it. */
export function suggestionOf(
  context: RequestContext,
  run: MatchingRun,
  { unit, candidate, names }: { unit: UnitFacts; candidate: CandidateFacts; names: Names },
): Row {
  const policy = policyOfRun(run);
  const score = scoreOf(unit, candidate, policy);
  const told = explain(unit, candidate, { score, weights: policy.weights, names });
  return {
    ...newRecord(context, 'sugg', run.owner),
    runId: run.id,
    title: [...`${unit.name} ↔ ${candidate.name}`].slice(0, longestTitle).join(''),
    state: 'SUGGESTED',
    unitId: unit.id as RecordId,
    organisationId: candidate.id as RecordId,
    partyOrganisationId: candidate.party.id as RecordId,
    score: score.total,
    functionScore: score.function.hundredths,
    layerScore: score.layer.hundredths,
    convenienceScore: score.convenience.hundredths,
    explanation: told.zh,
    englishExplanation: told.en,
    grounds: null,
    overridesId: null,
    pairingId: null,
  };
}

/** What sentences call jurisdictions and sections: their codes where nobody knows a name. */
export function namesOf(
  { federation }: Pick<RequestContext, 'federation'>,
  sections: Sides['sections'],
): Names {
  return {
    jurisdiction: (code) => {
      const entry = federation.find(code);
      return { zh: entry?.name ?? code, en: entry?.englishName ?? code };
    },
    section: (code) => sections[code] ?? { zh: code, en: code },
  };
}
