import 'reflect-metadata';

import type { RequestContext } from '@jiedui/kit/context';
import { run, sql } from '@jiedui/kit/sql';
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
  store,
  testId,
} from './county.ts';
import { ledgerOf, newKey } from './ledger.ts';

let county: County;
const { ask, registered, historyOf } = ledgerOf(() => county);

beforeAll(async () => {
  county = await openCounty(city, chaoan);
});
afterAll(() => county.close());

describe('merging duplicates', () => {
  const merging = (into: string, duplicate: string, given: Partial<RequestContext> = {}) =>
    ask(
      `mutation ($key: ID!, $into: ID!, $duplicate: ID!) {
        mergeOrganisations(idempotencyKey: $key, into: $into, duplicate: $duplicate, reason: "重复建档") {
          organisation { id partyOrganisations { nodes { name establishment hosts { id } } } }
          duplicate { status deregisteredOn mergedInto { id } partyOrganisations { totalCount } } warnings } }`,
      { key: newKey(), into, duplicate },
      given,
    );

  test('the duplicate ends as deregistered and points to what stays; its party organisations follow', async () => {
    const [into, duplicate, third] = [await registered(), await registered(), await registered()] as const;
    const own = partyRow(chaoan, { name: '甲支部' });
    const joint = partyRow(chaoan, { name: '乙联合支部', establishment: 'JOINT' });
    const both = partyRow(chaoan, { name: '丙联合支部', establishment: 'JOINT' });
    const link = (partyOrganisationId: string, organisationId: string, position: number) =>
      ({ partyOrganisationId, organisationId, position }) as never;
    await store(county, {
      partyOrganisations: [own, joint, both],
      hosts: [
        link(own.id, duplicate, 0),
        link(joint.id, third, 0),
        link(joint.id, duplicate, 1),
        link(both.id, duplicate, 0),
        link(both.id, into, 1),
      ],
    });
    expect(dataOf(await merging(into, duplicate))).toEqual({
      mergeOrganisations: {
        organisation: {
          id: into,
          partyOrganisations: {
            nodes: [
              { name: '丙联合支部', establishment: 'SINGLE', hosts: [{ id: into }] },
              { name: '甲支部', establishment: 'SINGLE', hosts: [{ id: into }] },
              { name: '乙联合支部', establishment: 'JOINT', hosts: [{ id: third }, { id: into }] },
            ],
          },
        },
        duplicate: {
          status: 'DEREGISTERED',
          deregisteredOn: '2022-12-01',
          mergedInto: { id: into },
          partyOrganisations: { totalCount: 0 },
        },
        warnings: [expect.stringContaining('丙联合支部')],
      },
    });
    expect((await historyOf(duplicate)).at(-1)).toMatchObject({ change: 'MERGED', reason: '重复建档' });
    // What jurisdictions above hold of the duplicate is found from either.
    const { kept, gone } = dataOf<{ kept: object; gone: object }>(
      await ask(
        `query ($into: ID!, $duplicate: ID!) { kept: organisation(id: $into) { mergedInto { id } duplicates { id } }
          gone: organisation(id: $duplicate) { mergedInto { id } duplicates { id } } }`,
        { into, duplicate },
      ),
    );
    expect(kept).toEqual({ mergedInto: null, duplicates: [{ id: duplicate }] });
    expect(gone).toEqual({ mergedInto: { id: into }, duplicates: [] });
    expect(codesOf(await merging(into, duplicate))).toEqual(['INVALID_TRANSITION']);
    expect(codesOf(await merging(duplicate, third))).toEqual(['INVALID_TRANSITION']);
  });

  test('its surveys and assignments follow too; what both had is kept once', async () => {
    const [into, duplicate] = [await registered(), await registered()] as const;
    const em = county.database.em();
    const [campaign, instructor] = [testId(chaoan, 'camp'), testId(chaoan, 'instr')];
    await run(
      { em },
      sql`insert into instructor (id, owner, provenance, name, sort_name, source_unit_id, state, nominated_on)
        values (${instructor}, ${chaoan}, 'DEMONSTRATION', '示例指导员', 'shi', ${testId(chaoan, 'unit')}, 'DISPATCHED', '2022-01-01')`,
    );
    for (const [position, organisation] of [into, duplicate].entries()) {
      await run(
        { em },
        sql`insert into instructor_assignment (instructor_id, position, organisation_id, assigned_on)
          values (${instructor}, ${position + 1}, ${organisation}, '2022-02-01')`,
      );
      await run(
        { em },
        sql`insert into survey (id, owner, provenance, organisation_id, campaign_id, state, surveyed_on, method,
            employees, members, operating, has_party_organisation)
          values (${testId(chaoan, 'survey')}, ${chaoan}, 'DEMONSTRATION', ${organisation}, ${campaign}, 'SCREENED',
            '2022-03-01', 'VISIT', 1, 0, true, false)`,
      );
    }
    dataOf(await merging(into, duplicate));
    expect(
      await run(
        { em },
        sql`select campaign_id from survey where organisation_id = ${into} order by campaign_id nulls last`,
      ),
    ).toEqual([{ campaign_id: campaign }, { campaign_id: null }]);
    expect(
      await run(
        { em },
        sql`select ended_on::text from instructor_assignment where organisation_id = ${into} order by position`,
      ),
    ).toEqual([{ ended_on: null }, { ended_on: '2022-12-01' }]);
  });

  test('not with itself, another kind, another jurisdiction, or by a stranger', async () => {
    const into = await registered();
    const social = await registered({ kind: 'SOCIAL_ORGANISATION', industry: 'S' });
    const citys = organisationRow(city);
    await store(county, { organisations: [citys] });
    for (const duplicate of [into, social, citys.id]) {
      expect(codesOf(await merging(into, duplicate))).toEqual(['INVALID_INPUT']);
    }
    expect(codesOf(await merging(into, testId(chaoan, 'org')))).toEqual(['NOT_FOUND']);
    expect(codesOf(await merging(into, social, { viewer: officer('CITY', city) }))).toEqual(['FORBIDDEN']);
  });
});
