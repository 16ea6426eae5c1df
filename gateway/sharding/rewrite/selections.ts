import type { GraphQLObjectType } from 'graphql';
import type { Field, Selection, Shape } from './tree.ts';

/** The selection of a concrete type. */
export function selectionOf(type: GraphQLObjectType, shape: Shape): Selection {
  return { shapes: new Map([[type.name, shape]]), only: shape, typename: null, busy: false };
}

/** Notes where something is left to read below, so that answers are walked there and nowhere else. */
export function seal(selection: Selection): Selection {
  for (const shape of selection.shapes.values()) {
    shape.busy = shape.fields.filter((field) => field.selection?.busy);
    if (shape.site || shape.proof || shape.busy.length > 0) selection.busy = true;
  }
  return selection;
}

/** The most rounds that sites below these fields take, one after the other. */
export function depthBelow(fields: readonly Field[], known: Map<Selection, number> = new Map()): number {
  let depth = 0;
  for (const { selection } of fields) {
    if (!selection?.busy) continue;
    let below = known.get(selection);
    if (below === undefined) {
      below = 0;
      for (const { site, busy } of selection.shapes.values()) {
        for (const unit of site?.units ?? []) below = Math.max(below, unit.depth);
        below = Math.max(below, depthBelow(busy, known));
      }
      known.set(selection, below);
    }
    depth = Math.max(depth, below);
  }
  return depth;
}
