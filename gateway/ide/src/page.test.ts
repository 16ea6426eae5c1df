import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';

import { claimsOf } from './claims.ts';
import { phrases, chinese } from './graphiql-phrases.ts';
import { csvOf, sheetNames } from './download.ts';
import { labelOf, labelsOf } from './labels.ts';
import { linkTo, sharedIn } from './share.ts';

describe('a shared link', () => {
  const query = '# 结对\n{ pairings(first: 5) { totalCount } }';

  test('opens as what was shared', () => {
    const link = linkTo({ query, variables: '{"first": 5}' }, 'http://10.0.0.1:4000/#q=before');
    expect(link).toMatch(/^http:\/\/10\.0\.0\.1:4000\/#q=[\w-]+$/);
    expect(sharedIn(new URL(link).hash)).toEqual({ query, variables: '{"first": 5}' });
  });

  test('that is damaged or none opens nothing', () => {
    const { hash } = new URL(linkTo({ query }, 'http://x/'));
    for (const wrong of [
      '',
      '#',
      '#q=',
      '#q=%%%',
      hash.slice(0, 20),
      `${hash.slice(0, 10)}AAAA${hash.slice(14)}`,
    ]) {
      expect(sharedIn(wrong)).toBeNull();
    }
  });
});

describe('a downloaded csv', () => {
  test('is read by Excel as Chinese, with quotes doubled and formulas as text', () => {
    const rows = [
      ['甲, "乙"', 1],
      ['=1+1', null],
      ['-5', true],
      ['@x', 0.5],
    ] as const;
    expect(
      csvOf({ name: 't', columns: ['name', 'n'], titles: ['名称', 'n'], rows: rows.map((row) => [...row]) }),
    ).toBe('\uFEFF名称,n\r\n"甲, ""乙""",1\r\n\'=1+1,\r\n-5,true\r\n\'@x,0.5\r\n');
  });
});

test('the sheets of a workbook have names that Excel takes, no two alike', () => {
  const names = sheetNames(['a.nodes', 'a.nodes', 'x/y:z', 'q'.repeat(40), 'q'.repeat(40), '']);
  expect(names).toEqual(['a.nodes', 'a.nodes 2', 'x y z', 'q'.repeat(31), `${'q'.repeat(27)} 2`, 'data']);
});

describe('what columns are called', () => {
  const schema = buildSchema(`
    type Query { "名单。The list." list: Page }
    type Page { nodes: [Row!] }
    type Row { "名称，不超过 80 字。The name." name: String "归属地 The owner." place: Place bare: Int }
    type Place { "代码。Its code." code: ID }
  `);

  test('is the Chinese half of the descriptions, also through aliases and fragments', () => {
    const labels = labelsOf(
      schema,
      '{ mine: list { nodes { title: name ...More bare } } } fragment More on Row { place { code } }',
    );
    expect(labelOf(labels, 'mine.nodes', 'title')).toBe('名称');
    expect(labelOf(labels, 'mine.nodes', 'place.code')).toBe('归属地：代码');
    expect(labelOf(labels, 'mine.nodes', 'bare')).toBe('bare');
    expect(labelOf(labels, 'mine.nodes', 'unknown.code')).toBe('unknown.code');
  });

  test('is their own name where the document is none', () => {
    expect(labelOf(labelsOf(schema, '{'), 'mine.nodes', 'title')).toBe('title');
  });
});

test('the claims of a token are read for display, and a text that is no token has none', () => {
  const payload = Buffer.from(
    JSON.stringify({ sub: '张', roles: ['COUNTY'], jurisdictions: ['445103'], exp: 9 }),
  ).toString('base64url');
  expect(claimsOf(`h.${payload}.s`)).toEqual({
    subject: '张',
    roles: ['COUNTY'],
    jurisdictions: ['445103'],
    expires: 9000,
  });
  for (const wrong of ['', 'a.b', 'a.!!.c', `a.${Buffer.from('[').toString('base64url')}.c`])
    expect(claimsOf(wrong)).toBeNull();
});

test('every phrase of the shell has its Chinese', () => {
  for (const phrase of phrases) expect(chinese[phrase]).toMatch(/\p{Script=Han}/u);
});
