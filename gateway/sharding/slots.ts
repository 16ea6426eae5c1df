import { expectation } from '@jiedui/schema/contract/error';
import { valueFromASTUntyped } from 'graphql';
import type { Variables } from './arguments.ts';
import { askUnit, type Wanted } from './entities.ts';
import { errorRemark, refusalFault, type Fault } from './errors.ts';
import type { Gathering } from './gather.ts';
import type { EntitiesRoot } from './rewrite/compile.ts';
import type { Field } from './rewrite/tree.ts';
import type { Question } from './scatter.ts';
import { settledFields } from './settle.ts';
import { isRecord, put, type Json } from './values.ts';

interface Slot {
  type: string;
  record: Json;
}

/**
 * An `_entities` fetch. Equal representations are asked once; every slot of the answer holds its record or null, and there are
 * exactly as many slots as representations.
 */
export class EntitySlots {
  readonly #root: EntitiesRoot;
  readonly #slots: (Slot | Fault)[];
  /** By type, the distinct records. */
  readonly #wanted = new Map<string, Wanted[]>();

  constructor(root: EntitiesRoot, variables: Variables) {
    this.#root = root;
    const distinct = new Map<string, Slot>();
    this.#slots = representationsOf(root, variables).map((representation) => {
      const fault = faultOf(representation, root);
      if (fault) return fault;
      const identity = JSON.stringify(representation);
      let slot = distinct.get(identity);
      if (!slot) distinct.set(identity, (slot = this.#slot(representation as Json)));
      return slot;
    });
  }

  /** One question for every part of every type; all of them travel together. */
  questions(gathering: Gathering): Question[] {
    return [...this.#wanted].flatMap(([type, wanted]) =>
      this.#root.types.get(type)!.units.map((unit) => askUnit(unit, wanted, gathering)),
    );
  }

  /** Puts the slots into the answer. */
  place(data: Json, { notes }: Gathering): void {
    const list = this.#slots.map((slot, index) => {
      if (!('message' in slot)) return slot.record;
      notes.hang(data, [this.#root.key, index], errorRemark(slot));
      return null;
    });
    put(data, this.#root.key, list);
  }

  /** Empties the slots whose records could not be had. */
  settle(data: Json, { dead, sites }: Gathering): void {
    const list = this.#slots.map((slot) => {
      if ('message' in slot || dead.has(slot.record)) return null;
      return this.#survives(slot, dead, sites) ? slot.record : null;
    });
    put(data, this.#root.key, list);
  }

  #survives({ type, record }: Slot, dead: ReadonlySet<object>, sites: Gathering['sites']): boolean {
    const units = this.#root.types.get(type)?.units ?? [];
    return units.every(({ shape }) => settledFields(shape, record, dead, sites));
  }

  #slot(representation: Json): Slot {
    const type = String(representation['__typename']);
    const parts = this.#root.types.get(type);
    const record: Json = {};
    if (parts) {
      for (const field of parts.known) put(record, field.key, known(field, representation, type));
      const wanted = this.#wanted.get(type) ?? [];
      if (wanted.length === 0) this.#wanted.set(type, wanted);
      const [rule] = parts.units.map((unit) => unit.rule);
      wanted.push({ representation, key: rule ? representation[rule.key] : null, parents: [record] });
    }
    return { type, record };
  }
}

/** What the representation tells itself needs no shard. */
function known(field: Field, representation: Json, type: string): unknown {
  return field.name === '__typename' ? type : (representation[field.name] ?? null);
}

function representationsOf({ arguments: nodes }: EntitiesRoot, variables: Variables): unknown[] {
  const node = nodes.find(({ name }) => name.value === 'representations');
  const value = node ? valueFromASTUntyped(node.value, variables) : [];
  return Array.isArray(value) ? value : [];
}

function faultOf(representation: unknown, { types }: EntitiesRoot): Fault | null {
  if (isRecord(representation) && typeof representation['__typename'] === 'string') return null;
  const expected = `a representation with __typename: ${[...types.keys()].join(', ')}`;
  return refusalFault(expectation('INVALID_INPUT', { expected, received: representation }));
}
