import { getNamedType, type GraphQLObjectType } from 'graphql';
import type { Field } from '../rewrite/tree.ts';
import type { MergeRule } from '../rule.ts';
import type { Deployment } from '../shard.ts';
import { isRecord, put, read } from '../values.ts';

import { acceptsObject, foldedFields, foldObject, needed } from './object.ts';
import type { FoldContext, RatioFold } from './strategy.ts';

/** Injects numerator and denominator where they are not selected: a quotient alone cannot be merged. */
export function ratioFold(
  rule: MergeRule,
  type: GraphQLObjectType,
  fields: Field[],
  prefix: string,
): RatioFold {
  const asked = fields.length;
  const numerator = needed(fields, type, rule.numerator ?? '', prefix);
  const denominator = needed(fields, type, rule.denominator ?? '', prefix);
  const named = (name: string | null) => fields.filter((field) => field.name === name).map(({ key }) => key);
  const counts = new Set([...named(rule.numerator), ...named(rule.denominator)]);
  const quotients = fields
    .filter((field) => getNamedType(field.type).name === 'Float' && !counts.has(field.key))
    .map(({ key }) => key);
  return {
    strategy: 'RATIO',
    numerator,
    denominator,
    quotients,
    strip: fields.slice(asked).map(({ key }) => key),
    fields: foldedFields(fields).map((field) =>
      counts.has(field.key) ? { key: field.key, fold: { strategy: 'SUM' } } : field,
    ),
  };
}

export function acceptsRatio(
  fold: RatioFold,
  value: unknown,
  deployment: Deployment,
  context: FoldContext,
): boolean {
  return isRecord(value) && acceptsObject(fold, value, deployment, context);
}

/**
 * Numerators and denominators add, and are divided last: an average of ratios is a wrong answer. A shard that may not tell one
 * of the two is left out with both, else the ratio would be of different sets.
 */
export function foldRatio(
  fold: RatioFold,
  values: readonly Record<string, unknown>[],
  context: FoldContext,
): Record<string, unknown> {
  const told = values.filter(
    (value) => read(value, fold.numerator) !== null && read(value, fold.denominator) !== null,
  );
  const ratio = foldObject(fold, told.length > 0 ? told : values, context);
  for (const value of values) context.notes.fold(value, ratio);
  const denominator = read(ratio, fold.denominator);
  const quotient =
    typeof denominator === 'number' && denominator !== 0 && told.length > 0
      ? Number(read(ratio, fold.numerator)) / denominator
      : null;
  for (const key of fold.quotients) put(ratio, key, quotient);
  for (const key of fold.strip) delete ratio[key];
  return ratio;
}
