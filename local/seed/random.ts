import { createHash } from 'node:crypto';

/** A stream of pseudo-random numbers that is the same for the same name, on every machine. */
export interface Random {
  /** A whole number of 32 bits. */
  word(): number;
  /** From 0 up to, not including, `bound`. */
  below(bound: number): number;
  /** From `low` to `high`, both included. */
  between(low: number, high: number): number;
  pick<Item>(items: readonly Item[]): Item;
  bytes(length: number): Uint8Array;
}

/** sfc32: integers only, with a counter in its state, so that it cannot fall into a short cycle as float generators do. */
export function randomOf(name: string): Random {
  const seed = createHash('sha256').update(name).digest();
  let a = seed.readInt32LE(0);
  let b = seed.readInt32LE(4);
  let c = seed.readInt32LE(8);
  let counter = 1;

  const word = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  // The state needs some rounds until every bit of the seed shows in every bit of the output.
  for (let round = 0; round < 15; round++) word();

  const below = (bound: number): number => Math.floor((word() / 2 ** 32) * bound);
  return {
    word,
    below,
    between: (low, high) => low + below(high - low + 1),
    pick: (items) => {
      if (items.length === 0) throw new Error('Nothing to pick from.');
      return items[below(items.length)]!;
    },
    bytes: (length) => Uint8Array.from({ length }, () => word() & 0xff),
  };
}
