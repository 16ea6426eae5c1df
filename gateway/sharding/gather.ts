import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { CoverageLedger } from './coverage.ts';
import { errorRemark, mostRepetitions, shardFault, silenceFault } from './errors.ts';
import { beforeLists, type Notes, type Path } from './notes.ts';
import { isReduced } from './older.ts';
import type { Field } from './rewrite/tree.ts';
import type { Part, PartError } from './scatter.ts';
import type { Shards } from './scope.ts';
import type { Deployment, Silence } from './shard.ts';
import { refuseStrays } from './strict.ts';
import type { Sites } from './sites.ts';
import { incompletePaths, rowsIn } from './strategies/fold.ts';
import type { FoldContext } from './strategies/strategy.ts';
import { put, type Json } from './values.ts';

/** The state of one fetch: everything that its parts write while they are gathered. */
export interface Gathering extends FoldContext {
  notes: Notes;
  sites: Sites;
  shards: Shards;
  ledger: CoverageLedger;
  operation: 'query' | 'mutation';
  /** Representations in one request, at most. */
  chunk: number;
  strict: boolean;
  /** How often a jurisdiction's silence was told already, by what was asked of it. */
  silences: Map<object, Map<JurisdictionCode, number>>;
  /** Objects whose record could not be had: they become null when everything is gathered. */
  dead: Set<object>;
}

/** What one shard said of one field. `reason`: why it said nothing; its value is null then. */
export interface FieldAnswer {
  deployment: Deployment;
  codes: readonly JurisdictionCode[];
  value: unknown;
  errors: readonly PartError[];
  reason: Silence | null;
}

export function fieldAnswer(part: Part): FieldAnswer {
  const { deployment, codes } = part.ask;
  return part.kind === 'silent'
    ? { deployment, codes, value: null, errors: [], reason: part.reason }
    : { deployment, codes, value: part.value, errors: part.errors, reason: null };
}

/** Jurisdictions that nobody serves, as if a shard had been silent. */
export function unsupportedAnswers(
  codes: readonly JurisdictionCode[],
  ledger: CoverageLedger,
): FieldAnswer[] {
  ledger.asked(codes, 'unsupported');
  return codes.map((code) => ({
    deployment: { name: '', jurisdictions: [], subgraphs: new Set() },
    codes: [code],
    value: null,
    errors: [],
    reason: 'unsupported',
  }));
}

/**
 * Folds what the shards said of one field, puts the result into every holder, and notes what is wrong or missing. The answers
 * come in the order of the jurisdictions.
 */
export function gatherField(
  field: Field,
  answers: readonly FieldAnswer[],
  holders: readonly Json[],
  gathering: Gathering,
): void {
  const fold = field.fold ?? { strategy: 'FIRST' };
  const checked = answers.map((answer) => checkedAnswer(field, answer, gathering));
  const note = (rest: Path, remark: Parameters<Notes['hang']>[2]) => {
    for (const holder of holders) gathering.notes.hang(holder, [field.key, ...rest], remark);
  };
  const whole = incompletePaths(fold);
  for (const answer of checked) {
    const jurisdiction = answer.codes.length === 1 ? answer.codes[0]! : null;
    for (const { path, error } of answer.errors) {
      const remark = errorRemark(shardFault(error, jurisdiction), answers.length);
      if (!gathering.notes.attach(answer.value, path, remark)) {
        note(answers.length > 1 ? beforeLists(path) : path, remark);
      }
      // A total that one shard could not tell is a total without it.
      const untold = whole.find((part) => part.length > 0 && part.join() === path.join());
      if (untold) note(untold, { kind: 'incomplete' });
    }
    if (answer.reason) noteSilence(field, answer.reason, answer.codes, [field.key], holders, gathering);
    const missing = answer.reason !== null || (answer.value === null && answer.errors.length > 0);
    if (missing) for (const path of whole) note(path, { kind: 'incomplete' });
  }
  const value = gathering.nested.fold(
    fold,
    checked.map((answer) => answer.value),
    gathering,
  );
  gathering.sites.collect(field.selection, value);
  for (const holder of holders) put(holder, field.key, value);
}

/** `what`: the field or unit that was asked, by which the repetitions are counted. */
export function noteSilence(
  what: object,
  reason: Silence,
  codes: readonly JurisdictionCode[],
  rest: Path,
  holders: readonly Json[],
  { notes, shards, operation, silences }: Gathering,
): void {
  let told = silences.get(what);
  if (!told) silences.set(what, (told = new Map<JurisdictionCode, number>()));
  for (const code of codes) {
    const before = told.get(code) ?? 0;
    const remark = errorRemark(silenceFault(reason, code, shards.map, operation));
    for (const holder of holders.slice(0, mostRepetitions - before)) notes.hang(holder, rest, remark);
    told.set(code, Math.min(mostRepetitions, before + holders.length));
  }
}

/** A value that breaks the contract is left out whole: half of a liar's answer is no better than the other half. */
function checkedAnswer(field: Field, answer: FieldAnswer, gathering: Gathering): FieldAnswer {
  const { deployment, codes, value, reason } = answer;
  if (reason) return answer;
  const fold = field.fold ?? { strategy: 'FIRST' };
  if (!gathering.nested.accepts(fold, value, deployment, gathering)) {
    // What was not asked of an older release may be what merging needs: it tells no lie.
    const because = isReduced(answer.errors) ? 'unsupported' : 'invalid';
    gathering.ledger.asked(codes, because);
    return { ...answer, value: null, errors: [], reason: because };
  }
  if (gathering.strict) refuseStrays(field.selection, value, deployment);
  countRows(field, answer, gathering);
  return answer;
}

function countRows({ fold }: Field, { codes, value }: FieldAnswer, gathering: Gathering): void {
  const [first] = codes;
  if (!first || value === null || !fold) return;
  const owners = typeof value === 'object' ? gathering.rows.get(value)?.owners : undefined;
  if (!owners || codes.length === 1) {
    const rows = rowsIn(fold, value, gathering);
    if (rows > 0) gathering.ledger.gave(first, rows);
    return;
  }
  const counts = new Map<JurisdictionCode, number>();
  for (const owner of owners) if (owner) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  for (const [code, rows] of counts) gathering.ledger.gave(code, rows);
}
