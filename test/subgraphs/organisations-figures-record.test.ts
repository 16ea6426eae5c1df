import type { RecordReportedFigureInput } from '@jiedui/organisations/figure/input';
import { publicViewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  chaoan,
  city,
  codesOf,
  type County,
  dataOf,
  officer,
  openCounty,
  partyRow,
  raoping,
  store,
} from './county.ts';

const mutation = `mutation ($key: ID!, $input: RecordReportedFigureInput!) {
  recordReportedFigure(idempotencyKey: $key, input: $input) {
    reportedFigure { id title value decimals provenance source jurisdiction { name } partner { id }
      reconciliation { verdict verdicts nearest { numerator denominator percent } derivedFromDemonstration explanation { zh } } }
  }
}`;

interface Recorded {
  recordReportedFigure: { reportedFigure: { id: string; partner: object | null; reconciliation: object } };
}

const rate: RecordReportedFigureInput = {
  jurisdiction: chaoan,
  title: '单独组建率',
  value: '66.6',
  unit: 'PERCENT',
  unitText: '%',
  source: '示例通报：“单独组建率66.6%”。',
  indicator: 'SINGLE_ESTABLISHMENT',
  denominatorFrom: 3,
  denominatorTo: 3,
};
const whole: RecordReportedFigureInput = {
  jurisdiction: chaoan,
  title: '党组织',
  value: '3',
  unit: 'COUNT',
  unitText: '个',
  source: '示例通报：“党组织3个”。',
  counted: 'PARTY_ORGANISATIONS',
};

let county: County;
let keys = 0;

beforeAll(async () => {
  county = await openCounty(city, chaoan, raoping);
  await store(county, {
    partyOrganisations: [
      partyRow(chaoan, { provenance: 'ENTERED' }),
      partyRow(chaoan, { provenance: 'ENTERED' }),
      partyRow(chaoan, { provenance: 'ENTERED', establishment: 'JOINT' }),
    ],
  });
});

afterAll(() => county?.close());

const record = (
  input: RecordReportedFigureInput,
  viewer = officer('COUNTY', chaoan),
  key = `figure-key-${keys++}`,
) => county.ask(mutation, { key, input }, { viewer });

async function count(): Promise<number> {
  const { reportedFigures } = dataOf<{ reportedFigures: { totalCount: number } }>(
    await county.ask('{ reportedFigures { totalCount } }'),
  );
  return reportedFigures.totalCount;
}

test('an officer records a figure, and its reconciliation answers at once', async () => {
  const { recordReportedFigure } = dataOf<Recorded>(await record(rate));
  expect(recordReportedFigure.reportedFigure).toMatchObject({
    title: '单独组建率',
    value: '66.6',
    decimals: 1,
    provenance: 'ENTERED',
    source: '示例通报：“单独组建率66.6%”。',
    jurisdiction: { name: '潮安区' },
    reconciliation: {
      // 2/3 is 66.7%: the published figure was cut, not rounded.
      verdict: 'UNATTAINABLE',
      verdicts: ['UNATTAINABLE', 'DERIVED_DIFFERS'],
      nearest: { numerator: 2, denominator: 3, percent: '66.7' },
      derivedFromDemonstration: false,
    },
  });
});

test('one key records one figure', async () => {
  const key = 'the same key twice';
  const [first, second] = [
    dataOf<Recorded>(await record(whole, undefined, key)),
    dataOf<Recorded>(await record(whole, undefined, key)),
  ];
  expect(second).toEqual(first);
  expect(codesOf(await record({ ...whole, value: '4' }, undefined, key))).toEqual(['IDEMPOTENCY_CONFLICT']);
});

test('a partner and a whole are tied to the figure', async () => {
  const one = dataOf<Recorded>(await record({ ...rate, value: '50', denominatorFrom: 1, denominatorTo: 10 }));
  const { id } = one.recordReportedFigure.reportedFigure;
  const two = dataOf<Recorded>(
    await record({
      ...rate,
      value: '25',
      denominatorFrom: 1,
      denominatorTo: 10,
      partner: id,
      jointTotal: 10,
    }),
  );
  expect(two.recordReportedFigure.reportedFigure.partner).toEqual({ id });
  const { reportedFigure } = dataOf<{ reportedFigure: object }>(
    await county.ask(
      `query ($id: ID!) { reportedFigure(id: $id) { partner { id } jointTotal
      reconciliation { pairCount pairs { own { numerator denominator } partner { numerator denominator } } } } }`,
      { id },
    ),
  );
  const pair = (own: number, ownOf: number, partner: number, partnerOf: number) => ({
    own: { numerator: own, denominator: ownOf },
    partner: { numerator: partner, denominator: partnerOf },
  });
  expect(reportedFigure).toEqual({
    partner: { id: two.recordReportedFigure.reportedFigure.id },
    jointTotal: 10,
    reconciliation: { pairCount: 2, pairs: [pair(1, 2, 2, 8), pair(3, 6, 1, 4)] },
  });

  const all = dataOf<Recorded>(await record(whole)).recordReportedFigure.reportedFigure.id;
  await record({ ...whole, value: '2', kind: 'NON_PUBLIC_ENTERPRISE', partOf: all });
  const answer = dataOf<{ reportedFigure: object }>(
    await county.ask(
      `query ($id: ID!) { reportedFigure(id: $id) { parts { value partOf { id } } reconciliation { verdicts residual } } }`,
      { id: all },
    ),
  );
  expect(answer.reportedFigure).toEqual({
    parts: [{ value: '2', partOf: { id: all } }],
    reconciliation: { verdicts: ['RESIDUAL', 'DERIVED_MATCH'], residual: '1' },
  });
});

test('nobody but an officer of the jurisdiction records its figures', async () => {
  const before = await count();
  for (const viewer of [publicViewer, officer('COUNTY', raoping), officer('CITY', city)]) {
    expect(codesOf(await record(rate, viewer))).toEqual(['FORBIDDEN']);
  }
  expect(await count()).toBe(before);
});

describe('what cannot be a figure is refused, and nothing is written', () => {
  test.each<[string, Partial<RecordReportedFigureInput>]>([
    ['a value that is no decimal', { value: '约66' }],
    ['a negative value', { value: '-1' }],
    ['more decimals than it is read to', { decimals: 0 }],
    ['too many decimals', { decimals: 7 }],
    ['a count of an indicator', { unit: 'COUNT' }],
    ['a percentage of records', { counted: 'INSTRUCTORS' }],
    ['an unknown version', { definitionVersion: 3 }],
    ['a version of nothing', { indicator: null, definitionVersion: 1 }],
    ['a kind of what has none', { indicator: 'INSTRUCTOR_ONE_TO_ONE', kind: 'SOCIAL_ORGANISATION' }],
    ['half a bound', { denominatorTo: null }],
    ['bounds the wrong way round', { denominatorFrom: 9 }],
    ['a denominator of nothing', { denominatorFrom: 0 }],
    ['a denominator beyond what is tried', { denominatorTo: 20_001 }],
    ['a numerator above the denominator', { numerator: 4 }],
    ['a joint total without a partner', { jointTotal: 5 }],
    ['a part of a whole that is a percentage', { partOf: '445103-fig-00000000000000000000000000' }],
    ['a period of what is not dated', { assumedFrom: '2020-01-01' }],
    ['a title of white space', { title: '  ' }],
    ['no source', { source: '' }],
  ])('%s', async (_, given) => {
    const before = await count();
    const answer = await record({ ...rate, ...given });
    expect(codesOf(answer)).toEqual(['INVALID_INPUT']);
    expect(answer.errors![0]!.extensions).toMatchObject({
      expected: expect.any(String),
      received: expect.any(String),
    });
    expect(await count()).toBe(before);
  });

  test('a period that begins in the future', async () => {
    const sites = { ...whole, counted: 'DEMONSTRATION_SITES', assumedFrom: '2999-01-01' } as const;
    expect(codesOf(await record(sites))).toEqual(['INVALID_INPUT']);
  });

  test('a partner that does not exist, or is of another jurisdiction', async () => {
    const bounds = { denominatorFrom: 1, denominatorTo: 9, jointTotal: 9 };
    const missing = { ...rate, ...bounds, partner: `${chaoan}-fig-00000000000000000000000000` };
    expect(codesOf(await record(missing))).toEqual(['NOT_FOUND']);
    expect(codesOf(await record({ ...missing, partner: missing.partner.replace(chaoan, raoping) }))).toEqual([
      'INVALID_INPUT',
    ]);
    expect(codesOf(await record({ ...missing, partner: 'nobody' }))).toEqual(['INVALID_ID']);
  });
});

describe('a figure that was recorded', () => {
  const fields = `reportedFigure { id title value source withdrawnOn
    history { change by reason fields { name previous current } }
    reconciliation { verdict derivedCount residual } }`;
  const correction = `mutation ($key: ID!, $id: ID!, $reason: String!, $input: CorrectReportedFigureInput!) {
    correctReportedFigure(idempotencyKey: $key, id: $id, reason: $reason, input: $input) { ${fields} } }`;
  const withdrawal = `mutation ($key: ID!, $id: ID!, $reason: String!) {
    withdrawReportedFigure(idempotencyKey: $key, id: $id, reason: $reason) { ${fields} } }`;
  const why = '原文勘误';
  const correct = (id: string, input: object, viewer = officer('COUNTY', chaoan), reason = why) =>
    county.ask(correction, { key: `correct-key-${keys++}`, id, reason, input }, { viewer });
  const withdraw = (id: string, viewer = officer('COUNTY', chaoan)) =>
    county.ask(withdrawal, { key: `withdraw-key-${keys++}`, id, reason: why }, { viewer });
  const recorded = async (input: RecordReportedFigureInput): Promise<string> =>
    dataOf<Recorded>(await record(input)).recordReportedFigure.reportedFigure.id;

  test('is corrected with a reason, and keeps what it was; its reconciliation answers for what it is', async () => {
    const id = await recorded({ ...whole, value: '4' });
    const answer = await correct(id, { value: '3', source: '示例勘误：“党组织3个”。' });
    expect(dataOf(answer)).toMatchObject({
      correctReportedFigure: {
        reportedFigure: {
          value: '3',
          reconciliation: { verdict: 'DERIVED_MATCH', derivedCount: 3 },
          history: [
            { change: 'REGISTERED', by: 'officer-445103' },
            {
              change: 'CORRECTED',
              by: 'officer-445103',
              reason: why,
              fields: expect.arrayContaining([
                { name: 'value', previous: '4', current: '3' },
                { name: 'source', previous: whole.source, current: '示例勘误：“党组织3个”。' },
              ]),
            },
          ],
        },
      },
    });
  });

  test('is judged as if it were recorded so; nothing is written of what breaks a rule', async () => {
    const id = await recorded(whole);
    const wrong: [string, object][] = [
      ['input', {}],
      ['value', { value: 'many' }],
      ['value', { value: null }],
      ['title', { title: null }],
      ['indicator', { indicator: 'SINGLE_ESTABLISHMENT' }],
      ['assumedFrom', { assumedFrom: '2022-01-01' }],
    ];
    for (const [field, input] of wrong) {
      const answer = await correct(id, input);
      expect(codesOf(answer), field).toEqual(['INVALID_INPUT']);
      expect(answer.errors?.[0]?.extensions['expected']).toContain(field);
    }
    expect(codesOf(await correct(id, { value: '3' }, officer('COUNTY', chaoan), ' '))).toEqual([
      'INVALID_INPUT',
    ]);
    expect(
      dataOf(
        await county.ask('query ($id: ID!) { reportedFigure(id: $id) { value history { change } } }', { id }),
      ),
    ).toEqual({ reportedFigure: { value: whole.value, history: [{ change: 'REGISTERED' }] } });
  });

  test('is corrected and withdrawn by officers of its owner alone', async () => {
    const id = await recorded(whole);
    for (const stranger of [officer('COUNTY', raoping), officer('CITY', city), publicViewer]) {
      expect(codesOf(await correct(id, { value: '3' }, stranger))).toEqual(['FORBIDDEN']);
      expect(codesOf(await withdraw(id, stranger))).toEqual(['FORBIDDEN']);
    }
  });

  test('is withdrawn once: it is kept, compared no more and part of nothing', async () => {
    const all = await recorded({ ...whole, value: '5' });
    const part = await recorded({ ...whole, title: '其中', value: '2', partOf: all });
    const residual = async (): Promise<unknown> =>
      dataOf<{ reportedFigure: { reconciliation: { residual: unknown } } }>(
        await county.ask('query ($id: ID!) { reportedFigure(id: $id) { reconciliation { residual } } }', {
          id: all,
        }),
      ).reportedFigure.reconciliation.residual;
    expect(await residual()).toBe('3');
    expect(dataOf(await withdraw(part))).toMatchObject({
      withdrawReportedFigure: {
        reportedFigure: { withdrawnOn: '2022-12-01', history: [{}, { change: 'WITHDRAWN', reason: why }] },
      },
    });
    expect(await residual()).toBeNull();
    const { figuresReconciliation, reportedFigures } = dataOf<{
      figuresReconciliation: { figure: { id: string } }[];
      reportedFigures: { nodes: object[] };
    }>(
      await county.ask(`{ figuresReconciliation { figure { id } }
        reportedFigures(filter: {withdrawn: true}) { nodes { id } } }`),
    );
    expect(figuresReconciliation.map(({ figure }) => figure.id)).not.toContain(part);
    expect(reportedFigures.nodes).toEqual([{ id: part }]);
    for (const answer of [await withdraw(part), await correct(part, { value: '1' })]) {
      expect(codesOf(answer)).toEqual(['INVALID_TRANSITION']);
    }
    expect(codesOf(await record({ ...whole, partOf: part }))).toEqual(['INVALID_TRANSITION']);
  });
});
