import type { ConfigurationProblem } from './configuration-error.ts';

/** Reads variables and remembers every one that is wrong, so that all are told at once. */
export class Environment {
  readonly problems: ConfigurationProblem[] = [];
  readonly #values: Readonly<Record<string, string | undefined>>;

  constructor(values: Readonly<Record<string, string | undefined>>) {
    this.#values = values;
  }

  text(name: string): string | undefined {
    return this.#values[name]?.trim() || undefined;
  }

  wrong(name: string, expected: string): void {
    this.problems.push({ where: name, expected, received: this.#values[name] });
  }

  wholeNumber(
    name: string,
    fallback: number,
    { least, most, unit }: { least: number; most: number; unit: string },
  ): number {
    const received = this.text(name);
    if (received === undefined) return fallback;
    const number = /^\d{1,9}$/.test(received) ? Number(received) : Number.NaN;
    if (number >= least && number <= most) return number;
    this.wrong(name, `${unit} from ${least} to ${most}`);
    return fallback;
  }

  oneOf<Value extends string>(name: string, values: readonly Value[], fallback: Value): Value {
    const received = this.text(name) ?? fallback;
    const value = values.find((each) => each === received);
    if (value === undefined) this.wrong(name, `one of ${values.join(', ')}`);
    return value ?? fallback;
  }

  /** Parts between commas; `read` gives null for one that is wrong. */
  list<Value>(
    name: string,
    fallback: readonly Value[],
    expected: string,
    read: (part: string) => Value | null,
  ): readonly Value[] {
    const received = this.text(name);
    if (received === undefined) return fallback;
    const values = received.split(',').map((part) => read(part.trim()));
    if (!values.includes(null)) return values as Value[];
    this.wrong(name, expected);
    return fallback;
  }
}
