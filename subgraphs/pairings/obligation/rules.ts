import type { RequestContext } from '@jiedui/kit/context';

import type { ActivityKind } from '../activity/terms.ts';
import type { ObligationRule } from './terms.ts';

/** What the articles ask of every pairing of a unit and a party organisation, or of every instructor. */
export interface Rule {
  rule: ObligationRule;
  /** Who owes it. */
  of: 'PAIRING' | 'INSTRUCTOR';
  /** Calendar periods in Asia/Shanghai. */
  every: 'month' | 'quarter' | 'year';
  /** How many activities a period needs. */
  required: number;
  /** The activities that count. */
  kinds: readonly ActivityKind[];
}

/** *Policy*: what the articles leave open. */
export interface ObligationPolicy {
  /**
   * The least share of a period, 0 to 1, that the pairing, or the service of the instructor, must have lived in it to be held to it. Where it lived less, the
   * obligation is EXEMPT unless it is met. 0: held to every period that it touches; 1: to whole periods alone.
   */
  leastShare: number;
  /** Days after the end of a period in which the obligation is still DUE; what was done in them does not count. */
  graceDays: number;
  /** Whether a research visit is a contact of its month too. */
  visitIsContact: boolean;
}

export const defaultPolicy: ObligationPolicy = { leastShare: 0.5, graceDays: 0, visitIsContact: true };

/** The policy of this deployment. */
export function policyOf({ policies }: Pick<RequestContext, 'policies'>): ObligationPolicy {
  return { ...defaultPolicy, ...policies['obligations'] };
}

/** 五个一, and 党建指导员每月入企指导2次以上. */
export function obligationRules({
  visitIsContact,
}: Pick<ObligationPolicy, 'visitIsContact'>): readonly Rule[] {
  return [
    { rule: 'LEDGER', of: 'PAIRING', every: 'year', required: 1, kinds: ['LEDGER_COMPILED'] },
    {
      rule: 'CONTACT',
      of: 'PAIRING',
      every: 'month',
      required: 1,
      kinds: visitIsContact ? ['CONTACT', 'RESEARCH_VISIT'] : ['CONTACT'],
    },
    { rule: 'RESEARCH_VISIT', of: 'PAIRING', every: 'quarter', required: 1, kinds: ['RESEARCH_VISIT'] },
    { rule: 'SOLVED_PROBLEM', of: 'PAIRING', every: 'year', required: 1, kinds: ['SOLVED_PROBLEM'] },
    { rule: 'YEAR_END_REPORT', of: 'PAIRING', every: 'year', required: 1, kinds: ['YEAR_END_REPORT'] },
    { rule: 'INSTRUCTOR_VISIT', of: 'INSTRUCTOR', every: 'month', required: 2, kinds: ['INSTRUCTOR_VISIT'] },
  ];
}
