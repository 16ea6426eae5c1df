import { sortKey } from '@jiedui/kit/pinyin';

const known = new Map<string, string>();

/**
 * The kit's sort key. Generated names differ in their number alone: each piece between digits is looked up once, since
 * the reading of no word depends on what stands beyond a number.
 */
export function rememberedSortKey(name: string): string {
  return name
    .split(/([0-9]+)/)
    .map((piece) => {
      if (piece === '' || /^[0-9]+$/.test(piece)) return piece;
      let key = known.get(piece);
      if (key === undefined) known.set(piece, (key = sortKey(piece)));
      return key;
    })
    .filter((piece) => piece !== '')
    .join(' ');
}
