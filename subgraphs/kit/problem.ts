import { codedError, echo, errorRegistry } from '@jiedui/schema/contract/error';
import type { GraphQLError } from 'graphql';

/** What is wrong, or doubtful, with one fact of a record: a value, for whoever reports it in a mutation or a table. */
export interface Problem<Field extends string = string> {
  field: Field;
  code: ProblemCode;
  /** A warning does not keep the record from being stored. */
  severity: 'ERROR' | 'WARNING';
  /** In English, for the message. */
  expected: string;
  /** What was given, cut; never a telephone number. */
  received: string;
  /** 中文原因, for the officer who entered it. */
  reason: string;
}

export type ProblemCode =
  | 'REQUIRED'
  | 'MALFORMED'
  | 'UNKNOWN'
  | 'NOT_APPLICABLE'
  | 'OUT_OF_RANGE'
  | 'IN_THE_FUTURE'
  | 'CHECK_CHARACTER'
  | 'CONTRADICTION';

/** Collects the problems of one record. */
export class Problems<Field extends string> {
  readonly found: Problem<Field>[] = [];

  refuse(field: Field, code: ProblemCode, expected: string, received: unknown, reason: string): void {
    this.found.push({ field, code, severity: 'ERROR', expected, received: echo(received), reason });
  }

  warn(field: Field, code: ProblemCode, expected: string, received: unknown, reason: string): void {
    this.found.push({ field, code, severity: 'WARNING', expected, received: echo(received), reason });
  }
}

/** The refusal of a record: its first error in the message, all of them beside it. @throws INVALID_INPUT where there is one. */
export function refuseErrors(problems: readonly Problem[]): void {
  const errors = problems.filter(({ severity }) => severity === 'ERROR');
  const [first] = errors;
  if (first) throw refusal(first, errors);
}

/** The Chinese reasons and English expectations of the warnings. */
export function warningsOf(problems: readonly Problem[]): string[] {
  return problems
    .filter(({ severity }) => severity === 'WARNING')
    .map(({ reason, expected }) => `${reason}。Expected ${expected}.`);
}

function refusal({ field, expected, received, reason }: Problem, problems: readonly Problem[]): GraphQLError {
  return codedError(
    'INVALID_INPUT',
    `${errorRegistry.INVALID_INPUT.zh}: ${reason}。Expected ${field}: ${expected}; received ${received}.`,
    { expected: `${field}: ${expected}`, received, problems },
  );
}
