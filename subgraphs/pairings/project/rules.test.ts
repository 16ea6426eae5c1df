import { describe, expect, test } from 'vitest';

import {
  alreadyFinished,
  brokenMilestone,
  brokenProjectDays,
  finishedOnTime,
  notPutOff,
  openMilestones,
  type ProjectFacts,
  projectState,
} from './rules.ts';

const today = '2024-03-15';

describe('a project', () => {
  const facts = (rest: Partial<ProjectFacts>): ProjectFacts => ({
    dueOn: null,
    plannedDueOn: null,
    finishedOn: null,
    milestones: [],
    ...rest,
  });
  const state = (rest: Partial<ProjectFacts>) => projectState(facts(rest), today);

  test('is on time up to and on its due date, and overdue the day after', () => {
    expect(state({ dueOn: '2024-03-15' })).toBe('ON_TIME');
    expect(state({ dueOn: '2024-03-14' })).toBe('OVERDUE');
  });
  test('without a due date is never overdue', () => {
    expect(state({})).toBe('ON_TIME');
  });
  test('is finished, on time or late; a finish to come has not come', () => {
    expect(state({ dueOn: '2024-03-01', finishedOn: '2024-03-10' })).toBe('FINISHED');
    expect(state({ dueOn: '2024-03-01', finishedOn: '2024-03-16' })).toBe('OVERDUE');
    expect(state({ finishedOn: '2024-03-15' })).toBe('FINISHED');
  });
  test('is delayed where its due date was put off, until it is finished or overdue again', () => {
    expect(state({ plannedDueOn: '2024-03-20', dueOn: '2024-04-20' })).toBe('DELAYED');
    expect(state({ plannedDueOn: '2024-03-20', dueOn: '2024-03-20' })).toBe('ON_TIME');
    expect(state({ plannedDueOn: '2024-02-20', dueOn: '2024-03-14' })).toBe('OVERDUE');
    expect(state({ plannedDueOn: '2024-02-20', dueOn: '2024-03-20', finishedOn: today })).toBe('FINISHED');
  });
  test('is delayed by a milestone from the day after that is due, until it is reached', () => {
    const milestone = (dueOn: string, doneOn: string | null) => state({ milestones: [{ dueOn, doneOn }] });
    expect(milestone('2024-03-15', null)).toBe('ON_TIME');
    expect(milestone('2024-03-14', null)).toBe('DELAYED');
    expect(milestone('2024-03-14', '2024-03-15')).toBe('ON_TIME');
    expect(milestone('2024-03-14', '2024-03-16')).toBe('DELAYED');
  });

  test('is finished on time on its due date, late the day after, and undecided before', () => {
    const onTime = (dueOn: string | null, finishedOn: string | null) =>
      finishedOnTime({ dueOn, finishedOn }, today);
    expect(onTime('2024-03-10', '2024-03-10')).toBe(true);
    expect(onTime('2024-03-10', '2024-03-11')).toBe(false);
    expect(onTime('2024-03-14', null)).toBe(false);
    expect(onTime('2024-03-15', null)).toBeNull();
    expect(onTime(null, '2024-03-10')).toBeNull();
    expect(onTime('2024-03-15', '2024-03-16')).toBeNull();
  });
});

describe('what is refused of a project', () => {
  const days = { startedOn: '2024-01-10', dueOn: '2024-04-10', finishedOn: null, inUseOn: null };
  const code = (error: { extensions: Record<string, unknown> } | null) => error?.extensions['code'] ?? null;

  test('days that do not follow each other', () => {
    expect(code(brokenProjectDays(days, today))).toBeNull();
    for (const wrong of [
      { dueOn: '2024-01-09' },
      { finishedOn: '2024-01-09' },
      { finishedOn: '2024-03-16' },
      { inUseOn: '2024-03-01' },
      { finishedOn: '2024-03-01', inUseOn: '2024-02-29' },
      { finishedOn: '2024-03-01', inUseOn: '2024-03-16' },
    ]) {
      expect(code(brokenProjectDays({ ...days, ...wrong }, today))).toBe('INVALID_INPUT');
    }
    const whole = { ...days, finishedOn: '2024-03-01', inUseOn: '2024-03-01' };
    expect(code(brokenProjectDays(whole, today))).toBeNull();
  });
  test('a milestone that is due outside of it', () => {
    const milestone = (dueOn: string) => code(brokenMilestone(dueOn, days));
    expect(['2024-01-09', '2024-01-10', '2024-04-10', '2024-04-11'].map(milestone)).toEqual([
      'INVALID_INPUT',
      null,
      null,
      'INVALID_INPUT',
    ]);
    expect(code(brokenMilestone('2030-01-01', { ...days, dueOn: null }))).toBeNull();
  });
  test('a delay to the same day or an earlier one, and any step of what is finished', () => {
    expect(code(notPutOff('2024-04-10', '2024-04-10'))).toBe('INVALID_INPUT');
    expect(code(notPutOff('2024-04-11', '2024-04-10'))).toBeNull();
    expect(code(notPutOff('2024-04-11', null))).toBeNull();
    expect(code(alreadyFinished('2024-03-01'))).toBe('INVALID_TRANSITION');
    expect(code(alreadyFinished(null))).toBeNull();
  });
  test('to finish it while milestones are open, which are named', () => {
    const milestones = [{ name: '布置', doneOn: '2024-02-01' }, { name: '验收' }];
    expect(openMilestones(milestones)?.extensions).toMatchObject({
      code: 'INVALID_TRANSITION',
      received: '"open: 验收"',
    });
    expect(openMilestones(milestones.slice(0, 1))).toBeNull();
  });
});
