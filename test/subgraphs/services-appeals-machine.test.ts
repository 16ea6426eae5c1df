import { clockOf, dayAfter } from '@jiedui/kit/clock';
import { escalateOverdue } from '@jiedui/services/appeal/clock/schedule';
import { AppealStepKind } from '@jiedui/services/appeal/terms';
import { services } from '@jiedui/services/subgraph';
import type { RecordId } from '@jiedui/schema/contract/id';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { runs, seed } from '../support/random-runs.ts';
import { chaoan, codes, openWorld, type World } from './pairings-world.ts';
import {
  appealDocument,
  departments,
  documentOf,
  type Mutation,
  mutations,
  organisation,
  people,
  type Person,
  raiseDocument,
  receiver,
} from './services-appeal-actors.ts';
import { AppealModel, type Attempt, everyAttempt, type ModelStep } from './services-appeal-model.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld(services);
});
afterAll(() => world[Symbol.asyncDispose]());

interface ShownPart {
  unit: { id: RecordId };
  answer: string | null;
  releasedAt: string | null;
}

let keys = 0;

/** One appeal as the graph has it, and the time. */
class RealAppeal {
  today = '2023-12-11';
  id = '';

  clock() {
    return clockOf(() => new Date(`${this.today}T02:00:00Z`));
  }

  async raise(): Promise<void> {
    const input = { jurisdiction: chaoan, organisation, unit: receiver, title: '示例诉求' };
    const variables = { key: `machine ${keys++}`, input };
    const { data, errors } = await world.ask(raiseDocument, {
      variables,
      viewer: people.secretary,
      clock: this.clock(),
    });
    expect(errors).toBeUndefined();
    this.id = data.appeal.appeal.id as string;
  }

  async attempt({ mutation, person, departments: given, satisfied }: Attempt): Promise<string | null> {
    const variables = {
      key: `machine ${keys++}`,
      id: this.id,
      departments: given.map((n) => ({ unit: departments[n], task: '示例事项' })),
      answer: '答复',
      reason: '理由',
      note: '说明',
      outcome: '结果',
      satisfied,
      unit: null,
    };
    const answer = await world.ask(documentOf(mutation), {
      variables,
      viewer: people[person],
      clock: this.clock(),
    });
    const [code = null] = codes(answer) as (string | undefined)[];
    return code;
  }

  /** How it stands, in the words of the model. */
  async standing(): Promise<object> {
    const { data } = await world.ask(appealDocument, {
      variables: { id: this.id },
      viewer: people.auditor,
      clock: this.clock(),
    });
    const { state, tier, dueOn, pausedOn, timeliness, parts, steps } = data.appeal;
    return {
      state,
      tier,
      dueOn,
      paused: pausedOn !== null,
      overdue: timeliness === 'OVERDUE',
      parts: (parts as ShownPart[]).map((part) => ({
        department: (departments as readonly RecordId[]).indexOf(part.unit.id),
        answered: part.answer !== null,
        released: part.releasedAt !== null,
      })),
      taken: (steps as ModelStep[]).map(({ step, to, tier: after, late, takenAs }) => ({
        step,
        to,
        tier: after,
        late,
        takenAs,
      })),
    };
  }

  async isSeenBy(person: Person): Promise<boolean> {
    const { data } = await world.ask('query($id: ID!) { appeal(id: $id) { id } }', {
      variables: { id: this.id },
      viewer: people[person],
    });
    return data.appeal !== null;
  }
}

async function compare(model: AppealModel, real: RealAppeal): Promise<void> {
  const { state, tier, paused, parts, taken } = model;
  const overdue = model.isOverdue() && !paused;
  expect(await real.standing()).toEqual({ state, tier, dueOn: model.dueOn(), paused, overdue, parts, taken });
}

type Command = fc.AsyncCommand<AppealModel, RealAppeal>;

/** Any step, by anybody, whether it is allowed or not. */
class Try implements Command {
  readonly attempt: Attempt;
  constructor(attempt: Attempt) {
    this.attempt = attempt;
  }
  check = () => true;
  async run(model: AppealModel, real: RealAppeal): Promise<void> {
    const refused = model.refusal(this.attempt);
    if (!refused) model.take(this.attempt);
    expect(await real.attempt(this.attempt)).toBe(refused);
    await compare(model, real);
  }
  toString = () =>
    `${this.attempt.person}: ${this.attempt.mutation} ${JSON.stringify(this.attempt.departments)}`;
}

/** One of the steps that are allowed as things stand, so that runs get far. */
class Advance implements Command {
  readonly choice: number;
  readonly given: Pick<Attempt, 'departments' | 'satisfied'>;
  constructor(choice: number, given: Pick<Attempt, 'departments' | 'satisfied'>) {
    this.choice = choice;
    this.given = given;
  }
  private allowed(model: AppealModel): Attempt[] {
    // Ends come late: a course is to be long.
    const ends = this.choice % 12 === 0;
    return everyAttempt(this.given).filter(
      (attempt) =>
        model.refusal(attempt) === null &&
        (ends || !['withdrawAppeal', 'refuseAppeal'].includes(attempt.mutation)),
    );
  }
  check = (model: AppealModel) => this.allowed(model).length > 0;
  async run(model: AppealModel, real: RealAppeal): Promise<void> {
    const allowed = this.allowed(model);
    // The mutation first: several may take the same.
    const kinds = [...new Set(allowed.map(({ mutation }) => mutation))];
    const kind = kinds[this.choice % kinds.length];
    const attempts = allowed.filter(({ mutation }) => mutation === kind);
    await new Try(attempts[Math.floor(this.choice / kinds.length) % attempts.length]!).run(model, real);
  }
  toString = () => `step ${this.choice} of the allowed ${JSON.stringify(this.given)}`;
}

class Wait implements Command {
  readonly days: number;
  constructor(days: number) {
    this.days = days;
  }
  check = () => true;
  async run(model: AppealModel, real: RealAppeal): Promise<void> {
    for (let day = 0; day < this.days; day++) model.endDay();
    real.today = dayAfter(real.today, this.days);
    await compare(model, real);
  }
  toString = () => `${this.days} days pass`;
}

class Schedule implements Command {
  check = () => true;
  async run(model: AppealModel, real: RealAppeal): Promise<void> {
    const due = model.isEscalatedToday();
    if (due) model.escalate();
    const escalated = await world.scheduled(real.clock(), escalateOverdue);
    expect((escalated as string[]).includes(real.id)).toBe(due);
    await compare(model, real);
  }
  toString = () => 'the schedule runs';
}

class Look implements Command {
  readonly person: Person;
  constructor(person: Person) {
    this.person = person;
  }
  check = () => !['public', 'instructor'].includes(this.person);
  async run(model: AppealModel, real: RealAppeal): Promise<void> {
    expect(await real.isSeenBy(this.person)).toBe(model.sees(this.person));
  }
  toString = () => `${this.person} looks`;
}

const given = fc.record({ departments: fc.subarray([0, 1, 2]), satisfied: fc.boolean() });
const person = fc.constantFrom(...(Object.keys(people) as Person[]));
const advance = fc.tuple(fc.nat(1000), given).map(([choice, rest]) => new Advance(choice, rest));
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 10, arbitrary: advance },
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.constantFrom(...(Object.keys(mutations) as Mutation[])), person, given)
      .map(([mutation, by, rest]) => new Try({ mutation, person: by, ...rest })),
  },
  {
    weight: 4,
    arbitrary: fc
      .oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 40 }))
      .map((days) => new Wait(days)),
  },
  { weight: 2, arbitrary: fc.constant(null).map(() => new Schedule()) },
  { weight: 2, arbitrary: person.map((by) => new Look(by)) },
);

const usual = 50;

test('any course of steps, days and refusals leaves an appeal as the dull model has it', async () => {
  const taken = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.commands([command], { maxCommands: 60, size: 'max' }), async (commands) => {
      const real = new RealAppeal();
      const model = new AppealModel(real.today);
      await real.raise();
      await fc.asyncModelRun(() => ({ model, real }), commands);
      for (const { step } of model.taken) taken.set(step, (taken.get(step) ?? 0) + 1);
    }),
    { seed, numRuns: runs(usual), interruptAfterTimeLimit: 100_000 },
  );
  // Every step of the machine was taken, and often enough to mean something.
  const rarest = Math.min(...Object.keys(AppealStepKind).map((step) => taken.get(step) ?? 0));
  expect(rarest, JSON.stringify([...taken])).toBeGreaterThanOrEqual(runs(usual) < usual ? 0 : 1);
}, 120_000);
