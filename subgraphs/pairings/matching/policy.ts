import type { RequestContext } from '@jiedui/kit/context';

/** How much each of the three principles counts; none below 0, not all 0. Only their proportion matters. */
export interface Weights {
  /** 职能相近 */
  function: number;
  /** 分层分类 */
  layer: number;
  /** 便于联系 */
  convenience: number;
}

/** *Policy*: what the articles leave open. */
export interface MatchingPolicy {
  weights: Weights;
  /** A pair below this total, 0 to 1, is not proposed. */
  leastScore: number;
  /** The most organisations that a unit is paired with, those that it is paired with already among them. */
  mostPairings: number;
  /** From how far on a place is not near at all. Unit: kilometres. */
  farKilometres: number;
}

export const defaultMatchingPolicy: MatchingPolicy = {
  weights: { function: 0.6, layer: 0.2, convenience: 0.2 },
  leastScore: 0.3,
  mostPairings: 2,
  farKilometres: 50,
};

/** The policy of this deployment. */
export function matchingPolicyOf({ policies }: Pick<RequestContext, 'policies'>): MatchingPolicy {
  return { ...defaultMatchingPolicy, ...policies['matching'] };
}
