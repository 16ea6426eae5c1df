import { buildSchema, execute, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { expectationIn } from './expected.ts';

const schema = buildSchema(`
  enum Industry { A B } input New { industry: Industry! employees: Int name: String! }
  type Query { add(new: New, first: Int): Int }
`);

async function refusal(query: string, variableValues: Record<string, unknown> = {}) {
  const document = parse(query);
  const [invalid] = validate(schema, document);
  const error = invalid ?? (await execute({ schema, document, variableValues })).errors?.[0];
  return expectationIn(error!.message);
}

const byVariable = (value: object) => refusal('query ($new: New) { add(new: $new) }', { new: value });

test('an unknown value of an enum names the enum and what was received', async () => {
  const expected = { expected: 'new.industry: a value of Industry', received: '"ZZ"' };
  expect(await byVariable({ industry: 'ZZ', name: 'x' })).toEqual(expected);
  expect(await refusal('{ add(new: { industry: ZZ, name: "x" }) }')).toEqual({
    ...expected,
    expected: 'a value of Industry',
  });
});

test('a value of another type says what it should be', async () => {
  expect(await byVariable({ industry: 'A', name: 'x', employees: 'many' })).toEqual({
    expected: 'new.employees: Int cannot represent non-integer value: "many"',
    received: '"many"',
  });
  expect(await refusal('{ add(first: "x") }')).toEqual({ expected: 'a value of Int', received: '"x"' });
});

test('a value that looks like the sentence around it is received as it is', async () => {
  const odd = '"; Value "A" does not exist in "Query" enum; ';
  expect(await byVariable({ industry: odd, name: 'x' })).toEqual({
    expected: 'new.industry: a value of Industry',
    received: JSON.stringify(odd),
  });
  expect(await byVariable({ industry: "'); drop table a; --", name: 'x' })).toEqual({
    expected: 'new.industry: a value of Industry',
    received: '"\'); drop table a; --"',
  });
});

test('what is required and missing is named, and nothing was received', async () => {
  expect(await refusal('{ add(new: { industry: A }) }')).toEqual({
    expected: 'Field "New.name" of required type "String!" was not provided.',
    received: 'nothing',
  });
});

test('a long value is cut, and a sentence of another kind has no expectation', async () => {
  expect((await byVariable({ industry: 'A', name: 'x', employees: 'y'.repeat(500) }))?.received).toHaveLength(
    81,
  );
  expect(await refusal('{ none }')).toBeNull();
});
