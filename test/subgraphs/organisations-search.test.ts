import 'reflect-metadata';

import { sortKey } from '@jiedui/kit/pinyin';
import { run, sql } from '@jiedui/kit/sql';
import type { Organisation } from '@jiedui/organisations/organisation/entity';
import { ranksOf } from '@jiedui/organisations/search/conditions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { chaoan, city, codesOf, type County, dataOf, openCounty, organisationRow, store } from './county.ts';

let both: County;

const names = [
  '潮州三环（集团）股份有限公司',
  '三环电子',
  '三环',
  '广东海润冷链物流有限公司',
  '潮安海润食品厂',
  '潮州市实验学校',
  'ABC科技有限公司',
  '无穷食品有限公司',
  '西安面馆',
  '先锋机械厂',
  '绿色食品协会',
  '示例企业0007',
  '示例企业0070',
];

beforeAll(async () => {
  both = await openCounty(city, chaoan);
  await store(both, {
    organisations: names.map((name, index) =>
      organisationRow(index % 2 === 0 ? city : chaoan, {
        name,
        kind: name.endsWith('协会') ? 'SOCIAL_ORGANISATION' : 'NON_PUBLIC_ENTERPRISE',
      }),
    ),
  });
});
afterAll(() => both.close());

interface Page {
  organisationSearch: {
    totalCount: number;
    edges: { cursor: string; node: { id: string; name: string } }[];
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean };
  };
}

const query = `query ($text: String!, $kind: [OrganisationKind!], $jurisdictions: [ID!], $first: Int, $after: String, $last: Int, $before: String) {
  organisationSearch(text: $text, kind: $kind, jurisdictions: $jurisdictions, first: $first, after: $after, last: $last, before: $before) {
    totalCount edges { cursor node { id name } } pageInfo { hasNextPage hasPreviousPage } } }`;

async function page(text: string, more: object = {}): Promise<Page['organisationSearch']> {
  const given = 'last' in more ? more : { first: 100, ...more };
  return dataOf<Page>(await both.ask(query, { text, ...given })).organisationSearch;
}

async function found(text: string, more: object = {}): Promise<string[]> {
  const { edges, totalCount } = await page(text, more);
  if (!('first' in more)) expect(totalCount).toBe(edges.length);
  return edges.map(({ node }) => node.name);
}

describe('searching for organisations by name', () => {
  test('the whole name comes first, then those that begin so, then those that hold it', async () => {
    expect(await found('三环')).toEqual(['三环', '三环电子', '潮州三环（集团）股份有限公司']);
  });

  test('one character suffices, anywhere in the name', async () => {
    expect(await found('润')).toEqual(['潮安海润食品厂', '广东海润冷链物流有限公司']);
    expect(await found('厂')).toEqual(['潮安海润食品厂', '先锋机械厂']);
  });

  test('pinyin finds from any syllable, with spaces or without, but not from within a syllable', async () => {
    const hairun = ['潮安海润食品厂', '广东海润冷链物流有限公司'];
    expect(await found('hairun')).toEqual(hairun);
    expect(await found('hai run')).toEqual(hairun);
    expect(await found('HaiRun')).toEqual(hairun);
    expect(await found('hairunleng')).toEqual(hairun.slice(1));
    expect(await found('airun')).toEqual([]);
    expect(await found('lv')).toContain('绿色食品协会');
  });

  test('initials find from anywhere', async () => {
    expect(await found('hrll')).toEqual(['广东海润冷链物流有限公司']);
    expect(await found('czsh')).toEqual(['潮州三环（集团）股份有限公司']);
    expect(await found('shjtgf')).toEqual(['潮州三环（集团）股份有限公司']);
    expect(await found('slqy0007')).toEqual(['示例企业0007']);
  });

  test('the same extent of characters precedes pinyin, and pinyin initials', async () => {
    // 西安 is read xi an, 先 is read xian: both begin with the pinyin; ABC is written.
    expect(await found('xian')).toEqual(['西安面馆', '先锋机械厂', ...(await found('xian')).slice(2)]);
    expect((await found('abc')).at(0)).toBe('ABC科技有限公司');
    expect((await found('xa')).at(0)).toBe('西安面馆');
  });

  test('punctuation and width make no difference', async () => {
    for (const text of ['三环(集团)', '三环（集团）', '三环集团', ' 三环 集团 ']) {
      expect(await found(text)).toEqual(['潮州三环（集团）股份有限公司']);
    }
    expect(await found('ＡＢＣ')).toEqual(['ABC科技有限公司']);
  });

  test('digits are looked for as they are', async () => {
    expect(await found('0007')).toEqual(['示例企业0007']);
    expect(await found('007')).toEqual(['示例企业0007', '示例企业0070']);
  });

  test('kind and jurisdictions narrow it', async () => {
    expect(await found('食品', { kind: ['SOCIAL_ORGANISATION'] })).toEqual(['绿色食品协会']);
    expect(await found('润', { jurisdictions: [chaoan] })).toEqual(['广东海润冷链物流有限公司']);
  });

  test('walking it by pages of any size, in either direction, gives each row once in the same order', async () => {
    for (const text of ['有', 's', 'shi', '示例', 'x']) {
      const whole = await found(text);
      expect(new Set(whole).size).toBe(whole.length);
      for (const size of [1, 2, 3]) {
        const forward: string[] = [];
        let after: string | undefined;
        for (let more = true; more;) {
          const { edges, pageInfo } = await page(text, { first: size, after });
          forward.push(...edges.map(({ node }) => node.name));
          after = edges.at(-1)?.cursor;
          more = pageInfo.hasNextPage;
        }
        expect(forward).toEqual(whole);
        const backward: string[] = [];
        let before: string | undefined;
        for (let more = true; more;) {
          const { edges, pageInfo } = await page(text, { last: size, before });
          backward.unshift(...edges.map(({ node }) => node.name));
          before = edges.at(0)?.cursor;
          more = pageInfo.hasPreviousPage;
        }
        expect(backward).toEqual(whole);
      }
    }
  });

  test('a cursor of another text is refused; so is a text that says nothing', async () => {
    const { edges } = await page('三环');
    const after = edges[0]!.cursor;
    expect(codesOf(await both.ask(query, { text: '三', first: 2, after }))).toEqual(['INVALID_CURSOR']);
    for (const text of ['', ' ', '（）', '长'.repeat(101), 'a\u0000']) {
      expect(codesOf(await both.ask(query, { text }))).toEqual(['INVALID_INPUT']);
    }
    expect(await found("';drop table organisation;--")).toEqual([]);
    expect(await found(String.raw`\'%_`)).toEqual([]);
  });

  test('a bulk insert, a correction and a removal are found as they are at once', async () => {
    const em = both.database.em();
    const [row] = [organisationRow(city, { name: '鼎新批量企业' })] as Organisation[];
    await store(both, { organisations: [row!] });
    expect(await found('鼎')).toEqual(['鼎新批量企业']);
    const name = '鼐新批量企业';
    await run(
      { em },
      sql`update organisation set name = ${name}, sort_name = ${sortKey(name)} where id = ${row!.id}`,
    );
    expect(await found('鼎')).toEqual([]);
    expect(await found('鼐')).toEqual([name]);
    await run({ em }, sql`delete from organisation where id = ${row!.id}`);
    expect(await found('鼐')).toEqual([]);
  });
});

describe('the dull oracle', () => {
  test('a text from any place of a name, of one to thirteen characters, finds what comparing all names finds', async () => {
    const strip = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/[()]/g, '');
    const rows = names.map((name) => {
      const syllables = sortKey(name)
        .split(' ')
        .filter((syllable) => !/^[()]+$/.test(syllable));
      const initials = syllables.map((each) => (/^[0-9]/.test(each) ? each : each[0])).join('');
      const tails = syllables.map((_, index) => syllables.slice(index).join(''));
      return { name, written: strip(name), initials, tails };
    });
    const texts = new Set(
      rows.flatMap(({ written, initials, tails }) =>
        [written, initials, ...tails].flatMap((text) =>
          [1, 2, 4, 7, 13].flatMap((length) => [text.slice(0, length), text.slice(1, 1 + length)]),
        ),
      ),
    );
    texts.delete('');
    // Every seventh: which ones is no matter, as long as all lengths are among them.
    for (const text of [...texts].filter((_, index) => index % 7 === 0)) {
      const letters = /^[a-z0-9]+$/.test(text) && /[a-z]/.test(text);
      const rankOf = ({ written, initials, tails }: (typeof rows)[number]): number => {
        const forms = letters ? [[written], tails, [initials]] : [[written]];
        const ways = [
          ...forms.map(([whole]) => whole === text),
          ...forms.map(([whole]) => whole!.startsWith(text)),
          ...forms.map((all, form) =>
            form === 1 ? all.some((tail) => tail.startsWith(text)) : all[0]!.includes(text),
          ),
        ];
        return ways.indexOf(true);
      };
      const expected = rows
        .filter((row) => rankOf(row) >= 0)
        .map((row) => ({ name: row.name, rank: rankOf(row), key: sortKey(row.name) }))
        .sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1))
        .map(({ name }) => name);
      expect([text, await found(text)]).toEqual([text, expected]);
    }
  });
});

describe('the plans', () => {
  test('no rank scans the table, whatever is looked for', async () => {
    const em = both.database.em();
    const prefixes = ['安', '宝', '昌', '诚', '达', '大', '德', '东', '丰', '福'];
    await run(
      { em },
      sql`insert into organisation (id, owner, provenance, name, sort_name, kind, industry, status, registered_on)
        select ${city} || '-org-plan' || i, ${city}, 'DEMONSTRATION',
          (${prefixes}::text[])[1 + i % 10] || '计划企业' || i, 'x ji hua qi ye ' || i, 'NON_PUBLIC_ENTERPRISE', 'C', 'OPERATING', '2020-01-01'
        from generate_series(1, 5000) i`,
    );
    await run({ em }, sql`vacuum (analyze) organisation`);
    for (const text of ['三', '三环', '计', '计划', '宝计', 'hairunleng', 'jh', 'j', '计划企业12', 'q']) {
      for (const condition of ranksOf(text)) {
        const plan = await run<Record<string, string>>(
          { em },
          sql`explain select r.* from organisation r where r.owner = any(${[city]}::text[]) and ${condition}
            order by r.sort_name, r.id limit 21`,
        );
        const lines = plan.map((line) => Object.values(line)[0]!).join('\n');
        expect(lines, text).not.toContain('Seq Scan');
        expect(lines).toMatch(/organisation_search|sort_name/);
      }
    }
    // Plans inside a function are only told by what they read.
    const scans = async (): Promise<number> => {
      const [row] = await run<{ n: number }>(
        { em },
        sql`select pg_stat_force_next_flush(), seq_scan::float8 as n from pg_stat_user_tables where relname = 'organisation'`,
      );
      return row!.n;
    };
    const before = await scans();
    expect((await page('计划', { first: 1 })).totalCount).toBe(5000);
    expect((await page('三环', { first: 1 })).totalCount).toBe(3);
    expect(await scans()).toBe(before);
  });
});

describe('a filter by a piece of the name', () => {
  const filtered = async (text: string, asOf?: string): Promise<string[]> => {
    const answer = await both.ask(
      `query ($text: String!, $asOf: Date) { organisations(first: 100, filter: {nameContains: $text}, asOf: $asOf) {
        totalCount nodes { name } } }`,
      { text, asOf },
    );
    const { nodes, totalCount } = dataOf<{
      organisations: { totalCount: number; nodes: { name: string }[] };
    }>(answer).organisations;
    expect(totalCount).toBe(nodes.length);
    return nodes.map(({ name }) => name).sort();
  };

  test('takes one character or many, without regard to case, width, spaces and punctuation', async () => {
    expect(await filtered('润')).toEqual(['广东海润冷链物流有限公司', '潮安海润食品厂']);
    expect(await filtered('三环(集团)股份')).toEqual(['潮州三环（集团）股份有限公司']);
    expect(await filtered('ａｂｃ 科技')).toEqual(['ABC科技有限公司']);
    expect(await filtered('海润冷链物流有限')).toEqual(['广东海润冷链物流有限公司']);
    expect(await filtered('海润冷藏物流有限')).toEqual([]);
  });

  test('has no wildcards, and takes punctuation alone as it is written', async () => {
    expect(await filtered('%')).toEqual([]);
    expect(await filtered("'")).toEqual([]);
    expect(await filtered('（')).toEqual(['潮州三环（集团）股份有限公司']);
  });

  test('does not read pinyin, which the search does', async () => {
    expect(await filtered('hairun')).toEqual([]);
  });

  test('means the same as of a day', async () => {
    const today = '2022-12-01';
    expect(await filtered('ａｂｃ 科技', today)).toEqual(await filtered('ａｂｃ 科技'));
    expect(await filtered('厂', today)).toEqual(['潮安海润食品厂', '先锋机械厂'].sort());
  });
});
