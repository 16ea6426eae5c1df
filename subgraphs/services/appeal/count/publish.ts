/**
 * Which numbers of one owner's records the public gets. Pure.
 *
 * What is published is decided once, from all of the owner's records, whatever is asked: the number of every group by every
 * set of dimensions, except those that are withheld. Any answer is a sum of published numbers, so two answers together tell
 * no more than the published numbers do. Withheld are
 *
 * - groups of fewer records than `least`;
 * - as many more as it takes that nobody works out such a group, or several of them together, by adding up the parts of a group
 *   and subtracting parts from it, however often.
 *
 * It does not hold against systems of several such equations with bounds, nor against counting again after each new record.
 */

/** Records with the same value in every dimension. */
export interface Cell {
  /** A value per dimension; null where the records hold none. */
  values: readonly (string | null)[];
  count: number;
}

/** A group by some of the dimensions. */
export interface PublishedGroup {
  /** A value per dimension; null where it is not grouped by it. */
  values: readonly (string | null)[];
  count: number;
  withheld: boolean;
}

/** The groups by each set of dimensions: bit n of the index is set where they are grouped by the n-th. */
export type Published = readonly (readonly PublishedGroup[])[];

export function publish(cells: readonly Cell[], dimensions: number, least: number): Published {
  const tables = Array.from({ length: 1 << dimensions }, (_, set) => grouped(cells, dimensions, set));
  for (const table of tables) {
    for (const group of table.values()) group.withheld = group.count > 0 && group.count < least;
  }
  const lines = linesOf(tables, dimensions);
  // Every round withholds one group more.
  for (let told = exposing(lines, least); told; told = exposing(lines, least)) withholdIn(...told);
  return tables.map((table) => [...table.values()]);
}

/** A group and its parts along one further dimension. */
interface Line {
  whole: PublishedGroup;
  parts: PublishedGroup[];
}

/** By which line a withheld group can be worked out. */
type WorkedOut = Map<PublishedGroup, Line>;

/** A line by which a small group, or several that are small together, can be worked out, and what was before. */
function exposing(lines: readonly Line[], least: number): [Line, WorkedOut] | null {
  const workedOut: WorkedOut = new Map();
  const isKnown = (group: PublishedGroup): boolean => !group.withheld || workedOut.has(group);
  for (let found = true; found;) {
    found = false;
    for (const line of lines) {
      const hidden = line.parts.filter((part) => !isKnown(part));
      const known = isKnown(line.whole);
      const count = known ? hidden.reduce((all, part) => all + part.count, 0) : line.whole.count;
      // One that is known and one that is not: of a group with several unknown parts only these together.
      if (known ? hidden.length === 0 : hidden.length > 0) continue;
      if (count < least) return [line, workedOut];
      const single = known ? hidden : [line.whole];
      if (single.length > 1) continue;
      workedOut.set(single[0]!, line);
      found = true;
    }
  }
  return null;
}

/** Withholds the smallest published group of the line, which costs the least; where it has none, of those that led to it. */
function withholdIn(line: Line, workedOut: WorkedOut): void {
  for (const { whole, parts } of leadingTo(line, workedOut)) {
    const published = [...parts, whole].filter(({ withheld }) => !withheld);
    const [smallest] = published.sort((a, b) => a.count - b.count);
    if (!smallest) continue;
    smallest.withheld = true;
    return;
  }
  throw new Error('Nothing is published, and yet something is told');
}

function leadingTo(line: Line, workedOut: WorkedOut): Set<Line> {
  const led = new Set([line]);
  // A set is walked on as it grows.
  for (const { whole, parts } of led) {
    for (const group of [whole, ...parts]) {
      const before = workedOut.get(group);
      if (before) led.add(before);
    }
  }
  return led;
}

function grouped(cells: readonly Cell[], dimensions: number, set: number): Map<string, PublishedGroup> {
  const table = new Map<string, PublishedGroup>();
  // Over nothing there is one group, also without records.
  if (set === 0) table.set(keyOf(Array(dimensions).fill(null)), emptyGroup(Array(dimensions).fill(null)));
  for (const { values, count } of cells) {
    const own = values.map((value, dimension) => (set & (1 << dimension) ? value : null));
    const key = keyOf(own);
    const group = table.get(key) ?? emptyGroup(own);
    table.set(key, group);
    group.count += count;
  }
  return table;
}

function linesOf(tables: readonly Map<string, PublishedGroup>[], dimensions: number): Line[] {
  const lines: Line[] = [];
  for (const [set, table] of tables.entries()) {
    for (let dimension = 0; dimension < dimensions; dimension++) {
      if (!(set & (1 << dimension))) continue;
      const wholes = tables[set ^ (1 << dimension)]!;
      const byWhole = new Map<PublishedGroup, PublishedGroup[]>();
      for (const part of table.values()) {
        const whole = wholes.get(keyOf(part.values.map((value, n) => (n === dimension ? null : value))))!;
        byWhole.set(whole, [...(byWhole.get(whole) ?? []), part]);
      }
      for (const [whole, parts] of byWhole) lines.push({ whole, parts });
    }
  }
  return lines;
}

function emptyGroup(values: readonly (string | null)[]): PublishedGroup {
  return { values, count: 0, withheld: false };
}

function keyOf(values: readonly (string | null)[]): string {
  return JSON.stringify(values);
}
