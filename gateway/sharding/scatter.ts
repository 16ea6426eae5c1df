import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Variables } from './arguments.ts';
import type { CoverageLedger, Outcome } from './coverage.ts';
import type { Path } from './notes.ts';
import { reduce, restore, type Reduced } from './older.ts';
import { printDocument } from './rewrite/print.ts';
import type { Reductions } from './reductions.ts';
import type { Piece } from './rewrite/tree.ts';
import type { Deployment, Send, ShardReply, Silence } from './shard.ts';
import { isRecord, read } from './values.ts';

/** One piece asked of one shard. */
export interface Ask {
  deployment: Deployment;
  /** For which of its jurisdictions. */
  codes: readonly JurisdictionCode[];
  piece: Piece;
  /** The values of the piece's reserved variables. */
  reserved: Variables;
}

/** What came of one ask. */
export type Part =
  | { kind: 'answered'; ask: Ask; value: unknown; errors: readonly PartError[] }
  | { kind: 'silent'; ask: Ask; reason: Silence };

export interface PartError {
  /** Below the piece's value. */
  path: Path;
  error: GraphQLFormattedError;
}

/**
 * A question to the shards, in rounds: it yields what it asks and is resumed with what came of it. All questions of a round
 * travel together, so however many there are, every shard gets one request.
 */
export type Question<Result = void> = Generator<readonly Ask[], Result, readonly Part[]>;

export interface Channel {
  subgraph: string;
  schema: GraphQLSchema;
  operation: 'query' | 'mutation';
  declarations: ReadonlyMap<string, string>;
  variables: Variables;
  send: Send;
  ledger: CoverageLedger;
  reductions?: Reductions | undefined;
}

/** Carries questions through their rounds until none asks any more. */
export async function carry(questions: readonly Question[], channel: Channel): Promise<void> {
  let waiting = questions.map((question) => ({ question, step: question.next() }));
  for (;;) {
    waiting = waiting.filter(({ step }) => !step.done);
    if (waiting.length === 0) return;
    const parts = await scatter(
      waiting.flatMap(({ step }) => (step.done ? [] : step.value)),
      channel,
    );
    let from = 0;
    for (const entry of waiting) {
      const asked = entry.step.done ? 0 : entry.step.value.length;
      entry.step = entry.question.next(parts.slice(from, (from += asked)));
    }
  }
}

/** Most shards of a round are asked the same: the document is printed once. */
class Texts {
  readonly #channel: Channel;
  #pieces: readonly Piece[] = [];
  #text = '';

  constructor(channel: Channel) {
    this.#channel = channel;
  }

  of(pieces: readonly Piece[]): string {
    const same =
      pieces.length === this.#pieces.length && pieces.every((piece, at) => piece === this.#pieces[at]);
    if (!same) {
      this.#pieces = pieces;
      this.#text = printDocument(this.#channel.operation, pieces, this.#channel.declarations);
    }
    return this.#text;
  }
}

/** One request per shard; the parts are in the order of the asks, whoever answered first. */
async function scatter(asks: readonly Ask[], channel: Channel): Promise<Part[]> {
  const parts = new Map<Ask, Part>();
  const texts = new Texts(channel);
  const calls = documentsOf(asks).map(async (document) => {
    for (const part of await call(document, texts, channel)) parts.set(part.ask, part);
  });
  await Promise.all(calls);
  return asks.map((ask) => parts.get(ask)!);
}

/** Asks of one shard share a document, unless they would share a response key: chunks of one question do not. */
function documentsOf(asks: readonly Ask[]): Ask[][] {
  const byDeployment = new Map<Deployment, Ask[][]>();
  for (const ask of asks) {
    let documents = byDeployment.get(ask.deployment);
    if (!documents) byDeployment.set(ask.deployment, (documents = []));
    const free = documents.find((document) => document.every(({ piece }) => piece.key !== ask.piece.key));
    if (free) free.push(ask);
    else documents.push([ask]);
  }
  return [...byDeployment.values()].flat(1);
}

/** An older release names in a document that it refuses what it does not know, some at a time. Unit: rounds. */
const mostReductions = 5;

/**
 * Asks a shard; where it refuses the document as a whole, before it did anything, for what it knows of it: a county that runs an
 * older release lacks a field and nothing else.
 */
async function call(asks: readonly Ask[], texts: Texts, channel: Channel): Promise<Part[]> {
  const whole = texts.of(asks.map(({ piece }) => piece));
  const { name } = asks[0]!.deployment;
  // What a write may be asked for is never taken from memory: it may have become possible just now.
  const reductions = channel.operation === 'query' ? channel.reductions : undefined;
  const known = reductions?.of(name, whole);
  let asked: Reduced = known ?? { text: whole, missing: new Map() };
  for (let round = 0; asked.text !== null && round <= mostReductions; round++) {
    const { text, missing } = asked;
    const left = asks.filter(({ piece }) => !missing.get(piece.key)?.some((path) => path.length === 0));
    const reply = await deliver(left, text, channel);
    const refusal = unsupportedBy(reply);
    if (!refusal) {
      if (missing.size === 0) return partsOf(asks, reply, channel);
      if (asked !== known && reply.kind === 'answered') reductions?.keep(name, whole, asked);
      const parts = new Map(partsOf(left, reply, channel).map((part) => [part.ask, part]));
      return asks.map((ask) => lessening(parts.get(ask), missing) ?? unsupported(ask, channel));
    }
    const reduced = reduce(text, refusal, channel.schema);
    if (!reduced) break;
    asked = { text: reduced.text, missing: joined(missing, reduced.missing) };
  }
  if (asked.text === null && asked !== known) reductions?.keep(name, whole, asked);
  return asks.map((ask) => unsupported(ask, channel));
}

function joined(one: Reduced['missing'], other: Reduced['missing']): Reduced['missing'] {
  const both = new Map(one);
  for (const [key, paths] of other) both.set(key, [...(both.get(key) ?? []), ...paths]);
  return both;
}

function unsupported(ask: Ask, { ledger }: Channel): Part {
  ledger.asked(ask.codes, 'unsupported');
  return { kind: 'silent', ask, reason: 'unsupported' };
}

/** The part, with null and an error wherever something of it was not asked for. */
function lessening(part: Part | undefined, missing: Reduced['missing']): Part | undefined {
  if (part?.kind !== 'answered') return part;
  const errors = restore(part.value, missing.get(part.ask.piece.key) ?? []);
  return { ...part, errors: [...part.errors, ...errors] };
}

/** What a shard has against a document that it does not understand; null where it does. */
function unsupportedBy(reply: ShardReply): readonly GraphQLFormattedError[] | null {
  return reply.kind === 'answered' && wholesale(reply) === 'unsupported' ? reply.errors : null;
}

function partsOf(asks: readonly Ask[], reply: ShardReply, { ledger }: Channel): Part[] {
  const codes = [...new Set(asks.flatMap(({ codes }) => codes))];
  const failed = reply.kind === 'silent' ? reply.reason : wholesale(reply);
  if (reply.kind === 'silent' || failed) {
    const reason = failed ?? 'invalid';
    const bytes = reply.kind === 'answered' ? reply.bytes : 0;
    ledger.asked(codes, reason, reply.milliseconds, bytes);
    return asks.map((ask) => ({ kind: 'silent', ask, reason }));
  }
  const parts = asks.map((ask) => partOf(ask, asks, reply));
  ledger.asked(codes, 'answered', reply.milliseconds, reply.bytes);
  for (const part of parts) {
    const outcome = outcomeOf(part);
    if (outcome !== 'answered') ledger.asked(part.ask.codes, outcome);
  }
  return parts;
}

async function deliver(asks: readonly Ask[], query: string, channel: Channel): Promise<ShardReply> {
  const variables: Variables = {};
  for (const { piece, reserved } of asks) {
    for (const name of piece.variables) {
      if (Object.hasOwn(channel.variables, name)) variables[name] = channel.variables[name];
    }
    Object.assign(variables, reserved);
  }
  try {
    return await channel.send({
      deployment: asks[0]!.deployment.name,
      subgraph: channel.subgraph,
      query,
      variables,
      operation: channel.operation,
    });
  } catch {
    // Send promises not to reject; if it does, that shard is unreachable and the others are not to suffer.
    return { kind: 'silent', reason: 'down', milliseconds: 0 };
  }
}

/** Why a reply as a whole is none, or null. */
function wholesale({ data, errors }: Extract<ShardReply, { kind: 'answered' }>): Silence | null {
  if (
    !Array.isArray(errors) ||
    !errors.every((error) => isRecord(error) && typeof error['message'] === 'string')
  ) {
    return 'invalid';
  }
  if (isRecord(data)) return null;
  if (data !== null && data !== undefined) return 'invalid';
  if (errors.length === 0) return 'invalid';
  const codes = errors.filter(({ path }) => !path?.length).map(({ extensions }) => extensions?.['code']);
  if (codes.includes('GRAPHQL_VALIDATION_FAILED')) return 'unsupported';
  if (codes.includes('GRAPHQL_PARSE_FAILED')) return 'invalid';
  if (codes.includes('UNAUTHENTICATED')) return 'denied';
  return null;
}

function partOf(
  ask: Ask,
  asks: readonly Ask[],
  { data, errors }: Extract<ShardReply, { kind: 'answered' }>,
): Part {
  const value = data ? read(data, ask.piece.key) : null;
  const own: PartError[] = [];
  for (const error of errors) {
    const [key, ...path] = error.path ?? [];
    // What is said of the whole document is said of each of its pieces.
    if (key === ask.piece.key) own.push({ path, error });
    else if (key === undefined || !asks.some(({ piece }) => piece.key === key)) own.push({ path: [], error });
  }
  if (value === undefined) return { kind: 'silent', ask, reason: 'invalid' };
  // A fault elsewhere in the document took this piece along: its null must not pass for an answer.
  if (!data && own.length === 0) own.push(...errors.map((error) => ({ path: [], error })));
  return { kind: 'answered', ask, value, errors: own };
}

/** A refusal at the root of what was asked is an outcome, although the shard answered. */
function outcomeOf(part: Part): Outcome {
  if (part.kind === 'silent') return part.reason;
  if (part.value !== null) return 'answered';
  for (const { path, error } of part.errors) {
    const code = error.extensions?.['code'];
    if (path.length > 0) continue;
    if (code === 'FORBIDDEN' || code === 'UNAUTHENTICATED') return 'denied';
    if (code === 'DATABASE_UNAVAILABLE') return 'down';
  }
  return 'answered';
}
