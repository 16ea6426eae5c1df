import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';

import { codesIn, enteredOf, type Entry, formOf, operationIn, variablesFrom } from './variables.ts';

const schema = buildSchema(`
  scalar Date
  scalar Strange
  "类型。Kinds."
  enum Kind { "企业。An enterprise." A "社团。A society." B }
  input Order { field: Kind! direction: Kind = A }
  input Filter { kind: [Kind!] named: String least: Int open: Boolean "不早于。Not before." since: Date order: Order orders: [Order!] }
  type Query { list("条件。What rows must be." filter: Filter, "条数 How many." first: Int, ids: [ID!], kind: Kind, odd: Strange): Int }
`);

function form(variables: string): Entry[] {
  return formOf(operationIn(`query Q(${variables}) { list }`)!, schema);
}

describe('the variables of an operation as a form', () => {
  test('every variable is an entry that says how it is entered', () => {
    const entries = form(
      '$first: Int = 50, $ids: [ID!]!, $kind: Kind, $since: Date, $odd: Strange, $new: Unheard',
    );
    expect(
      entries.map(({ name, kind, list, required, initial }) => [name, kind, list, required, initial]),
    ).toEqual([
      ['first', 'integer', false, false, 50],
      ['ids', 'text', true, true, undefined],
      ['kind', 'enum', false, false, undefined],
      ['since', 'date', false, false, undefined],
      ['odd', 'json', false, false, undefined],
      ['new', 'json', false, false, undefined],
    ]);
    expect(entries[2]!.choices.map(({ value }) => value)).toEqual(['A', 'B']);
  });

  test('jurisdictions are chosen by name, and what was typed or given as codes is read all the same', () => {
    const entries = form('$jurisdictions: [ID!] = ["445103"], $jurisdiction: ID');
    expect(entries.map(({ kind }) => kind)).toEqual(['jurisdictions', 'text']);
    expect(enteredOf(entries)).toEqual({ jurisdictions: ['445103'] });
    for (const entered of [['445103', '445122'], '445103，445122']) {
      expect(codesIn(entered)).toEqual(['445103', '445122']);
      expect(variablesFrom(entries, { jurisdictions: entered }).values).toEqual({
        jurisdictions: ['445103', '445122'],
      });
    }
    expect(codesIn(undefined)).toEqual([]);
    expect(variablesFrom(entries, { jurisdictions: [] }).values).toEqual({});
  });

  test('a variable is described by what it is given to, also within an input object and a fragment', () => {
    const asked = operationIn(
      `query Q($n: Int, $day: Date, $odd: Strange) { ...Part list(filter: { since: $day }) }
       fragment Part on Query { more: list(first: $n, odd: $odd) }`,
    );
    expect(formOf(asked!, schema).map(({ name, description }) => [name, description])).toEqual([
      ['n', '条数 How many.'],
      ['day', '不早于。Not before.'],
      ['odd', ''],
    ]);
  });

  test('an input object is a form of its own, two levels deep; what lies deeper is JSON', () => {
    const [filter] = form('$filter: Filter = { kind: [A], order: { field: B } }');
    expect(filter).toMatchObject({ kind: 'object' });
    expect(filter!.fields.map(({ name, kind, list }) => [name, kind, list])).toEqual([
      ['kind', 'enum', true],
      ['named', 'text', false],
      ['least', 'integer', false],
      ['open', 'boolean', false],
      ['since', 'date', false],
      ['order', 'object', false],
      ['orders', 'json', true],
    ]);
    // GraphQL itself completes what the operation gives by the schema's defaults.
    expect(enteredOf([filter!])).toEqual({
      'filter.kind': ['A'],
      'filter.order.field': 'B',
      'filter.order.direction': 'A',
    });
  });

  test('what the form has at first is what the operation would take', () => {
    const entries = form(
      '$filter: Filter = { kind: [A], least: 3 }, $first: Int = 20, $ids: [ID!] = ["1", "2"]',
    );
    expect(variablesFrom(entries, enteredOf(entries)).values).toMatchObject({
      filter: { kind: ['A'], least: 3 },
      first: 20,
      ids: ['1', '2'],
    });
  });

  test('what is not entered is left to the operation', () => {
    expect(variablesFrom(form('$filter: Filter, $first: Int'), {})).toEqual({ values: {}, wrong: {} });
  });

  test('an object that something was entered into must have what it requires', () => {
    const { values, wrong } = variablesFrom(form('$filter: Filter'), { 'filter.order.direction': 'A' });
    expect(values).toEqual({ filter: { order: { direction: 'A' } } });
    expect(wrong).toEqual({ 'filter.order.field': 'Kind!' });
  });

  test('lists are parted by Chinese and Western commas and by spaces', () => {
    const { values } = variablesFrom(form('$ids: [ID!]'), { ids: '445103，445122、 445100' });
    expect(values).toEqual({ ids: ['445103', '445122', '445100'] });
  });

  test('what does not fit its type is wrong, and so is what is required and missing', () => {
    const entries = form('$first: Int, $since: Date, $odd: Strange, $ids: [ID!]!');
    const { values, wrong } = variablesFrom(entries, { first: '2x', since: '2023-1-1', odd: '{' });
    expect(values).toEqual({});
    expect(wrong).toEqual({ first: 'Int', since: 'Date', odd: 'Strange', ids: '[ID!]!' });
  });

  test('a text that is no operation has no form', () => {
    expect(operationIn('{')).toBeNull();
    expect(operationIn('fragment F on Query { list }')).toBeNull();
  });
});
