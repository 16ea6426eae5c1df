import 'reflect-metadata';

import { readCursor } from '@jiedui/schema/contract/cursor';
import { compareBytes, compareText } from '@jiedui/schema/contract/order';
import type { Organisation } from '@jiedui/organisations/organisation/entity';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  chaoan,
  city,
  codesOf,
  type County,
  dataOf,
  openCounty,
  organisationRow,
  raoping,
  store,
} from './county.ts';

const names = ['潮安陶瓷', '潮州食品', '重庆物流', 'Ａ示例', 'Zebra', '饶平茶业', '㐂来', '𠮷野', '安远'];
const rows: Organisation[] = Array.from({ length: 60 }, (_, index) =>
  organisationRow(index % 3 === 0 ? city : chaoan, {
    name: names[index % names.length]!,
    employees: [0, 7, 7, 300, 12][index % 5]!,
    registeredOn: `20${String(10 + (index % 9)).padStart(2, '0')}-03-0${1 + (index % 3)}`,
    industry: index % 4 === 0 ? 'G' : 'C',
    town: index % 5 === 0 ? null : `示例镇${index % 4}`,
  }),
);

const sortValues = {
  NAME: (a: Organisation, b: Organisation) => compareText(a.sortName, b.sortName),
  REGISTERED_ON: (a: Organisation, b: Organisation) => compareText(a.registeredOn, b.registeredOn),
  EMPLOYEES: (a: Organisation, b: Organisation) => a.employees - b.employees,
  CREATED: () => 0,
};

interface Answer {
  page: {
    edges: { cursor: string; node: { id: string } }[];
    nodes: { id: string }[];
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
    totalCount: number;
  };
}

const selection = `edges { cursor node { id } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount`;
const document = `query ($first: Int, $after: String, $last: Int, $before: String, $orderBy: OrganisationOrder,
  $filter: OrganisationFilter, $jurisdictions: [ID!]) {
  page: organisations(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: $filter,
    jurisdictions: $jurisdictions) { ${selection} }
}`;

describe('a connection against sort-then-slice', () => {
  let county: County;

  beforeAll(async () => {
    county = await openCounty(city, chaoan, raoping);
    await store(county, { organisations: rows });
  });
  afterAll(() => county.close());

  test('every page forward and backward, in every order, under filters, is the slice of the sorted list', async () => {
    const cases = fc.record({
      field: fc.constantFrom(...(Object.keys(sortValues) as (keyof typeof sortValues)[])),
      direction: fc.constantFrom('ASCENDING', 'DESCENDING'),
      size: fc.integer({ min: 1, max: 25 }),
      backward: fc.boolean(),
      industry: fc.constantFrom(undefined, 'G'),
      jurisdictions: fc.constantFrom(undefined, [chaoan], [city, chaoan], [raoping]),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ field, direction, size, backward, industry, jurisdictions }) => {
        const sign = direction === 'ASCENDING' ? 1 : -1;
        const expected = rows
          .filter((row) => industry === undefined || row.industry === industry)
          .filter((row) => !jurisdictions || jurisdictions.includes(row.owner))
          .sort((a, b) => sign * (sortValues[field](a, b) || compareText(a.id, b.id)))
          .map(({ id }) => id);
        const seen: string[] = [];
        let cursor: string | undefined;
        for (let more = true; more;) {
          const variables = {
            orderBy: { field, direction },
            filter: industry && { industry: [industry] },
            jurisdictions,
            ...(backward ? { last: size, before: cursor } : { first: size, after: cursor }),
          };
          const { page } = dataOf<Answer>(await county.ask(document, variables));
          const ids = page.nodes.map(({ id }) => id);
          expect(page.edges.map(({ node }) => node.id)).toEqual(ids);
          expect(page.totalCount).toBe(expected.length);
          const keys = page.edges.map((edge) => readCursor(edge.cursor)!.key);
          for (const [index, key] of keys.entries()) {
            if (index > 0) expect(compareBytes(keys[index - 1]!, key)).toBeLessThan(0);
          }
          if (backward) seen.unshift(...ids);
          else seen.push(...ids);
          more = backward ? page.pageInfo.hasPreviousPage : page.pageInfo.hasNextPage;
          cursor = backward ? page.pageInfo.startCursor : page.pageInfo.endCursor;
        }
        expect(seen).toEqual(expected);
      }),
      { numRuns: 40, seed: 7 },
    );
  });

  test('`after` and `before` together bound a page on both sides', async () => {
    const all = dataOf<Answer>(await county.ask(document, { first: 10 })).page.edges;
    const { page } = dataOf<Answer>(
      await county.ask(document, { first: 20, after: all[2]!.cursor, before: all[6]!.cursor }),
    );
    expect(page.nodes.map(({ id }) => id)).toEqual(all.slice(3, 6).map(({ node }) => node.id));
    expect(page.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  });

  test('a cursor of another ordering, filter, jurisdiction or connection is refused, and so is a forged one', async () => {
    const { page } = dataOf<Answer>(await county.ask(document, { first: 2 }));
    const after = page.pageInfo.endCursor;
    const forged = `${after.slice(0, 5)}${after[5] === 'A' ? 'B' : 'A'}${after.slice(6)}`;
    for (const variables of [
      { after, orderBy: { field: 'NAME', direction: 'DESCENDING' } },
      { after, filter: { industry: ['G'] } },
      { after, jurisdictions: [city] },
      { after: forged },
      { after: 'nonsense' },
      { after: '' },
    ]) {
      expect(codesOf(await county.ask(document, variables))).toEqual(['INVALID_CURSOR']);
    }
    const nested = await county.ask(
      `query ($c: String) { jurisdictions { organisations(after: $c) { totalCount } } }`,
      {
        c: after,
      },
    );
    expect(codesOf(nested)).toEqual(['INVALID_CURSOR', 'INVALID_CURSOR', 'INVALID_CURSOR']);
  });

  test('the default ordering written out, an empty filter and null ones keep a cursor valid', async () => {
    const { page } = dataOf<Answer>(await county.ask(document, { first: 2 }));
    for (const variables of [
      { orderBy: { field: 'NAME', direction: 'ASCENDING' } },
      { filter: {} },
      { filter: { kind: null } },
    ]) {
      const next = await county.ask(document, { first: 1, after: page.pageInfo.endCursor, ...variables });
      expect(codesOf(next)).toEqual([]);
    }
  });

  test('a page has 1 to 500 rows, and is counted from one end', async () => {
    for (const variables of [
      { first: 0 },
      { first: -1 },
      { first: 501 },
      { last: 501 },
      { first: 1, last: 1 },
    ]) {
      expect(codesOf(await county.ask(document, variables))).toEqual(['INVALID_PAGE_SIZE']);
    }
    const { page } = dataOf<Answer>(await county.ask(document));
    expect(page.nodes).toHaveLength(20);
  });

  test('nested pages of all parents are what each parent alone would give', async () => {
    const nested = dataOf<{ jurisdictions: { code: string; page: Answer['page']; few: Answer['page'] }[] }>(
      await county.ask(`{ jurisdictions { code
        page: organisations(first: 4, orderBy: {field: EMPLOYEES, direction: DESCENDING}) { ${selection} }
        few: organisations(last: 2, filter: {industry: [G]}) { ${selection} } } }`),
    );
    for (const { code, page, few } of nested.jurisdictions) {
      const own = rows.filter((row) => row.owner === code);
      const byEmployees = own.sort((a, b) => b.employees - a.employees || compareText(b.id, a.id));
      expect(page.nodes.map(({ id }) => id)).toEqual(byEmployees.slice(0, 4).map(({ id }) => id));
      expect(page.totalCount).toBe(own.length);
      const inG = own.filter((row) => row.industry === 'G');
      const byName = inG.sort((a, b) => sortValues.NAME(a, b) || compareText(a.id, b.id));
      expect(few.nodes.map(({ id }) => id)).toEqual(byName.slice(-2).map(({ id }) => id));
      expect(few.totalCount).toBe(inG.length);
    }
  });

  test('rows inserted while paging do not disturb what was there', async () => {
    const other = await openCounty(chaoan);
    await store(other, { organisations: rows.filter(({ owner }) => owner === chaoan) });
    const expected: string[] = rows.filter(({ owner }) => owner === chaoan).map(({ id }) => id);
    const seen: string[] = [];
    let after: string | undefined;
    for (let turn = 0; ; turn++) {
      const { page } = dataOf<Answer>(await other.ask(document, { first: 7, after }));
      seen.push(...page.nodes.map(({ id }) => id));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
      await store(other, { organisations: [organisationRow(chaoan, { name: names[turn % names.length]! })] });
    }
    expect(seen.filter((id) => expected.includes(id)).sort()).toEqual(expected.sort());
    expect(new Set(seen).size).toBe(seen.length);
    await other.close();
  });
});
