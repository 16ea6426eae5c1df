import { federationOf } from '@jiedui/kit/federation';
import { appealViews, canSee, type AppealFacts } from '@jiedui/services/appeal/rules';
import { services } from '@jiedui/services/subgraph';
import { publicViewer, type Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  chaoan,
  city,
  codes,
  id,
  officer,
  openWorld,
  raoping,
  type Row,
  type World,
} from './pairings-world.ts';

const federation = federationOf([
  { code: city, name: '潮州市', englishName: 'Chaozhou', level: 'CITY' },
  { code: chaoan, name: '潮安区', englishName: "Chao'an", level: 'COUNTY', parent: city },
  { code: raoping, name: '饶平县', englishName: 'Raoping', level: 'COUNTY', parent: city },
]);

const tiers = ['T1', 'T2', 'T3'] as const;
const states = ['RAISED', 'ACCEPTED', 'ESCALATED', 'RESOLVED', 'CLOSED'] as const;
const owners = [city, chaoan, raoping];
const units = [null, id(city, 'unit', 1), id(chaoan, 'unit', 1)];

// Every owner, tier, state and receiver: 135 appeals of two organisations each.
const facts: (AppealFacts & { id: Row['id'] })[] = owners.flatMap((owner, o) =>
  tiers.flatMap((tier, t) =>
    states.flatMap((state, s) =>
      units.map((unitId, u) => ({
        id: id(owner, 'app', o * 1000 + t * 100 + s * 10 + u),
        owner,
        tier,
        state,
        unitId,
        organisationId: id(owner, 'org', (t + s + u) % 2),
        // A department has a part in some, and has had one taken back in others.
        partUnits: (t + s + u) % 3 === 0 ? [id(city, 'unit', 2)] : [],
      })),
    ),
  ),
);

const viewers: [string, Viewer][] = [
  ['a county officer', officer('COUNTY', chaoan)],
  ['an officer of another county', officer('COUNTY', raoping)],
  ['a county officer without a county', { subject: 'x', roles: ['COUNTY'], jurisdictions: [] }],
  ['a county role in the city', officer('COUNTY', city)],
  ['a city officer', officer('CITY', city)],
  ['a city role in a county', officer('CITY', chaoan)],
  ['a secretary', officer('ORGANISATION', chaoan, { organisation: id(chaoan, 'org', 1) })],
  ['a secretary without an organisation', officer('ORGANISATION', chaoan)],
  ['a liaison of the city', officer('UNIT', city, { unit: units[1]! })],
  ['a liaison of the county', officer('UNIT', chaoan, { unit: units[2]! })],
  ['a liaison of a department', officer('UNIT', city, { unit: id(city, 'unit', 2) })],
  ['an auditor', officer('AUDITOR', city)],
  [
    'a secretary who is a county officer elsewhere',
    {
      subject: 'x',
      roles: ['ORGANISATION', 'COUNTY'],
      jurisdictions: [raoping],
      organisation: id(chaoan, 'org', 0),
    },
  ],
];

let world: World;
beforeAll(async () => {
  world = await openWorld(services);
  await world.insert(
    'appeal',
    facts.map(({ id, tier, state, unitId, organisationId }, n) => ({
      id,
      title: `示例诉求${n % 9}`,
      sort_title: `shi li su qiu ${n % 9}`,
      body: '示例内容',
      organisation_id: organisationId,
      unit_id: unitId,
      pairing_id: n % 2 === 0 ? id_(n) : null,
      tier,
      state,
      // Some at the same moment; microseconds that a JavaScript date does not have.
      raised_at: `2024-01-0${1 + (n % 9)}T08:00:00.00${n % 2 === 0 ? '0001' : '0002'}Z`,
    })),
  );
  await insertParts();
});
afterAll(() => world[Symbol.asyncDispose]());

async function insertParts(): Promise<void> {
  for (const { id: appeal, partUnits } of facts) {
    const taken = partUnits.length === 0 ? 'now()' : 'null';
    await world.select(`insert into appeal_part (appeal_id, position, unit_id, task, assigned_at, assigned_as,
        clock_started_on, clock_days, released_at)
      values ('${appeal}', 1, '${id(city, 'unit', 2)}', '示例', now(), 'COUNTY', '2024-01-02', 5, ${taken})`);
  }
}

function id_(n: number): string {
  return id(city, 'pair', n % 3);
}

describe('what a viewer sees', () => {
  test.each(viewers)('%s: the rows and the total are those of the rules', async (_, viewer) => {
    const views = appealViews(viewer, federation)!;
    const wanted = facts.filter((fact) => views.some((view) => canSee(view, fact, federation)));
    const { data, errors } = await world.ask(
      '{ appeals(first: 500, orderBy: { field: ID, direction: ASCENDING }) { totalCount nodes { id } } }',
      { viewer },
    );
    expect(errors).toBeUndefined();
    expect(data.appeals.nodes.map((node: Row) => node.id)).toEqual(wanted.map((fact) => fact.id).sort());
    expect(data.appeals.totalCount).toBe(wanted.length);
  });

  test('the same holds below organisations, units, pairings and jurisdictions', async () => {
    const viewer = officer('CITY', city);
    const { data } = await world.ask(
      `query($r: [_Any!]!) { _entities(representations: $r) {
        ... on Organisation { appeals(first: 500) { totalCount nodes { id } } }
        ... on MemberUnit { appeals { totalCount } }
        ... on Pairing { appeals { totalCount } }
        ... on Jurisdiction { appeals { totalCount } } } }`,
      {
        viewer,
        variables: {
          r: [
            { __typename: 'Organisation', id: id(chaoan, 'org', 1) },
            { __typename: 'MemberUnit', id: units[2] },
            { __typename: 'Pairing', id: id(city, 'pair', 0) },
            { __typename: 'Jurisdiction', code: chaoan },
          ],
        },
      },
    );
    const views = appealViews(viewer, federation)!;
    const seen = facts.filter((fact) => views.some((view) => canSee(view, fact, federation)));
    const count = (wanted: (fact: AppealFacts, n: number) => boolean) =>
      facts.filter((fact, n) => seen.includes(fact) && wanted(fact, n)).length;
    expect(data._entities).toEqual([
      {
        appeals: {
          totalCount: count((fact) => fact.organisationId === id(chaoan, 'org', 1)),
          nodes: expect.any(Array),
        },
      },
      { appeals: { totalCount: count((fact) => fact.unitId === units[2]) } },
      { appeals: { totalCount: count((_, n) => n % 2 === 0 && n % 3 === 0) } },
      { appeals: { totalCount: count((fact) => fact.owner === chaoan) } },
    ]);
    expect(data._entities[0].appeals.nodes).toHaveLength(data._entities[0].appeals.totalCount);
  });

  test('pages by moment keep microseconds apart: every appeal once', async () => {
    const found: string[] = [];
    for (let after = ''; ;) {
      const { data } = await world.ask(
        `{ appeals(first: 20${after}) { nodes { id } pageInfo { hasNextPage endCursor } } }`,
        {
          viewer: officer('AUDITOR', city),
        },
      );
      found.push(...data.appeals.nodes.map((node: Row) => node.id));
      if (!data.appeals.pageInfo.hasNextPage) break;
      after = `, after: "${data.appeals.pageInfo.endCursor}"`;
    }
    expect(found).toHaveLength(facts.length);
    expect(new Set(found).size).toBe(facts.length);
  });

  test('filters narrow what is seen, never widen it', async () => {
    const { data } = await world.ask(
      `{ appeals(filter: { tier: [T1], state: [RAISED], unit: "${units[1]}", raisedFrom: "2024-01-01T00:00:00Z" }) {
        nodes { owner: jurisdiction { code } tier state unit { id } organisation { id } } } }`,
      { viewer: officer('COUNTY', chaoan) },
    );
    expect(data.appeals.nodes).toEqual([
      {
        owner: { code: chaoan },
        tier: 'T1',
        state: 'RAISED',
        unit: { id: units[1] },
        organisation: { id: expect.stringMatching(/^445103-org-/) },
      },
    ]);
  });

  test('one appeal by id: hidden and missing are answered alike', async () => {
    const ask = (wanted: string, viewer: Viewer) =>
      world.ask(`{ appeal(id: "${wanted}") { id title body } }`, { viewer });
    const hidden = facts.find(({ owner }) => owner === raoping)!.id;
    const seen = facts.find(({ owner }) => owner === chaoan)!.id;
    const county = officer('COUNTY', chaoan);
    expect((await ask(seen, county)).data.appeal.id).toBe(seen);
    const one = await ask(hidden, county);
    const none = await ask(id(raoping, 'app', 99_999), county);
    expect({ data: one.data, errors: one.errors }).toEqual({ data: none.data, errors: none.errors });
    expect(one.data).toEqual({ appeal: null });
    expect(codes(await ask(units[1]!, county))).toEqual(['INVALID_ID']);
  });

  test('a reference to an appeal goes by the same rules', async () => {
    const ask = (viewer: Viewer) =>
      world.ask('query($r: [_Any!]!) { _entities(representations: $r) { ... on Appeal { title } } }', {
        viewer,
        variables: { r: [{ __typename: 'Appeal', id: facts.find(({ owner }) => owner === raoping)!.id }] },
      });
    expect((await ask(officer('COUNTY', chaoan))).data._entities).toEqual([null]);
    expect((await ask(officer('COUNTY', raoping))).data._entities).toEqual([{ title: expect.any(String) }]);
    expect((await ask(publicViewer)).data._entities).toEqual([null]);
  });
});

describe('the public, and instructors', () => {
  const others: [string, Viewer][] = [
    ['the public', publicViewer],
    ['an instructor', officer('INSTRUCTOR', chaoan, { unit: units[2]! })],
    ['nobody', { subject: 'x', roles: [], jurisdictions: [chaoan] }],
  ];
  test.each(others)('%s: no appeals, however they are asked for', async (_, viewer) => {
    const ask = (query: string) => world.ask(query, { viewer });
    for (const field of [
      'nodes { id }',
      'totalCount',
      'edges { cursor }',
      '__typename',
      'pageInfo { hasNextPage }',
    ]) {
      const answer = await ask(`{ a: appeals { ${field} } }`);
      expect(codes(answer)).toEqual(['FORBIDDEN']);
      expect(answer.errors?.[0]?.path).toEqual(['a']);
      expect(answer.data).toEqual({ a: null });
    }
    const one = await ask(`{ appeal(id: "${facts[0]!.id}") { id } }`);
    expect(codes(one)).toEqual(['FORBIDDEN']);
    const nested = await world.ask(
      `query($r: [_Any!]!) { _entities(representations: $r) {
        ... on Organisation { id ... { appeals { totalCount } } }
        ... on MemberUnit { id ...f } ... on Pairing { id appeals { __typename } } ... on Jurisdiction { code appeals { totalCount } } } }
        fragment f on MemberUnit { appeals { nodes { title } } }`,
      {
        viewer,
        variables: {
          r: [
            { __typename: 'Organisation', id: id(chaoan, 'org', 1) },
            { __typename: 'MemberUnit', id: units[1] },
            { __typename: 'Pairing', id: id(city, 'pair', 0) },
            { __typename: 'Jurisdiction', code: chaoan },
          ],
        },
      },
    );
    expect(codes(nested)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
    expect(nested.data._entities.map((entity: Row) => entity['appeals'])).toEqual([null, null, null, null]);
  });

  test('see counts, by nothing that tells who raised what', async () => {
    const query = `{ appealGroups(by: [TIER], filter: { state: [RAISED] }) { label count suppressed } }`;
    const labels = [
      '职责范围内，即接即办',
      '复杂问题，协调有关部门',
      '涉及面广、一时难以解决，向市委两新工委反映',
    ];
    // Of each tier and state every owner has three.
    const three = await world.ask(query, { policies: { appeals: { smallestGroup: 3 } } });
    expect(three.errors).toBeUndefined();
    expect(three.data.appealGroups).toEqual(labels.map((label) => ({ label, count: 9, suppressed: 0 })));
    const { data } = await world.ask(query);
    expect(data.appealGroups).toEqual(labels.map((label) => ({ label, count: null, suppressed: 3 })));
    const probe = await world.ask('{ appealGroups(by: [], filter: { titleContains: "x" }) { count } }');
    expect(probe.errors?.[0]?.message).toMatch(/not defined by type "AppealGroupFilter"/);
  });

  test('get the numbers of larger groups, also where they are smaller parts of what officers see', async () => {
    const query = '{ appealGroups(by: [JURISDICTION, TIER]) { jurisdiction tier count suppressed } }';
    const { data } = await world.ask(query, { policies: { appeals: { smallestGroup: 15 } } });
    expect(data.appealGroups).toHaveLength(9);
    for (const group of data.appealGroups) expect(group).toMatchObject({ count: 15, suppressed: 0 });
    const none = await world.ask(query, { policies: { appeals: { smallestGroup: 16 } } });
    for (const group of none.data.appealGroups) expect(group).toMatchObject({ count: null, suppressed: 1 });
    // The county has every number of its own, the city and auditors of all.
    const asked = { policies: { appeals: { smallestGroup: 16 } } };
    const whole = async (viewer: Viewer) => {
      const { data: seen } = await world.ask(query, { ...asked, viewer });
      return seen.appealGroups
        .filter(({ count }: { count: number | null }) => count !== null)
        .map(({ jurisdiction }: { jurisdiction: string }) => jurisdiction);
    };
    expect(new Set(await whole(officer('COUNTY', chaoan)))).toEqual(new Set([chaoan]));
    for (const role of ['CITY', 'AUDITOR'] as const) {
      expect(new Set(await whole(officer(role, city)))).toEqual(new Set(owners));
    }
    const liaison = officer('UNIT', chaoan, { unit: units[2]! });
    expect(await whole(liaison)).toEqual([]);
  });

  test('get no numbers of windows of time, whichever deployment answers', async () => {
    const window = 'filter: { raisedFrom: "2024-01-03T00:00:00Z" }';
    for (const owned of [owners, [chaoan]]) {
      const query = `{ appealGroups(by: [TIER], ${window}) { count } }`;
      expect(codes(await world.ask(query, { owned }))).toEqual(['FORBIDDEN']);
      expect(codes(await world.ask(query, { owned, viewer: officer('COUNTY', chaoan) }))).toEqual([
        'FORBIDDEN',
      ]);
      expect((await world.ask(query, { owned, viewer: officer('CITY', city) })).errors).toBeUndefined();
    }
    const own = `{ appealGroups(by: [], jurisdictions: ["${chaoan}"], ${window}) { count } }`;
    const { data } = await world.ask(own, { viewer: officer('COUNTY', chaoan) });
    expect(data.appealGroups[0].count).toBe(
      facts.filter(({ owner }, n) => owner === chaoan && n % 9 >= 2).length,
    );
  });

  test('get the same numbers however the owners are spread over deployments', async () => {
    for (const by of ['', 'TIER', 'STATE', 'TIER, STATE', 'JURISDICTION', 'STATE, JURISDICTION']) {
      for (const filter of [
        '',
        ', filter: { tier: [T1] }',
        ', filter: { state: [RAISED, WITHDRAWN] }',
        ', filter: { state: [WITHDRAWN] }',
      ]) {
        for (const smallestGroup of [1, 4, 16]) {
          const query = `{ appealGroups(by: [${by}]${filter}) { key count suppressed } }`;
          interface Bucket {
            key: string;
            count: number | null;
            suppressed: number;
          }
          const ask = async (owned: Row['id'][] | typeof owners): Promise<Bucket[]> =>
            (
              await world.ask(query, {
                owned: owned as typeof owners,
                policies: { appeals: { smallestGroup } },
              })
            ).data.appealGroups;
          const merged = new Map<string, Bucket>();
          for (const owner of owners) {
            for (const { key, count, suppressed } of await ask([owner])) {
              const bucket = merged.get(key) ?? { key, count: null, suppressed: 0 };
              if (count !== null) bucket.count = (bucket.count ?? 0) + count;
              merged.set(key, { ...bucket, suppressed: bucket.suppressed + suppressed });
            }
          }
          const together = await ask(owners);
          expect(together, `${query} ${smallestGroup}`).toEqual(
            [...merged.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
          );
        }
      }
    }
  });

  test('get the overview without the share of resolved appeals', async () => {
    const query = '{ servicesOverview { records resolvedAppeals { numerator denominator value } } }';
    const answer = await world.ask(query);
    expect(codes(answer)).toEqual(['FORBIDDEN']);
    expect(answer.errors?.[0]?.path).toEqual(['servicesOverview', 'resolvedAppeals']);
    expect(answer.data.servicesOverview).toEqual({ records: 0, resolvedAppeals: null });
    const seen = await world.ask(query, { viewer: officer('COUNTY', chaoan) });
    expect(seen.errors).toBeUndefined();
    expect(seen.data.servicesOverview.resolvedAppeals).toEqual({
      numerator: 54,
      denominator: 135,
      value: 0.4,
    });
  });
});
