import { refusedStep } from '@jiedui/kit/transition';
import { expect, test } from 'vitest';

import { activeStates, PairingState, pairingWorkflow } from './terms.ts';

const states = Object.keys(PairingState) as PairingState[];

test('a pairing is proposed, confirmed, then reported, assessed and renewed year after year; it may end whenever it is active', () => {
  const steps = states.flatMap((from) =>
    states.filter((to) => refusedStep(pairingWorkflow, from, to) === null).map((to) => `${from}→${to}`),
  );
  expect(steps).toEqual([
    'PROPOSED→CONFIRMED',
    'PROPOSED→ENDED',
    'CONFIRMED→REPORTED',
    'CONFIRMED→ENDED',
    'REPORTED→ASSESSED',
    'REPORTED→ENDED',
    'ASSESSED→RENEWED',
    'ASSESSED→ENDED',
    'RENEWED→REPORTED',
    'RENEWED→ENDED',
  ]);
});

test('what is active is what is neither proposed nor over', () => {
  expect(activeStates).toEqual(states.filter((state) => state !== 'PROPOSED' && state !== 'ENDED'));
});
