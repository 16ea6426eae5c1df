import 'reflect-metadata';

import type { RecordId } from '@jiedui/schema/contract/id';
import { publicViewer, type Viewer } from '@jiedui/schema/contract/viewer';
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
  raoping,
  store,
  testId,
  unitRow,
} from './county.ts';

const pottery = organisationRow(chaoan, { name: '示例陶瓷企业', town: '示例镇甲', industry: 'C' });
const clinic = organisationRow(chaoan, { name: '示例诊所', town: '示例镇乙', industry: 'Q' });
const shop = organisationRow(chaoan, { name: '示例商店', town: '示例镇甲', industry: 'F' });
const closed = organisationRow(chaoan, { name: '示例注销企业', status: 'DEREGISTERED', town: '示例镇甲' });
const late = organisationRow(chaoan, { name: '示例新企业', registeredOn: '2022-11-30', town: '示例镇乙' });
const cityFirm = organisationRow(city, { name: '示例市属企业', town: '市直' });
const commerce = unitRow(chaoan, { name: '示例商务局', functions: ['F'] });
const health = unitRow(chaoan, { name: '示例卫健局', functions: ['Q'] });
const county = officer('COUNTY', chaoan);
const liaison = (unit: { id: RecordId }): Viewer => ({
  subject: `liaison ${unit.id}`,
  roles: ['UNIT'],
  jurisdictions: [chaoan],
  unit: unit.id,
});
const instructorOf = (unit: { id: RecordId }): Viewer => ({
  ...liaison(unit),
  subject: `instructor ${unit.id}`,
  roles: ['INSTRUCTOR'],
});

let both: County;
let keys = 0;
const nextKey = (): string => `survey-key-${(keys += 1)}`;

beforeAll(async () => {
  both = await openCounty(city, chaoan);
  await store(both, {
    organisations: [pottery, clinic, shop, closed, late, cityFirm],
    memberUnits: [commerce, health],
  });
  const connection = both.database.em().getConnection();
  const instructor = testId(chaoan, 'instr');
  await connection.execute(
    `insert into instructor (id, owner, provenance, name, sort_name, source_unit_id, state, nominated_on, dispatched_on)
      values ('${instructor}', '${chaoan}', 'DEMONSTRATION', '示例指导员001', 'a', '${commerce.id}', 'DISPATCHED', '2022-01-04', '2022-02-01')`,
  );
  await connection.execute(
    `insert into instructor_assignment (instructor_id, position, organisation_id, assigned_on)
      values ('${instructor}', 1, '${pottery.id}', '2022-02-01')`,
  );
});
afterAll(() => both.close());

const openMutation = `mutation ($key: ID!, $input: OpenCampaignInput!) {
  openCampaign(idempotencyKey: $key, input: $input) { campaign { id title state startsOn endsOn closedOn provenance source } } }`;
const closeMutation = `mutation ($key: ID!, $input: CloseCampaignInput!) {
  closeCampaign(idempotencyKey: $key, input: $input) { campaign { id state closedOn } } }`;
const recordMutation = `mutation ($key: ID!, $input: RecordSurveyInput!) {
  recordSurvey(idempotencyKey: $key, input: $input) { survey { id state surveyedOn method employees members operating
    hasPartyOrganisation needs source organisation { name } campaign { id } steps { state takenOn takenAs note } } } }`;
const advanceMutation = `mutation ($key: ID!, $input: AdvanceSurveyInput!) {
  advanceSurvey(idempotencyKey: $key, input: $input) { survey { id state steps { state takenOn takenAs note } } } }`;

const run = (mutation: string, input: object, viewer: Viewer, key = nextKey()) =>
  both.ask(mutation, { key, input }, { viewer });
const facts = {
  surveyedOn: '2022-11-10',
  method: 'VISIT',
  employees: 12,
  members: 3,
  operating: true,
  hasPartyOrganisation: false,
};
interface Surveyed {
  recordSurvey: { survey: { id: string } };
}

interface Found {
  organisation: { surveys: { totalCount: number; nodes: { organisation: { id: string } }[] } };
  jurisdiction: { surveys: { totalCount: number } };
  surveys: { totalCount: number };
  surveyGroups: { label: string }[];
}

async function openOne(given: object = {}, jurisdiction = chaoan): Promise<string> {
  const input = { jurisdiction, title: '示例行动', startsOn: '2022-11-01', endsOn: '2022-11-20', ...given };
  const viewer = jurisdiction === city ? officer('CITY', city) : county;
  return dataOf<{ openCampaign: { campaign: { id: string } } }>(await run(openMutation, input, viewer))
    .openCampaign.campaign.id;
}

async function recordOne(given: object = {}): Promise<string> {
  const input = { organisation: pottery.id, ...facts, ...given };
  return dataOf<Surveyed>(await run(recordMutation, input, county)).recordSurvey.survey.id;
}

const rowsOf = async (table: string): Promise<number> => {
  const [row] = await both.database
    .em()
    .getConnection()
    .execute<{ n: number }[]>(`select count(*)::int as n from ${table}`);
  return row!.n;
};

describe('a campaign', () => {
  test('is opened and closed by an officer of its jurisdiction', async () => {
    const input = {
      jurisdiction: chaoan,
      title: ' 示例大摸排 ',
      startsOn: '2022-11-01',
      endsOn: '2023-01-31',
    };
    const { openCampaign } = dataOf<{ openCampaign: { campaign: { id: string } } }>(
      await run(openMutation, input, county),
    );
    expect(openCampaign.campaign).toMatchObject({
      title: '示例大摸排',
      state: 'OPEN',
      closedOn: null,
      provenance: 'ENTERED',
      source: 'COUNTY 445103',
    });
    const campaign = openCampaign.campaign.id;
    expect(dataOf(await run(closeMutation, { campaign, closedOn: '2022-12-01' }, county))).toEqual({
      closeCampaign: { campaign: { id: campaign, state: 'CLOSED', closedOn: '2022-12-01' } },
    });
    expect(codesOf(await run(closeMutation, { campaign, closedOn: '2022-12-01' }, county))).toEqual([
      'INVALID_TRANSITION',
    ]);
  });

  test('is refused to everybody else, and where it ends before it begins; nothing is written', async () => {
    const before = await rowsOf('campaign');
    const input = { jurisdiction: chaoan, title: '示例', startsOn: '2022-11-10', endsOn: '2022-11-20' };
    for (const viewer of [
      officer('COUNTY', raoping),
      officer('CITY', city),
      liaison(commerce),
      instructorOf(commerce),
    ]) {
      expect(codesOf(await run(openMutation, input, viewer))).toEqual(['FORBIDDEN']);
    }
    const wrong = await run(openMutation, { ...input, endsOn: '2022-11-09' }, county);
    expect(codesOf(wrong)).toEqual(['INVALID_INPUT']);
    expect(wrong.errors?.[0]?.message).toContain('2022-11-10');
    expect(codesOf(await run(openMutation, { ...input, title: ' ' }, county))).toEqual(['INVALID_INPUT']);
    expect(await rowsOf('campaign')).toBe(before);
  });

  test('cannot be closed before it begins, tomorrow, or where there is none', async () => {
    const campaign = await openOne();
    for (const closedOn of ['2022-10-31', '2022-12-02']) {
      expect(codesOf(await run(closeMutation, { campaign, closedOn }, county))).toEqual(['INVALID_INPUT']);
    }
    const none = testId(chaoan, 'camp');
    expect(codesOf(await run(closeMutation, { campaign: none, closedOn: '2022-11-30' }, county))).toEqual([
      'NOT_FOUND',
    ]);
  });

  test('knows its progress by town and whom it has not visited yet', async () => {
    const campaign = await openOne({ title: '示例进度' });
    await recordOne({ campaign });
    const { campaign: read } = dataOf<{ campaign: object }>(
      await both.ask(
        `query ($id: ID!) { campaign(id: $id) { progress { key label town organisations surveyed coverage { value } }
          notYetVisited { totalCount nodes { name } } surveys { totalCount nodes { organisation { name } } } jurisdiction { name } } }`,
        { id: campaign },
      ),
    );
    // The one struck off and the one registered after the last day are not covered.
    expect(read).toEqual({
      progress: [
        {
          key: '["示例镇乙"]',
          label: '示例镇乙',
          town: '示例镇乙',
          organisations: 1,
          surveyed: 0,
          coverage: { value: 0 },
        },
        {
          key: '["示例镇甲"]',
          label: '示例镇甲',
          town: '示例镇甲',
          organisations: 2,
          surveyed: 1,
          coverage: { value: 0.5 },
        },
      ],
      notYetVisited: { totalCount: 2, nodes: [{ name: shop.name }, { name: clinic.name }] },
      surveys: { totalCount: 1, nodes: [{ organisation: { name: pottery.name } }] },
      jurisdiction: { name: '潮安区' },
    });
  });

  test('the progress of all campaigns counts an organisation once, whichever has surveyed it', async () => {
    await openOne({ title: '示例市属', startsOn: '2022-10-01', endsOn: '2022-11-30' }, city);
    const ask = async (by: string[]) =>
      dataOf<{ campaignProgress: object[] }>(
        await both.ask(
          `query ($by: [CampaignDimension!]!) { campaignProgress(by: $by, filter: { state: [OPEN] }) {
            label organisations surveyed coverage { numerator denominator } } }`,
          { by },
        ),
      ).campaignProgress;
    expect(await ask(['JURISDICTION'])).toEqual([
      { label: '潮州市', organisations: 1, surveyed: 0, coverage: { numerator: 0, denominator: 1 } },
      { label: '潮安区', organisations: 3, surveyed: 1, coverage: { numerator: 1, denominator: 3 } },
    ]);
    expect(await ask([])).toEqual([
      { label: '合计', organisations: 4, surveyed: 1, coverage: { numerator: 1, denominator: 4 } },
    ]);
  });
});

describe('a survey', () => {
  test('takes down the facts as SCREENED, once per key', async () => {
    const campaign = await openOne();
    const input = { organisation: clinic.id, campaign, ...facts, needs: '示例：需要场地。', note: '上门' };
    const key = nextKey();
    const first = dataOf<Surveyed>(await run(recordMutation, input, county, key));
    expect(first.recordSurvey.survey).toMatchObject({
      ...facts,
      state: 'SCREENED',
      needs: '示例：需要场地。',
      source: 'COUNTY 445103',
      organisation: { name: clinic.name },
      campaign: { id: campaign },
      steps: [{ state: 'SCREENED', takenOn: '2022-11-10', takenAs: 'COUNTY', note: '上门' }],
    });
    expect(dataOf(await run(recordMutation, input, county, key))).toEqual(first);
    const again = await run(recordMutation, input, county);
    expect(codesOf(again)).toEqual(['CONFLICT']);
    expect(again.errors?.[0]?.extensions).toMatchObject({
      received: expect.stringContaining(clinic.id) as string,
    });
  });

  test('goes forward one step at a time: classify, analyse, cultivate', async () => {
    const survey = await recordOne();
    const advance = (to: string, takenOn: string, viewer = county) =>
      run(advanceMutation, { survey, to, takenOn, note: null }, viewer);
    const skipped = await advance('ANALYSED', '2022-11-12');
    expect(codesOf(skipped)).toEqual(['INVALID_TRANSITION']);
    expect(skipped.errors?.[0]?.extensions).toMatchObject({
      expected: 'CLASSIFIED after SCREENED',
      received: '"ANALYSED"',
    });
    for (const [to, day] of [
      ['CLASSIFIED', '2022-11-12'],
      ['ANALYSED', '2022-11-12'],
      ['CULTIVATED', '2022-12-01'],
    ] as const) {
      const answer = dataOf<{ advanceSurvey: { survey: { state: string } } }>(await advance(to, day));
      expect(answer.advanceSurvey.survey.state).toBe(to);
    }
    for (const to of ['SCREENED', 'CLASSIFIED', 'ANALYSED', 'CULTIVATED']) {
      expect(codesOf(await advance(to, '2022-12-01'))).toEqual(['INVALID_TRANSITION']);
    }
    const stepsFor = async (reader: Viewer): Promise<object[]> =>
      dataOf<{ survey: { steps: object[] } }>(
        await both.ask(
          `query ($id: ID!) { survey(id: $id) { steps { state takenOn takenAs takenBy } } }`,
          { id: survey },
          { viewer: reader },
        ),
      ).survey.steps;
    const others = [
      { state: 'SCREENED', takenOn: '2022-11-10', takenAs: 'COUNTY', takenBy: null },
      { state: 'CLASSIFIED', takenOn: '2022-11-12', takenAs: 'COUNTY', takenBy: null },
      { state: 'ANALYSED', takenOn: '2022-11-12', takenAs: 'COUNTY', takenBy: null },
      { state: 'CULTIVATED', takenOn: '2022-12-01', takenAs: 'COUNTY', takenBy: null },
    ];
    expect(await stepsFor(publicViewer)).toEqual(others);
    // Who it was is for officers of the owner and auditors.
    const named = others.map((step) => ({ ...step, takenBy: county.subject }));
    expect(await stepsFor(county)).toEqual(named);
    expect(await stepsFor({ subject: 'a', roles: ['AUDITOR'], jurisdictions: [city] })).toEqual(named);
  });

  test('a repeated step of one key is one step; a step before the last one or tomorrow is refused', async () => {
    const survey = await recordOne();
    const input = { survey, to: 'CLASSIFIED', takenOn: '2022-11-15' };
    const key = nextKey();
    const first = dataOf(await run(advanceMutation, input, county, key));
    expect(dataOf(await run(advanceMutation, input, county, key))).toEqual(first);
    for (const takenOn of ['2022-11-14', '2022-12-02']) {
      expect(codesOf(await run(advanceMutation, { survey, to: 'ANALYSED', takenOn }, county))).toEqual([
        'INVALID_INPUT',
      ]);
    }
  });

  test('two that take the same step at once take it once', async () => {
    const survey = await recordOne();
    const input = { survey, to: 'CLASSIFIED', takenOn: '2022-11-15' };
    const answers = await Promise.all([1, 2, 3].map(() => run(advanceMutation, input, county)));
    expect(answers.flatMap(codesOf)).toEqual(['INVALID_TRANSITION', 'INVALID_TRANSITION']);
  });

  test('what breaks a rule is refused with expected and received, and nothing is written', async () => {
    const campaign = await openOne();
    const cityCampaign = await openOne({}, city);
    const closedCampaign = await openOne();
    dataOf(await run(closeMutation, { campaign: closedCampaign, closedOn: '2022-11-21' }, county));
    const before = [await rowsOf('survey'), await rowsOf('workflow_step')];
    const wrong: [string, object][] = [
      ['INVALID_INPUT', { surveyedOn: '2022-12-02' }],
      ['INVALID_INPUT', { members: 13 }],
      ['INVALID_INPUT', { employees: -1, members: -1 }],
      ['INVALID_INPUT', { members: -1 }],
      ['INVALID_INPUT', { needs: '长'.repeat(2001) }],
      ['INVALID_INPUT', { campaign, surveyedOn: '2022-11-21' }],
      ['INVALID_INPUT', { campaign, surveyedOn: '2022-10-31' }],
      ['INVALID_INPUT', { campaign: cityCampaign }],
      ['INVALID_TRANSITION', { campaign: closedCampaign }],
      ['NOT_FOUND', { campaign: testId(chaoan, 'camp') }],
      ['NOT_FOUND', { organisation: testId(chaoan, 'org') }],
      ['INVALID_ID', { organisation: commerce.id }],
      ['INVALID_ID', { campaign: pottery.id }],
    ];
    for (const [code, change] of wrong) {
      const answer = await run(recordMutation, { organisation: pottery.id, ...facts, ...change }, county);
      expect([codesOf(answer), change]).toEqual([[code], change]);
    }
    expect([await rowsOf('survey'), await rowsOf('workflow_step')]).toEqual(before);
  });

  test('is made by an officer, by the liaison of a unit that serves the trade, or by an instructor assigned there', async () => {
    const by = async (viewer: Viewer, organisation: { id: RecordId }): Promise<unknown[]> => {
      const answer = await run(recordMutation, { organisation: organisation.id, ...facts }, viewer);
      const survey = (answer.data?.['recordSurvey'] as { survey?: { steps: { takenAs: string }[] } } | null)
        ?.survey;
      return survey ? survey.steps.map(({ takenAs }) => takenAs) : codesOf(answer);
    };
    expect(await by(county, shop)).toEqual(['COUNTY']);
    expect(await by(officer('CITY', city), cityFirm)).toEqual(['CITY']);
    expect(await by(officer('CITY', city), shop)).toEqual(['FORBIDDEN']);
    expect(await by(officer('COUNTY', raoping), shop)).toEqual(['FORBIDDEN']);
    expect(await by(liaison(commerce), shop)).toEqual(['UNIT']);
    expect(await by(liaison(commerce), clinic)).toEqual(['FORBIDDEN']);
    expect(await by(liaison(health), clinic)).toEqual(['UNIT']);
    expect(await by({ ...liaison(commerce), jurisdictions: [raoping] }, shop)).toEqual(['FORBIDDEN']);
    expect(await by(instructorOf(commerce), pottery)).toEqual(['INSTRUCTOR']);
    expect(await by(instructorOf(commerce), shop)).toEqual(['FORBIDDEN']);
    expect(await by(instructorOf(health), pottery)).toEqual(['FORBIDDEN']);
    expect(
      codesOf(await both.ask(recordMutation, { key: nextKey(), input: { organisation: shop.id, ...facts } })),
    ).toEqual(['FORBIDDEN']);
  });

  test('is cultivated also by the instructor who is assigned there', async () => {
    const survey = await recordOne();
    for (const to of ['CLASSIFIED', 'ANALYSED']) {
      dataOf(await run(advanceMutation, { survey, to, takenOn: '2022-11-15' }, county));
    }
    const last = { survey, to: 'CULTIVATED', takenOn: '2022-11-20', note: '已确定培育对象' };
    expect(codesOf(await run(advanceMutation, last, instructorOf(health)))).toEqual(['FORBIDDEN']);
    const done = dataOf<{ advanceSurvey: { survey: { steps: object[] } } }>(
      await run(advanceMutation, last, instructorOf(commerce)),
    );
    expect(done.advanceSurvey.survey.steps.at(-1)).toEqual({
      state: 'CULTIVATED',
      takenOn: '2022-11-20',
      takenAs: 'INSTRUCTOR',
      note: '已确定培育对象',
    });
  });

  test('is classified by an officer alone', async () => {
    const survey = await recordOne();
    const input = { survey, to: 'CLASSIFIED', takenOn: '2022-11-15' };
    for (const viewer of [
      liaison(commerce),
      instructorOf(commerce),
      officer('CITY', city),
      officer('COUNTY', raoping),
    ]) {
      expect(codesOf(await run(advanceMutation, input, viewer))).toEqual(['FORBIDDEN']);
    }
    const none = { ...input, survey: testId(chaoan, 'survey') };
    expect(codesOf(await run(advanceMutation, none, county))).toEqual(['NOT_FOUND']);
  });

  test('is found from its organisation, its jurisdiction and by filters; groups count it', async () => {
    const { organisation, jurisdiction, surveys, surveyGroups } = dataOf<Found>(
      await both.ask(
        `query ($id: ID!, $code: ID!) {
          organisation(id: $id) { surveys(filter: { operating: true }) { totalCount nodes { organisation { id } } } }
          jurisdiction(code: $code) { surveys { totalCount } campaigns { totalCount } }
          surveys(jurisdictions: [$code], filter: { state: [SCREENED], method: [VISIT], surveyedTo: "2022-11-10" }) { totalCount }
          surveyGroups(by: [JURISDICTION, STATE]) { label count employees members withoutPartyOrganisation latestSurveyedOn } }`,
        { id: pottery.id, code: chaoan },
      ),
    );
    expect(organisation.surveys.totalCount).toBe(organisation.surveys.nodes.length);
    expect(new Set(organisation.surveys.nodes.map((node) => node.organisation.id))).toEqual(
      new Set([pottery.id]),
    );
    expect(jurisdiction.surveys.totalCount).toBeGreaterThan(surveys.totalCount);
    expect(surveyGroups).toContainEqual({
      label: '潮州市 · 摸底排查',
      count: 1,
      employees: 12,
      members: 3,
      withoutPartyOrganisation: 1,
      latestSurveyedOn: '2022-11-10',
    });
    expect(surveyGroups.map(({ label }) => label)).toContain('潮安区 · 定点培育');
  });
});
