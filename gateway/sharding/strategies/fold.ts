import type { Deployment } from '../shard.ts';
import { acceptsConcat, foldConcat } from './concat.ts';
import { acceptsConnection, foldConnection } from './connection.ts';
import { acceptsExtreme, foldExtreme } from './extreme.ts';
import { foldFirst } from './first.ts';
import { acceptsGroup, foldGroup } from './group.ts';
import { acceptsHistogram, foldHistogram } from './histogram.ts';
import { acceptsObject, foldObject } from './object.ts';
import { acceptsRatio, foldRatio } from './ratio.ts';
import type { Fold, FoldContext, Folding } from './strategy.ts';
import { acceptsSum, foldSum } from './sum.ts';

export const folding: Folding = { accepts, fold: foldValues };

/** Whether a shard's value is what the contract promises; a shard that breaks it is `invalid` and left out whole. */
export function accepts(fold: Fold, value: unknown, deployment: Deployment, context: FoldContext): boolean {
  if (value === null) return true;
  if (value === undefined) return false;
  switch (fold.strategy) {
    case 'CONNECTION':
      return acceptsConnection(fold, value, deployment, context);
    case 'GROUP':
      return acceptsGroup(fold, value, deployment, context);
    case 'OBJECT':
      return acceptsObject(fold, value, deployment, context);
    case 'RATIO':
      return acceptsRatio(fold, value, deployment, context);
    case 'HISTOGRAM':
      return acceptsHistogram(fold, value);
    case 'CONCAT':
      return acceptsConcat(value);
    case 'SUM':
      return acceptsSum(value);
    case 'MIN':
    case 'MAX':
      return acceptsExtreme(value);
    case 'FIRST':
    case 'ROUTE':
    case 'ANY':
      return true;
    default:
      throw new Error(`Unknown fold ${String(fold satisfies never)}`);
  }
}

/** Folds accepted values, in the order of the jurisdictions. Null where nobody has one. May reuse the values' objects. */
export function foldValues(fold: Fold, values: readonly unknown[], context: FoldContext): unknown {
  const present = values.filter((value) => value !== null && value !== undefined);
  if (present.length === 0) return null;
  switch (fold.strategy) {
    case 'CONNECTION':
      return foldConnection(fold, present as Record<string, unknown>[], context);
    case 'GROUP':
      return foldGroup(fold, present as Record<string, unknown>[][], context);
    case 'OBJECT':
      return foldObject(fold, present as Record<string, unknown>[], context);
    case 'RATIO':
      return foldRatio(fold, present as Record<string, unknown>[], context);
    case 'HISTOGRAM':
      return foldHistogram(fold, present as Record<string, unknown>[], context);
    case 'CONCAT':
      return foldConcat(present as unknown[][]);
    case 'SUM':
      return foldSum(present as number[]);
    case 'MIN':
    case 'MAX':
      return foldExtreme(fold.strategy, present as (number | string)[]);
    case 'FIRST':
    case 'ROUTE':
    case 'ANY':
      return foldFirst(present);
    default:
      throw new Error(`Unknown fold ${String(fold satisfies never)}`);
  }
}

/** Below a folded field: the paths whose value is less than the whole where a jurisdiction is missing. */
export function incompletePaths(fold: Fold): string[][] {
  switch (fold.strategy) {
    case 'CONNECTION':
      return [[], ...fold.totals.map((key) => [key])];
    case 'OBJECT':
      return fold.fields.flatMap(({ key, fold: inner }) =>
        incompletePaths(inner).map((path) => [key, ...path]),
      );
    case 'GROUP':
    case 'RATIO':
    case 'HISTOGRAM':
    case 'CONCAT':
    case 'SUM':
    case 'MIN':
    case 'MAX':
      return [[]];
    case 'FIRST':
    case 'ROUTE':
    case 'ANY':
      return [];
    default:
      throw new Error(`Unknown fold ${String(fold satisfies never)}`);
  }
}

/** The rows that a shard's value brings: edges, list items, else one. */
export function rowsIn(fold: Fold, value: unknown, context: FoldContext): number {
  if (value === null || value === undefined) return 0;
  if (fold.strategy === 'CONNECTION') return context.rows.get(value as object)?.keys.length ?? 0;
  return Array.isArray(value) ? value.length : 1;
}
