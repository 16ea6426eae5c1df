import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
  type FieldDefinitionNode,
  type TypeDefinitionNode,
} from 'graphql';
import { expect, test } from 'vitest';

import { currentSupergraph } from '../support/supergraph.ts';
import { apiSchemaOf } from './schema-files.ts';

/** Fields of which some viewers see nothing, or a mask, wherever they stand. */
const protectedFields = ['contactPhone', 'contact', 'takenBy', 'by', 'lastFailure'];

const supergraph = currentSupergraph();
const types = Object.values(apiSchemaOf(supergraph).getTypeMap()).filter(
  ({ name }) => !name.startsWith('__'),
);
const asEnumValue = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

test('each of them is there', () => {
  const fields = types.filter(isObjectType).flatMap((type) => Object.keys(type.getFields()));
  expect(protectedFields.filter((name) => !fields.includes(name))).toEqual([]);
});

test('no list is filtered, sorted or grouped by one of them', () => {
  const found = types.flatMap((type) => {
    if (isInputObjectType(type) && type.name.endsWith('Filter')) {
      return Object.keys(type.getFields())
        .filter((name) => protectedFields.includes(name))
        .map((name) => `${type.name}.${name}`);
    }
    if (isEnumType(type) && /(OrderField|Dimension)$/.test(type.name)) {
      return type
        .getValues()
        .filter(({ name }) => protectedFields.map(asEnumValue).includes(name))
        .map(({ name }) => `${type.name}.${name}`);
    }
    return [];
  });
  expect(found).toEqual([]);
});

test('no interface or union leads to one: whoever adds the first has to test that way too', () => {
  expect(types.filter((type) => isInterfaceType(type) || isUnionType(type)).map(({ name }) => name)).toEqual(
    [],
  );
});

test('none is a key, nor fetched for another field (@requires) or beside another record (@provides)', () => {
  const sets: { at: string; fields: string }[] = [];
  for (const definition of parse(supergraph).definitions) {
    if (!('directives' in definition)) continue;
    const type = definition as TypeDefinitionNode & { fields?: readonly FieldDefinitionNode[] };
    for (const { name, directives = [] } of [type, ...(type.fields ?? [])]) {
      for (const { name: directive, arguments: given = [] } of directives) {
        if (!directive.value.startsWith('join__')) continue;
        for (const { name: argument, value } of given) {
          if (!['key', 'requires', 'provides'].includes(argument.value) || value.kind !== Kind.STRING)
            continue;
          sets.push({ at: `${type.name.value} ${name.value} ${argument.value}`, fields: value.value });
        }
      }
    }
  }
  expect(sets.filter(({ at }) => at.endsWith(' key')).length).toBeGreaterThan(10);
  const words = ({ fields }: { fields: string }) => fields.match(/\w+/g) ?? [];
  expect(sets.filter((set) => words(set).some((word) => protectedFields.includes(word)))).toEqual([]);
});
