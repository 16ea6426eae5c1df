import { services } from '@jiedui/services/subgraph';
import { tellServiceReceivers } from '@jiedui/services/migrations/0011-service-receivers';
import { Client } from 'pg';
import { expect, test } from 'vitest';

import { statementsOf } from './migration-statements.ts';
import { chaoan, id, openWorld, type Row } from './pairings-world.ts';

test('what units brought before names its receiver as whom it was for, and its history says why; nothing else changes', async () => {
  await using world = await openWorld(services);
  const [organisation, party, unit] = [id(chaoan, 'org', 1), id(chaoan, 'party', 1), id(chaoan, 'unit', 1)];
  const row = (n: number, given: Record<string, unknown>): Row => ({
    id: id(chaoan, 'svc', n),
    kind: 'POLICY_DELIVERY',
    title: '示例',
    sort_title: 'shi li',
    provided_on: '2024-03-01',
    count: 2,
    organisation_id: organisation,
    ...given,
  });
  await world.insert('public_service', [
    row(1, { unit_id: unit, party_organisation_id: party, beneficiary: '示例企业' }),
    row(2, {
      unit_id: unit,
      beneficiary_kind: 'ORGANISATION',
      beneficiary: '示例企业',
      beneficiary_organisation_id: organisation,
    }),
    // Given by an organisation; for a village; as the article tells it: they stay as they are.
    row(3, {}),
    row(4, { unit_id: unit, beneficiary_kind: 'VILLAGE', beneficiary: '示例村' }),
    row(5, { kind: 'LEGAL_QUESTION', unit_id: unit, provenance: 'ARTICLE' }),
  ]);
  const columns = `organisation_id, party_organisation_id, unit_id, beneficiary_kind, beneficiary_organisation_id, beneficiary`;
  const read = () => world.select(`select ${columns} from public_service order by id`);
  const before = await read();
  const client = new Client({ connectionString: world.url });
  await client.connect();
  for (const statement of statementsOf(tellServiceReceivers, 'down')) await client.query(statement);
  await client.query('begin');
  for (const statement of statementsOf(tellServiceReceivers, 'up')) await client.query(statement);
  await client.query('commit');
  await client.end();
  const received = {
    organisation_id: null,
    party_organisation_id: null,
    unit_id: unit,
    beneficiary_kind: 'ORGANISATION',
    beneficiary_organisation_id: organisation,
  };
  expect(await read()).toEqual([
    { ...received, beneficiary: '示例企业' },
    { ...received, beneficiary: null },
    ...before.slice(2),
  ]);
  const history = await world.select(
    `select right(id, 1) as n, organisation_id, reason from public_service_history where change = 'CORRECTED' and valid_to = 'infinity'`,
  );
  expect(history).toHaveLength(2);
  for (const version of history)
    expect(version).toMatchObject({ organisation_id: null, reason: expect.stringMatching(/服务对象/) });
  const past = await world.select(
    `select organisation_id from public_service_history where change = 'REGISTERED' and valid_to <> 'infinity'`,
  );
  expect(past).toEqual([{ organisation_id: organisation }, { organisation_id: organisation }]);
});
