import { readFile } from 'node:fs/promises';

import type { Viewer } from '@jiedui/schema/contract/viewer';
import { readId } from '@jiedui/schema/contract/id';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { layouts } from '../support/layouts.ts';
import { viewersOf, type Viewers } from '../support/viewers.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

/** Appeals of the seeded 潮州 through the gateway: the saved operations, and a course that crosses jurisdictions. */
let world: World;
let viewers: Viewers;
let federation: ShardedFederation;

beforeAll(async () => {
  world = await openWorld();
  viewers = viewersOf(world.ledgers, '445103', '445122');
  federation = await world.shard(layouts.apart);
}, 60_000);
afterAll(() => world?.[Symbol.asyncDispose]());

interface Shown {
  id: string;
  title: string;
  tier: string;
  state: string;
  clock: string | null;
  dueOn: string | null;
  timeliness: string | null;
  contact: string | null;
  jurisdiction: { code: string; name: string };
  organisation: { id: string; name: string };
  unit: { id: string; name: string } | null;
  parts: { unit: { id: string; name: string }; dueOn: string | null; answeredAt: string | null }[];
  steps?: { step: string; to: string }[];
}

async function saved(
  name: string,
  viewer: Viewer,
  variables = {},
): Promise<{ totalCount: number; nodes: Shown[] }> {
  const query = await readFile(new URL(`../../schema/queries/${name}.graphql`, import.meta.url), 'utf8');
  const { data, errors } = await federation.ask(viewer, { query, variables });
  expect(errors).toBeUndefined();
  return (data as { appeals: { totalCount: number; nodes: Shown[] } }).appeals;
}

const seeded = (codes = Object.keys(world.ledgers)) => codes.flatMap((code) => world.ledgers[code]!.appeals);

describe('待办诉求', () => {
  test('a county has what its side has to do, the one due first first', async () => {
    const { totalCount, nodes } = await saved('appeals-to-handle', viewers.county, { on: '2023-12-01' });
    const waiting = seeded(['445103']).filter(
      ({ state }) => !['RESOLVED', 'CLOSED', 'WITHDRAWN', 'REFUSED'].includes(state),
    );
    expect(nodes.map(({ id }) => id).sort()).toEqual(waiting.map(({ id }) => id).sort());
    expect(totalCount).toBe(waiting.length);
    expect(nodes.map(({ dueOn }) => dueOn)).toEqual(nodes.map(({ dueOn }) => dueOn).toSorted());
    for (const { jurisdiction, timeliness, clock, dueOn } of nodes) {
      expect(jurisdiction).toEqual({ code: '445103', name: '潮安区' });
      expect(clock).not.toBeNull();
      expect(timeliness === 'OVERDUE').toBe(dueOn! < '2023-12-01');
    }
    expect(new Set(nodes.map(({ state }) => state)).size).toBeGreaterThan(5);
    // The officers of the county see whole numbers.
    expect(nodes.some(({ contact }) => contact !== null && /^\d{11}$/.test(contact))).toBe(true);
  });

  test('a department has those in which it has a part, whichever county they are in', async () => {
    const part = world.ledgers['445103']!.appealParts.find(({ unit_id }) => unit_id.startsWith('445100'))!;
    const { owner } = readId(part.unit_id)!;
    const liaison: Viewer = {
      subject: 'liaison',
      roles: ['UNIT'],
      jurisdictions: [owner],
      unit: part.unit_id,
    };
    const asked = { filter: { department: part.unit_id } };
    const { nodes } = await saved('appeals-to-handle', liaison, asked);
    expect(nodes.map(({ id }) => id)).toContain(part.appeal_id);
    for (const { parts, contact } of nodes) {
      expect(parts.map(({ unit }) => unit.id)).toContain(part.unit_id);
      if (contact !== null) expect(contact).toMatch(/^\d{3}\*{4}\d{4}$/);
    }
  });
});

describe('上报市委两新工委的诉求', () => {
  test('the city has one queue over all jurisdictions, ordered by deadline, with the names of other shards', async () => {
    const { nodes } = await saved('appeals-escalated', viewers.city);
    const open = seeded().filter(
      ({ tier, state }) => tier === 'T3' && !['CLOSED', 'WITHDRAWN', 'REFUSED'].includes(state),
    );
    expect(nodes.map(({ id }) => id).sort()).toEqual(open.map(({ id }) => id).sort());
    expect(nodes.map(({ dueOn }) => dueOn)).toEqual(nodes.map(({ dueOn }) => dueOn).toSorted());
    expect(new Set(nodes.map(({ jurisdiction }) => jurisdiction.code)).size).toBeGreaterThan(2);
    for (const { organisation, unit, steps } of nodes) {
      expect(organisation.name).toMatch(/./);
      expect(unit?.name).toMatch(/./);
      expect(steps!.map(({ step }) => step)).toContain('ESCALATE');
    }
    const counties = nodes.filter(({ jurisdiction }) => jurisdiction.code !== '445100');
    for (const { contact } of counties) if (contact !== null) expect(contact).toMatch(/^\d{3}\*{4}\d{4}$/);
  });

  test('nobody else has more of it than they may see', async () => {
    for (const viewer of [viewers.county, viewers.organisation, viewers.unit]) {
      const { nodes } = await saved('appeals-escalated', viewer);
      expect(nodes.every(({ jurisdiction }) => jurisdiction.code === '445103')).toBe(true);
    }
  });
});

test('the city acts on an escalated appeal in its county, its own department answers there, and the county keeps it', async () => {
  const appeal = world.ledgers['445103']!.appeals.find(
    ({ state, title }) => state === 'ESCALATED' && title === '示例诉求102',
  )!;
  const department = world.ledgers['445100']!.memberUnits[3]!;
  let keys = 0;
  const step = async (viewer: Viewer, mutation: string, rest: string) => {
    const query = `mutation { done: ${mutation}(idempotencyKey: "across ${keys++}", id: "${appeal.id}", ${rest}) {
      appeal { state tier jurisdiction { code } parts { answer unit { name } } } } }`;
    const { data, errors, extensions } = await federation.ask(viewer, { query });
    return { done: (data as { done: { appeal: Record<string, unknown> } | null }).done, errors, extensions };
  };
  const give = `departments: [{ unit: "${department.id}", task: "示例事项" }]`;
  for (const viewer of [viewers.county, viewers.otherCounty, viewers.auditor]) {
    const { errors } = await step(viewer, 'assignEscalated', give);
    expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  }
  const assigned = await step(viewers.city, 'assignEscalated', give);
  expect(assigned.errors).toBeUndefined();
  expect(assigned.done!.appeal).toEqual({
    state: 'ASSIGNED',
    tier: 'T3',
    jurisdiction: { code: '445103' },
    parts: [{ answer: null, unit: { name: department.name } }],
  });
  const liaison: Viewer = {
    subject: 'liaison of the city',
    roles: ['UNIT'],
    jurisdictions: viewers.city.jurisdictions,
    unit: department.id,
  };
  expect((await step(liaison, 'answerPart', 'answer: "已协调用地"')).errors).toBeUndefined();
  const solved = await step(viewers.city, 'resolveAppeal', 'outcome: "已落实"');
  expect(solved.done!.appeal['state']).toBe('RESOLVED');
  // The city's own database has nothing of it.
  const [city] = federation.deployments.filter(({ codes }) => codes.includes('445100'));
  const { Client } = await import('pg');
  const client = new Client({ connectionString: city!.database.url });
  await client.connect();
  const { rows } = await client.query('select 1 from appeal where id = $1', [appeal.id]);
  await client.end();
  expect(rows).toEqual([]);
});
