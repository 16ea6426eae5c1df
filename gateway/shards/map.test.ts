import { describe, expect, test } from 'vitest';
import { ConfigurationError } from '../configuration-error.ts';
import { federationOfSupergraph, readFederation } from './map.ts';

const subgraphs = new Set(['books', 'loans']);
const good = `federation: chaozhou
jurisdictions:
  - { code: "445103", name: 潮安区, englishName: Chao'an, level: COUNTY, parent: "445100" }
  - { code: "445100", name: 潮州市, englishName: Chaozhou, level: CITY }
deployments:
  - name: city
    jurisdictions: ["445100"]
    urls: { books: "http://127.0.0.1:4101/books", loans: "http://127.0.0.1:4101/loans" }
  - name: chaoan
    jurisdictions: ["445103"]
    urls: { books: "http://127.0.0.1:4102/books" }
`;

function problemsOf(text: string): string[] {
  try {
    readFederation(text, 'federation.yaml', subgraphs);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message.split('\n');
    throw error;
  }
}

describe('a federation file', () => {
  test('becomes a shard map with jurisdictions in the order of their codes', () => {
    const { name, map, urls } = readFederation(good, 'federation.yaml', subgraphs);
    expect(name).toBe('chaozhou');
    expect([...map.jurisdictions.values()]).toEqual([
      { code: '445100', name: '潮州市', parent: null },
      { code: '445103', name: '潮安区', parent: '445100' },
    ]);
    expect(map.deployments.map(({ name, subgraphs }) => [name, [...subgraphs]])).toEqual([
      ['city', ['books', 'loans']],
      ['chaoan', ['books']],
    ]);
    expect([...map.owners].map(([code, { name }]) => [code, name])).toEqual([
      ['445100', 'city'],
      ['445103', 'chaoan'],
    ]);
    expect(urls.get('chaoan')?.get('books')?.href).toBe('http://127.0.0.1:4102/books');
  });

  test('may be JSON', () => {
    const json = JSON.stringify({
      federation: 'one',
      jurisdictions: [{ code: '130900', name: '沧州市', level: 'CITY' }],
      deployments: [{ name: 'city', jurisdictions: ['130900'], urls: { books: 'http://127.0.0.1:1/books' } }],
    });
    expect(readFederation(json, 'federation.json', subgraphs).map.owners.size).toBe(1);
  });

  test.each([
    [
      'a misspelt key',
      ['urls: { books: "http://127.0.0.1:4102/books" }', 'addresses: {}'],
      '11:5',
      'a key of a deployment (name, jurisdictions, urls)',
      '"addresses"',
    ],
    [
      'a jurisdiction twice',
      ['code: "445100"', 'code: "445103"'],
      '4:13',
      'every jurisdiction once',
      '"445103"',
    ],
    [
      'a jurisdiction with two owners',
      ['jurisdictions: ["445103"]', 'jurisdictions: ["445103", "445100"]'],
      '10:31',
      'one deployment per jurisdiction (city has it)',
      '"445100"',
    ],
    [
      'a jurisdiction that the file does not have',
      ['jurisdictions: ["445103"]', 'jurisdictions: ["445122"]'],
      '10:21',
      'the code of a jurisdiction of this file',
      '"445122"',
    ],
    [
      'an unknown parent',
      ['parent: "445100"', 'parent: "440000"'],
      '3:79',
      'the code of a jurisdiction of this file',
      '"440000"',
    ],
    ['a cycle', ['level: CITY', 'level: CITY, parent: "445103"'], '3:79', 'a tree', '"445103 below 445100"'],
    [
      'a code that is a number',
      ['jurisdictions: ["445103"]', 'jurisdictions: [445103]'],
      '10:21',
      'a jurisdiction code in quotes',
      '445103',
    ],
    [
      'a deployment without URLs',
      ['    urls: { books: "http://127.0.0.1:4102/books" }\n', ''],
      '9:5',
      'the key urls in a deployment',
      'nothing',
    ],
    [
      'a deployment with no URL',
      ['{ books: "http://127.0.0.1:4102/books" }', '{}'],
      '11:11',
      'the URL of at least one subgraph',
      '{}',
    ],
    [
      'a bad URL',
      ['http://127.0.0.1:4102/books', 'ftp://127.0.0.1/books'],
      '11:20',
      'an http(s) URL without credentials',
      '"ftp://127.0.0.1/books"',
    ],
    [
      'a URL with credentials, not echoed',
      ['http://127.0.0.1:4102', 'http://user:secret@127.0.0.1:4102'],
      '11:20',
      'an http(s) URL without credentials',
      '"http://127.0.0.1:4102"',
    ],
    [
      'an unknown subgraph',
      ['urls: { books: "http://127.0.0.1:4102', 'urls: { films: "http://127.0.0.1:4102'],
      '11:13',
      'a subgraph of the supergraph (books, loans)',
      '"films"',
    ],
    [
      'two deployments of one name',
      ['name: chaoan', 'name: city'],
      '9:11',
      'another name for every deployment',
      '"city"',
    ],
    [
      'a key twice',
      ['    jurisdictions: ["445103"]', '    name: again\n    jurisdictions: ["445103"]'],
      '10:5',
      'every key once',
      '',
    ],
    ['a wrong level', ['level: CITY', 'level: VILLAGE'], '4:64', 'CITY or COUNTY', '"VILLAGE"'],
    ['broken YAML', ['deployments:', 'deployments: ['], '', 'YAML or JSON', ''],
  ])('%s is refused at its line', (_name, [from, to], at, expected, received) => {
    expect(good).toContain(from!);
    const [first] = problemsOf(good.replace(from!, to!));
    expect(first).toContain(`federation.yaml:${at}`);
    expect(first).toContain(`expected ${expected}`);
    expect(first).toContain(`received ${received}`);
  });

  test('every problem is named, not only the first', () => {
    expect(
      problemsOf(good.replaceAll('http://', 'gopher://').replace('level: CITY', 'level: X')),
    ).toHaveLength(4);
  });

  test.each(['', '[]', 'text', '{}', 'federation: x\njurisdictions: []\ndeployments: []'])(
    'that says %j is refused, not obeyed',
    (text) => {
      expect(problemsOf(text).length).toBeGreaterThan(0);
    },
  );

  test('without one, each subgraph of the supergraph is a deployment at its own URL', () => {
    const { map, urls } = federationOfSupergraph(
      [{ name: 'books', url: 'http://127.0.0.1:1/' }],
      'supergraph',
    );
    expect(map.deployments).toEqual([{ name: 'books', jurisdictions: [], subgraphs: new Set(['books']) }]);
    expect(urls.get('books')?.get('books')?.href).toBe('http://127.0.0.1:1/');
  });
});
