import { errorRegistry, expectation } from '@jiedui/schema/contract/error';
import { ownerOf } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { errorRemark, refusalFault, shardFault, unknownJurisdiction, type Fault } from './errors.ts';
import { gatherField, noteSilence, unsupportedAnswers, type FieldAnswer, type Gathering } from './gather.ts';
import { isReduced } from './older.ts';
import type { Field, Unit } from './rewrite/tree.ts';
import type { Ask, Part, PartError, Question } from './scatter.ts';
import type { Target, Targets } from './scope.ts';
import type { Silence } from './shard.ts';
import { refuseStrays } from './strict.ts';
import { isRecord, put, read, type Json } from './values.ts';

/** One record, asked once however often it stands in the answer. */
export interface Wanted {
  representation: Json;
  /** The value of the type's shard key. */
  key: unknown;
  /** Where the fields go. */
  parents: readonly Json[];
}

/** What one shard said of one record. */
interface RecordAnswer {
  target: Target;
  value: Json | null;
  errors: readonly PartError[];
  reason: Silence | null;
}

interface Routed {
  wanted: Wanted;
  targets: Targets;
  answers: RecordAnswer[];
}

/** Asks the shards of a unit's scope about records, and puts what they say into the records' parents. */
export function* askUnit(unit: Unit, wanted: readonly Wanted[], gathering: Gathering): Question {
  const routed: Routed[] = [];
  for (const one of wanted) {
    const targets = route(unit, one, gathering);
    if ('message' in targets) refuse(unit, one, targets, gathering);
    else routed.push({ wanted: one, targets, answers: [] });
  }
  if (unit.scope === 'PLAIN' && unit.rule.mode === 'REPLICATED') yield* askAnyone(unit, routed, gathering);
  else yield* askEveryone(unit, routed, gathering);
  for (const record of routed) {
    if (unit.scope === 'PLAIN') settlePlain(unit, record, gathering);
    else for (const field of unit.shape.fields) settleScoped(field, record, gathering);
  }
}

/** The shards that a record's unit asks, or why there are none. */
export function route(unit: Unit, { key }: Wanted, { shards }: Pick<Gathering, 'shards'>): Targets | Fault {
  const { mode } = unit.rule;
  const needsOwner = unit.scope === 'PLAIN' ? mode === 'BY_KEY' : unit.scope !== 'ALL';
  if (!needsOwner) return shards.all;
  const owner = ownerOf(key);
  if (!owner) {
    return refusalFault(
      expectation('INVALID_ID', { expected: `the ${unit.rule.key} of a ${unit.type}`, received: key }),
    );
  }
  return shards.knows(owner)
    ? shards.forEntity(mode, unit.scope, owner)
    : unknownJurisdiction(shards.map, key);
}

function refuse(unit: Unit, { parents }: Wanted, fault: Fault, { notes, dead }: Gathering): void {
  for (const parent of parents) {
    if (unit.scope === 'PLAIN') {
      dead.add(parent);
      notes.hang(parent, [], errorRemark(fault));
      continue;
    }
    for (const { key } of unit.shape.fields) {
      put(parent, key, null);
      notes.hang(parent, [key], errorRemark(fault));
    }
  }
}

/** One ask per shard (or per chunk), with the records that it may know something of. */
function* askEveryone(unit: Unit, routed: readonly Routed[], gathering: Gathering): Question {
  const batches = new Map<Target['deployment'], { record: Routed; target: Target }[]>();
  for (const record of routed) {
    for (const target of record.targets.shards) {
      const batch = batches.get(target.deployment);
      if (batch) batch.push({ record, target });
      else batches.set(target.deployment, [{ record, target }]);
    }
  }
  const chunks = [...batches].flatMap(([deployment, batch]) =>
    inChunks(batch, gathering.chunk).map((chunk) => ({ deployment, chunk })),
  );
  const parts = yield chunks.map(({ deployment, chunk }) => askFor(unit, deployment, chunk));
  for (const [index, { chunk }] of chunks.entries()) {
    const answers = recordAnswers(unit, parts[index]!, chunk.length, gathering);
    for (const [at, { record, target }] of chunk.entries()) record.answers.push({ target, ...answers[at]! });
  }
  // Batches run by shard; each record's answers go back into the order of its jurisdictions.
  for (const { answers, targets } of routed) {
    answers.sort((a, b) => targets.shards.indexOf(a.target) - targets.shards.indexOf(b.target));
  }
}

/** Every shard holds the records: one is asked for all of them, the next one only if it stays silent. */
function* askAnyone(unit: Unit, routed: readonly Routed[], gathering: Gathering): Question {
  if (routed.length === 0) return;
  for (const target of gathering.shards.any) {
    const chunks = inChunks(routed, gathering.chunk);
    const parts = yield chunks.map((chunk) =>
      askFor(
        unit,
        target.deployment,
        chunk.map((record) => ({ record, target })),
      ),
    );
    for (const [index, chunk] of chunks.entries()) {
      const answers = recordAnswers(unit, parts[index]!, chunk.length, gathering);
      for (const [at, record] of chunk.entries()) {
        const answered = answers[at]!.reason === null;
        if (answered || record.answers.length === 0) record.answers = [{ target, ...answers[at]! }];
      }
    }
    if (routed.every(({ answers }) => answers.every(isWhole))) return;
  }
}

function isWhole({ reason, errors }: RecordAnswer): boolean {
  return reason === null && !isReduced(errors);
}

function askFor(
  unit: Unit,
  deployment: Target['deployment'],
  batch: readonly { record: Routed; target: Target }[],
): Ask {
  return {
    deployment,
    codes: [...new Set(batch.flatMap(({ target }) => target.codes))],
    piece: unit.piece,
    reserved: { [unit.variable]: batch.map(({ record }) => record.wanted.representation) },
  };
}

/** A part's `_entities`, record by record. Of another length or shape than asked, it is not used at all. */
function recordAnswers(
  unit: Unit,
  part: Part,
  length: number,
  { ledger }: Gathering,
): Omit<RecordAnswer, 'target'>[] {
  const all = (answer: Omit<RecordAnswer, 'target'>) => Array.from({ length }, () => answer);
  if (part.kind === 'silent') return all({ value: null, errors: [], reason: part.reason });
  const { value, errors } = part;
  if (value === null && errors.length > 0) {
    return all({ value: null, errors: errors.map(({ error }) => ({ path: [], error })), reason: null });
  }
  const [{ key: proof }] = unit.shape.fields as [Field];
  const fits =
    Array.isArray(value) &&
    value.length === length &&
    value.every((item) => item === null || (isRecord(item) && Object.hasOwn(item, proof)));
  if (!fits) {
    ledger.asked(part.ask.codes, 'invalid');
    return all({ value: null, errors: [], reason: 'invalid' });
  }
  const byRecord: PartError[][] = Array.from({ length }, () => []);
  for (const { path, error } of errors) {
    const [index, ...rest] = path;
    if (typeof index === 'number') byRecord[index]?.push({ path: rest, error });
    else for (const record of byRecord) record.push({ path: [], error });
  }
  return (value as (Json | null)[]).map((item, index) => ({
    value: item,
    errors: byRecord[index]!,
    reason: null,
  }));
}

/** The fields that the holder of a record answers alone. A record that nobody has is null where it stands. */
function settlePlain(unit: Unit, { wanted, targets, answers }: Routed, gathering: Gathering): void {
  const { notes, ledger, dead, sites } = gathering;
  const holder = answers.find(({ value }) => value !== null);
  const single = unit.rule.mode === 'BY_KEY';
  for (const { value, errors, reason, target } of holder && !single
    ? answers.filter((one) => one.value)
    : answers) {
    for (const { path, error } of errors) {
      const remark = errorRemark(shardFault(error, onlyCode(target)), answers.length);
      if (notes.attach(value, path, remark)) continue;
      for (const parent of wanted.parents) notes.hang(parent, path, remark);
    }
    if (reason) noteSilence(unit, reason, target.codes, [], wanted.parents, gathering);
    if (value !== null && value !== holder?.value) flagDuplicate(target, wanted, gathering);
  }
  if (!holder) {
    if (targets.shards.length === 0 || single) {
      ledger.asked(targets.unsupported, 'unsupported');
      noteSilence(unit, 'unsupported', targets.unsupported, [], wanted.parents, gathering);
    }
    for (const parent of wanted.parents) dead.add(parent);
    return;
  }
  const [code] = holder.target.codes;
  if (code) ledger.gave(code, 1);
  if (gathering.strict) {
    for (const { key, selection } of unit.shape.busy) {
      refuseStrays(selection, read(holder.value!, key), holder.target.deployment);
    }
  }
  sites.fields(unit.shape, holder.value!);
  for (const parent of wanted.parents) {
    for (const { key } of unit.shape.fields) put(parent, key, read(holder.value!, key));
  }
  notes.move(holder.value!, wanted.parents);
}

/** Two shards claim one record: the first in the order of jurisdictions stands, and the claim is named. */
function flagDuplicate(target: Target, { parents }: Wanted, { notes, ledger }: Gathering): void {
  ledger.asked(target.codes, 'invalid');
  const { zh, en } = errorRegistry.JURISDICTION_INVALID_ANSWER;
  const fault: Fault = {
    message: `${zh}: ${en} Two jurisdictions hold one record.`,
    extensions: { code: 'JURISDICTION_INVALID_ANSWER', jurisdiction: onlyCode(target) },
  };
  for (const parent of parents) notes.hang(parent, [], errorRemark(fault));
}

/** A field with a scope: every shard of it holds a part. */
function settleScoped(field: Field, { wanted, targets, answers }: Routed, gathering: Gathering): void {
  const ofField = answers.map(({ target, value, errors, reason }): FieldAnswer => ({
    deployment: target.deployment,
    codes: target.codes,
    value: value ? read(value, field.key) : null,
    errors: errors.flatMap(({ path: [key, ...path], error }) => {
      if (key === undefined) return [{ path: [], error }];
      return key === field.key ? [{ path, error }] : [];
    }),
    reason,
  }));
  const nobody = unsupportedAnswers(targets.unsupported, gathering.ledger);
  gatherField(field, [...ofField, ...nobody], wanted.parents, gathering);
}

function onlyCode({ codes }: Target): JurisdictionCode | null {
  return codes.length === 1 ? codes[0]! : null;
}

function inChunks<Item>(items: readonly Item[], size: number): Item[][] {
  const chunks: Item[][] = [];
  for (let from = 0; from < items.length; from += size) chunks.push(items.slice(from, from + size));
  return chunks;
}
