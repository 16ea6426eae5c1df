import { clockOf } from '@jiedui/kit/clock';
import { movePairing } from '@jiedui/pairings/pairing/move';
import { pairings } from '@jiedui/pairings/subgraph';
import type { RecordId } from '@jiedui/schema/contract/id';
import fc from 'fast-check';
import type { GraphQLError } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { runs, seed } from '../support/random-runs.ts';
import { chaoan, codes, id, officer, openWorld, type World } from './pairings-world.ts';

/** What a clerk would keep in mind of a pairing. Written without the rules of the subgraph. */
interface Noted {
  id: string;
  party: number;
  state: 'PROPOSED' | 'CONFIRMED' | 'REPORTED' | 'ASSESSED' | 'RENEWED' | 'ENDED';
  startedOn: string;
  endedOn: string | null;
  refusedOn: string | null;
  renewedOn: string | null;
  held: string[];
  steps: string[];
}
interface Clerk {
  noted: Noted[];
}
interface Real {
  world: World;
  /** Of this run alone: the party organisations of another are others. */
  run: number;
}
type Outcome = string | null;

const today = '2024-03-15';
const viewer = officer('COUNTY', chaoan);
const days = ['2024-03-01', '2024-03-08', '2024-03-14', today, '2024-03-16', '2025-06-01'];
const active = ['CONFIRMED', 'REPORTED', 'ASSESSED', 'RENEWED'];
const rivals = (clerk: Clerk, { id: own, party }: { id?: string; party: number }) =>
  clerk.noted.some((each) => each.id !== own && each.party === party && active.includes(each.state));

let made = 0;
const fresh = () => `of-the-model-${(made += 1)}`;
/** A moment later with every step: what is done at one moment by one step is one change. */
const ticking = clockOf(() => new Date(Date.parse(`${today}T01:00:00Z`) + made * 100));

/** A step on one of the pairings that there are: what the clerk expects, does, and what the subgraph answers. */
class Step implements fc.AsyncCommand<Clerk, Real> {
  readonly #name: string;
  readonly #which: number;
  readonly #expected: (pairing: Noted, clerk: Clerk) => Outcome;
  readonly #note: (pairing: Noted) => void;
  readonly #take: (world: World, wanted: string) => Promise<Outcome>;

  constructor(
    name: string,
    which: number,
    steps: {
      expected: (pairing: Noted, clerk: Clerk) => Outcome;
      note: (pairing: Noted) => void;
      take: (world: World, wanted: string) => Promise<Outcome>;
    },
  ) {
    this.#name = name;
    this.#which = which;
    this.#expected = steps.expected;
    this.#note = steps.note;
    this.#take = steps.take;
  }

  check({ noted }: Readonly<Clerk>): boolean {
    return noted.length > 0;
  }

  async run(clerk: Clerk, { world }: Real): Promise<void> {
    const pairing = clerk.noted[this.#which % clerk.noted.length]!;
    const expected = this.#expected(pairing, clerk);
    const received = await this.#take(world, pairing.id);
    expect(received, this.toString()).toBe(expected);
    if (expected === null) this.#note(pairing);
    await agree(world, pairing);
  }

  toString(): string {
    return `${this.#name} of pairing ${this.#which}`;
  }
}

async function agree(world: World, noted: Noted): Promise<void> {
  const { held, steps, id: wanted, state, startedOn, endedOn, refusedOn, renewedOn } = noted;
  const { data } = await world.ask(
    `{ pairing(id: "${wanted}") { state startedOn endedOn refusedOn renewedOn activities { totalCount } history { change } } }`,
  );
  expect(data.pairing).toEqual({
    state,
    startedOn,
    endedOn,
    refusedOn,
    renewedOn,
    activities: { totalCount: held.length },
    history: steps.map((change) => ({ change })),
  });
}

class Propose implements fc.AsyncCommand<Clerk, Real> {
  readonly #party: number;
  readonly #day: string;

  constructor(party: number, day: string) {
    this.#party = party;
    this.#day = day;
  }

  check = (): boolean => true;

  async run(clerk: Clerk, { world, run }: Real): Promise<void> {
    const answer = await world.ask(
      `mutation($key: ID!, $input: ProposePairingInput!) { proposePairing(idempotencyKey: $key, input: $input) { pairing { id } } }`,
      {
        viewer,
        clock: ticking,
        variables: {
          key: fresh(),
          input: {
            jurisdiction: chaoan,
            kind: 'UNIT_ORGANISATION',
            title: '示例',
            unit: id(chaoan, 'unit', 1),
            organisation: id(chaoan, 'org', 1),
            partyOrganisation: id(chaoan, 'party', run * 10 + this.#party),
            startedOn: this.#day,
          },
        },
      },
    );
    const expected =
      this.#day > '2025-03-16' ? 'INVALID_INPUT' : rivals(clerk, { party: this.#party }) ? 'CONFLICT' : null;
    expect(codes(answer)[0] ?? null, this.toString()).toBe(expected);
    if (expected !== null) return;
    clerk.noted.push({
      id: answer.data.proposePairing.pairing.id,
      party: this.#party,
      state: 'PROPOSED',
      startedOn: this.#day,
      endedOn: null,
      refusedOn: null,
      renewedOn: null,
      held: [],
      steps: ['PROPOSED'],
    });
    await agree(world, clerk.noted.at(-1)!);
  }

  toString(): string {
    return `propose party organisation ${this.#party} from ${this.#day}`;
  }
}

const mutation =
  (text: string, variables: (wanted: string) => Record<string, unknown> = () => ({})) =>
  async (world: World, wanted: string): Promise<Outcome> => {
    const asked = { viewer, clock: ticking, variables: { key: fresh(), id: wanted, ...variables(wanted) } };
    return (codes(await world.ask(text, asked))[0] as string | undefined) ?? null;
  };

const which = fc.nat(1);
const day = fc.oneof(fc.constantFrom(...days), fc.constant(today));

const propose = fc.tuple(fc.nat(2), day).map(([party, from]) => new Propose(party, from));

const confirm = fc.tuple(which, fc.option(day)).map(
  ([n, from]) =>
    new Step(`confirm from ${from}`, n, {
      expected: (pairing, clerk) =>
        pairing.state !== 'PROPOSED'
          ? 'INVALID_TRANSITION'
          : (from ?? pairing.startedOn) > '2025-03-16'
            ? 'INVALID_INPUT'
            : rivals(clerk, pairing)
              ? 'CONFLICT'
              : null,
      note: (pairing) => {
        pairing.state = 'CONFIRMED';
        pairing.startedOn = from ?? pairing.startedOn;
        pairing.steps.push('CONFIRMED');
      },
      take: mutation(
        `mutation($key: ID!, $id: ID!, $on: Date) { confirmPairing(idempotencyKey: $key, id: $id, startedOn: $on) { pairing { id } } }`,
        () => ({ on: from }),
      ),
    }),
);

const refuse = which.map(
  (n) =>
    new Step('refuse', n, {
      expected: ({ state }) => (state === 'PROPOSED' ? null : 'INVALID_TRANSITION'),
      note: (pairing) => {
        pairing.state = 'ENDED';
        pairing.refusedOn = today;
        pairing.steps.push('REFUSED');
      },
      take: mutation(
        `mutation($key: ID!, $id: ID!) { refusePairing(idempotencyKey: $key, id: $id, reason: "不合") { pairing { id } } }`,
      ),
    }),
);

const renew = fc.tuple(which, day).map(
  ([n, on]) =>
    new Step(`renew on ${on}`, n, {
      expected: ({ state, startedOn, renewedOn }) =>
        state !== 'ASSESSED'
          ? 'INVALID_TRANSITION'
          : on > today || on < startedOn || (renewedOn !== null && on < renewedOn)
            ? 'INVALID_INPUT'
            : null,
      note: (pairing) => {
        pairing.state = 'RENEWED';
        pairing.renewedOn = on;
        pairing.steps.push('RENEWED');
      },
      take: mutation(
        `mutation($key: ID!, $id: ID!, $on: Date!) { renewPairing(idempotencyKey: $key, id: $id, renewedOn: $on) { pairing { id } } }`,
        () => ({ on }),
      ),
    }),
);

const end = fc.tuple(which, day).map(
  ([n, on]) =>
    new Step(`end on ${on}`, n, {
      expected: ({ state, startedOn, renewedOn, held }) =>
        !active.includes(state)
          ? 'INVALID_TRANSITION'
          : on > today || [startedOn, ...(renewedOn ? [renewedOn] : []), ...held].some((each) => on < each)
            ? 'INVALID_INPUT'
            : null,
      note: (pairing) => {
        pairing.state = 'ENDED';
        pairing.endedOn = on;
        pairing.steps.push('ENDED');
      },
      take: mutation(
        `mutation($key: ID!, $id: ID!, $on: Date!) { endPairing(idempotencyKey: $key, id: $id, endedOn: $on, reason: "迁出") { pairing { id } } }`,
        () => ({ on }),
      ),
    }),
);

const move = fc.tuple(which, fc.constantFrom('REPORTED' as const, 'ASSESSED' as const)).map(
  ([n, to]) =>
    new Step(`move to ${to}`, n, {
      expected: ({ state }) =>
        (to === 'REPORTED' ? ['CONFIRMED', 'RENEWED'] : ['REPORTED']).includes(state)
          ? null
          : 'INVALID_TRANSITION',
      note: (pairing) => {
        pairing.state = to;
        pairing.steps.push(to);
      },
      take: async (world, wanted) => {
        made += 1;
        try {
          await world.within((em, context) => movePairing(em, context, { id: wanted as RecordId, to }), {
            viewer,
            clock: ticking,
          });
          return null;
        } catch (error) {
          return (error as GraphQLError).extensions['code'] as string;
        }
      },
    }),
);

const hold = fc.tuple(which, day).map(
  ([n, on]) =>
    new Step(`hold an activity on ${on}`, n, {
      expected: ({ state, startedOn, endedOn, refusedOn }) =>
        on > today ||
        state === 'PROPOSED' ||
        refusedOn !== null ||
        on < startedOn ||
        (endedOn !== null && on > endedOn)
          ? 'INVALID_INPUT'
          : null,
      note: (pairing) => {
        pairing.held.push(on);
      },
      take: mutation(
        `mutation($key: ID!, $id: ID!, $on: Date!) { recordActivity(idempotencyKey: $key,
            input: { jurisdiction: "${chaoan}", kind: CONTACT, title: "联系指导", heldOn: $on, pairing: $id }) { activity { id } } }`,
        () => ({ on }),
      ),
    }),
);

const correctBeginning = fc.tuple(which, day).map(
  ([n, on]) =>
    new Step(`correct the beginning to ${on}`, n, {
      expected: ({ endedOn, renewedOn, held }) =>
        on > '2025-03-16' || [...held, endedOn, renewedOn].some((each) => each !== null && on > each)
          ? 'INVALID_INPUT'
          : null,
      note: (pairing) => {
        if (pairing.startedOn === on) return;
        pairing.startedOn = on;
        pairing.steps.push('CORRECTED');
      },
      take: mutation(
        `mutation($key: ID!, $id: ID!, $on: Date) { correctPairing(idempotencyKey: $key, id: $id, reason: "录错", input: { startedOn: $on }) { pairing { id } } }`,
        () => ({ on }),
      ),
    }),
);

/** What leads on is drawn more often than what ends a pairing. */
const onward = [confirm, confirm, renew, renew, renew, move, move, move, move, move];
const commands = [propose, hold, correctBeginning, refuse, end, ...onward];

let world: World;
beforeAll(async () => {
  world = await openWorld(pairings);
});
afterAll(() => world[Symbol.asyncDispose]());

let run = 0;
test('whatever officers do in whatever order, pairings stand as a clerk would note them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 100, size: 'max' }), async (sequence) => {
      run += 1;
      await fc.asyncModelRun(() => ({ model: { noted: [] } as Clerk, real: { world, run } }), sequence);
    }),
    { seed, numRuns: runs(14) },
  );
  // That it went everywhere: each step was taken, not only refused.
  const taken = await world.select('select distinct change from pairing_history order by change');
  expect(taken.map(({ change }) => change)).toEqual([
    'ASSESSED',
    'CONFIRMED',
    'CORRECTED',
    'ENDED',
    'PROPOSED',
    'REFUSED',
    'RENEWED',
    'REPORTED',
  ]);
});
