import { describe, expect, test } from 'vitest';

import { siteWorkflow } from '../demonstration-site/terms.ts';
import { instructorWorkflow } from '../instructor/terms.ts';
import { surveyWorkflow } from '../survey/terms.ts';
import { misdatedStep, refusedStep, type Workflow } from '@jiedui/kit/transition';

/** Every pair of states that a step leads between, as `A→B`. */
function stepsOf<State extends string>(workflow: Workflow<State>): string[] {
  const states = Object.keys(workflow) as State[];
  return states.flatMap((from) =>
    states.filter((to) => refusedStep(workflow, from, to) === null).map((to) => `${from}→${to}`),
  );
}

describe('the workflows', () => {
  test('a survey goes forward one step at a time', () => {
    expect(stepsOf(surveyWorkflow)).toEqual([
      'SCREENED→CLASSIFIED',
      'CLASSIFIED→ANALYSED',
      'ANALYSED→CULTIVATED',
    ]);
  });

  test('a selection goes forward one step at a time, and can end at each', () => {
    expect(stepsOf(instructorWorkflow)).toEqual([
      'NOMINATED→VETTED',
      'NOMINATED→ENDED',
      'VETTED→ASSESSED',
      'VETTED→ENDED',
      'ASSESSED→DISPATCHED',
      'ASSESSED→ENDED',
      'DISPATCHED→ENDED',
    ]);
  });

  test('a site is designated once and withdrawn once', () => {
    expect(stepsOf(siteWorkflow)).toEqual(['CANDIDATE→DESIGNATED', 'DESIGNATED→WITHDRAWN']);
  });

  test('a refusal names the steps that were possible and the one that was wanted', () => {
    expect(refusedStep(surveyWorkflow, 'SCREENED', 'CULTIVATED')).toMatchObject({
      message: '状态不允许该步骤: expected CLASSIFIED after SCREENED; received "CULTIVATED".',
      extensions: {
        code: 'INVALID_TRANSITION',
        expected: 'CLASSIFIED after SCREENED',
        received: '"CULTIVATED"',
      },
    });
    expect(refusedStep(surveyWorkflow, 'CULTIVATED', 'SCREENED')?.extensions['expected']).toBe(
      'no further step: CULTIVATED is the end',
    );
  });

  test('a step is dated from the one before it to today, both included', () => {
    const days = { earliest: '2022-11-10', today: '2022-12-01' };
    const codes = ['2022-11-09', '2022-11-10', '2022-12-01', '2022-12-02'].map(
      (day) => misdatedStep(day, days)?.extensions['code'] ?? null,
    );
    expect(codes).toEqual(['INVALID_INPUT', null, null, 'INVALID_INPUT']);
  });
});
