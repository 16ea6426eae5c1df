import { afterAll, beforeAll, expect, test } from 'vitest';

import { layouts } from '../support/layouts.ts';
import { viewersOf } from '../support/viewers.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

let world: World;
let federation: ShardedFederation;

beforeAll(async () => {
  world = await openWorld();
  federation = await world.shard(layouts.apart);
}, 60_000);
afterAll(() => world?.[Symbol.asyncDispose]());

interface Row {
  unit: string | null;
  memberUnit: { id: string; name: string } | null;
}

test.each([
  ['pairingGroups', ''],
  ['activityGroups', ''],
  ['obligationGroups', ', filter: { from: "2023-01-01" }, asOf: "2023-12-31"'],
  ['coBuildingGroups', ', filter: { from: 2023 }'],
  ['appealGroups', ''],
])('%s by unit lead to the unit, whoever owns it; by anything else to none', async (field, given) => {
  const { auditor } = viewersOf(world.ledgers, '445103', '445122');
  const query = `{
    byUnit: ${field}(by: [UNIT]${given}) { unit memberUnit { id name } }
    byOwner: ${field}(by: [JURISDICTION]${given}) { jurisdiction memberUnit { name } }
  }`;
  const { data, errors } = await federation.ask(auditor, { query });
  expect(errors).toBeUndefined();
  const { byUnit, byOwner } = data as { byUnit: Row[]; byOwner: Row[] };
  const units = Object.values(world.ledgers).flatMap(({ memberUnits }) => memberUnits);
  const names = new Map<string, string>(units.map(({ id, name }) => [id, name]));
  expect(byUnit.map(({ memberUnit }) => memberUnit)).toEqual(
    byUnit.map(({ unit }) => unit && { id: unit, name: names.get(unit) }),
  );
  expect(byUnit.filter(({ unit }) => unit !== null).length).toBeGreaterThan(0);
  expect(byOwner.length).toBeGreaterThan(0);
  expect(byOwner.every(({ memberUnit }) => memberUnit === null)).toBe(true);
});
