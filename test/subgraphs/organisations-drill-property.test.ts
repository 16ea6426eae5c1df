import { indicatorDefinitions } from '@jiedui/organisations/indicator/definitions';
import type { IndicatorRecords } from '@jiedui/organisations/indicator/kinds';
import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { dataOf } from './county.ts';
import { openSeeded, type Seeded } from './organisations-seeded.ts';

const owners = ['445100', '445102', '445103', '445122'] as const;
const firstDay = Date.parse('2023-12-28');
/** Up to the world's today. */
const days = 64;
const dayOf = (number: number): string => new Date(firstDay + number * 86_400_000).toISOString().slice(0, 10);

const fields: Readonly<Record<string, string>> = {
  PARTY_ORGANISATIONS: 'indicatorPartyOrganisations',
  ORGANISATIONS: 'indicatorOrganisations',
  DEMONSTRATION_SITES: 'indicatorDemonstrationSites',
  INSTRUCTORS: 'indicatorInstructors',
} satisfies Record<IndicatorRecords, string>;

let world: Seeded;

beforeAll(async () => {
  world = await openSeeded('chaozhou');
  await live(world.url);
});
afterAll(() => world.close());

/** Weeks of changes of everything that an indicator looks at. */
async function live(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const some = (of: number): string => `abs(hashtext(id || $1)) % ${of} = 0`;
  for (let day = 8; day < days; day += 4) {
    await client.query('begin');
    await client.query(`select set_config('jiedui.at', $1, true)`, [`${dayOf(day)}T04:00:00Z`]);
    const on = [dayOf(day)];
    for (const change of [
      `update organisation set status = case status when 'OPERATING' then 'SUSPENDED' else 'OPERATING' end where ${some(9)}`,
      `update party_organisation set secretary_is_owner = not secretary_is_owner where owner_secretary_applies and ${some(7)}`,
      `update party_organisation set owner_secretary_applies = false where not secretary_is_owner and ${some(8)}`,
      `update party_organisation set establishment = 'JOINT' where ${some(11)}`,
      `update demonstration_site set state = 'WITHDRAWN', withdrawn_on = $1::date, withdrawal_reason = '不再达标' where state = 'DESIGNATED' and ${some(12)}`,
      `update instructor set state = 'ENDED', ended_on = $1::date where state = 'DISPATCHED' and ${some(12)}`,
      `with gone as (update party_organisation set dissolved_on = $1::date where dissolved_on is null and ${some(23)} returning id)
        delete from party_organisation_host where party_organisation_id in (select id from gone)`,
    ]) {
      await client.query(change, on);
    }
    await client.query('commit');
  }
  await client.end();
}

test('whatever indicator, part, kind, jurisdictions and day: the records behind a number are as many as it says', async () => {
  const seen = { numbers: 0, records: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...indicatorDefinitions),
      fc.constantFrom('numerator', 'denominator'),
      fc.constantFrom(null, 'NON_PUBLIC_ENTERPRISE', 'SOCIAL_ORGANISATION'),
      fc.uniqueArray(fc.constantFrom(...owners), { minLength: 1 }),
      fc.option(fc.integer({ min: 0, max: days }), { freq: 6 }),
      async ({ code, version, byKind, numerator, denominator }, part, wanted, places, day) => {
        const kind = byKind ? wanted : null;
        const asOf = day === null ? '' : `, asOf: "${dayOf(day)}"`;
        const jurisdictions = `jurisdictions: ${JSON.stringify(places)}`;
        const { records } = part === 'numerator' ? numerator : denominator;
        const answer = dataOf<{
          indicators: {
            definitionVersion: number;
            kind: string | null;
            ratio: Record<'numerator' | 'denominator', number>;
          }[];
          behind: { totalCount: number; nodes: { id: string }[] };
        }>(
          await world.ask(`{
            indicators(codes: [${code}], by: [${kind ? 'KIND' : ''}], ${jurisdictions}${asOf}) {
              definitionVersion kind ratio { numerator denominator } }
            behind: ${fields[records]}(code: ${code}, version: ${version}, part: ${part.toUpperCase()},
              ${kind ? `kind: ${kind},` : ''} ${jurisdictions}${asOf}, first: 500) { totalCount nodes { id } } }`),
        );
        const line = answer.indicators.find(
          (each) => each.definitionVersion === version && (kind === null || each.kind === kind),
        )!;
        const ids = new Set(answer.behind.nodes.map(({ id }) => id));
        expect(answer.behind.totalCount).toBe(line.ratio[part]);
        expect(ids.size).toBe(Math.min(line.ratio[part], 500));
        for (const id of ids) expect(places).toContain(id.slice(0, 6));
        seen.numbers += 1;
        seen.records += ids.size;
      },
    ),
    { numRuns: 400 },
  );
  // Numbers of nothing would agree with anything.
  expect(seen.records / seen.numbers).toBeGreaterThan(10);
}, 120_000);
