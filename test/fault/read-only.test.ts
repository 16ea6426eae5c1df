import { setTimeout as sleep } from 'node:timers/promises';

import type { GraphQLFormattedError } from 'graphql';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { handlingIn, type Handling, raiseAppeal, takeStep } from '../support/appeal-steps.ts';
import { layouts } from '../support/layouts.ts';
import { openWorld, type PlacedDeployment, type ShardedFederation, type World } from '../support/world.ts';

// A database that takes no writes: a standby that was made the first, or one whose disk is full and that was locked for it.

const chaoan = '445103';
let world: World;
let federation: ShardedFederation;
let handling: Handling;
let place: PlacedDeployment;
let unit: string;

beforeAll(async () => {
  world = await openWorld();
  federation = await world.shard(layouts.apart, { processes: [chaoan], background: true });
  handling = handlingIn(world.ledgers, '445100', chaoan);
  place = federation.deployments.find(({ codes }) => codes.includes(chaoan))!;
  unit = world.ledgers['445100']!.memberUnits[0]!.id;
}, 60_000);

afterAll(() => world?.[Symbol.asyncDispose]());

/** Every connection that is opened from now on, and none from before is left. */
async function takesWrites(does: boolean): Promise<void> {
  const admin = new Client({ connectionString: place.database.url });
  await admin.connect();
  await admin.query('set default_transaction_read_only = off');
  await admin.query(
    `alter database ${place.database.name} set default_transaction_read_only = ${does ? 'off' : 'on'}`,
  );
  await admin.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
    [place.database.name],
  );
  await admin.end();
}

async function untilAnswered(query: string): Promise<Record<string, unknown>> {
  for (let attempt = 0; ; attempt++) {
    const { data, errors } = await federation.ask(handling.officer, { query });
    if (!errors) return data as Record<string, unknown>;
    if (attempt === 100) throw new Error(JSON.stringify(errors));
    await sleep(50);
  }
}

function expectRefused(errors: readonly GraphQLFormattedError[] | undefined): void {
  expect(errors).toHaveLength(1);
  expect(errors![0]!.extensions).toMatchObject({ code: 'DATABASE_UNAVAILABLE', jurisdiction: chaoan });
  expect(errors![0]!.message).not.toMatch(/read-only|INSERT|UPDATE|transaction/i);
}

test('a database that takes no writes: what is there is read, writes are refused, and go through under their keys afterwards', async () => {
  const id = await raiseAppeal(federation, handling, { key: 'raise before', unit, title: '示例诉求甲' });
  const read = `{
    appeals(jurisdictions: ["${chaoan}"], first: 50) { totalCount nodes { id title state steps { to } } }
    organisationGroups(by: [INDUSTRY], jurisdictions: ["${chaoan}"]) { label count }
  }`;
  const before = await untilAnswered(read);

  await takesWrites(false);
  expect(await untilAnswered(read)).toEqual(before);

  const raise = {
    query: `mutation ($input: RaiseAppealInput!) { raiseAppeal(idempotencyKey: "raise meanwhile", input: $input) { appeal { id } } }`,
    variables: {
      input: {
        jurisdiction: chaoan,
        organisation: handling.organisation,
        unit,
        title: '示例诉求乙',
        pairing: handling.pairing,
      },
    },
  };
  const accept = {
    query: `mutation { acceptAppeal(idempotencyKey: "accept meanwhile", id: "${id}") { appeal { state } } }`,
  };
  for (const [viewer, question] of [
    [handling.secretary, raise],
    [handling.officer, accept],
  ] as const) {
    const { data, errors } = await federation.ask(viewer, question);
    expect(Object.values(data as object)).toEqual([null]);
    expectRefused(errors);
  }
  // Whoever is shown a number is noted first: where that cannot be, no number is shown.
  const contacts = `{ appeals(jurisdictions: ["${chaoan}"], first: 50) { nodes { contact } } }`;
  const shown = await federation.ask(handling.officer, { query: contacts });
  expect(shown.errors!.length).toBeGreaterThan(0);
  expect(JSON.stringify(shown.data)).not.toMatch(/\d{7}/);
  // For this reason and no other, as the log says.
  expect(place.process!.log()).toContain('in a read-only transaction');
  // Nothing of that was written, and what there is can still be read.
  expect(await untilAnswered(read)).toEqual(before);

  await takesWrites(true);
  await untilAnswered(read);
  const second = await raiseAppeal(federation, handling, {
    key: 'raise meanwhile',
    unit,
    title: '示例诉求乙',
  });
  await takeStep(federation, handling, { key: 'accept meanwhile', id, step: 'acceptAppeal' });
  expect(await raiseAppeal(federation, handling, { key: 'raise meanwhile', unit, title: '示例诉求乙' })).toBe(
    second,
  );
  const { appeals } = (await untilAnswered(read)) as {
    appeals: { totalCount: number; nodes: { id: string; state: string; steps: unknown[] }[] };
  };
  expect(appeals.totalCount).toBe((before['appeals'] as { totalCount: number }).totalCount + 1);
  expect(appeals.nodes.find((appeal) => appeal.id === id)).toMatchObject({ state: 'ACCEPTED' });
  expect(appeals.nodes.filter((appeal) => appeal.id === second)).toHaveLength(1);
}, 60_000);
