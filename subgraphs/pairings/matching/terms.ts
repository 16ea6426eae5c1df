/** 结对建议的用语。The vocabulary of matching. */
import { describedEnum } from '@jiedui/kit/enums';
import type { Workflow } from '@jiedui/kit/transition';

export const MatchingState = describedEnum('MatchingState', '匹配的状态。Where a run of matching stands.', {
  QUEUED: ['等待', 'It waits to be run.'],
  RUNNING: ['进行中', 'It is being run; after a crash it is run anew.'],
  DONE: ['已完成', 'Its suggestions are there, all of them.'],
  FAILED: ['未完成', 'It ended without suggestions: see fault.'],
});
export type MatchingState = keyof typeof MatchingState;

export const MatchingStep = describedEnum('MatchingStep', '匹配的步骤。What a run is at.', {
  READING: ['读取各地台账', 'Reading units and party organisations through the graph.'],
  SCORING: ['评分', 'Scoring every pair.'],
  SOLVING: ['求解', 'Solving for the greatest total score.'],
  SETTLING: ['定案', 'Choosing among equals.'],
  WRITING: ['写入', 'Writing the suggestions.'],
});
export type MatchingStep = keyof typeof MatchingStep;

export const SuggestionState = describedEnum(
  'SuggestionState',
  '结对建议的状态。Where a suggestion stands.',
  {
    SUGGESTED: ['待定', 'Open: proposed by a run, or chosen by an officer.'],
    ACCEPTED: ['已采纳', 'Accepted: a pairing was proposed.'],
    OVERRIDDEN: ['已改派', 'An officer chose another in its place, with a reason.'],
    EXCLUDED: ['已排除', 'An officer excluded the pair, with a reason: it stays so in later runs.'],
    REPLACED: ['已被替换', 'A later run, or the choice of an officer elsewhere, has taken its place.'],
  },
);
export type SuggestionState = keyof typeof SuggestionState;

export const suggestionWorkflow: Workflow<SuggestionState> = {
  SUGGESTED: ['ACCEPTED', 'OVERRIDDEN', 'EXCLUDED', 'REPLACED'],
  ACCEPTED: [],
  OVERRIDDEN: [],
  EXCLUDED: [],
  REPLACED: [],
};

export const SuggestionStep = describedEnum(
  'SuggestionStep',
  '结对建议变更的类别。The step by which a suggestion, or an exclusion, changed.',
  {
    SUGGESTED: ['建议', 'A run proposed it.'],
    CHOSEN: ['人工改派', 'An officer chose it.'],
    ACCEPTED: ['采纳', 'It was accepted.'],
    OVERRIDDEN: ['改派', 'Another was chosen in its place.'],
    EXCLUDED: ['排除', 'The pair was excluded.'],
    LIFTED: ['解除排除', 'The exclusion was lifted.'],
    REPLACED: ['被替换', 'A later run took its place.'],
    REGISTERED: ['登记', 'It was registered as it stood.'],
    CORRECTED: ['更正', 'Facts of it were corrected.'],
    REMOVED: ['删除', 'It was removed.'],
  },
);
export type SuggestionStep = keyof typeof SuggestionStep;
