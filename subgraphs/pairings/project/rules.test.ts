import { describe, expect, test } from 'vitest';
import { finishedOnTime, projectState } from './rules.ts';

const today = '2024-03-15';

describe("a project's state", () => {
  test('without a finish it is under way until its due date has passed', () => {
    expect(projectState({ dueOn: '2024-03-15', finishedOn: null }, today)).toBe('UNDER_WAY');
    expect(projectState({ dueOn: '2024-03-14', finishedOn: null }, today)).toBe('OVERDUE');
  });
  test('without a due date it is never overdue', () => {
    expect(projectState({ dueOn: null, finishedOn: null }, today)).toBe('UNDER_WAY');
  });
  test('a finish ends it, on time or late', () => {
    expect(projectState({ dueOn: '2024-01-31', finishedOn: '2024-01-31' }, today)).toBe('FINISHED');
    expect(projectState({ dueOn: '2024-01-31', finishedOn: '2024-02-01' }, today)).toBe('FINISHED');
  });
  test('a finish dated after today has not happened', () => {
    expect(projectState({ dueOn: null, finishedOn: '2024-03-16' }, today)).toBe('UNDER_WAY');
    expect(projectState({ dueOn: '2024-03-01', finishedOn: '2024-03-16' }, today)).toBe('OVERDUE');
  });
});

describe('on time', () => {
  test('a finish on the due date is on time, the day after is not', () => {
    expect(finishedOnTime({ dueOn: '2024-01-31', finishedOn: '2024-01-31' }, today)).toBe(true);
    expect(finishedOnTime({ dueOn: '2024-01-31', finishedOn: '2024-02-01' }, today)).toBe(false);
  });
  test('an overdue project is not on time, whatever comes', () => {
    expect(finishedOnTime({ dueOn: '2024-03-14', finishedOn: null }, today)).toBe(false);
  });
  test('it is unknown without a due date, and before it', () => {
    expect(finishedOnTime({ dueOn: null, finishedOn: '2024-02-01' }, today)).toBeNull();
    expect(finishedOnTime({ dueOn: '2024-03-15', finishedOn: null }, today)).toBeNull();
  });
});
