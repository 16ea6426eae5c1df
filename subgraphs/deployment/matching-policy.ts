import { defaultMatchingPolicy, type MatchingPolicy } from '@jiedui/pairings/matching/policy';

import type { Reader } from './variables.ts';

const { weights, leastScore, mostPairings, farKilometres } = defaultMatchingPolicy;
const names = { FUNCTION: 'function', LAYER: 'layer', CONVENIENCE: 'convenience' } as const;

/** How much each principle of matching counts, and what a proposal is bound by, where it is not as by default. */
export function readMatchingPolicy(reader: Reader): MatchingPolicy {
  const expected = `weights, 0 to 1000 and not all 0, of some of ${Object.keys(names).join(', ')}: FUNCTION=0.6,LAYER=0.2`;
  const given = reader.list('JIEDUI_MATCHING_WEIGHTS', {
    expected,
    accepts: (text): text is string => {
      const [name = '', weight = '', ...rest] = text.split('=');
      const shaped = Object.hasOwn(names, name) && /^\d{1,4}(\.\d{1,6})?$/.test(weight);
      return shaped && rest.length === 0 && Number(weight) <= 1_000;
    },
    fallback: [],
  });
  const whole = { ...weights };
  for (const text of given) {
    const [name, weight] = text.split('=') as [keyof typeof names, string];
    whole[names[name]] = Number(weight);
  }
  if (Object.values(whole).every((weight) => weight === 0)) {
    reader.refuse('JIEDUI_MATCHING_WEIGHTS', expected, given.join(','));
  }
  return {
    weights: whole,
    leastScore: reader.number('JIEDUI_MATCHING_LEAST_SCORE', { from: 0, to: 1, fallback: leastScore }),
    mostPairings: reader.integer('JIEDUI_MATCHING_MOST_PAIRINGS', {
      from: 1,
      to: 50,
      fallback: mostPairings,
    }),
    farKilometres: reader.number('JIEDUI_MATCHING_FAR_KILOMETRES', {
      from: 1,
      to: 1_000,
      fallback: farKilometres,
    }),
  };
}
