import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { depthGuard } from './depth.ts';
import { defaultLimits } from './limits.ts';

const limits = { ...defaultLimits, depth: 3 };

test('counts fields within fields, through fragments of both kinds', () => {
  expect(depthGuard(parse('{ a { b { c } } }'), limits)).toBeNull();
  for (const deep of [
    '{ a { b { c { d } } } }',
    '{ a { ... { b { ... on T { c { d } } } } } }',
    'fragment F on T { c { d } } { a { b { ...F } } }',
  ]) {
    expect(depthGuard(parse(deep), limits)).toMatchObject({
      message: '查询超出限额（嵌套层数）: expected at most 3 levels of fields; received 4.',
      extensions: { code: 'LIMIT_EXCEEDED', received: '4' },
    });
  }
});
