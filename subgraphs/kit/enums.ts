import 'reflect-metadata';

import { registerEnumType } from 'type-graphql';

/** 中文标签 and the English description of one value. */
export type Label = readonly [zh: string, en: string];
export type Labels<Value extends string> = Readonly<Record<Value, Label>>;

const labelsOf = new WeakMap<object, Labels<string>>();

/**
 * An enum of the schema from its bilingual labels: the object holds each value under its own name. The type beside it:
 * `export type Kind = keyof typeof Kind`.
 */
export function describedEnum<Value extends string>(
  name: string,
  description: string,
  labels: Labels<Value>,
): { readonly [Each in Value]: Each } {
  const values = Object.keys(labels) as Value[];
  const described = Object.fromEntries(values.map((value) => [value, value])) as { [Each in Value]: Each };
  registerEnumType(described, {
    name,
    description,
    valuesConfig: Object.fromEntries(
      values.map((value) => [value, { description: `${labels[value][0]}。${labels[value][1]}` }]),
    ) as { [Each in Value]: { description: string } },
  });
  labelsOf.set(described, labels);
  return described;
}

/** The Chinese label of an enum's value; another value is its own label. */
export function labelIn(described: object): (value: string) => string {
  const labels = labelsOf.get(described) ?? {};
  return (value) => (Object.hasOwn(labels, value) ? labels[value]![0] : value);
}
