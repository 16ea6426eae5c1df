import { fiveOnes, type ObligationPolicy, type Rule } from '@jiedui/pairings/obligation/rules';

/** The obligations of pairings, one pairing, rule, period and activity at a time: slow, and plain enough to be read. */

export interface OraclePairing {
  id: string;
  owner: string;
  kind: string;
  state: string;
  startedOn: string;
  endedOn: string | null;
}

export interface OracleActivity {
  owner: string;
  pairingId: string | null;
  kind: string;
  heldOn: string;
}

export interface OracleObligation {
  id: string;
  dueOn: string;
  done: number;
  status: string;
  daysLeft: number | null;
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
  pairings: readonly OraclePairing[],
  activities: readonly OracleActivity[],
  { from, to, asOf }: { from: string; to: string; asOf: string },
  policy: ObligationPolicy,
): OracleObligation[] {
  const found: OracleObligation[] = [];
  for (const pairing of pairings) {
    if (pairing.kind !== 'UNIT_ORGANISATION' || pairing.state === 'PROPOSED') continue;
    for (const { rule, every, required, kinds } of fiveOnes(policy)) {
      for (const { start, end } of periodsOf(every, from, to)) {
        const livedFrom = pairing.startedOn > start ? pairing.startedOn : start;
        const livedTo = pairing.endedOn !== null && pairing.endedOn < end ? pairing.endedOn : end;
        if (livedFrom > livedTo) continue;
        let done = 0;
        for (const activity of activities) {
          if (activity.pairingId !== pairing.id || activity.owner !== pairing.owner) continue;
          if (!(kinds as readonly string[]).includes(activity.kind)) continue;
          if (activity.heldOn < start || activity.heldOn > end || activity.heldOn > asOf) continue;
          done += 1;
        }
        const due = numberOf(livedTo) + policy.graceDays;
        const lived = numberOf(livedTo) - numberOf(livedFrom) + 1;
        const whole = numberOf(end) - numberOf(start) + 1;
        let status = 'OVERDUE';
        if (done >= required) status = 'MET';
        else if (lived < policy.leastShare * whole) status = 'EXEMPT';
        else if (asOf < livedFrom) status = 'NOT_YET_DUE';
        else if (numberOf(asOf) <= due) status = 'DUE';
        found.push({
          id: `${pairing.id}/${rule}/${start.replaceAll('-', '')}`,
          dueOn: dayOf(due),
          done,
          status,
          daysLeft: status === 'MET' || status === 'EXEMPT' ? null : due - numberOf(asOf),
        });
      }
    }
  }
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}
