import 'reflect-metadata';

import type { RecordId } from '@jiedui/schema/contract/id';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  chaoan,
  city,
  codesOf,
  type County,
  dataOf,
  officer,
  openCounty,
  organisationRow,
  partyRow,
  raoping,
  store,
  testId,
  unitRow,
} from './county.ts';

const pottery = organisationRow(chaoan, { name: '示例陶瓷企业' });
const clinic = organisationRow(chaoan, { name: '示例诊所' });
const hosting = organisationRow(chaoan, { name: '示例有党组织企业' });
const closed = organisationRow(chaoan, { name: '示例注销企业', status: 'DEREGISTERED' });
const cityFirm = organisationRow(city, { name: '示例市属企业' });
const branch = partyRow(chaoan, { name: '示例党支部' });
const commerce = unitRow(chaoan, { name: '示例商务局' });
const cityUnit = unitRow(city, { name: '示例市局' });
const county = officer('COUNTY', chaoan);
const liaison = (unit: { id: RecordId }, jurisdiction = chaoan): Viewer => ({
  subject: `liaison ${unit.id}`,
  roles: ['UNIT'],
  jurisdictions: [jurisdiction],
  unit: unit.id,
});

let both: County;
let keys = 0;
const nextKey = (): string => `instructor-key-${(keys += 1)}`;

beforeAll(async () => {
  both = await openCounty(city, chaoan);
  await store(both, {
    organisations: [pottery, clinic, hosting, closed, cityFirm],
    partyOrganisations: [branch],
    hosts: [{ partyOrganisationId: branch.id, organisationId: hosting.id, position: 0 }],
    memberUnits: [commerce, cityUnit],
  });
});
afterAll(() => both.close());

const fields = `{ instructor { id name state roles categories nominatedOn dispatchedOn endedOn source sourceUnit { name }
  assignments { assignedOn endedOn organisation { name } } steps { state takenOn takenAs note } } }`;
const nominateMutation = `mutation ($key: ID!, $input: NominateInstructorInput!) {
  nominateInstructor(idempotencyKey: $key, input: $input) ${fields} }`;
const advanceMutation = `mutation ($key: ID!, $input: AdvanceInstructorInput!) {
  advanceInstructor(idempotencyKey: $key, input: $input) ${fields} }`;
const reassignMutation = `mutation ($key: ID!, $input: ReassignInstructorInput!) {
  reassignInstructor(idempotencyKey: $key, input: $input) ${fields} }`;

interface Read {
  id: string;
  state: string;
  assignments: { assignedOn: string; endedOn: string | null; organisation: { name: string } }[];
  steps: { state: string; takenOn: string; takenAs: string }[];
}

const run = (mutation: string, input: object, viewer: Viewer, key = nextKey()) =>
  both.ask(mutation, { key, input }, { viewer });
const nomination = {
  jurisdiction: chaoan,
  name: '示例指导员001',
  sourceUnit: commerce.id,
  nominatedOn: '2022-10-10',
};

async function nominate(given: object = {}, viewer = county): Promise<string> {
  return dataOf<{ nominateInstructor: { instructor: Read } }>(
    await run(nominateMutation, { ...nomination, ...given }, viewer),
  ).nominateInstructor.instructor.id;
}

const advance = (instructor: string, to: string, takenOn: string, viewer: Viewer, given: object = {}) =>
  run(advanceMutation, { instructor, to, takenOn, ...given }, viewer);

/** Taken to the state by whoever may. */
async function taken(
  state: 'VETTED' | 'ASSESSED' | 'DISPATCHED',
  given: object = {},
  to: RecordId[] = [pottery.id],
) {
  const id = await nominate(given);
  dataOf(await advance(id, 'VETTED', '2022-10-20', liaison(commerce)));
  if (state === 'VETTED') return id;
  dataOf(await advance(id, 'ASSESSED', '2022-10-30', county));
  if (state === 'ASSESSED') return id;
  dataOf(await advance(id, 'DISPATCHED', '2022-11-10', county, { organisations: to }));
  return id;
}

const read = async (id: string): Promise<Read> =>
  dataOf<{ instructor: Read }>(
    await both.ask(
      `query ($id: ID!) { instructor(id: $id) { id state assignments { assignedOn endedOn organisation { name } }
        steps { state takenOn takenAs } } }`,
      { id },
    ),
  ).instructor;

describe('the selection of an instructor', () => {
  test('goes from nominated to vetted, assessed, dispatched and ended, each step in its role', async () => {
    const id = await nominate({ categories: ['ONE_TO_ONE', 'ONE_TO_ONE'] }, liaison(commerce));
    const steps = [
      ['VETTED', '2022-10-20', liaison(commerce), {}],
      ['ASSESSED', '2022-10-30', county, {}],
      ['DISPATCHED', '2022-11-10', county, { organisations: [pottery.id] }],
      ['ENDED', '2022-12-01', county, { note: '示例：期满' }],
    ] as const;
    for (const [to, day, viewer, given] of steps) dataOf(await advance(id, to, day, viewer, given));
    const { instructor } = dataOf<{ instructor: object }>(
      await both.ask(`query ($id: ID!) { instructor(id: $id) ${fields.slice(fields.indexOf('{', 1), -1)} }`, {
        id,
      }),
    );
    expect(instructor).toEqual({
      id,
      name: '示例指导员001',
      state: 'ENDED',
      roles: ['PUBLICIST', 'ASSISTANT', 'COORDINATOR', 'ADVOCATE'],
      categories: ['ONE_TO_ONE'],
      nominatedOn: '2022-10-10',
      dispatchedOn: '2022-11-10',
      endedOn: '2022-12-01',
      source: 'UNIT 445103',
      sourceUnit: { name: commerce.name },
      assignments: [
        { assignedOn: '2022-11-10', endedOn: '2022-12-01', organisation: { name: pottery.name } },
      ],
      steps: [
        { state: 'NOMINATED', takenOn: '2022-10-10', takenAs: 'UNIT', note: null },
        { state: 'VETTED', takenOn: '2022-10-20', takenAs: 'UNIT', note: null },
        { state: 'ASSESSED', takenOn: '2022-10-30', takenAs: 'COUNTY', note: null },
        { state: 'DISPATCHED', takenOn: '2022-11-10', takenAs: 'COUNTY', note: null },
        { state: 'ENDED', takenOn: '2022-12-01', takenAs: 'COUNTY', note: '示例：期满' },
      ],
    });
  });

  test('a step that is not the next one is refused, naming the next ones', async () => {
    const id = await nominate();
    const skipped = await advance(id, 'DISPATCHED', '2022-11-01', county, { organisations: [pottery.id] });
    expect(codesOf(skipped)).toEqual(['INVALID_TRANSITION']);
    expect(skipped.errors?.[0]?.extensions).toMatchObject({
      expected: 'VETTED or ENDED after NOMINATED',
      received: '"DISPATCHED"',
    });
    expect(codesOf(await advance(id, 'NOMINATED', '2022-11-01', county))).toEqual(['INVALID_TRANSITION']);
    expect(codesOf(await advance(id, 'ASSESSED', '2022-11-01', county))).toEqual(['INVALID_TRANSITION']);
    dataOf(await advance(id, 'ENDED', '2022-11-01', county));
    for (const to of ['ASSESSED', 'ENDED']) {
      expect(codesOf(await advance(id, to, '2022-11-02', county))).toEqual(['INVALID_TRANSITION']);
    }
    expect((await read(id)).steps.map(({ state }) => state)).toEqual(['NOMINATED', 'ENDED']);
  });

  test('each step is for its role alone', async () => {
    const strangers = [
      officer('COUNTY', raoping),
      officer('CITY', city),
      liaison(cityUnit, city),
      { ...liaison(commerce), jurisdictions: [raoping] },
      { ...liaison(commerce), roles: ['INSTRUCTOR'] as const },
    ];
    for (const viewer of strangers)
      expect(codesOf(await run(nominateMutation, nomination, viewer))).toEqual(['FORBIDDEN']);
    const nominated = await nominate();
    // The party committee of the unit vets; not even the officer in its place.
    for (const viewer of [...strangers, county]) {
      expect(codesOf(await advance(nominated, 'VETTED', '2022-11-01', viewer))).toEqual(['FORBIDDEN']);
    }
    const vetted = await taken('VETTED');
    for (const to of ['ASSESSED', 'DISPATCHED', 'ENDED']) {
      for (const viewer of [...strangers, liaison(commerce)]) {
        expect(codesOf(await advance(vetted, to, '2022-11-01', viewer))).toEqual(['FORBIDDEN']);
      }
    }
    expect((await read(vetted)).state).toBe('VETTED');
  });

  test("a liaison of a city's unit nominates and vets for a county below it", async () => {
    const ofCity = liaison(cityUnit, city);
    const id = await nominate({ sourceUnit: cityUnit.id }, ofCity);
    dataOf(await advance(id, 'VETTED', '2022-10-20', ofCity));
    const { memberUnit } = dataOf<{ memberUnit: { instructors: object } }>(
      await both.ask(
        `query ($id: ID!) { memberUnit(id: $id) { instructors { nodes { id jurisdiction { code } } } } }`,
        {
          id: cityUnit.id,
        },
      ),
    );
    expect(memberUnit.instructors).toEqual({ nodes: [{ id, jurisdiction: { code: chaoan } }] });
  });

  test('what breaks a rule is refused, and nothing is written', async () => {
    const wrong: [string, object][] = [
      ['INVALID_INPUT', { nominatedOn: '2022-12-02' }],
      ['INVALID_INPUT', { name: ' ' }],
      ['INVALID_INPUT', { name: '指导员 138-0000-8000' }],
      ['INVALID_INPUT', { name: '长'.repeat(41) }],
      ['INVALID_INPUT', { sourceUnit: testId(raoping, 'unit') }],
      ['NOT_FOUND', { sourceUnit: testId(chaoan, 'unit') }],
      ['INVALID_ID', { sourceUnit: pottery.id }],
    ];
    const count = async (): Promise<unknown> => dataOf(await both.ask('{ instructors { totalCount } }'));
    const before = await count();
    for (const [code, change] of wrong) {
      const answer = await run(nominateMutation, { ...nomination, ...change }, county);
      expect([codesOf(answer), change]).toEqual([[code], change]);
    }
    // A city's instructor comes from a unit of the city, not of a county below it.
    const upward = { ...nomination, jurisdiction: city };
    expect(codesOf(await run(nominateMutation, upward, officer('CITY', city)))).toEqual(['INVALID_INPUT']);
    expect(await count()).toEqual(before);
    const id = await nominate();
    for (const day of ['2022-10-09', '2022-12-02']) {
      expect(codesOf(await advance(id, 'VETTED', day, liaison(commerce)))).toEqual(['INVALID_INPUT']);
    }
    expect(codesOf(await advance(testId(chaoan, 'instr'), 'VETTED', '2022-11-01', county))).toEqual([
      'NOT_FOUND',
    ]);
    const early = await advance(id, 'VETTED', '2022-10-20', liaison(commerce), {
      organisations: [pottery.id],
    });
    expect(codesOf(early)).toEqual(['INVALID_INPUT']);
  });
});

describe('the assignments of an instructor', () => {
  const dispatch = async (categories: string[], organisations: string[]): Promise<unknown[]> => {
    const id = await taken('ASSESSED', { categories });
    const answer = await advance(id, 'DISPATCHED', '2022-11-10', county, { organisations });
    const { state } = await read(id);
    // Refused means that nothing was written.
    expect(state).toBe(answer.errors ? 'ASSESSED' : 'DISPATCHED');
    return codesOf(answer);
  };

  test('begin with the dispatch, to operating organisations of the owner', async () => {
    expect(await dispatch([], [pottery.id, clinic.id])).toEqual([]);
    expect(await dispatch([], [])).toEqual(['INVALID_INPUT']);
    expect(await dispatch([], [closed.id])).toEqual(['INVALID_INPUT']);
    expect(await dispatch([], [pottery.id, pottery.id])).toEqual(['INVALID_INPUT']);
    expect(await dispatch([], [cityFirm.id])).toEqual(['INVALID_INPUT']);
    expect(await dispatch([], [testId(chaoan, 'org')])).toEqual(['NOT_FOUND']);
    expect(await dispatch([], [commerce.id])).toEqual(['INVALID_ID']);
  });

  test('one-to-one means one organisation; without a party organisation means that one of them has none', async () => {
    expect(await dispatch(['ONE_TO_ONE'], [pottery.id, clinic.id])).toEqual(['INVALID_INPUT']);
    expect(await dispatch(['ONE_TO_ONE', 'COUNTY_LEADER'], [hosting.id])).toEqual([]);
    expect(await dispatch(['TO_ORGANISATION_WITHOUT_PARTY'], [hosting.id])).toEqual(['INVALID_INPUT']);
    expect(await dispatch(['TO_ORGANISATION_WITHOUT_PARTY'], [hosting.id, clinic.id])).toEqual([]);
  });

  test('change while the instructor is dispatched; what went before stays on record', async () => {
    const id = await taken('DISPATCHED', {}, [pottery.id, clinic.id]);
    const input = { instructor: id, organisations: [hosting.id, clinic.id], changedOn: '2022-11-25' };
    dataOf(await run(reassignMutation, input, county));
    expect((await read(id)).assignments).toEqual([
      { assignedOn: '2022-11-10', endedOn: '2022-11-25', organisation: { name: pottery.name } },
      { assignedOn: '2022-11-10', endedOn: null, organisation: { name: clinic.name } },
      { assignedOn: '2022-11-25', endedOn: null, organisation: { name: hosting.name } },
    ]);
    dataOf(
      await run(reassignMutation, { ...input, organisations: [pottery.id], changedOn: '2022-11-28' }, county),
    );
    expect((await read(id)).assignments.map(({ endedOn }) => endedOn)).toEqual([
      '2022-11-25',
      '2022-11-28',
      '2022-11-28',
      null,
    ]);
    const { organisation } = dataOf<{ organisation: { instructors: { nodes: { id: string }[] } } }>(
      await both.ask(
        `query ($id: ID!) { organisation(id: $id) { instructors(first: 500) { nodes { id } } } }`,
        {
          id: hosting.id,
        },
      ),
    );
    expect(organisation.instructors.nodes.map((node) => node.id)).not.toContain(id);
    for (const [viewer, given, code] of [
      [liaison(commerce), {}, 'FORBIDDEN'],
      [county, { changedOn: '2022-11-09' }, 'INVALID_INPUT'],
      [county, { changedOn: '2022-12-02' }, 'INVALID_INPUT'],
      [county, { organisations: [] }, 'INVALID_INPUT'],
      [county, { instructor: await taken('VETTED') }, 'INVALID_TRANSITION'],
    ] as const) {
      expect(codesOf(await run(reassignMutation, { ...input, ...given }, viewer))).toEqual([code]);
    }
  });
});

describe('lists and groups of instructors', () => {
  test('filters hold together, and the categories are counted each by itself', async () => {
    const id = await nominate({
      name: '示例找得到',
      categories: ['ONE_TO_ONE', 'COUNTY_LEADER'],
      roles: ['ADVOCATE'],
    });
    const { instructors, instructorGroups, jurisdiction } = dataOf<{
      instructors: object;
      instructorGroups: object[];
      jurisdiction: { instructors: { totalCount: number } };
    }>(
      await both.ask(
        `query ($unit: ID!, $code: ID!) {
          instructors(filter: { nameContains: "找得到", category: [COUNTY_LEADER], role: [ADVOCATE, PUBLICIST],
            state: [NOMINATED], sourceUnit: $unit }) { totalCount nodes { id } }
          instructorGroups(by: [STATE], filter: { nameContains: "找得到" }) {
            label count toOrganisationWithoutParty oneToOne countyLeader inNoCategory }
          jurisdiction(code: $code) { instructors { totalCount } } }`,
        { unit: commerce.id, code: chaoan },
      ),
    );
    expect(instructors).toEqual({ totalCount: 1, nodes: [{ id }] });
    expect(instructorGroups).toEqual([
      {
        label: '党支部推荐',
        count: 1,
        toOrganisationWithoutParty: 0,
        oneToOne: 1,
        countyLeader: 1,
        inNoCategory: 0,
      },
    ]);
    expect(jurisdiction.instructors.totalCount).toBeGreaterThan(1);
  });
});
