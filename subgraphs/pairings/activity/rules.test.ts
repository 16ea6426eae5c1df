import { federationOf } from '@jiedui/kit/federation';
import { parseId, type RecordTag } from '@jiedui/schema/contract/id';
import { parseJurisdictionCode, type JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { publicViewer, type Role, type Viewer } from '@jiedui/schema/contract/viewer';
import { describe, expect, test } from 'vitest';
import { type ActivityDraft, brokenActivityRule, mayRecordActivity, outsidePairing } from './rules.ts';

const city = parseJurisdictionCode('445100');
const chaoan = parseJurisdictionCode('445103');
const raoping = parseJurisdictionCode('445122');
const today = '2024-03-15';
const federation = federationOf([
  { code: '445100', name: '潮州市', englishName: 'Chaozhou', level: 'CITY' },
  { code: '445103', name: '潮安区', englishName: "Chao'an", level: 'COUNTY', parent: '445100' },
  { code: '445122', name: '饶平县', englishName: 'Raoping', level: 'COUNTY', parent: '445100' },
  { code: '130900', name: '沧州市', englishName: 'Cangzhou', level: 'CITY' },
]);

const id = (owner: JurisdictionCode, tag: RecordTag, last = '0') =>
  parseId(`${owner}-${tag}-01jd9000000000000000000000`.slice(0, -1) + last, tag);

const viewer = (role: Role, jurisdiction: JurisdictionCode, rest: Partial<Viewer> = {}): Viewer => ({
  subject: role,
  roles: [role],
  jurisdictions: [jurisdiction],
  ...rest,
});

const draft = (rest: Partial<ActivityDraft> = {}): ActivityDraft => ({
  jurisdiction: chaoan,
  heldOn: today,
  participants: null,
  pairing: null,
  unit: null,
  instructor: null,
  ...rest,
});

describe('an activity is recorded', () => {
  test('by an officer of the owner', () => {
    expect(mayRecordActivity(viewer('COUNTY', chaoan), draft(), federation)).toBe(true);
    expect(mayRecordActivity(viewer('CITY', city), draft({ jurisdiction: city }), federation)).toBe(true);
  });
  test('not by an officer of another county, nor by the city for a county', () => {
    expect(mayRecordActivity(viewer('COUNTY', raoping), draft(), federation)).toBe(false);
    expect(mayRecordActivity(viewer('CITY', city), draft(), federation)).toBe(false);
  });
  test('by the liaison of the unit that held it, and by no other liaison', () => {
    const unit = id(chaoan, 'unit', '1');
    const liaison = viewer('UNIT', chaoan, { unit: unit.id });
    expect(mayRecordActivity(liaison, draft({ unit }), federation)).toBe(true);
    expect(mayRecordActivity(liaison, draft({ unit: id(chaoan, 'unit', '2') }), federation)).toBe(false);
    expect(mayRecordActivity(liaison, draft(), federation)).toBe(false);
    expect(mayRecordActivity(viewer('UNIT', chaoan), draft(), federation)).toBe(false);
  });
  test('not by a liaison outside the jurisdiction', () => {
    const unit = id(chaoan, 'unit');
    expect(mayRecordActivity(viewer('UNIT', city, { unit: unit.id }), draft({ unit }), federation)).toBe(
      false,
    );
  });
  test.each(['PUBLIC', 'ORGANISATION', 'INSTRUCTOR', 'AUDITOR'] as const)('not by %s', (role) => {
    expect(mayRecordActivity(viewer(role, chaoan), draft(), federation)).toBe(false);
  });
  test('not without a token', () => {
    expect(mayRecordActivity(publicViewer, draft(), federation)).toBe(false);
  });
});

describe('an activity breaks a rule', () => {
  const broken = (rest: Partial<ActivityDraft>) => brokenActivityRule(draft(rest), today, federation);

  test('when it is held tomorrow', () => {
    expect(broken({ heldOn: '2024-03-16' })?.extensions).toEqual({
      code: 'INVALID_INPUT',
      expected: 'heldOn on or before 2024-03-15',
      received: '"2024-03-16"',
    });
    expect(broken({ heldOn: today })).toBeNull();
  });
  test('when its participants are none or too many', () => {
    expect(broken({ participants: 0 })?.extensions.code).toBe('INVALID_INPUT');
    expect(broken({ participants: 1_000_001 })?.extensions.code).toBe('INVALID_INPUT');
    expect(broken({ participants: 1 })).toBeNull();
  });
  test('when its pairing lies above it or beside it', () => {
    expect(broken({ pairing: id(city, 'pair') })?.extensions.code).toBe('INVALID_INPUT');
    expect(broken({ pairing: id(raoping, 'pair') })?.extensions.code).toBe('INVALID_INPUT');
    expect(broken({ pairing: id(chaoan, 'pair') })).toBeNull();
    expect(broken({ jurisdiction: city, pairing: id(chaoan, 'pair') })).toBeNull();
  });
  test('when its unit lies above it or beside it', () => {
    expect(broken({ unit: id(city, 'unit') })?.extensions.code).toBe('INVALID_INPUT');
    expect(broken({ unit: id(raoping, 'unit') })?.extensions.code).toBe('INVALID_INPUT');
    expect(broken({ jurisdiction: city, unit: id(chaoan, 'unit') })).toBeNull();
  });
  test('when its instructor lies above it or beside it', () => {
    expect(broken({ instructor: id(city, 'instr') })?.extensions.code).toBe('INVALID_INPUT');
    expect(broken({ instructor: id(raoping, 'instr') })?.extensions.code).toBe('INVALID_INPUT');
    expect(broken({ jurisdiction: city, instructor: id(chaoan, 'instr') })).toBeNull();
  });
  test('when it lies before its pairing began or after it ended; both days belong to it', () => {
    const pairing = { state: 'ENDED', startedOn: '2023-05-01', endedOn: '2024-01-31' } as const;
    expect(outsidePairing('2023-04-30', pairing)?.extensions).toEqual({
      code: 'INVALID_INPUT',
      expected: 'heldOn from 2023-05-01 to 2024-01-31, the period of the pairing',
      received: '"2023-04-30"',
    });
    expect(outsidePairing('2024-02-01', pairing)?.extensions.code).toBe('INVALID_INPUT');
    expect(outsidePairing('2023-05-01', pairing)).toBeNull();
    expect(outsidePairing('2024-01-31', pairing)).toBeNull();
    expect(outsidePairing('2030-01-01', { state: 'RENEWED', startedOn: '2023-05-01' })).toBeNull();
  });
  test('when its pairing is only proposed, or was refused', () => {
    const received = (state: 'PROPOSED' | 'ENDED', refusedOn: string | null) =>
      outsidePairing('2023-06-01', { state, refusedOn, startedOn: '2023-05-01' })?.extensions['received'];
    expect(received('PROPOSED', null)).toBe('"a proposal"');
    expect(received('ENDED', '2023-06-10')).toBe('"a proposal that was refused on 2023-06-10"');
  });
});
