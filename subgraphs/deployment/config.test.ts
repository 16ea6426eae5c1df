import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { defaultItems } from '@jiedui/pairings/co-building/items';
import { defaultAppealPolicy } from '@jiedui/services/appeal/clock/policy';
import { afterAll, expect, test } from 'vitest';

import { readConfig } from './config.ts';
import type { ConfigError } from './variables.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'jiedui-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = path.join(folder, 'federation.yaml');
writeFileSync(
  file,
  `federation: chaozhou
jurisdictions:
  - { code: "445100", name: 潮州市, englishName: Chaozhou, level: CITY }
  - { code: "445103", name: 潮安区, englishName: Chao'an, level: COUNTY, parent: "445100" }
`,
);

const whole = {
  JIEDUI_DEPLOYMENT: 'chaoan',
  JIEDUI_JURISDICTIONS: '445103',
  DATABASE_URL: 'postgres://user:secret@127.0.0.1:5432/chaoan',
  JIEDUI_FEDERATION: file,
  JIEDUI_GATEWAY_KEYS: '/keys.json',
  JIEDUI_CURSOR_KEY: 'a'.repeat(32),
};

function problemsOf(environment: Record<string, string | undefined>): ConfigError['problems'] {
  try {
    readConfig({ ...whole, ...environment });
  } catch (error) {
    return (error as ConfigError).problems;
  }
  return [];
}

test('what is not said has a default', () => {
  const { federation, ...config } = readConfig(whole);
  expect(config).toEqual({
    name: 'chaoan',
    jurisdictions: ['445103'],
    subgraphs: ['organisations', 'pairings', 'services'],
    databaseUrl: whole.DATABASE_URL,
    port: 0,
    host: '127.0.0.1',
    gatewayKeys: '/keys.json',
    cursorKey: whole.JIEDUI_CURSOR_KEY,
    clientKeys: null,
    gateway: null,
    shareContacts: [],
    policies: {
      obligations: { leastShare: 0.5, graceDays: 0, visitIsContact: true },
      coBuilding: { items: defaultItems },
      appeals: defaultAppealPolicy,
      matching: {
        weights: { function: 0.6, layer: 0.2, convenience: 0.2 },
        leastScore: 0.3,
        mostPairings: 2,
        farKilometres: 50,
      },
      reminders: { schedule: '0 9 * * 1-5', daysAhead: 7, overdueDays: 31, webhook: null },
      idempotency: { keptDays: 90 },
    },
    migrate: true,
    background: true,
    poolSize: 10,
    logLevel: 'info',
    metrics: null,
    traces: false,
  });
  expect(federation.lineage('445103')).toEqual(['445103', '445100']);
});

test('every missing variable is named at once', () => {
  const none = Object.fromEntries(Object.keys(whole).map((variable) => [variable, undefined]));
  expect(problemsOf(none).map(({ variable }) => variable)).toEqual([
    'JIEDUI_DEPLOYMENT',
    'JIEDUI_JURISDICTIONS',
    'JIEDUI_FEDERATION',
    'DATABASE_URL',
    'JIEDUI_GATEWAY_KEYS',
    'JIEDUI_CURSOR_KEY',
  ]);
});

test.each([
  ['JIEDUI_JURISDICTIONS', '4451', 'one or several jurisdiction codes, such as 445100,445103', '"4451"'],
  ['JIEDUI_SUBGRAPHS', 'pairings,people', 'some of organisations, pairings, services', '"pairings,people"'],
  ['PORT', '70000', 'a whole number from 0 to 65535', '"70000"'],
  [
    'JIEDUI_SHARE_CONTACTS',
    'UNIT,PUBLIC',
    'some of ORGANISATION, UNIT, INSTRUCTOR, COUNTY, CITY, AUDITOR, comma separated',
    '"UNIT,PUBLIC"',
  ],
  ['JIEDUI_IDEMPOTENCY_DAYS', '0', 'a whole number from 1 to 36500', '"0"'],
  ['JIEDUI_MIGRATE', 'no', 'true or false', '"no"'],
  ['JIEDUI_METRICS_PORT', 'any', 'a whole number from 0 to 65535', '"any"'],
  [
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'collector',
    'the http(s) address of a collector, such as http://127.0.0.1:4318',
    '"collector"',
  ],
  [
    'JIEDUI_CURSOR_KEY',
    'short',
    'the secret of the federation: at least 32 characters',
    '5 characters that are not shown',
  ],
  ['JIEDUI_FEDERATION', '/none.yaml', 'a file that can be read', '"/none.yaml"'],
])('%s=%s is refused', (variable, value, expected, received) => {
  expect(problemsOf({ [variable]: value })).toEqual([{ variable, expected, received }]);
});

test('the password in a wrong DATABASE_URL is not shown', () => {
  expect(JSON.stringify(problemsOf({ DATABASE_URL: 'mysql://user:secret@host/db' }))).not.toContain('secret');
});

test('a jurisdiction outside the tree is refused with those that are in it', () => {
  expect(problemsOf({ JIEDUI_JURISDICTIONS: '445103,445122' })).toEqual([
    {
      variable: 'JIEDUI_JURISDICTIONS',
      expected: `codes listed in ${file}: 445100, 445103`,
      received: '"445122"',
    },
  ]);
});

test('a fault in the federation file is named with its line', () => {
  const wrong = path.join(folder, 'wrong.yaml');
  writeFileSync(
    wrong,
    'federation: x\njurisdictions:\n  - { code: "445100", name: 潮州市, level: CITY }\n  - { code: 4451, name: 潮安区, level: TOWN }\n',
  );
  expect(problemsOf({ JIEDUI_FEDERATION: wrong })).toEqual([
    {
      variable: `JIEDUI_FEDERATION (${wrong}:4)`,
      expected: 'a jurisdiction code such as "445103"',
      received: '"4451"',
    },
    { variable: `JIEDUI_FEDERATION (${wrong}:4)`, expected: 'level CITY or COUNTY', received: '"TOWN"' },
  ]);
});

test('the items of building together are those that the federation file lists', () => {
  const configured = path.join(folder, 'items.yaml');
  const tree = 'jurisdictions:\n  - { code: "445103", name: 潮安区, level: COUNTY }\n';
  const read = (items: string) => {
    writeFileSync(configured, `${tree}coBuilding:\n${items}`);
    return { JIEDUI_FEDERATION: configured };
  };
  const own = '  - { code: STUDY, aspect: POLITICAL, name: 理论学习, englishName: Study }\n';
  expect(readConfig({ ...whole, ...read(own) }).policies.coBuilding.items).toEqual([
    { code: 'STUDY', aspect: 'POLITICAL', name: '理论学习', englishName: 'Study' },
  ]);
  const expected = (items: string) => problemsOf(read(items)).map((problem) => problem.expected);
  expect(expected('  - { code: study, aspect: PARTY, name: "" }\n')).toEqual([
    'code: 2 to 40 of A-Z, 0-9 and _',
    'aspect: one of POLITICAL, ORGANISATIONAL, EXEMPLARY, SERVICE',
    'name: 1 to 100 characters',
  ]);
  expect(expected(own + own)).toEqual(['each code once']);
  expect(expected('  items: none\n')).toEqual([
    'a list `coBuilding` of 1 to 100 { code, aspect, name, englishName }',
  ]);
});

test('a parent that is not listed is refused', () => {
  const wrong = path.join(folder, 'orphan.yaml');
  writeFileSync(
    wrong,
    'jurisdictions:\n  - { code: "445103", name: 潮安区, level: COUNTY, parent: "445100" }\n',
  );
  const [problem] = problemsOf({ JIEDUI_FEDERATION: wrong });
  expect(problem?.received).toContain('parent 445100 of 445103 is not listed');
});

test('the gateway and the token for it are configured together', () => {
  const gateway = { JIEDUI_GATEWAY: 'http://127.0.0.1:4000', JIEDUI_GATEWAY_TOKEN: '/token' };
  expect(readConfig({ ...whole, ...gateway }).gateway).toEqual({
    url: 'http://127.0.0.1:4000',
    tokenFile: '/token',
  });
  const named = (environment: Record<string, string>): unknown[] =>
    problemsOf(environment).map(({ variable }) => variable);
  expect(named({ JIEDUI_GATEWAY: gateway.JIEDUI_GATEWAY })).toEqual(['JIEDUI_GATEWAY_TOKEN']);
  expect(named({ JIEDUI_GATEWAY_TOKEN: '/token' })).toEqual(['JIEDUI_GATEWAY']);
  expect(named({ ...gateway, JIEDUI_GATEWAY: 'ftp://gateway' })).toContain('JIEDUI_GATEWAY');
});

test('what the five ones leave open is policy, within bounds', () => {
  const { policies } = readConfig({
    ...whole,
    JIEDUI_OBLIGATION_LEAST_SHARE: '1',
    JIEDUI_OBLIGATION_GRACE_DAYS: '5',
    JIEDUI_VISIT_IS_CONTACT: 'false',
  });
  expect(policies.obligations).toEqual({ leastShare: 1, graceDays: 5, visitIsContact: false });
  expect(
    problemsOf({
      JIEDUI_OBLIGATION_LEAST_SHARE: '1.5',
      JIEDUI_OBLIGATION_GRACE_DAYS: '-1',
      JIEDUI_VISIT_IS_CONTACT: 'sometimes',
    }).map(({ variable, expected }) => [variable, expected]),
  ).toEqual([
    ['JIEDUI_OBLIGATION_LEAST_SHARE', 'a number from 0 to 1'],
    ['JIEDUI_OBLIGATION_GRACE_DAYS', 'a whole number from 0 to 92'],
    ['JIEDUI_VISIT_IS_CONTACT', 'true or false'],
  ]);
});

test('the clocks of appeals are policy, each by its name', () => {
  const { policies } = readConfig({
    ...whole,
    JIEDUI_APPEAL_DAYS: 'ACCEPTANCE=1, HANDLING_T3=20,PART_ASSIGN=30',
    JIEDUI_APPEAL_DUE_SOON_DAYS: '3',
    JIEDUI_APPEAL_ESCALATE_AFTER_DAYS: 'never',
    JIEDUI_APPEAL_SMALLEST_GROUP: '10',
  });
  expect(policies.appeals).toEqual({
    workingDays: { ...defaultAppealPolicy.workingDays, ACCEPTANCE: 1, HANDLING_T3: 20 },
    partDays: { COORDINATE: 10, ASSIGN: 30 },
    dueSoonDays: 3,
    escalateAfterDays: null,
    smallestGroup: 10,
  });
  const problems = problemsOf({
    JIEDUI_APPEAL_DAYS: 'ACCEPTANCE=0',
    JIEDUI_APPEAL_ESCALATE_AFTER_DAYS: '0',
    JIEDUI_APPEAL_SMALLEST_GROUP: '0',
  });
  expect(problems.map(({ variable }) => variable)).toEqual([
    'JIEDUI_APPEAL_DAYS',
    'JIEDUI_APPEAL_ESCALATE_AFTER_DAYS',
    'JIEDUI_APPEAL_SMALLEST_GROUP',
  ]);
});

test('how matching weighs, and what bounds a proposal, is policy', () => {
  const { policies } = readConfig({
    ...whole,
    JIEDUI_MATCHING_WEIGHTS: 'LAYER=0,CONVENIENCE=1.5',
    JIEDUI_MATCHING_LEAST_SCORE: '0.5',
    JIEDUI_MATCHING_MOST_PAIRINGS: '3',
    JIEDUI_MATCHING_FAR_KILOMETRES: '20',
  });
  expect(policies.matching).toEqual({
    weights: { function: 0.6, layer: 0, convenience: 1.5 },
    leastScore: 0.5,
    mostPairings: 3,
    farKilometres: 20,
  });
  for (const wrong of ['PRICE=1', 'LAYER=-1', 'LAYER', 'LAYER=1=2', 'FUNCTION=0,LAYER=0,CONVENIENCE=0']) {
    const [problem, ...others] = problemsOf({ JIEDUI_MATCHING_WEIGHTS: wrong });
    expect(problem).toMatchObject({ variable: 'JIEDUI_MATCHING_WEIGHTS' });
    expect(problem!.expected).toContain('FUNCTION, LAYER, CONVENIENCE');
    expect(others).toEqual([]);
  }
});

test('reminders have a schedule, days, and a webhook whose address and secret belong together', () => {
  const webhook = {
    JIEDUI_REMINDER_WEBHOOK: 'https://notices.example.org/jiedui',
    JIEDUI_REMINDER_WEBHOOK_SECRET: 's'.repeat(32),
  };
  const { policies } = readConfig({
    ...whole,
    ...webhook,
    JIEDUI_REMINDER_SCHEDULE: '30 8 1,15 * *',
    JIEDUI_REMINDER_DAYS_AHEAD: '14',
    JIEDUI_REMINDER_OVERDUE_DAYS: '0',
  });
  expect(policies.reminders).toEqual({
    schedule: '30 8 1,15 * *',
    daysAhead: 14,
    overdueDays: 0,
    webhook: { url: 'https://notices.example.org/jiedui', secret: 's'.repeat(32) },
  });
  const problems = (environment: Record<string, string | undefined>) =>
    problemsOf(environment).map(({ variable }) => variable);
  for (const wrong of [
    'http://notices.example.org',
    'https://user:secret@notices.example.org',
    'http://localhost.example.org/',
    'file:///etc/passwd',
    'notices.example.org',
  ]) {
    expect(problems({ ...webhook, JIEDUI_REMINDER_WEBHOOK: wrong })).toEqual(['JIEDUI_REMINDER_WEBHOOK']);
  }
  expect(problems({ ...webhook, JIEDUI_REMINDER_WEBHOOK: 'http://127.0.0.1:8080/notices' })).toEqual([]);
  expect(problems({ ...webhook, JIEDUI_REMINDER_WEBHOOK_SECRET: 'short' })).toEqual([
    'JIEDUI_REMINDER_WEBHOOK_SECRET',
  ]);
  expect(problems({ JIEDUI_REMINDER_SCHEDULE: 'every morning' })).toEqual(['JIEDUI_REMINDER_SCHEDULE']);
});
