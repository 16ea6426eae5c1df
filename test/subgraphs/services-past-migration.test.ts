import { reckonProvisional } from '@jiedui/services/appeal/clock/schedule';
import { tellAppealPast } from '@jiedui/services/migrations/0010-appeal-past';
import { services } from '@jiedui/services/subgraph';
import { Client } from 'pg';
import { expect, test } from 'vitest';

import { statementsOf } from './migration-statements.ts';
import { openWorld } from './pairings-world.ts';
import { people } from './services-appeal-actors.ts';
import { Course, on } from './services-appeal-course.ts';

const query = (asOf: string) => `{
  appealIndicators(by: [], asOf: "${asOf}") { ratio { numerator denominator } }
  appealResolution(by: [], asOf: "${asOf}") { days { count median } }
  appealPartGroups(by: [STATE], asOf: "${asOf}") { state parts }
}`;

test('what was recorded before gives the same figures of past days, as far as it tells', async () => {
  await using world = await openWorld(services);
  const course = new Course(() => world);
  const by = (day: string) => ({ clock: on(day) });
  const punctual = await course.raise(on('2024-03-01'));
  await course.steps(
    punctual,
    ['acceptAppeal', 'county', by('2024-03-04')],
    ['coordinateAppeal', 'county', by('2024-03-04')],
    ['answerPart', 'department0', by('2024-03-06')],
    ['answerPart', 'department1', by('2024-03-07')],
    ['answerPart', 'department2', by('2024-03-21')],
    ['resolveAppeal', 'county', by('2024-03-22')],
    ['confirmAppeal', 'secretary', by('2024-03-25')],
    ['closeAppeal', 'county', by('2024-03-25')],
  );
  const late = await course.raise(on('2024-03-01'));
  await course.steps(late, ['acceptAppeal', 'county', by('2024-03-20')]);
  const asked = async () => {
    const told: unknown[] = [];
    // From the 6th until the 19th the second was overdue: of that nothing is known but the day of its late step, the 20th.
    for (const day of ['2024-03-04', '2024-03-20', '2024-03-21', '2024-03-24', '2024-04-10']) {
      const { data, errors } = await world.ask(query(day), {
        viewer: people.auditor,
        clock: on('2024-04-11'),
      });
      expect(errors).toBeUndefined();
      told.push(data);
    }
    return told;
  };
  const before = await asked();
  const client = new Client({ connectionString: world.url });
  await client.connect();
  for (const direction of ['down', 'up'] as const) {
    for (const statement of statementsOf(tellAppealPast, direction)) await client.query(statement);
  }
  await client.end();
  await world.scheduled(on('2024-04-11'), reckonProvisional);
  expect(await asked()).toEqual(before);
  // Still nobody may change what was recorded.
  await expect(world.select(`update appeal_step set reason = 'x'`)).rejects.toThrow(/append-only/);
});
