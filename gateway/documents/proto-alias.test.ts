import { parse, print } from 'graphql';
import { expect, test } from 'vitest';
import { withoutProtoAliases, withProtoAliases } from './proto-alias.ts';

test('a field is asked under another name and answered under its own', () => {
  const document = withoutProtoAliases(parse('{ __proto__: a { __proto__: b constructor: c } }'));
  const asked = print(document);
  expect(asked).not.toContain('__proto__');
  const [, name] = /(\w+): a/.exec(asked)!;
  const answer = JSON.stringify({ data: { [name!]: { [name!]: 1 } }, errors: [{ path: [name] }] });
  expect(withProtoAliases(answer)).toBe(
    '{"data":{"__proto__":{"__proto__":1}},"errors":[{"path":["__proto__"]}]}',
  );
});

test('a document without it is left as it is', () => {
  const document = parse('{ proto: a }');
  expect(withoutProtoAliases(document)).toBe(document);
});
