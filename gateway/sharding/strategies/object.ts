import type { GraphQLObjectType } from 'graphql';
import type { Field } from '../rewrite/tree.ts';
import type { Deployment } from '../shard.ts';
import { isRecord, put, read } from '../values.ts';
import type { FoldContext, FoldedField, ObjectFold } from './strategy.ts';

export function objectFold(fields: readonly Field[]): ObjectFold {
  return { strategy: 'OBJECT', fields: foldedFields(fields) };
}

/** The folds of an object's fields. One without a strategy is the same everywhere by contract: the first answer stands. */
export function foldedFields(fields: readonly Field[]): FoldedField[] {
  return fields.map(({ key, fold }) => ({ key, fold: fold ?? { strategy: 'FIRST' } }));
}

export function acceptsObject(
  { fields }: Pick<ObjectFold, 'fields'>,
  value: unknown,
  deployment: Deployment,
  context: FoldContext,
): boolean {
  return (
    isRecord(value) &&
    fields.every(({ key, fold }) => context.nested.accepts(fold, read(value, key), deployment, context))
  );
}

/** Field by field: the law of the whole is the law of each. */
export function foldObject(
  { fields }: Pick<ObjectFold, 'fields'>,
  values: readonly Record<string, unknown>[],
  context: FoldContext,
): Record<string, unknown> {
  const whole = values[0]!;
  for (const value of values) context.notes.fold(value, whole);
  if (values.length === 1) {
    // Alone, only a fold that divides or strips has something left to do.
    for (const { key, fold } of fields) {
      if ('fields' in fold || fold.strategy === 'CONNECTION')
        put(whole, key, context.nested.fold(fold, [read(whole, key)], context));
    }
    return whole;
  }
  for (const { key, fold } of fields) {
    put(
      whole,
      key,
      context.nested.fold(
        fold,
        values.map((value) => read(value, key)),
        context,
      ),
    );
  }
  return whole;
}

/** The response key of a field that a fold needs: the client's own where it is selected plainly, else an injected one. */
export function needed(fields: Field[], type: GraphQLObjectType, name: string, prefix: string): string {
  const own = fields.find((field) => field.name === name && field.arguments.length === 0);
  if (own) return own.key;
  const key = prefix + name;
  const definition = type.getFields()[name];
  if (!definition) throw new Error(`${type.name}.${name} is needed by a fold but does not exist`);
  fields.push({
    key,
    name,
    type: definition.type,
    arguments: [],
    directives: [],
    selection: null,
    fold: null,
  });
  return key;
}
