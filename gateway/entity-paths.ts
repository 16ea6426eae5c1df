import type { GraphQLFormattedError } from 'graphql';

type Path = readonly (string | number)[];

/** An entity fetch as the stock gateway makes it: where in the answer it belongs, and what it asked about. */
export interface EntityFetch {
  /** Names and '@' for each list, as in Apollo's response paths. */
  at: Path;
  representations: readonly unknown[];
}

/**
 * Errors of an entity fetch with their second step renumbered for the stock gateway. It reads the step as an index
 * into everything that stands at the fetch's place, while the subgraph counted the representations it was sent: in a
 * list of mixed types these differ, and the error of `items[3]` was reported at `items[1]`. Errors that cannot be
 * matched stay as they are.
 */
export function renumberEntityErrors(
  errors: readonly GraphQLFormattedError[],
  fetch: EntityFetch,
  grown: Record<string, unknown>,
): readonly GraphQLFormattedError[] {
  if (!errors.some(({ path }) => typeof path?.[1] === 'number')) return errors;
  const places = placesOf(fetch, grown);
  if (!places) return errors;
  return errors.map((error) => {
    const { path } = error;
    const place = typeof path?.[1] === 'number' ? places[path[1]] : undefined;
    return place === undefined ? error : { ...error, path: [path![0]!, place, ...path!.slice(2)] };
  });
}

/**
 * Paths below an entity fetch (`['_entities', 2, 'loans']`) as paths in the client's answer. Where an entity cannot be
 * found the path ends at the names that lead there.
 */
export function pathsInAnswer(
  paths: readonly Path[],
  fetch: EntityFetch,
  grown: Record<string, unknown>,
): Path[] {
  if (paths.length === 0) return [];
  const entities = entitiesAt(grown, fetch.at);
  const places = placesOf(fetch, grown);
  const names = fetch.at.filter((step) => step !== '@');
  return paths.map(([first, index, ...rest]) => {
    if (first !== '_entities' || typeof index !== 'number') return names;
    const place = places?.[index];
    return place === undefined ? names : [...entities[place]!.path, ...rest];
  });
}

/** For each representation the index of its entity among all at that place, or null where they do not match up. */
function placesOf({ at, representations }: EntityFetch, grown: Record<string, unknown>): number[] | null {
  const entities = entitiesAt(grown, at);
  const places: number[] = [];
  let next = 0;
  for (const representation of representations) {
    // In order, and never skipping one that fits: the stock gateway makes representations in this very order.
    while (next < entities.length && !covers(entities[next]!.value, representation)) next++;
    if (next === entities.length) return null;
    places.push(next++);
  }
  return places;
}

/**
 * Grows the picture of the answer by a root fetch the way the stock gateway does: the first object under a name stays,
 * later ones are merged into it (by the gateway, in the same objects that are held here).
 */
export function growAnswer(grown: Record<string, unknown>, data: Record<string, unknown> | null): void {
  for (const [name, value] of Object.entries(data ?? {})) {
    const held = Object.hasOwn(grown, name) ? grown[name] : undefined;
    const merges =
      (held !== null && typeof held === 'object' && isObject(value)) ||
      (Array.isArray(held) && Array.isArray(value) && held.length === value.length);
    if (!merges) grown[name] = value;
  }
}

interface Entity {
  path: Path;
  value: unknown;
}

/** Everything that stands at a place, in the order in which the stock gateway counts it. */
function entitiesAt(value: unknown, at: Path, path: Path = []): Entity[] {
  if (value === null || value === undefined) return [];
  const [step, ...rest] = at;
  if (step === undefined) return Array.isArray(value) ? each(value, [], path) : [{ path, value }];
  if (step === '@') return Array.isArray(value) ? each(value, rest, path) : [];
  if (Array.isArray(value)) return each(value, at, path);
  return isObject(value) && Object.hasOwn(value, step) ? entitiesAt(value[step], rest, [...path, step]) : [];
}

function each(list: readonly unknown[], at: Path, path: Path): Entity[] {
  return list.flatMap((item, index) => entitiesAt(item, at, [...path, index]));
}

function covers(entity: unknown, representation: unknown): boolean {
  if (Array.isArray(representation)) {
    return (
      Array.isArray(entity) &&
      entity.length === representation.length &&
      representation.every((item, index) => covers(entity[index], item))
    );
  }
  if (!isObject(representation)) return entity === representation;
  return (
    isObject(entity) &&
    Object.keys(representation).every(
      (name) => Object.hasOwn(entity, name) && covers(entity[name], representation[name]),
    )
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
