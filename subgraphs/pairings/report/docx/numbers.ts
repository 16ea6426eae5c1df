import type { Figure, ReportData } from '../data.ts';

/** The numbers of a report, as they are printed: the appendix names each that was, and none that was not. */
export class Numbers {
  readonly #figures: ReadonlyMap<string, Figure>;
  readonly #printed = new Set<string>();

  constructor({ figures }: Pick<ReportData, 'figures'>) {
    this.#figures = new Map(figures.map((figure) => [figure.code, figure]));
  }

  /** The number of a code, which is printed from here on. */
  of(code: string): number {
    const figure = this.#figures.get(code);
    if (!figure) throw new Error(`No figure ${code} in this report`);
    this.#printed.add(code);
    return figure.value;
  }

  /** What the report calls it: as it was locked, whatever it is called since. */
  label(code: string): string {
    return this.#figures.get(code)?.label ?? code;
  }

  /** As `of`, as text. */
  text(code: string): string {
    return String(this.of(code));
  }

  /** Figures whose code has this shape, not printed by being looked at. */
  like(shape: RegExp): Figure[] {
    return [...this.#figures.values()].filter(({ code }) => shape.test(code));
  }

  /** In the order in which they were printed. */
  printed(): Figure[] {
    return [...this.#printed].map((code) => this.#figures.get(code)!);
  }
}
