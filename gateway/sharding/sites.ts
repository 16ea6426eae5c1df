import type { Selection, Shape, Site } from './rewrite/tree.ts';
import { isRecord, read, type Json } from './values.ts';

/** The objects in which one record's cut fields are missing: the same record can stand in many places. */
export type Parents = Json[];

/**
 * Reads the markers out of answers: what is still to be asked. Objects are shared where a record stands in several places,
 * so every value is walked once, before it is put there.
 */
export class Sites {
  #found = new Map<Site, Map<unknown, Parents>>();
  readonly #shapes = new WeakMap<object, Shape>();

  get empty(): boolean {
    return this.#found.size === 0;
  }

  /** What was found since the last time: the parents, by site and key of the record. */
  take(): ReadonlyMap<Site, ReadonlyMap<unknown, Parents>> {
    const found = this.#found;
    this.#found = new Map();
    return found;
  }

  /** The shape that a value of a selection was found to have. */
  shapeOf(selection: Selection, value: object): Shape | undefined {
    return selection.only ?? this.#shapes.get(value);
  }

  /** Takes the markers and injected type names out of a value, down to the last. */
  collect(selection: Selection | null, value: unknown): void {
    if (!selection?.busy || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) this.collect(selection, item);
    } else if (isRecord(value)) {
      const shape = this.#shape(selection, value);
      if (shape) this.fields(shape, value);
    }
  }

  fields(shape: Shape, value: Json): void {
    if (shape.proof) delete value[shape.proof];
    if (shape.site) this.#mark(shape.site, value);
    for (const field of shape.busy) this.collect(field.selection, read(value, field.key));
  }

  #shape(selection: Selection, value: Json): Shape | undefined {
    if (selection.typename === null) return selection.only ?? undefined;
    const shape = selection.only ?? selection.shapes.get(String(value[selection.typename]));
    delete value[selection.typename];
    if (shape && !selection.only) this.#shapes.set(value, shape);
    return shape;
  }

  #mark(site: Site, value: Json): void {
    const key = value[site.marker];
    if (key === undefined) return;
    delete value[site.marker];
    let records = this.#found.get(site);
    if (!records) this.#found.set(site, (records = new Map<unknown, Parents>()));
    const parents = records.get(key);
    if (parents) parents.push(value);
    else records.set(key, [value]);
  }
}
