import { obligationRules, type ObligationPolicy, type Rule } from '@jiedui/pairings/obligation/rules';

/** Obligations, one debtor, rule, period and activity at a time: slow, and plain enough to be read. */

/** A pairing, or an instructor. */
export interface OracleDebtor {
  id: string;
  owner: string;
  /** Of a pairing alone. */
  pairing: { kind: string; state: string; refusedOn: string | null } | null;
  startedOn: string;
  endedOn: string | null;
}

export interface OracleActivity {
  id: string;
  owner: string;
  pairingId: string | null;
  instructorId: string | null;
  kind: string;
  heldOn: string;
}

export interface OracleObligation {
  id: string;
  owner: string;
  rule: Rule['rule'];
  periodStart: string;
  periodEnd: string;
  dueOn: string;
  required: number;
  done: number;
  status: string;
  daysLeft: number | null;
  /** Ids of the activities that count, the first one first. */
  satisfiedBy: string[];
}

/** What is asked, as the filter says it. */
export interface OracleFilter {
  from: string;
  to: string;
  rule?: readonly string[];
  status?: readonly string[];
  running?: boolean;
  dueWithinDays?: number;
}

const dayLength = 86_400_000;
const numberOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayLength;
const dayOf = (number: number): string => new Date(number * dayLength).toISOString().slice(0, 10);

/** First days of periods, as year and month from zero. */
function periodsOf(every: Rule['every'], from: string, to: string): { start: string; end: string }[] {
  const months = { month: 1, quarter: 3, year: 12 }[every];
  const periods: { start: string; end: string }[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) {
    for (let month = 0; month < 12; month += months) {
      const start = dayOf(Date.UTC(year, month, 1) / dayLength);
      const end = dayOf(Date.UTC(year, month + months, 1) / dayLength - 1);
      if (end >= from && start <= to) periods.push({ start, end });
    }
  }
  return periods;
}

export function dullObligations(
  debtors: readonly OracleDebtor[],
  activities: readonly OracleActivity[],
  { from, to, rule: rules, status: states, running, dueWithinDays }: OracleFilter,
  asOf: string,
  policy: ObligationPolicy,
): OracleObligation[] {
  const found: OracleObligation[] = [];
  for (const debtor of debtors) {
    const { pairing } = debtor;
    if (pairing && (pairing.kind !== 'UNIT_ORGANISATION' || pairing.state === 'PROPOSED')) continue;
    if (pairing && pairing.refusedOn !== null) continue;
    for (const { rule, of, every, required, kinds } of obligationRules(policy)) {
      if (rules && !rules.includes(rule)) continue;
      if (of !== (pairing ? 'PAIRING' : 'INSTRUCTOR')) continue;
      for (const { start, end } of periodsOf(every, from, to)) {
        const livedFrom = debtor.startedOn > start ? debtor.startedOn : start;
        const livedTo = debtor.endedOn !== null && debtor.endedOn < end ? debtor.endedOn : end;
        if (livedFrom > livedTo) continue;
        const counted: OracleActivity[] = [];
        for (const activity of activities) {
          if (activity.owner !== debtor.owner) continue;
          if ((pairing ? activity.pairingId : activity.instructorId) !== debtor.id) continue;
          if (!(kinds as readonly string[]).includes(activity.kind)) continue;
          if (activity.heldOn < start || activity.heldOn > end || activity.heldOn > asOf) continue;
          counted.push(activity);
        }
        const due = numberOf(livedTo) + policy.graceDays;
        const lived = numberOf(livedTo) - numberOf(livedFrom) + 1;
        const whole = numberOf(end) - numberOf(start) + 1;
        let status = 'OVERDUE';
        if (counted.length >= required) status = 'MET';
        else if (lived < policy.leastShare * whole) status = 'EXEMPT';
        else if (asOf < livedFrom) status = 'NOT_YET_DUE';
        else if (numberOf(asOf) <= due) status = 'DUE';
        const daysLeft = status === 'MET' || status === 'EXEMPT' ? null : due - numberOf(asOf);
        if (states && !states.includes(status)) continue;
        if (running && (asOf < start || asOf > end)) continue;
        if (dueWithinDays !== undefined && (daysLeft === null || daysLeft < 0 || daysLeft > dueWithinDays))
          continue;
        found.push({
          id: `${debtor.id}/${rule}/${start.replaceAll('-', '')}`,
          owner: debtor.owner,
          rule,
          periodStart: start,
          periodEnd: end,
          dueOn: dayOf(due),
          required,
          done: counted.length,
          status,
          daysLeft,
          satisfiedBy: counted.sort(byDayThenId).map(({ id }) => id),
        });
      }
    }
  }
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function byDayThenId(a: OracleActivity, b: OracleActivity): number {
  if (a.heldOn !== b.heldOn) return a.heldOn < b.heldOn ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

export interface OracleGroup {
  key: string;
  count: number;
  met: number;
  due: number;
  overdue: number;
  compliance: { numerator: number; denominator: number };
}

/** Obligations in buckets, by the dimensions whose values are given. */
export function dullGroups(
  obligations: readonly OracleObligation[],
  values: (obligation: OracleObligation) => string[],
): OracleGroup[] {
  const groups = new Map<string, OracleGroup>();
  for (const obligation of obligations) {
    const key = JSON.stringify(values(obligation));
    let group = groups.get(key);
    if (!group) {
      const compliance = { numerator: 0, denominator: 0 };
      groups.set(key, (group = { key, count: 0, met: 0, due: 0, overdue: 0, compliance }));
    }
    group.count += 1;
    if (obligation.status === 'DUE') group.due += 1;
    if (obligation.status === 'OVERDUE') group.overdue += 1;
    if (obligation.status === 'MET') group.met += 1;
    if (obligation.status === 'MET') group.compliance.numerator += 1;
    if (obligation.status === 'MET' || obligation.status === 'OVERDUE') group.compliance.denominator += 1;
  }
  return [...groups.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}
