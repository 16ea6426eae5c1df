import { type Clock, clockOf } from '@jiedui/kit/clock';
import type { RequestContext } from '@jiedui/kit/context';
import type { ExecutionResult } from 'graphql';
import { expect } from 'vitest';

import { chaoan, type World } from './pairings-world.ts';
import {
  appealDocument,
  departments,
  documentOf,
  type Mutation,
  organisation,
  people,
  type Person,
  raiseDocument,
  receiver,
} from './services-appeal-actors.ts';

/** Morning of a day in Beijing. */
export const on = (day: string): Clock => clockOf(() => new Date(`${day}T02:00:00Z`));
export const monday = on('2024-03-11');

export type Answer = ExecutionResult & { data?: any }; // oxlint-disable-line typescript/no-explicit-any -- answers are read by tests

const usual = {
  reason: '理由',
  outcome: '结果',
  answer: '答复',
  note: '说明',
  satisfied: true,
  unit: null,
  departments: departments.map((unit) => ({ unit, task: '示例事项' })),
};

interface Given extends Record<string, unknown> {
  clock?: Clock;
  key?: string;
  policies?: RequestContext['policies'];
}

let keys = 0;
export const newKey = (): string => `key of appeals ${keys++}`;

/** Takes appeals through their steps; what is not said is usual. */
export class Course {
  readonly world: () => World;

  constructor(world: () => World) {
    this.world = world;
  }

  /** A new appeal of the organisation. Returns its id. */
  async raise(clock = monday, given: Record<string, unknown> = {}): Promise<string> {
    const input = { jurisdiction: chaoan, organisation, unit: receiver, title: '示例诉求', ...given };
    const variables = { key: newKey(), input };
    const { data, errors } = await this.world().ask(raiseDocument, {
      variables,
      viewer: people.secretary,
      clock,
    });
    expect(errors).toBeUndefined();
    return data.appeal.appeal.id as string;
  }

  take(
    mutation: Mutation,
    person: Person,
    id: string,
    { clock = monday, key = newKey(), policies = {}, ...given }: Given = {},
  ): Promise<Answer> {
    const variables = { ...usual, ...given, key, id };
    return this.world().ask(documentOf(mutation), { variables, viewer: people[person], clock, policies });
  }

  /** Steps that must all be taken. Returns the last one's answer. */
  async steps(id: string, ...steps: [Mutation, Person, Given?][]): Promise<Answer> {
    let last: Answer = {};
    for (const [mutation, person, given] of steps) {
      last = await this.take(mutation, person, id, given);
      expect(last.errors, mutation).toBeUndefined();
    }
    return last;
  }

  /** The appeal as a person sees it, or null. */
  // oxlint-disable-next-line typescript/no-explicit-any -- answers are read by tests
  async shown(id: string, person: Person = 'county', clock = monday): Promise<any> {
    const asked = { variables: { id }, viewer: people[person], clock };
    return (await this.world().ask(appealDocument, asked)).data.appeal;
  }
}
