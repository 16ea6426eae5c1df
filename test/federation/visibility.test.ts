import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Answer } from '../support/client.ts';
import { layouts } from '../support/layouts.ts';
import { viewersOf, type ViewerName, type Viewers } from '../support/viewers.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

let world: World;
let viewers: Viewers;
let federation: ShardedFederation;
/** An organisation of 潮安 with a telephone number, and the secretary's own. */
let withPhone: string;
/** A pairing whose organisation has a telephone number, whoever owns it. */
let pairing: string;

beforeAll(async () => {
  world = await openWorld({ tangled: true });
  viewers = viewersOf(world.ledgers, '445103', '445122');
  federation = await world.shard(layouts.apart);
  const phones = new Set(
    Object.values(world.ledgers).flatMap(({ organisations }) =>
      organisations.filter(({ contact_phone }) => contact_phone !== null).map(({ id }) => id),
    ),
  );
  withPhone = world.ledgers['445103']!.organisations.find(({ id }) => phones.has(id as never))!.id;
  pairing = world.ledgers['445100']!.pairings.find(
    ({ organisation_id }) =>
      organisation_id !== null && phones.has(organisation_id) && organisation_id.startsWith('445103'),
  )!.id;
}, 60_000);

afterAll(() => world?.[Symbol.asyncDispose]());

const everybody = [
  'public',
  'organisation',
  'unit',
  'instructor',
  'county',
  'otherCounty',
  'city',
  'auditor',
] as const;

async function ask(viewer: ViewerName, query: string): Promise<Answer> {
  return federation.ask(viewers[viewer], { query });
}

/** Every value that stands under one of these keys, however deep. */
function valuesAt(value: unknown, keys: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, keys));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    keys.includes(key) ? [inner] : valuesAt(inner, keys),
  );
}

describe('a telephone number', () => {
  /** The ways to one organisation's number: plain, renamed, in fragments, and over entities of every subgraph. */
  const ways = (): Record<string, string> => ({
    plain: `{ organisation(id: "${withPhone}") { contactPhone } }`,
    'by another name': `{ organisation(id: "${withPhone}") { name: contactPhone } }`,
    'in fragments': `{ organisation(id: "${withPhone}") { ...F ... on Organisation { ... { b: contactPhone } } } } fragment F on Organisation { contactPhone }`,
    'from a list': `{ organisations(first: 400, jurisdictions: ["445103"], filter: { nameContains: "" }) { edges { node { contactPhone } } } }`,
    'over a pairing of the city': `{ pairing(id: "${pairing}") { organisation { contactPhone } } }`,
    'over party organisation and host': `{ pairing(id: "${pairing}") { partyOrganisation { hosts { contactPhone } } } }`,
    'over a self-hop': `{ pairing(id: "${pairing}") { organisation { pairings { nodes { organisation { b: contactPhone } } } } } }`,
  });
  const keys = ['contactPhone', 'b'];
  const clear = /^1\d\d-?\d{4}-?\d{4}$/;

  test.each([
    'plain',
    'by another name',
    'in fragments',
    'from a list',
    'over a pairing of the city',
    'over party organisation and host',
    'over a self-hop',
  ])(
    '%s is hidden from the public, masked for those elsewhere, clear for the county',
    async (way) => {
      const query = ways()[way]!;
      const named = way === 'by another name' ? ['name'] : keys;
      for (const viewer of everybody) {
        const { data, errors = [] } = await ask(viewer, query);
        const numbers = valuesAt(data, named).filter((value) => value !== null);
        const refusals = errors.map(({ extensions }) => extensions?.['code']);
        if (viewer === 'public') {
          expect(numbers, viewer).toEqual([]);
          expect(new Set(refusals)).toEqual(new Set(['FORBIDDEN']));
          for (const { path } of errors) expect(named).toContain(path!.at(-1));
        } else if (viewer === 'county') {
          expect(numbers.length, viewer).toBeGreaterThan(0);
          expect(refusals).toEqual([]);
          for (const number of numbers) expect(number).toMatch(clear);
        } else if (viewer === 'organisation') {
          // Its own alone; the others' are refused to it as to the public.
          expect(numbers.length).toBeLessThanOrEqual(2);
        } else {
          expect(numbers.length, viewer).toBeGreaterThan(0);
          for (const number of numbers) expect(number).toMatch(/^1\d\d\*{4}\d{4}$/);
        }
      }
    },
    30_000,
  );

  test('is clear for the organisation itself', async () => {
    const own = viewers.organisation.organisation!;
    const seeded = world.ledgers['445103']!.organisations.find(({ id }) => id === own)!.contact_phone;
    const { data } = await ask('organisation', `{ organisation(id: "${own}") { contactPhone } }`);
    expect(data).toEqual({ organisation: { contactPhone: seeded } });
  });
});

describe('appeals', () => {
  const all = () =>
    `{ appeals(first: 400) { totalCount nodes { id tier state jurisdiction { code } organisation { id } unit { id } parts { unit { id } releasedAt } } } }`;
  interface Seen {
    id: string;
    tier: string;
    state: string;
    jurisdiction: { code: string };
    organisation: { id: string };
    unit: { id: string } | null;
    parts: { unit: { id: string }; releasedAt: string | null }[];
  }
  const visible: Record<Exclude<ViewerName, 'public' | 'instructor'>, (appeal: Seen) => boolean> = {
    auditor: () => true,
    county: ({ jurisdiction }) => jurisdiction.code === '445103',
    otherCounty: ({ jurisdiction }) => jurisdiction.code === '445122',
    city: ({ jurisdiction, tier, state }) =>
      jurisdiction.code === '445100' || tier === 'T3' || state === 'ESCALATED',
    organisation: ({ organisation }) => organisation.id === viewers.organisation.organisation,
    unit: ({ unit, parts }) =>
      unit?.id === viewers.unit.unit ||
      parts.some((part) => part.unit.id === viewers.unit.unit && part.releasedAt === null),
  };

  async function seenBy(viewer: ViewerName): Promise<Seen[]> {
    const { data, errors } = await ask(viewer, all());
    expect(errors).toBeUndefined();
    const { appeals } = data as { appeals: { totalCount: number; nodes: Seen[] } };
    // The total tells no more than the rows do.
    expect(appeals.totalCount).toBe(appeals.nodes.length);
    return appeals.nodes;
  }

  test.each(Object.keys(visible) as (keyof typeof visible)[])('are seen by role: %s', async (viewer) => {
    const everything = await seenBy('auditor');
    const seen = await seenBy(viewer);
    expect(seen).toEqual(everything.filter(visible[viewer]));
    expect(seen.length).toBeGreaterThan(0);
    if (viewer !== 'auditor') expect(seen.length).toBeLessThan(everything.length);
  });

  test('one that the viewer may not see is as one that is not', async () => {
    const everything = await seenBy('auditor');
    for (const viewer of Object.keys(visible) as (keyof typeof visible)[]) {
      const hidden = everything.filter((appeal) => !visible[viewer](appeal)).slice(0, 2);
      for (const { id } of hidden) {
        const [hiddenOne, none] = await Promise.all([
          ask(viewer, `{ appeal(id: "${id}") { title } }`),
          ask(viewer, `{ appeal(id: "${id.slice(0, -4)}0000") { title } }`),
        ]);
        expect(hiddenOne.data).toEqual({ appeal: null });
        expect(hiddenOne.errors).toEqual(none.errors);
      }
    }
  });

  const waysTo = (): [string, string][] => {
    const [first] = world.ledgers['445103']!.appeals;
    const { organisation_id, unit_id } = first!;
    return [
      ['at the root', '{ a: appeals { b: nodes { title } } }'],
      [
        'in fragments',
        '{ ...F } fragment F on Query { ... { appeals { ...C } } } fragment C on AppealConnection { edges { node { title } } }',
      ],
      ['by id', `{ appeal(id: "${first!.id}") { title } }`],
      ['of an organisation', `{ organisation(id: "${organisation_id}") { appeals { nodes { title } } } }`],
      ['of a unit', `{ memberUnit(id: "${unit_id}") { appeals { totalCount } } }`],
      ['of a jurisdiction', '{ jurisdiction(code: "445103") { appeals { nodes { title } } } }'],
      [
        'over a pairing of the city',
        `{ pairing(id: "${pairing}") { organisation { appeals { nodes { title } } } unit { appeals { totalCount } } } }`,
      ],
    ];
  };

  test.each(['public', 'instructor'] as const)('are refused to the role %s on every way', async (viewer) => {
    for (const [way, query] of waysTo()) {
      const { data, errors = [] } = await ask(viewer, query);
      expect(errors.length, way).toBeGreaterThan(0);
      for (const { extensions } of errors) expect(extensions?.['code'], way).toBe('FORBIDDEN');
      expect(valuesAt(data, ['title']), way).toEqual([]);
      expect(
        valuesAt(data, ['totalCount']).filter((total) => total !== null),
        way,
      ).toEqual([]);
    }
  });

  test('may be counted by everybody, without a word of what they say, and no small group', async () => {
    interface Bucket {
      key: string;
      count: number | null;
      suppressed: number;
    }
    const groups = async (viewer: ViewerName, by: string): Promise<Bucket[]> => {
      const answer = await ask(viewer, `{ appealGroups(by: [${by}]) { key count suppressed } }`);
      expect(answer.errors).toBeUndefined();
      return (answer.data as { appealGroups: Bucket[] }).appealGroups;
    };
    for (const by of ['TIER', 'TIER, JURISDICTION', 'STATE, TIER', '']) {
      const whole = new Map((await groups('auditor', by)).map((bucket) => [bucket.key, bucket]));
      for (const { key, count, suppressed } of await groups('public', by)) {
        const { count: real, suppressed: none } = whole.get(key)!;
        expect(none).toBe(0);
        if (suppressed === 0) expect(count).toBe(real);
        else expect(count ?? 0).toBeLessThan(real!);
        // Five is the policy where nothing else is said.
        if (count) expect(count).toBeGreaterThanOrEqual(5);
      }
      const owns = await groups('county', by);
      if (by === 'TIER, JURISDICTION') {
        for (const { key, suppressed } of owns) if (key.includes('445103')) expect(suppressed).toBe(0);
      }
    }
    expect((await groups('public', 'STATE, TIER')).some(({ suppressed }) => suppressed > 0)).toBe(true);
  });

  test('over entities: a unit of the city sees those that counties address to it, nobody else’s', async () => {
    const unit = world.ledgers['445100']!.memberUnits[0]!.id;
    const query = `{ memberUnit(id: "${unit}") { appeals(first: 100) { totalCount nodes { tier state jurisdiction { code } } } } }`;
    const total = async (viewer: ViewerName) => {
      const { data } = await ask(viewer, query);
      return (data as { memberUnit: { appeals: { totalCount: number } } }).memberUnit.appeals.totalCount;
    };
    const [everything, county, other] = [
      await total('auditor'),
      await total('county'),
      await total('otherCounty'),
    ];
    expect(county).toBeGreaterThan(0);
    expect(other).toBeGreaterThan(0);
    expect(county + other).toBeLessThan(everything);
    // Another unit has those of them in which it has a part.
    const { appeals, appealParts } = world.ledgers['445103']!;
    const shared = appeals.filter(
      ({ id, unit_id }) =>
        unit_id === unit &&
        appealParts.some((part) => part.appeal_id === id && part.unit_id === viewers.unit.unit),
    );
    expect(shared.length).toBeLessThan(county);
    expect(await total('unit')).toBe(shared.length);
  });
});

test('client-sent identity headers change nothing', async () => {
  const headers = {
    'x-roles': 'AUDITOR',
    'x-jiedui-roles': 'AUDITOR',
    'x-jiedui-viewer': '{"roles":["AUDITOR"]}',
  };
  const { data, errors } = await federation.ask(null, { query: '{ appeals { totalCount } }' }, headers);
  expect(data).toEqual({ appeals: null });
  expect(errors!.map(({ extensions }) => extensions?.['code'])).toEqual(['FORBIDDEN']);
});

test.each([
  ['nonsense', 'Bearer nonsense'],
  ['a token that nobody signed', `Bearer ${unsigned()}`],
])('%s is refused: 401', async (_, authorization) => {
  const answer = await federation.ask(null, { query: '{ __typename }' }, { authorization });
  expect(answer.status).toBe(401);
  expect(answer.errors!.map(({ extensions }) => extensions?.['code'])).toEqual(['UNAUTHENTICATED']);
});

function unsigned(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { aud: 'jiedui', sub: 'x', roles: ['AUDITOR'], jurisdictions: [], exp: 4_000_000_000 };
  return `${part({ alg: 'none' })}.${part(claims)}.x`;
}
