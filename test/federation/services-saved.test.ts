import { readFile } from 'node:fs/promises';

import { clockOf } from '@jiedui/kit/clock';
import { isEscalated } from '@jiedui/services/appeal/rules';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { viewersOf } from '../support/viewers.ts';
import { type FederationName, openWorld, type ShardedFederation, type World } from '../support/world.ts';

// The saved operations of appeals and public services, in both federations, against a loop over what was seeded.

describe.each<[FederationName, readonly string[], string]>([
  ['chaozhou', ['445100', '445102', '445103', '445122'], '445103'],
  ['cangzhou', ['130900', '130927'], '130927'],
])('%s', (name, codes, county) => {
  let world: World;
  let federation: ShardedFederation;
  let auditor: Viewer;
  let cityOfficer: Viewer;
  beforeAll(async () => {
    world = await openWorld({ federation: name });
    federation = await world.shard(codes.map((code) => [code]));
    ({ auditor, city: cityOfficer } = viewersOf(world.ledgers, county, codes[0]!));
  }, 60_000);
  afterAll(() => world?.[Symbol.asyncDispose]());

  // oxlint-disable-next-line typescript/no-explicit-any -- answers are read by tests
  async function saved(operation: string, viewer: Viewer | null, variables = {}): Promise<any> {
    const url = new URL(`../../schema/queries/${operation}.graphql`, import.meta.url);
    const { data, errors } = await federation.ask(viewer, { query: await readFile(url, 'utf8'), variables });
    expect(errors).toBeUndefined();
    return data;
  }
  const appeals = () => codes.flatMap((code) => world.ledgers[code]!.appeals);
  const services = () => codes.flatMap((code) => world.ledgers[code]!.publicServices);
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).sort();
  const today = () => clockOf(() => new Date()).today();

  test('appeals-to-handle 待办诉求', async () => {
    const { appeals: told } = await saved('appeals-to-handle', auditor, { first: 500 });
    const settled = ['RESOLVED', 'CLOSED', 'WITHDRAWN', 'REFUSED'];
    const waiting = appeals().filter(({ state }) => !settled.includes(state));
    expect(ids(told.nodes)).toEqual(ids(waiting));
    expect(told.totalCount).toBe(waiting.length);
    expect(waiting.length).toBeGreaterThan(0);
  });

  test('appeals-escalated 上报市委两新工委的诉求', async () => {
    const { appeals: told } = await saved('appeals-escalated', cityOfficer, { first: 500 });
    const settled = ['CLOSED', 'WITHDRAWN', 'REFUSED', 'RAISED', 'ACCEPTED'];
    const open = appeals().filter((appeal) => isEscalated(appeal) && !settled.includes(appeal.state));
    expect(ids(told.nodes)).toEqual(ids(open));
    expect(open.length).toBeGreaterThan(0);
  });

  test('appeals-on-time 诉求按时办结率（分县区）', async () => {
    const { byJurisdiction, inSum, resolutionInSum } = await saved('appeals-on-time', cityOfficer);
    expect(byJurisdiction).toHaveLength(2 * codes.length);
    const closed = appeals().filter(({ state }) => state === 'CLOSED').length;
    const overdue = appeals().filter(({ state, due_on }) => state !== 'RESOLVED' && due_on < today()).length;
    const called = appeals().filter(({ satisfied }) => satisfied !== null);
    expect(
      inSum.map(({ ratio }: { ratio: Record<string, number> }) => [ratio['numerator'], ratio['denominator']]),
    ).toEqual([
      [closed, closed + overdue],
      [called.filter(({ satisfied }) => satisfied).length, called.length],
    ]);
    expect(resolutionInSum[0].days.count).toBe(
      appeals().filter(({ resolved_at }) => resolved_at !== null).length,
    );
  });

  test('departments-on-time 各部门承办诉求的按时答复率', async () => {
    const { byDepartment, overdue } = await saved('departments-on-time', auditor);
    const parts = codes.flatMap((code) => world.ledgers[code]!.appealParts);
    expect(parts.length).toBeGreaterThan(0);
    const counted = Object.entries(Object.groupBy(parts, ({ unit_id }) => unit_id)).sort(([a], [b]) =>
      a < b ? -1 : 1,
    );
    expect(
      byDepartment.map(({ department, parts: many }: { department: string; parts: number }) => [
        department,
        many,
      ]),
    ).toEqual(counted.map(([unit, own]) => [unit, own!.length]));
    const names = new Map(
      codes.flatMap((code) => world.ledgers[code]!.memberUnits).map(({ id, name }) => [id, name]),
    );
    expect(byDepartment.map(({ memberUnit }: { memberUnit: { name: string } }) => memberUnit.name)).toEqual(
      counted.map(([unit]) => names.get(unit as never)),
    );
    const late = parts.filter(
      ({ answered_at, deadline_on }) => answered_at === null && deadline_on < today(),
    );
    expect(overdue.totalCount).toBe(late.length);
  });

  test.each([
    ['legal-services', '公益法律服务统计', ['LEGAL_QUESTION', 'LEGAL_SERVICE']],
    ['policy-deliveries', '送政策送服务统计', ['POLICY_DELIVERY', 'SERVICE_DELIVERY', 'PUBLIC_ACTIVITY']],
  ])('%s %s, for everybody', async (operation, _, kinds) => {
    const { byJurisdiction, records } = await saved(operation, null, { first: 500 });
    const wanted = services().filter(({ kind }) => kinds.includes(kind));
    expect(ids(records.nodes)).toEqual(ids(wanted));
    const sum = (rows: readonly { count: number }[]) => rows.reduce((total, { count }) => total + count, 0);
    expect(sum(byJurisdiction)).toBe(sum(wanted));
    // Whom a service was for is told where one is known.
    const named = wanted.filter(({ beneficiary_organisation_id: id }) => id !== null).length;
    const shown = records.nodes.filter(
      ({ beneficiaryOrganisation }: { beneficiaryOrganisation: { name: string } | null }) =>
        beneficiaryOrganisation?.name,
    );
    expect(shown).toHaveLength(named);
  });
});
