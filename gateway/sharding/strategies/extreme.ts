import { compareText } from '@jiedui/schema/contract/order';

export function acceptsExtreme(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'string';
}

/** MIN and MAX: numbers by value; dates and other texts by their bytes, the one order on which SQL and gateway agree. */
export function foldExtreme(strategy: 'MIN' | 'MAX', values: readonly (number | string)[]): number | string {
  const sign = strategy === 'MIN' ? 1 : -1;
  return values.reduce((best, value) => (compareScalars(value, best) * sign < 0 ? value : best));
}

export function compareScalars(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compareText(String(a), String(b));
}
