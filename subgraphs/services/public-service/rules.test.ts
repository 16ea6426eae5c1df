import { federationOf } from '@jiedui/kit/federation';
import { parseId, type RecordTag } from '@jiedui/schema/contract/id';
import { parseJurisdictionCode, type JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { publicViewer, type Role, type Viewer } from '@jiedui/schema/contract/viewer';
import { describe, expect, test } from 'vitest';
import {
  brokenBeneficiaryRule,
  brokenProviderRule,
  brokenServiceRule,
  mayRecordService,
  type PublicServiceDraft,
} from './rules.ts';

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
  parseId(`${owner}-${tag}-01jd900000000000000000000${last}`, tag);

const viewer = (role: Role, jurisdiction: JurisdictionCode, rest: Partial<Viewer> = {}): Viewer => ({
  subject: role,
  roles: [role],
  jurisdictions: [jurisdiction],
  ...rest,
});

const draft = (rest: Partial<PublicServiceDraft> = {}): PublicServiceDraft => ({
  jurisdiction: chaoan,
  providedOn: today,
  count: 1,
  persons: null,
  organisation: null,
  partyOrganisation: null,
  unit: null,
  pairing: null,
  beneficiaryKind: null,
  beneficiaryOrganisation: null,
  ...rest,
});

describe('a public service is recorded', () => {
  test('by an officer of the owner, and by no other officer', () => {
    expect(mayRecordService(viewer('COUNTY', chaoan), draft(), federation)).toBe(true);
    expect(mayRecordService(viewer('CITY', city), draft({ jurisdiction: city }), federation)).toBe(true);
    expect(mayRecordService(viewer('COUNTY', raoping), draft(), federation)).toBe(false);
    expect(mayRecordService(viewer('CITY', city), draft(), federation)).toBe(false);
  });
  test('by the unit or the organisation that gave it', () => {
    const unit = id(chaoan, 'unit', '1');
    const organisation = id(chaoan, 'org', '1');
    const liaison = viewer('UNIT', chaoan, { unit: unit.id });
    const secretary = viewer('ORGANISATION', chaoan, { organisation: organisation.id });
    expect(mayRecordService(liaison, draft({ unit }), federation)).toBe(true);
    expect(mayRecordService(secretary, draft({ organisation }), federation)).toBe(true);
    expect(mayRecordService(liaison, draft({ unit: id(chaoan, 'unit', '2') }), federation)).toBe(false);
    expect(mayRecordService(secretary, draft({ organisation: id(chaoan, 'org', '2') }), federation)).toBe(
      false,
    );
    expect(mayRecordService(liaison, draft(), federation)).toBe(false);
    expect(mayRecordService(secretary, draft(), federation)).toBe(false);
  });
  test.each(['PUBLIC', 'INSTRUCTOR', 'AUDITOR'] as const)('not by %s', (role) => {
    expect(mayRecordService(viewer(role, chaoan), draft(), federation)).toBe(false);
  });
  test('not without a token', () => {
    expect(mayRecordService(publicViewer, draft(), federation)).toBe(false);
  });
});

describe('a public service breaks a rule', () => {
  const code = (rest: Partial<PublicServiceDraft>) =>
    brokenServiceRule(draft(rest), today, federation)?.extensions.code;

  test('when it is given tomorrow', () => {
    expect(code({ providedOn: '2024-03-16' })).toBe('INVALID_INPUT');
    expect(code({ providedOn: today })).toBeUndefined();
  });
  test('when it counts nothing, or reached fewer than no persons', () => {
    expect(code({ count: 0 })).toBe('INVALID_INPUT');
    expect(code({ count: 1_000_001 })).toBe('INVALID_INPUT');
    expect(code({ persons: -1 })).toBe('INVALID_INPUT');
    expect(code({ persons: 0 })).toBeUndefined();
  });
  test('when its organisation lies above it or beside it', () => {
    expect(code({ organisation: id(city, 'org') })).toBe('INVALID_INPUT');
    expect(code({ organisation: id(raoping, 'org') })).toBe('INVALID_INPUT');
    expect(code({ partyOrganisation: id(raoping, 'party') })).toBe('INVALID_INPUT');
    expect(code({ beneficiaryOrganisation: id(raoping, 'org') })).toBe('INVALID_INPUT');
    expect(code({ jurisdiction: city, organisation: id(chaoan, 'org') })).toBeUndefined();
  });
  test('when its unit or pairing lies beside it', () => {
    expect(code({ unit: id(raoping, 'unit') })).toBe('INVALID_INPUT');
    expect(code({ pairing: id(raoping, 'pair') })).toBe('INVALID_INPUT');
    expect(code({ unit: id(city, 'unit'), pairing: id(city, 'pair') })).toBeUndefined();
    expect(code({ jurisdiction: city, unit: id(chaoan, 'unit') })).toBeUndefined();
  });
});

describe('who gave it, and whom it was for', () => {
  const organisation = id(chaoan, 'org');
  const partyOrganisation = id(chaoan, 'party');
  const unit = id(chaoan, 'unit');

  test.each<[Partial<PublicServiceDraft>, string[] | null]>([
    [{ organisation }, null],
    [{ partyOrganisation }, null],
    [{ unit }, null],
    [{}, []],
    [{ organisation, unit }, ['organisation', 'unit']],
    [{ organisation, partyOrganisation }, ['organisation', 'partyOrganisation']],
    [{ partyOrganisation, unit }, ['partyOrganisation', 'unit']],
    [{ organisation, partyOrganisation, unit }, ['organisation', 'partyOrganisation', 'unit']],
  ])('exactly one gave it: %#', (given, received) => {
    const broken = brokenProviderRule(draft(given));
    expect(broken?.extensions ?? null).toEqual(
      received && {
        code: 'INVALID_INPUT',
        expected: 'exactly one provider: organisation, partyOrganisation, unit',
        received: JSON.stringify(received),
      },
    );
  });

  // Kind → which of neither, id, name and both it takes.
  test.each<[PublicServiceDraft['beneficiaryKind'], boolean[]]>([
    [null, [true, false, false, false]],
    ['PUBLIC', [true, false, false, false]],
    ['ORGANISATION', [false, true, false, false]],
    ['VILLAGE', [false, false, true, false]],
  ])('%s is named as its kind needs', (beneficiaryKind, taken) => {
    const broken = [
      [null, null],
      [organisation, null],
      [null, '示例村'],
      [organisation, '示例村'],
    ].map(([beneficiaryOrganisation, name]) =>
      brokenBeneficiaryRule(
        { beneficiaryKind, beneficiaryOrganisation: beneficiaryOrganisation as typeof organisation | null },
        name as string | null,
      ),
    );
    expect(broken.map((each) => each === null)).toEqual(taken);
    for (const each of broken) {
      if (each)
        expect(each.extensions).toMatchObject({
          code: 'INVALID_INPUT',
          expected: expect.any(String),
          received: expect.any(String),
        });
    }
  });
});
