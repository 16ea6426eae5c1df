import { getNullableType, isListType, Kind, type ArgumentNode } from 'graphql';
import { adaptivePage, sizedPieces, type AdaptivePage } from './adaptive.ts';
import type { Variables } from './arguments.ts';
import { errorRemark, shardFault } from './errors.ts';
import { fieldAnswer, gatherField, unsupportedAnswers, type FieldAnswer, type Gathering } from './gather.ts';
import { isReduced } from './older.ts';
import { targetsOf } from './plan.ts';
import type { Compiled, FieldRoot } from './rewrite/compile.ts';
import { printField, variablesIn } from './rewrite/print.ts';
import type { Piece } from './rewrite/tree.ts';
import type { Ask, Question } from './scatter.ts';
import type { Target, Targets } from './scope.ts';
import { exhaustedShards, extendConnection } from './strategies/connection.ts';
import type { ConnectionFold } from './strategies/strategy.ts';
import { isRecord, put, type Json } from './values.ts';

/** Asks a root field's shards and puts the folded value into the answer. */
export function* askRoot(root: FieldRoot, compiled: Compiled, data: Json, gathering: Gathering): Question {
  const { because, targets, refused } = targetsOf(root, gathering.shards, gathering.variables);
  if (refused) {
    put(data, root.key, null);
    gathering.notes.hang(data, [root.key], errorRemark(refused));
    return;
  }
  const answers =
    because === 'any one'
      ? yield* askUntilAnswered(root, targets.shards)
      : yield* answersTo(root, compiled, targets, gathering);
  const nobody = unsupportedAnswers(targets.unsupported, gathering.ledger);
  gatherField(root.field, [...answers, ...nobody], [data], gathering);
}

function* answersTo(
  root: FieldRoot,
  compiled: Compiled,
  targets: Targets,
  gathering: Gathering,
): Question<FieldAnswer[]> {
  const { fold } = root.field;
  if (fold?.strategy === 'CONCAT') return yield* askPerJurisdiction(root, compiled, targets.shards);
  if (fold?.strategy === 'CONNECTION') {
    const page = adaptivePage(fold, gathering.variables, targets.shards.length);
    if (page) return yield* askAdaptively(root, fold, page, compiled, targets.shards, gathering);
  }
  const parts = yield targets.shards.map((target) => ask(target, root.piece));
  return parts.map(fieldAnswer);
}

function ask({ deployment, codes }: Target, piece: Piece, reserved: Variables = {}): Ask {
  return { deployment, codes, piece, reserved };
}

/** What every shard would answer alike: one is asked, the next only if it stays silent. */
function* askUntilAnswered(root: FieldRoot, shards: readonly Target[]): Question<FieldAnswer[]> {
  const silent: FieldAnswer[] = [];
  for (const target of shards) {
    const [part] = yield [ask(target, root.piece)];
    const answer = fieldAnswer(part!);
    if (answer.reason === null && !isReduced(answer.errors)) return [answer];
    silent.push(answer);
  }
  return silent;
}

/**
 * A shard that owns several jurisdictions is asked once for each, under aliases in one document: else its lists would come in
 * one run, and how jurisdictions are cut into deployments would show.
 */
function* askPerJurisdiction(
  root: FieldRoot,
  compiled: Compiled,
  shards: readonly Target[],
): Question<FieldAnswer[]> {
  const pruning = jurisdictionArgument(root);
  const asks = shards.flatMap((target) => {
    if (!pruning || target.codes.length === 1) return [ask(target, root.piece)];
    return target.codes.map((code) => {
      const piece = pieceFor(root, pruning, code, compiled.prefix);
      return ask({ deployment: target.deployment, codes: [code] }, piece);
    });
  });
  const parts = yield asks;
  return parts.map(fieldAnswer).sort((a, b) => ((a.codes[0] ?? '') < (b.codes[0] ?? '') ? -1 : 1));
}

/** The argument that takes a list of jurisdictions, by which one can be asked for alone. */
function jurisdictionArgument({ parent, field, shardKeys }: FieldRoot): string | null {
  const named = new Set(shardKeys.filter((path) => path.length === 1).map(([name]) => name));
  const definition = parent.getFields()[field.name];
  const lists = definition?.args.filter(({ type }) => isListType(getNullableType(type))) ?? [];
  return lists.find(({ name }) => named.has(name))?.name ?? null;
}

function pieceFor({ field }: FieldRoot, pruning: string, code: string, prefix: string): Piece {
  const only: ArgumentNode = {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: pruning },
    value: { kind: Kind.LIST, values: [{ kind: Kind.STRING, value: code }] },
  };
  const chosen = [...field.arguments.filter(({ name }) => name.value !== pruning), only];
  const one = { ...field, key: `${prefix}of${code}`, arguments: chosen };
  return { key: one.key, text: printField(one), variables: [...variablesIn([one])], reserved: [] };
}

/** Runs an adaptive page: a little of everyone, then the rest of those whose rows ran out. At most two rounds. */
function* askAdaptively(
  root: FieldRoot,
  fold: ConnectionFold,
  { size, perShard, backward }: AdaptivePage,
  { prefix }: Compiled,
  shards: readonly Target[],
  gathering: Gathering,
): Question<FieldAnswer[]> {
  const pieces = sizedPieces(root, fold, backward, prefix);
  const start = pieces.start(gathering.variables);
  const reserved = (rows: number, from: unknown) => ({
    [pieces.size]: rows,
    ...(from !== undefined && { [pieces.from]: from }),
  });
  const parts = yield shards.map((target) => ask(target, pieces.first, reserved(perShard, start)));
  const answers = parts.map(fieldAnswer);
  const usable = answers.flatMap(({ value, deployment }, index) =>
    isRecord(value) && gathering.nested.accepts(fold, value, deployment, gathering) ? [{ index, value }] : [],
  );
  const exhausted = exhaustedShards(
    fold,
    usable.map(({ value }) => value),
    size,
    backward,
    gathering,
  );
  if (exhausted.length === 0) return answers;
  const second = yield exhausted.map(({ shard, cursor, rows }) =>
    ask(shards[usable[shard]!.index]!, pieces.rest, reserved(rows, cursor)),
  );
  for (const [at, { shard }] of exhausted.entries()) {
    const { index, value } = usable[shard]!;
    const more = fieldAnswer(second[at]!);
    const { deployment } = shards[index]!;
    if (
      more.reason === null &&
      isRecord(more.value) &&
      gathering.nested.accepts(pieces.restFold, more.value, deployment, gathering)
    ) {
      // Positions change when the two pages become one: their errors find their rows before.
      for (const page of [answers[index]!, more]) hangErrors(page, answers.length, gathering);
      extendConnection(fold, value, more.value, backward, gathering);
      answers[index] = { ...answers[index]!, errors: [] };
    } else {
      // Its first rows alone would leave a hole in the order: a jurisdiction is there or is named as missing.
      answers[index] = {
        ...more,
        reason: more.reason ?? (more.value === null ? null : 'invalid'),
        value: null,
      };
    }
  }
  return answers;
}

function hangErrors({ value, errors, codes }: FieldAnswer, asked: number, { notes }: Gathering): void {
  for (const { path, error } of errors) {
    const jurisdiction = codes.length === 1 ? codes[0]! : null;
    notes.attach(value, path, errorRemark(shardFault(error, jurisdiction), asked));
  }
}
