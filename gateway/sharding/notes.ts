import type { GraphQLFormattedError } from 'graphql';
import { isRecord, type Json } from './values.ts';

export type Path = readonly (string | number)[];

/** Something to be said at a place of the answer: an error, or that a total misses somebody. */
export type Remark =
  | {
      kind: 'error';
      error: Omit<GraphQLFormattedError, 'path'>;
      /** Of how many shards the same was asked. */ asked: number;
    }
  | { kind: 'incomplete' };

interface Note {
  /** From the object on which the note hangs. */
  rest: Path;
  remark: Remark;
}

/**
 * Remarks hang on objects, not on paths: rows keep their identity through every merge, so where an object ends up is where its
 * remarks belong, and a row that is cut off takes its own along. Paths are read off the finished answer, once.
 */
export class Notes {
  readonly #notes = new Map<object, Note[]>();

  get empty(): boolean {
    return this.#notes.size === 0;
  }

  /** Hangs a remark on the deepest object that survives along the path. False where not even `value` is one. */
  attach(value: unknown, path: Path, remark: Remark): boolean {
    let holder: object | null = null;
    let at = 0;
    let current = value;
    for (let depth = 0; typeof current === 'object' && current !== null; depth++) {
      if (isRecord(current)) {
        holder = current;
        at = depth;
      }
      const step = path[depth];
      if (step === undefined || !Object.hasOwn(current, step)) break;
      current = (current as Json)[step];
    }
    if (!holder) return false;
    this.hang(holder, path.slice(at), remark);
    return true;
  }

  hang(holder: object, rest: Path, remark: Remark): void {
    const known = this.#notes.get(holder);
    if (known) known.push({ rest, remark });
    else this.#notes.set(holder, [{ rest, remark }]);
  }

  /** `part` has become part of `whole`. Positions in lists of the part mean nothing there: the path ends before them. */
  fold(part: object, whole: object): void {
    const notes = this.#notes.get(part);
    if (!notes) return;
    this.#notes.delete(part);
    for (const { rest, remark } of notes) this.hang(whole, beforeLists(rest), remark);
  }

  /** The fields of `part` now stand in each of `wholes`, as they are. */
  move(part: object, wholes: readonly object[]): void {
    const notes = this.#notes.get(part);
    if (!notes) return;
    this.#notes.delete(part);
    for (const whole of wholes) for (const { rest, remark } of notes) this.hang(whole, rest, remark);
  }

  /** Every remark whose object is in the answer, with its path, in the answer's order. */
  *placed(root: object): Generator<{ path: Path; remark: Remark }> {
    if (this.empty) return;
    yield* this.#own(root, []);
    if (this.#notes.size === 1 && this.#notes.has(root)) return;
    yield* this.#below(root, []);
  }

  *#own(value: object, path: Path): Generator<{ path: Path; remark: Remark }> {
    for (const { rest, remark } of this.#notes.get(value) ?? []) yield { path: [...path, ...rest], remark };
  }

  *#below(value: object, path: Path): Generator<{ path: Path; remark: Remark }> {
    const entries: Iterable<[string | number, unknown]> = Array.isArray(value)
      ? value.entries()
      : Object.entries(value);
    for (const [step, child] of entries) {
      if (typeof child !== 'object' || child === null) continue;
      const at = [...path, step];
      yield* this.#own(child, at);
      yield* this.#below(child, at);
    }
  }
}

/** A path up to its first position in a list. */
export function beforeLists(path: Path): Path {
  const list = path.findIndex((step) => typeof step === 'number');
  return list < 0 ? path : path.slice(0, list);
}
