import { dayAfter } from '@jiedui/kit/clock';
import type { CriterionRow, PartyRow, SiteRow, StepRow, UnitRow } from './rows.ts';
import type { LedgerWriter } from './writer.ts';

const criteria = [
  'SOUND_ORGANISATION',
  'COMPLETE_RULES',
  'ORDERLY_OPERATION',
  'FREQUENT_ACTIVITIES',
  'STRONG_SUPPORT',
  'MARKED_EFFECT',
] as const;

export interface SiteWish {
  party: PartyRow;
  /** Designated, or assessed only where a criterion is not met. */
  on: string;
  unmet?: (typeof criteria)[number];
  withdrawn?: { on: string; reason: string };
  /** Of the jurisdiction: whose officer takes the steps. */
  level: UnitRow['level'];
  source: string;
}

/** A demonstration site, assessed a week before it was designated. */
export function demonstrateSite(
  writer: LedgerWriter,
  { party, on, unmet, withdrawn, level, source }: SiteWish,
): SiteRow {
  const site = writer.site({
    title: `${party.name}党建示范点`,
    party_organisation_id: party.id,
    host_kind: party.host_kind,
    state: unmet ? 'CANDIDATE' : withdrawn ? 'WITHDRAWN' : 'DESIGNATED',
    assessed_on: dayAfter(on, -7),
    designated_on: unmet ? null : on,
    withdrawn_on: withdrawn?.on ?? null,
    withdrawal_reason: withdrawn?.reason ?? null,
    source,
  });
  writer.ledger.criteria.push(
    ...criteria.map((criterion, index): CriterionRow => ({
      site_id: site.id,
      position: index + 1,
      criterion,
      met: criterion !== unmet,
      note: criterion === unmet ? '示例：尚需完善。' : null,
    })),
  );
  writer.ledger.steps.push(...stepsOf(site, level));
  return site;
}

function stepsOf(site: SiteRow, level: UnitRow['level']): StepRow[] {
  const days = [
    ['CANDIDATE', site.assessed_on, null],
    ['DESIGNATED', site.designated_on, null],
    ['WITHDRAWN', site.withdrawn_on, site.withdrawal_reason],
  ] as const;
  return days.flatMap(([state, day, note], index) =>
    day === null
      ? []
      : [{ record_id: site.id, position: index + 1, state, taken_on: day, taken_as: level, note }],
  );
}
