import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';

import { claimsOf } from './claims.ts';
import { phrases, chinese } from './graphiql-phrases.ts';
import { csvOf, sheetNames } from './download.ts';
import { labelOf, readingOf } from './reading.ts';
import { linkTo, sharedIn } from './share.ts';
import { chineseOf, termOf } from './terms.ts';
import { wordsOf } from './words.ts';

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

describe('what the schema says of an answer', () => {
  const schema = buildSchema(`
    type Query { "名单。The list." list: Page }
    type Page { nodes: [Row!] edges: [Edge!] }
    type Edge { node: Row }
    scalar DateTime
    enum State {
      "已提出。Raised, not yet accepted." RAISED
      "县（区）工作人员。An officer: of the county." COUNTY
      BARE
    }
    type Row {
      "名称，不超过 80 字。The name." name: String "归属地 The owner." place: Place bare: Int
      "状态。State." state: State "时间。Time." at: DateTime "公开。Open." open: Boolean "状态。States." states: [State!]
    }
    type Place { "代码。Its code." code: ID }
  `);
  const read = (query: string, language: 'zh' | 'en' = 'zh') => readingOf(schema, query, null, language);

  test('is the Chinese half of the descriptions, also through aliases, edges and fragments', () => {
    const reading = read(
      `{ mine: list { nodes { title: name ...More bare } edges { node { ...More } } } }
       fragment More on Row { place { code } ...More }`,
    );
    expect(labelOf(reading, 'mine.nodes', 'title')).toBe('名称');
    expect(labelOf(reading, 'mine.nodes', 'place.code')).toBe('归属地：代码');
    expect(labelOf(reading, 'mine.edges', 'place.code')).toBe('归属地：代码');
    expect(labelOf(reading, 'mine.nodes', 'bare')).toBe('bare');
    expect(labelOf(reading, 'mine.nodes', 'unknown.code')).toBe('unknown.code');
  });

  test('is nothing where the document is none, or has no operation of the name', () => {
    expect(labelOf(read('{'), 'mine.nodes', 'title')).toBe('title');
    expect(readingOf(schema, 'query A { list { nodes { name } } }', 'B', 'zh')).toBeNull();
  });

  test('gives the words for its values, and leaves what it does not know as it is', () => {
    const query = '{ mine: list { nodes { name state states at open bare } } }';
    const row = {
      name: 'RAISED',
      state: 'RAISED',
      states: ['COUNTY', 'BARE', 'NEW'],
      at: '2023-06-27T17:30:00.000Z',
      open: false,
      bare: 1,
      other: null,
    };
    const data = { mine: { nodes: [row] } };
    const words = (language: 'zh' | 'en') => wordsOf(data, read(query, language), language);
    const same = { name: 'RAISED', at: '2023-06-28 01:30', bare: 1, other: null };
    expect(words('zh')).toEqual({
      mine: {
        nodes: [{ ...same, state: '已提出', states: ['县（区）工作人员', 'BARE', 'NEW'], open: '否' }],
      },
    });
    expect(words('en')).toEqual({
      mine: {
        nodes: [
          { ...same, state: 'Raised, not yet accepted', states: ['An officer', 'BARE', 'NEW'], open: 'no' },
        ],
      },
    });
    expect(wordsOf(JSON.parse('{"__proto__":{"a":true}}'), null, 'zh')).toEqual(
      JSON.parse('{"__proto__":{"a":"是"}}'),
    );
  });
});

test('the name of a field is a whole one, without its brackets', () => {
  for (const [description, name] of [
    ['以该日（北京时间）终了时为准，不晚于今天。Judged at the end of this day.', '以该日终了时为准'],
    ['（拟）结对日期，一年以内。When it is to begin.', '结对日期'],
    ['总数 The total.', '总数'],
    ['Only English.', ''],
  ]) {
    expect(chineseOf(description!)).toBe(name);
  }
});

test('a term is what stands before the explanation, in either language, whatever brackets and letters there are', () => {
  for (const [description, zh, en] of [
    [
      '市、县（区）本级。What a city or a county has recorded itself.',
      '市、县（区）本级',
      'What a city or a county has recorded itself',
    ],
    [
      '党组织（indicatorPartyOrganisations）。Listed by indicatorPartyOrganisations.',
      '党组织',
      'Listed by indicatorPartyOrganisations',
    ],
    ['免除：结对在该期内时间过短。The pairing lived too short.', '免除', 'The pairing lived too short'],
    ['行业（GB/T 4754-2017）。A section: of industry.', '行业', 'A section'],
    ['“万企兴万村”“进乡村”。Enterprises help villages.', '“万企兴万村”“进乡村”', 'Enterprises help villages'],
    ['Only English.', '', 'Only English'],
    ['只有中文。', '只有中文', ''],
    ['', '', ''],
  ] as const) {
    expect([termOf(description, 'zh'), termOf(description, 'en')]).toEqual([zh, en]);
  }
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
