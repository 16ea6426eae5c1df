import { type AppealPolicy, defaultAppealPolicy } from '@jiedui/services/appeal/clock/policy';

import type { Reader } from './variables.ts';

const { workingDays, partDays, dueSoonDays, escalateAfterDays, smallestGroup } = defaultAppealPolicy;
const clocks = Object.keys(workingDays) as (keyof typeof workingDays)[];
const parts = Object.keys(partDays) as (keyof typeof partDays)[];
const names: readonly string[] = [...clocks, ...parts.map((part) => `PART_${part}`)];

/** How long the clocks of appeals run, and what follows, where it is not as by default. */
export function readAppealPolicy(reader: Reader): AppealPolicy {
  const given = new Map(
    reader
      .list('JIEDUI_APPEAL_DAYS', {
        expected: `working days, 1 to 365, of some of ${names.join(', ')}: ACCEPTANCE=2,HANDLING_T1=5`,
        accepts: (text): text is string => {
          const [name = '', days = '', ...rest] = text.split('=');
          return (
            names.includes(name) && rest.length === 0 && /^[1-9]\d{0,2}$/.test(days) && Number(days) <= 365
          );
        },
        fallback: [],
      })
      .map((text) => text.split('=') as [string, string]),
  );
  const days = (name: string, fallback: number): number => Number(given.get(name) ?? fallback);
  const after = reader.text('JIEDUI_APPEAL_ESCALATE_AFTER_DAYS', {
    expected: 'a number of working days, 1 to 120, or "never"',
    shape: /^([1-9]|[1-9]\d|1[01]\d|120|never)$/,
    fallback: String(escalateAfterDays ?? 'never'),
  });
  return {
    workingDays: Object.fromEntries(
      clocks.map((clock) => [clock, days(clock, workingDays[clock])]),
    ) as unknown as AppealPolicy['workingDays'],
    partDays: {
      COORDINATE: days('PART_COORDINATE', partDays.COORDINATE),
      ASSIGN: days('PART_ASSIGN', partDays.ASSIGN),
    },
    dueSoonDays: reader.integer('JIEDUI_APPEAL_DUE_SOON_DAYS', { from: 0, to: 30, fallback: dueSoonDays }),
    escalateAfterDays: after === 'never' || after === '' ? null : Number(after),
    smallestGroup: reader.integer('JIEDUI_APPEAL_SMALLEST_GROUP', {
      from: 1,
      to: 1_000,
      fallback: smallestGroup,
    }),
  };
}
