import { echo } from '@jiedui/schema/contract/error';

export type Environment = Readonly<Record<string, string | undefined>>;

/** One wrong variable. `received` never holds a secret. */
export interface ConfigProblem {
  variable: string;
  expected: string;
  received: string;
}

/** Every wrong variable at once, so that nobody repairs them one start at a time. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(
      problems
        .map(({ variable, expected, received }) => `${variable}: expected ${expected}; received ${received}.`)
        .join('\n'),
    );
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

interface TextRule {
  expected: string;
  shape: RegExp;
  fallback?: string;
  /** The value does not stand in the message, only its length. */
  secret?: boolean;
}

interface ListRule<Item extends string> {
  expected: string;
  accepts: (text: string) => text is Item;
  fallback?: readonly Item[];
}

/** Reads variables and collects what is wrong with them instead of stopping at the first. */
export class Reader {
  private readonly problems: ConfigProblem[] = [];
  private readonly environment: Environment;

  constructor(environment: Environment) {
    this.environment = environment;
  }

  text(variable: string, { expected, shape, fallback, secret = false }: TextRule): string {
    const value = this.value(variable) ?? fallback;
    if (value !== undefined && shape.test(value)) return value;
    this.refuse(variable, expected, secret && value ? new Hidden(value) : value);
    return '';
  }

  list<Item extends string>(
    variable: string,
    { expected, accepts, fallback }: ListRule<Item>,
  ): readonly Item[] {
    const value = this.value(variable);
    if (value === undefined && fallback) return fallback;
    const items = [...new Set((value ?? '').split(',').map((item) => item.trim()))];
    if (value !== undefined && items.every(accepts)) return items as Item[];
    this.refuse(variable, expected, value);
    return [];
  }

  integer(variable: string, { from, to, fallback }: { from: number; to: number; fallback: number }): number {
    const value = this.value(variable);
    if (value === undefined) return fallback;
    const number = Number(value);
    if (/^[0-9]+$/.test(value) && number >= from && number <= to) return number;
    this.refuse(variable, `a whole number from ${from} to ${to}`, value);
    return fallback;
  }

  number(variable: string, { from, to, fallback }: { from: number; to: number; fallback: number }): number {
    const value = this.value(variable);
    if (value === undefined) return fallback;
    const number = Number(value);
    if (/^[0-9]+(\.[0-9]+)?$/.test(value) && number >= from && number <= to) return number;
    this.refuse(variable, `a number from ${from} to ${to}`, value);
    return fallback;
  }

  flag(variable: string, fallback: boolean): boolean {
    const value = this.value(variable);
    if (value === undefined) return fallback;
    if (value === 'true' || value === 'false') return value === 'true';
    this.refuse(variable, 'true or false', value);
    return fallback;
  }

  refuse(variable: string, expected: string, received: unknown): void {
    const seen = received instanceof Hidden ? received.toString() : echo(received);
    this.problems.push({ variable, expected, received: seen });
  }

  /** @throws ConfigError where anything was refused. */
  finish(): void {
    if (this.problems.length > 0) throw new ConfigError(this.problems);
  }

  /** An empty variable counts as absent: that is what an unset one becomes in a compose file. */
  private value(variable: string): string | undefined {
    return this.environment[variable]?.trim() || undefined;
  }
}

class Hidden {
  private readonly length: number;

  constructor(value: string) {
    this.length = value.length;
  }

  toString(): string {
    return `${this.length} characters that are not shown`;
  }
}
