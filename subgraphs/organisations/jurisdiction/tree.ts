import type { RequestContext } from '@jiedui/kit/context';
import type { Federation } from '@jiedui/kit/federation';
import { sortKey } from '@jiedui/kit/pinyin';
import { compareText } from '@jiedui/schema/contract/order';

import { Jurisdiction } from './entity.ts';

type Asking = Pick<RequestContext, 'federation'>;

/** A jurisdiction, or null where the federation has none of this code. From the federation file: no table repeats it. */
export function jurisdictionOf({ federation }: Asking, code: string): Jurisdiction | null {
  return treeOf(federation).get(code) ?? null;
}

/** All of them, by the pinyin of their names. */
export function allJurisdictions({ federation }: Asking): Jurisdiction[] {
  return [...treeOf(federation).values()];
}

const trees = new WeakMap<Federation, ReadonlyMap<string, Jurisdiction>>();

function treeOf(federation: Federation): ReadonlyMap<string, Jurisdiction> {
  let tree = trees.get(federation);
  if (!tree) {
    const sorted = federation.entries
      .map((entry) => ({ entry, key: sortKey(entry.name) }))
      .sort((a, b) => compareText(a.key, b.key) || compareText(a.entry.code, b.entry.code));
    tree = new Map(
      sorted.map(({ entry: { code, name, englishName, level, parent } }) => [
        code,
        Object.assign(new Jurisdiction(), { code, name, englishName, level, parentCode: parent ?? null }),
      ]),
    );
    trees.set(federation, tree);
  }
  return tree;
}
