import { dayAfter } from '@jiedui/kit/clock';
import { escalateOverdue } from '@jiedui/services/appeal/clock/schedule';
import { AppealPartState } from '@jiedui/services/appeal/part/terms';
import { services } from '@jiedui/services/subgraph';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { runs, seed } from '../support/random-runs.ts';
import { chaoan, codes, openWorld } from './pairings-world.ts';
import { departments, people } from './services-appeal-actors.ts';
import { Course, on } from './services-appeal-course.ts';
import { everyAttempt } from './services-appeal-model.ts';
import { counted, partsIn, read, type Told, told } from './services-appeal-past-figures.ts';
import { DatedAppeal } from './services-appeal-past-model.ts';

// What was told of a day then, what is told of it afterwards, and what a walk day by day makes of the same steps.

const auditor = people.auditor;

test('what is told of a past day is what was told on it, and what a walk over the steps day by day gives', async () => {
  const seen = new Map<string, number>();
  const notice = (what: string, n: number) => seen.set(what, (seen.get(what) ?? 0) + n);
  const property = fc.asyncProperty(fc.gen(), async (gen) => {
    const below = (limit: number): number => gen(fc.nat, limit - 1);
    await using world = await openWorld(services);
    const course = new Course(() => world);
    const appeals = new Map<string, DatedAppeal>();
    const asked: { day: string; from: string | null; first: Told }[] = [];
    let today = '2023-12-11';
    for (let turn = 0; turn < 45; turn++) {
      const clock = on(today);
      if (appeals.size < 8) appeals.set(await course.raise(clock), new DatedAppeal(today));
      const due = [...appeals].filter(([, { model }]) => model.isEscalatedToday());
      for (const [, appeal] of due) appeal.escalate();
      expect(await world.scheduled(clock, escalateOverdue)).toHaveLength(due.length);
      for (const [id, appeal] of appeals) {
        if (below(2) === 0) continue;
        const given = { departments: [[0], [0, 1], [0, 1, 2], [2]][below(4)]!, satisfied: below(3) > 0 };
        const ends = below(12) === 0;
        const allowed = everyAttempt(given).filter(
          (attempt) =>
            appeal.model.refusal(attempt) === null &&
            (ends || !['withdrawAppeal', 'refuseAppeal'].includes(attempt.mutation)),
        );
        const kinds = [...new Set(allowed.map(({ mutation }) => mutation))];
        if (kinds.length === 0) continue;
        const kind = kinds[below(kinds.length)]!;
        const attempts = allowed.filter(({ mutation }) => mutation === kind);
        const attempt = attempts[below(attempts.length)]!;
        const { errors } = await course.take(attempt.mutation, attempt.person, id, {
          clock,
          satisfied: attempt.satisfied,
          departments: attempt.departments.map((n) => ({ unit: departments[n], task: '示例事项' })),
        });
        expect(errors, attempt.mutation).toBeUndefined();
        appeal.take(attempt);
      }
      const from = [null, dayAfter(today, -7), dayAfter(today, -30)][below(3)]!;
      asked.push({ day: today, from, first: await told(world, today, { from, asOf: null }) });
      const days = below(5) === 0 ? 6 + below(12) : 1 + below(3);
      for (let n = 0; n < days; n++) for (const appeal of appeals.values()) appeal.endDay();
      today = dayAfter(today, days);
    }
    // Below its appeal a part stands as it does in the list.
    const now = await world.ask(
      '{ appeals(first: 100) { nodes { id parts { position unit { id } state } } } appealParts(first: 500) { nodes { state position unit { id } appeal { id } } } }',
      { viewer: auditor, clock: on(today) },
    );
    const shown = now.data.appeals.nodes.flatMap(({ id, parts }: Told) =>
      parts.map(({ position, unit, state }: Told) => [id, position, unit.id, state]),
    );
    expect(shown.sort()).toEqual(partsIn(now.data));
    for (const { day, from, first } of asked) {
      const stood = [...appeals].flatMap(([id, { past }]) =>
        past.has(day) ? [[id, past.get(day)!] as const] : [],
      );
      const dull = counted(new Map(stood), from);
      expect(read(first), `on ${day} from ${from}`).toEqual(dull);
      const later = await told(world, today, { from, asOf: day });
      expect(later, `of ${day} from ${from}`).toEqual(first);
      for (const { state, parts } of first.byState) notice(state, parts);
      for (const { code, ratio } of first.appealIndicators) notice(code, ratio.denominator - ratio.numerator);
      notice('resolved', first.appealResolution[0].days?.count ?? 0);
    }
  });
  await fc.assert(property, { seed, numRuns: runs(4), endOnFailure: true });
  // Every case was there to be told wrongly.
  for (const what of [...Object.keys(AppealPartState), 'APPEALS_ON_TIME', 'APPEALS_SATISFIED', 'resolved']) {
    expect(seen.get(what) ?? 0, what).toBeGreaterThan(0);
  }
}, 240_000);

describe('who may ask, and what', () => {
  const query = (field: string) => `query ($from: Date, $asOf: Date) { ${field} }`;
  const indicators = query('appealIndicators(by: [], from: $from, asOf: $asOf) { withheld }');
  const resolution = query('appealResolution(by: [], from: $from, asOf: $asOf) { withheld }');
  const groups = query('appealPartGroups(by: [DEPARTMENT], from: $from, asOf: $asOf) { parts }');
  const parts = query('appealParts(from: $from, asOf: $asOf) { totalCount }');
  const drill = query(
    'appealIndicatorAppeals(code: APPEALS_ON_TIME, part: NUMERATOR, from: $from, asOf: $asOf) { totalCount }',
  );

  test('of a day to come, or of a period that ends before it begins, nothing is told', async () => {
    await using world = await openWorld(services);
    for (const each of [indicators, resolution, groups, parts, drill]) {
      for (const variables of [
        { from: null, asOf: '2024-03-16' },
        { from: '2024-03-02', asOf: '2024-03-01' },
        { from: '2024-03-16', asOf: null },
      ]) {
        const answer = await world.ask(each, { viewer: auditor, variables });
        expect(codes(answer), each).toEqual(['INVALID_INPUT']);
        expect(answer.errors![0]!.extensions).toMatchObject({
          expected: expect.stringMatching(/^(from|asOf): /),
          received: expect.any(String),
        });
      }
    }
  });

  test('counts of a day to come are refused too', async () => {
    await using world = await openWorld(services);
    const answer = await world.ask('{ appealGroups(by: [STATE], asOf: "2024-03-16") { count } }', {
      viewer: auditor,
    });
    expect(codes(answer)).toEqual(['INVALID_INPUT']);
  });

  test('the public is told no numbers of parts, nor indicators of days that it chooses', async () => {
    await using world = await openWorld(services);
    const variables = { from: '2024-01-01', asOf: '2024-03-01' };
    for (const person of [
      'public',
      'secretary',
      'receiver',
      'instructor',
      'otherCounty',
      'county',
    ] as const) {
      const viewer = people[person];
      for (const each of [indicators, groups]) {
        expect(codes(await world.ask(each, { viewer, variables })), `${person}: ${each}`).toEqual([
          'FORBIDDEN',
        ]);
      }
      expect(
        codes(await world.ask('{ appealGroups(by: [STATE], asOf: "2024-03-01") { count } }', { viewer })),
      ).toEqual(['FORBIDDEN']);
      expect(codes(await world.ask(indicators, { viewer }))).toEqual([]);
    }
    expect(codes(await world.ask(parts, { viewer: people.public }))).toEqual(['FORBIDDEN']);
    const own = `{ appealPartGroups(by: [DEPARTMENT], asOf: "2024-03-01", jurisdictions: ["${chaoan}"]) { parts } }`;
    for (const person of ['county', 'city', 'auditor'] as const) {
      expect(codes(await world.ask(own, { viewer: people[person] }))).toEqual([]);
    }
  });

  test('a department’s liaison lists the parts of the appeals in which it has one, and nobody else’s', async () => {
    await using world = await openWorld(services);
    const course = new Course(() => world);
    const [one, other] = [await course.raise(), await course.raise()];
    await course.steps(
      one,
      ['acceptAppeal', 'county'],
      ['coordinateAppeal', 'county', { departments: [{ unit: departments[0], task: '一' }] }],
    );
    await course.steps(
      other,
      ['acceptAppeal', 'county'],
      ['coordinateAppeal', 'county', { departments: [{ unit: departments[1], task: '二' }] }],
    );
    const list = async (person: keyof typeof people) => {
      const { data, errors } = await world.ask(
        '{ appealParts { nodes { task state deadlineOn appeal { id } } } }',
        { viewer: people[person] },
      );
      expect(errors).toBeUndefined();
      return data.appealParts.nodes.map(({ task, appeal }: Told) => [task, appeal.id]);
    };
    expect(await list('department0')).toEqual([['一', one]]);
    expect(await list('department1')).toEqual([['二', other]]);
    expect(await list('department2')).toEqual([]);
    expect(await list('otherCounty')).toEqual([]);
    expect(await list('city')).toEqual([]);
    expect(await list('county')).toHaveLength(2);
  });
});
