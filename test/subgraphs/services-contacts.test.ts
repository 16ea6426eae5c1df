import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { services } from '@jiedui/services/subgraph';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { codes, openWorld, type World } from './pairings-world.ts';
import { organisation, people, type Person } from './services-appeal-actors.ts';
import { Course, monday } from './services-appeal-course.ts';

let world: World;
let client: Client;
let appeals: string[];
const course = new Course(() => world);
const phone = '138-0000-8000';

beforeAll(async () => {
  world = await openWorld(services);
  client = new Client({ connectionString: world.url });
  await client.connect();
  appeals = [];
  for (let n = 0; n < 4; n++) appeals.push(await course.raise(monday, { contact: phone }));
  // Made at one moment, they come in any order of ids.
  appeals.sort();
  await course.raise(monday, { contact: ' ', title: '无电话' });
});
afterAll(async () => {
  await client?.end();
  await world?.[Symbol.asyncDispose]();
});

const list = '{ appeals(orderBy: { field: TITLE }) { nodes { id contact } } }';
const read = (person: Person, query = list, asked = {}) =>
  world.ask(query, { viewer: people[person], ...asked });
const entries = async () =>
  (await client.query<Record<string, unknown>>('select * from contact_access order by position')).rows;

async function verify(): Promise<{ code: number; verdict: Record<string, unknown> }> {
  const command = fileURLToPath(
    new URL('../../subgraphs/deployment/dist/verify-access-log.js', import.meta.url),
  );
  const run = promisify(execFile)(process.execPath, [command], { env: { DATABASE_URL: world.url } });
  const { stdout, code } = await run.then(
    (done) => ({ ...done, code: 0 }),
    (failed: { stdout: string; code: number }) => failed,
  );
  return { code, verdict: JSON.parse(stdout) as Record<string, unknown> };
}

describe('the telephone number of an appeal', () => {
  test.each<[Person, string]>([
    ['county', phone],
    ['secretary', phone],
    ['receiver', '138****8000'],
    ['auditor', '138****8000'],
  ])('as the %s sees it: %s', async (person, seen) => {
    const { data, errors } = await read(person);
    expect(errors).toBeUndefined();
    const contacts = data.appeals.nodes.map(({ contact }: { contact: string | null }) => contact);
    expect(contacts).toEqual([seen, seen, seen, seen, null]);
  });

  test('is shared with a role where its owner says so', async () => {
    const { data } = await read('receiver', list, { shareContacts: ['UNIT'] });
    expect(data.appeals.nodes[0].contact).toBe(phone);
  });

  test('is masked for the city, also once it is escalated', async () => {
    const [appeal] = appeals;
    await course.steps(appeal!, ['acceptAppeal', 'county'], ['escalateAppeal', 'county']);
    const { data } = await read('city');
    expect(data.appeals.nodes).toEqual([{ id: appeal, contact: '138****8000' }]);
  });

  test('is refused where it is none, and not repeated', async () => {
    const raise = `mutation($input: RaiseAppealInput!) { raiseAppeal(idempotencyKey: "no number", input: $input) { appeal { id } } }`;
    const input = { jurisdiction: '445103', organisation, title: '示例', contact: '张三 138' };
    const answer = await world.ask(raise, { viewer: people.secretary, variables: { input } });
    expect(codes(answer)).toEqual(['INVALID_INPUT']);
    expect(JSON.stringify(answer)).not.toContain('张三');
  });
});

describe('the log of unmasked numbers', () => {
  test('has one entry for a request, however many were shown and how often; none for masked ones', async () => {
    const before = await entries();
    await read('receiver');
    await read('county', '{ appeals { totalCount nodes { id } } }');
    expect(await entries()).toEqual(before);
    await read(
      'county',
      `{ a: appeals { nodes { contact } } b: appeals(first: 2) { nodes { other: contact } edges { node { contact } } }
        one: appeal(id: "${appeals[0]}") { contact steps { step } } }`,
    );
    const [entry, ...more] = (await entries()).slice(before.length);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      position: before.length + 1,
      owner: '445103',
      subject: people.county.subject,
      roles: ['COUNTY'],
      records: appeals,
    });
  });

  test('notes what a mutation shows', async () => {
    const before = await entries();
    const step = `mutation { acceptAppeal(idempotencyKey: "accept and look", id: "${appeals[1]}") { appeal { contact } } }`;
    const { data } = await read('county', step);
    expect(data.acceptAppeal.appeal.contact).toBe(phone);
    expect((await entries()).slice(before.length)).toEqual([
      expect.objectContaining({ records: [appeals[1]] }),
    ]);
  });

  test('stays one chain when many read at once', async () => {
    const before = await entries();
    await Promise.all(Array.from({ length: 24 }, (_, n) => read(n % 2 === 0 ? 'county' : 'secretary')));
    const after = await entries();
    expect(after).toHaveLength(before.length + 24);
    const last = after.at(-1)!;
    expect(await verify()).toEqual({
      code: 0,
      verdict: { ok: true, owner: '445103', count: after.length, head: last['hash'] },
    });
  });

  test('is read by auditors alone, page by page', async () => {
    const query = `{ contactAccesses(first: 3, filter: { subject: "${people.county.subject}", appeal: "${appeals[2]}" }) {
      totalCount nodes { subject records position previous hash readAt jurisdiction { code } } } }`;
    for (const person of ['county', 'city', 'secretary', 'receiver', 'public'] as const) {
      expect(codes(await read(person, query)), person).toEqual(['FORBIDDEN']);
    }
    const { data, errors } = await read('auditor', query);
    expect(errors).toBeUndefined();
    expect(data.contactAccesses.totalCount).toBeGreaterThan(10);
    for (const node of data.contactAccesses.nodes) {
      expect(node.records).toContain(appeals[2]);
      expect(node.jurisdiction).toEqual({ code: '445103' });
    }
    const other = await read('auditor', '{ contactAccesses(jurisdictions: ["445122"]) { totalCount } }');
    expect(other.data.contactAccesses.totalCount).toBe(0);
  });

  test('can only grow; what is changed behind the triggers is found by the command', async () => {
    for (const statement of [
      `update contact_access set subject = 'x'`,
      'delete from contact_access',
      'truncate contact_access',
    ]) {
      await expect(client.query(statement), statement).rejects.toThrow(/append-only/);
    }
    const rows = await entries();
    const behind = async (statement: string): Promise<Record<string, unknown>> => {
      await client.query('begin; alter table contact_access disable trigger user');
      await client.query(statement);
      await client.query('commit');
      const { code, verdict } = await verify();
      expect(code).toBe(1);
      return verdict;
    };
    expect(await behind(`update contact_access set subject = 'nobody' where position = 7`)).toMatchObject({
      ok: false,
      position: 7,
      sound: 6,
      id: rows[6]!['id'],
    });
    await client.query('update contact_access set subject = $1 where position = 7', [rows[6]!['subject']]);
    expect(await verify()).toMatchObject({ code: 0 });
    expect(await behind('delete from contact_access where position = 9')).toMatchObject({
      position: 10,
      sound: 8,
    });
  });
});
