import { backlogs } from '@jiedui/kit/backlog';
import { sql } from '@jiedui/kit/sql';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openOutbox, type Outbox } from './outbox-world.ts';
import { observed } from './plans.ts';

let outbox: Outbox;
beforeAll(async () => {
  outbox = await openOutbox();
});
afterAll(() => outbox?.close());

const asked = { subgraphs: ['test', 'silent'], consumers: ['test.take', 'test.none'] };
const run = (statement: ReturnType<typeof sql>) => statement.execute(outbox.database.em().getKysely());

test('what is on its way is counted by where it waits, with the age of the oldest', async () => {
  for (let count = 0; count < 5; count++) await outbox.announce({});
  const dispatch = outbox.dispatch(() => ({ kind: 'failed', code: 'X' }));
  await dispatch.place();
  for (let count = 0; count < 3; count++) await outbox.announce({});
  // Of the five that have their place: one is taken, one is let go, one waits for a decision.
  await run(sql`update delivery set delivered_at = now() where seq = (select min(seq) from delivery)`);
  await run(sql`update delivery set skipped_at = now() where seq = (select min(seq) + 1 from delivery)`);
  await run(sql`update delivery set parked_at = now() where seq = (select min(seq) + 2 from delivery)`);
  await run(
    sql`update outbox set occurred_at = now() - interval '90 seconds' where seq = (select max(seq) from delivery)`,
  );

  const found = await backlogs(outbox.database.em(), asked);
  const by = new Map(
    found.map(({ stage, of, oldest, ...counts }) => [
      `${stage} ${of}`,
      { ...counts, age: Math.floor(oldest / 30) },
    ]),
  );
  expect(Object.fromEntries(by)).toEqual({
    'to_deliver test.take': { waiting: 3, parked: 1, age: 3 },
    'to_deliver test.none': { waiting: 0, parked: 0, age: 0 },
    'to_place test': { waiting: 3, parked: 0, age: 0 },
    'to_place silent': { waiting: 0, parked: 0, age: 0 },
  });
});

test('years of what was delivered are not read for it', async () => {
  await run(sql`insert into outbox (id, subgraph, type, owner, subject, payload, occurred_at, position)
    select '445103-evt-01' || lpad(i::text, 24, '0'), 'test', 'thing.done', '445103', '445103-app-01' || lpad(i::text, 24, '0'),
      '{}', now(), 1000 + i from generate_series(1, 50000) i`);
  await run(sql`insert into delivery (event, consumer, subject, seq, target, delivered_at)
    select id, 'test.take', subject, seq, '445100', now() from outbox where position > 1000`);
  await run(sql`analyze`);
  const { em, plans } = observed(outbox.database.em());
  await backlogs(em, asked);
  const client = new Client({ connectionString: outbox.url });
  await client.connect();
  const [plan] = await plans(client);
  await client.end();
  expect(plan).toContain('delivery_pending');
  expect(plan).toContain('outbox_fresh');
  expect(plan).not.toMatch(/Seq Scan on (outbox|delivery)/);
});
