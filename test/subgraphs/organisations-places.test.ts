import { parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { chaoan, codesOf, type County, dataOf, openCounty } from './county.ts';

/** Where organisations and units are: both coordinates or neither, with their history. */
let county: County;
const viewer: Viewer = {
  subject: 'officer',
  roles: ['COUNTY'],
  jurisdictions: [parseJurisdictionCode(chaoan)],
};

beforeAll(async () => {
  county = await openCounty(chaoan);
});
afterAll(() => county?.close());

const registerOrganisation = `mutation ($key: ID!, $input: RegisterOrganisationInput!) {
  registerOrganisation(idempotencyKey: $key, input: $input) { organisation { id town latitude longitude } } }`;
const registerUnit = `mutation ($key: ID!, $input: RegisterMemberUnitInput!) {
  registerMemberUnit(idempotencyKey: $key, input: $input) { memberUnit { id town latitude longitude } } }`;
const organisation = {
  jurisdiction: chaoan,
  name: '示例企业',
  kind: 'NON_PUBLIC_ENTERPRISE',
  industry: 'C',
  registeredOn: '2020-01-01',
};
const place = { town: '庵埠镇', latitude: 23.5321, longitude: 116.6807 };

test('an organisation is registered with its place, and what else is corrected leaves it', async () => {
  const registered = dataOf<{ registerOrganisation: { organisation: { id: string } } }>(
    await county.ask(
      registerOrganisation,
      { key: 'place-of-one', input: { ...organisation, ...place } },
      { viewer },
    ),
  ).registerOrganisation.organisation;
  expect(registered).toMatchObject(place);
  const corrected = dataOf(
    await county.ask(
      `mutation ($id: ID!) { correctOrganisation(idempotencyKey: "employees-1", id: $id, reason: "核实", input: { employees: 12 }) {
        organisation { employees town latitude longitude } } }`,
      { id: registered.id },
      { viewer },
    ),
  );
  expect(corrected).toEqual({ correctOrganisation: { organisation: { employees: 12, ...place } } });
});

test('a unit is registered with its place, which its history keeps when it is cleared', async () => {
  const input = { jurisdiction: chaoan, name: '示例单位', functions: ['G'], ...place };
  const { id, ...registered } = dataOf<{ registerMemberUnit: { memberUnit: { id: string } } }>(
    await county.ask(registerUnit, { key: 'unit-in-place', input }, { viewer }),
  ).registerMemberUnit.memberUnit;
  expect(registered).toEqual(place);
  const cleared = dataOf(
    await county.ask(
      `mutation ($id: ID!) { correctMemberUnit(idempotencyKey: "moved-away", id: $id, reason: "迁址",
        input: { latitude: null, longitude: null }) { memberUnit { name functions town latitude longitude
          history { change fields { name previous current } } } } }`,
      { id },
      { viewer },
    ),
  );
  expect(cleared).toMatchObject({
    correctMemberUnit: {
      memberUnit: {
        name: '示例单位',
        functions: ['G'],
        town: '庵埠镇',
        latitude: null,
        longitude: null,
        history: [
          { change: 'REGISTERED' },
          {
            change: 'CORRECTED',
            fields: [
              { name: 'latitude', previous: '23.5321', current: null },
              { name: 'longitude', previous: '116.6807', current: null },
            ],
          },
        ],
      },
    },
  });
});

test.each([
  ['a latitude beyond the pole', { latitude: 90.1, longitude: 0 }],
  ['a longitude beyond the other side', { latitude: 0, longitude: -180.1 }],
  ['a latitude alone', { latitude: 23.5 }],
  ['a longitude alone', { longitude: 116.6 }],
])('%s is refused', async (_, wrong) => {
  const one = { key: 'no-such-place', input: { ...organisation, ...wrong } };
  expect(codesOf(await county.ask(registerOrganisation, one, { viewer }))).toEqual(['INVALID_INPUT']);
  const other = { key: 'no-such-place', input: { jurisdiction: chaoan, name: '示例单位', ...wrong } };
  expect(codesOf(await county.ask(registerUnit, other, { viewer }))).toEqual(['INVALID_INPUT']);
});
