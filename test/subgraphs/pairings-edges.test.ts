import { projectState } from '@jiedui/pairings/project/rules';
import { pairings } from '@jiedui/pairings/subgraph';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  unit,
  organisation,
  party,
  cityPairing,
  chaoanPairing,
  raopingPairing,
  pairingRows,
  activityRows,
  milestoneRows,
  projectRows,
} from './pairings-records.ts';
import { chaoan, city, codes, id, openWorld, raoping, type Row, type World } from './pairings-world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld(pairings);
  await world.insert('pairing', pairingRows);
  await world.insert('activity', activityRows);
  await world.insert('project', projectRows);
  for (const row of milestoneRows) {
    await world.select(`insert into project_milestone (project_id, position, name, due_on, done_on) values
      ('${row.project_id}', 1, '示例节点', '${row.due_on}', ${row.done_on ? `'${row.done_on}'` : 'null'})`);
  }
});
afterAll(() => world[Symbol.asyncDispose]());

describe("other subgraphs' entities", () => {
  const entities = `query($r: [_Any!]!) { _entities(representations: $r) {
    ... on Organisation { id pairingCount pairings { totalCount nodes { id } } }
    ... on MemberUnit { id pairings { nodes { id } } promotedPairings { nodes { id } } activities { totalCount } }
    ... on PartyOrganisation { id pairings { nodes { id } } }
    ... on Jurisdiction { code pairingCount pairings { nodes { id } } activities { totalCount } } } }`;

  test('have their pairings, by the key alone, whether or not they exist', async () => {
    const { data, errors } = await world.ask(entities, {
      variables: {
        r: [
          { __typename: 'Organisation', id: organisation },
          { __typename: 'Organisation', id: id(raoping, 'org', 99) },
          { __typename: 'MemberUnit', id: unit },
          { __typename: 'PartyOrganisation', id: party },
          { __typename: 'Jurisdiction', code: chaoan },
        ],
      },
    });
    expect(errors).toBeUndefined();
    expect(data._entities).toEqual([
      {
        id: organisation,
        pairingCount: 2,
        pairings: { totalCount: 2, nodes: [{ id: cityPairing }, { id: chaoanPairing }] },
      },
      { id: id(raoping, 'org', 99), pairingCount: 0, pairings: { totalCount: 0, nodes: [] } },
      {
        id: unit,
        pairings: { nodes: [{ id: cityPairing }] },
        promotedPairings: { nodes: [{ id: raopingPairing }] },
        activities: { totalCount: 6 },
      },
      { id: party, pairings: { nodes: [{ id: cityPairing }] } },
      {
        code: chaoan,
        pairingCount: 1,
        pairings: { nodes: [{ id: chaoanPairing }] },
        activities: { totalCount: 8 },
      },
    ]);
  });

  test('cost one statement per field and arguments, however many there are', async () => {
    const ask = async (many: number) =>
      world.ask(
        `query($r: [_Any!]!) { _entities(representations: $r) { ... on Organisation {
          a: pairings(first: 2) { nodes { activities(first: 3) { nodes { id } } } }
          b: pairings(first: 1, orderBy: { field: TITLE, direction: DESCENDING }) { totalCount edges { cursor } } } } }`,
        {
          variables: {
            r: Array.from({ length: many }, (_, n) => ({
              __typename: 'Organisation',
              id: id(chaoan, 'org', n),
            })),
          },
        },
      );
    const few = await ask(3);
    const many = await ask(60);
    expect(few.errors).toBeUndefined();
    expect(few.data._entities[1].a.nodes[0].activities.nodes).toHaveLength(3);
    expect(few.data._entities[1].b.edges).toHaveLength(1);
    expect(few.statements).toBe(4);
    expect(many.statements).toBe(4);
  });

  test("a pairing of another owner has here the activities that lie here, and one's own is loaded", async () => {
    const query = `query($r: [_Any!]!) { _entities(representations: $r) { ... on Pairing { id activities { totalCount } } } }`;
    const variables = {
      r: [chaoanPairing, cityPairing, id(city, 'pair', 99)].map((each) => ({
        __typename: 'Pairing',
        id: each,
      })),
    };
    const { data } = await world.ask(query, { variables, owned: [city] });
    const here = (pairing: string) =>
      activityRows.filter((row) => row['pairing_id'] === pairing && row.id.startsWith(city)).length;
    expect(data._entities).toEqual([
      { id: chaoanPairing, activities: { totalCount: here(chaoanPairing) } },
      { id: cityPairing, activities: { totalCount: here(cityPairing) } },
      null,
    ]);
    expect(here(chaoanPairing)).toBeGreaterThan(0);
  });

  test('a malformed reference costs only itself', async () => {
    const answer = await world.ask(entities, {
      variables: {
        r: [
          { __typename: 'Organisation', id: 'x' },
          { __typename: 'MemberUnit', id: unit },
        ],
      },
    });
    expect(codes(answer)).toEqual(['INVALID_ID']);
    expect(answer.data._entities[0]).toBeNull();
    expect(answer.data._entities[1].id).toBe(unit);
  });
});

describe('projects', () => {
  const wanted = projectRows.map((row) => ({
    id: row.id,
    state: projectState(
      {
        dueOn: row['due_on'] as string | null,
        plannedDueOn: row['planned_due_on'] as string | null,
        finishedOn: row['finished_on'] as string | null,
        milestones: milestoneRows
          .filter(({ project_id }) => project_id === row.id)
          .map(({ due_on, done_on }) => ({ dueOn: due_on, doneOn: done_on })),
      },
      '2024-03-15',
    ),
  }));

  test('have the state that the rules derive, and SQL filters and counts by the same', async () => {
    const { data } = await world.ask(
      '{ projects(first: 100, orderBy: { field: ID }) { nodes { id state onTime } } }',
    );
    expect(data.projects.nodes.map(({ id, state }: Row) => ({ id, state }))).toEqual(wanted);
    for (const state of ['ON_TIME', 'DELAYED', 'FINISHED', 'OVERDUE']) {
      const answer = await world.ask(
        `{ projects(first: 100, orderBy: { field: ID }, filter: { state: [${state}] }) { nodes { id } } }`,
      );
      const ids = wanted.filter((each) => each.state === state).map((each) => each.id);
      expect(ids.length).toBeGreaterThan(0);
      expect(answer.data.projects.nodes.map((node: Row) => node.id)).toEqual(ids);
    }
    const groups = await world.ask('{ projectGroups(by: [STATE]) { state label count } }');
    expect(groups.data.projectGroups).toEqual(
      [
        ['DELAYED', '已延期'],
        ['FINISHED', '已完工'],
        ['ON_TIME', '按期推进'],
        ['OVERDUE', '逾期未完工'],
      ].map(([state, label]) => ({
        state,
        label,
        count: wanted.filter((each) => each.state === state).length,
      })),
    );
  });

  test('cost as many statements for many as for one, with milestones, inspections and due dates', async () => {
    const ask = (first: number) =>
      world.ask(
        `{ projects(first: ${first}) { nodes { state milestones { name } inspections { kind } dueDates { dueOn } } } }`,
      );
    expect((await ask(1)).statements).toBe((await ask(20)).statements);
  });

  test('belong to their pairing, in both directions', async () => {
    const { data } = await world.ask(
      `{ pairing(id: "${cityPairing}") { projects(first: 1) { totalCount nodes { pairing { title } jurisdiction { code } } } } }`,
    );
    expect(data.pairing.projects).toEqual({
      totalCount: 25,
      nodes: [
        { pairing: { title: '市交通运输局 ↔ 广东海润冷链物流有限公司' }, jurisdiction: { code: city } },
      ],
    });
  });
});
