import { dayAfter } from '@jiedui/kit/clock';

import { dayBetween } from './days.ts';
import { randomOf } from './random.ts';
import type { CampaignRow, OrganisationRow, StepRow, SurveyRow, UnitRow } from './rows.ts';
import type { LedgerWriter } from './writer.ts';

const steps = ['SCREENED', 'CLASSIFIED', 'ANALYSED', 'CULTIVATED'] as const;

export interface CampaignWish {
  title: string;
  startsOn: string;
  endsOn: string;
  closedOn: string | null;
  /** Of every ten organisations, those that were visited. */
  visitedOfTen: number;
  level: UnitRow['level'];
  source: string;
}

/** A campaign over all organisations of the ledger that are not struck off, and the surveys of those already visited. */
export function demonstrateCampaign(writer: LedgerWriter, wish: CampaignWish): CampaignRow {
  const campaign = writer.campaign({
    title: wish.title,
    starts_on: wish.startsOn,
    ends_on: wish.endsOn,
    state: wish.closedOn === null ? 'OPEN' : 'CLOSED',
    closed_on: wish.closedOn,
    source: wish.source,
  });
  // Numbers of its own: the ledger's other records stay what they are.
  const random = randomOf(`${writer.owner} ${wish.title}`);
  const hosting = new Set<string>(writer.ledger.hosts.map(({ organisation_id }) => organisation_id));
  const visited = writer.ledger.organisations.filter(
    ({ status }, index) => status !== 'DEREGISTERED' && index % 10 < wish.visitedOfTen,
  );
  visited.forEach((organisation, index) => {
    const hosted = hosting.has(organisation.id);
    const survey = writer.survey({
      organisation_id: organisation.id,
      campaign_id: campaign.id,
      state: steps[random.below(steps.length)]!,
      surveyed_on: dayBetween(wish.startsOn, wish.endsOn, index, visited.length + 1),
      method: random.below(4) === 0 ? 'TELEPHONE' : 'VISIT',
      ...headcount(organisation, hosted, random.between(3, 9)),
      operating: organisation.status === 'OPERATING',
      has_party_organisation: hosted,
      needs: hosted ? null : '示例：希望选派党建指导员。',
      source: wish.source,
    });
    writer.ledger.steps.push(...stepsOf(survey, wish.level));
  });
  return campaign;
}

function headcount(
  { employees }: OrganisationRow,
  hosted: boolean,
  members: number,
): Pick<SurveyRow, 'employees' | 'members'> {
  return { employees, members: Math.min(employees, hosted ? members : members % 3) };
}

function stepsOf({ id, state, surveyed_on }: SurveyRow, level: UnitRow['level']): StepRow[] {
  return steps.slice(0, steps.indexOf(state) + 1).map((step, index) => ({
    record_id: id,
    position: index + 1,
    state: step,
    taken_on: dayAfter(surveyed_on, index * 6),
    taken_as: level,
    note: null,
  }));
}
