import { ownedBy } from '@jiedui/kit/connection';
import { askedOwners, type RequestContext } from '@jiedui/kit/context';
import { labelIn } from '@jiedui/kit/enums';
import { refuseFuture } from '@jiedui/kit/history';
import { IndicatorLine } from '@jiedui/kit/indicator';
import { ratioOf } from '@jiedui/kit/ratio';
import { run, sql } from '@jiedui/kit/sql';
import { compareText } from '@jiedui/schema/contract/order';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { expectation } from '@jiedui/schema/contract/error';
import { ObjectType, Field } from 'type-graphql';

import { type IndicatorPeriod, type PairingIndicatorDefinition, pairingIndicators } from './definitions.ts';
import { PairingIndicatorCode, PairingIndicatorRecords } from './kinds.ts';
import type { PairingIndicatorsArgs, PeriodArgs } from './args.ts';
import { recordsOf } from './records.ts';

@ObjectType({
  description:
    '结对共建的指标：始终给出分子、分母、定义及版本、截止日期。An indicator of pairings: always with numerator, denominator, definition, version and day.',
  simpleResolvers: true,
})
export class PairingIndicator extends IndicatorLine {
  @Field(() => PairingIndicatorCode, { description: '指标代码。Which indicator.' })
  code!: PairingIndicatorCode;

  @Field(() => PairingIndicatorRecords, {
    description: '分子所计的记录。Which records the numerator counts.',
  })
  numeratorRecords!: PairingIndicatorRecords;

  @Field(() => PairingIndicatorRecords, {
    description: '分母所计的记录。Which records the denominator counts.',
  })
  denominatorRecords!: PairingIndicatorRecords;
}

/** The days that are meant. @throws INVALID_INPUT where the last one has not come, or lies before the first */
export function periodOf(
  context: Pick<RequestContext, 'clock'>,
  { from, asOf }: PeriodArgs,
): IndicatorPeriod {
  refuseFuture(context, asOf);
  const to = asOf ?? context.clock.today();
  const first = from ?? `${to.slice(0, 4)}-01-01`;
  if (first <= to) return { from: first, to };
  throw expectation('INVALID_INPUT', { expected: `from: ${to} or earlier`, received: first });
}

const codeLabel = labelIn(PairingIndicatorCode);

/**
 * The indicators, in the byte order of their keys. Each owner has its line, also one without records: where the
 * jurisdictions lie does not show.
 * @throws UNKNOWN_JURISDICTION, INVALID_INPUT
 */
export async function pairingIndicatorsOf(
  context: RequestContext,
  { codes, by, from, asOf, jurisdictions }: PairingIndicatorsArgs,
): Promise<PairingIndicator[]> {
  const owners = askedOwners(context, jurisdictions);
  const period = periodOf(context, { from: from ?? null, asOf: asOf ?? null });
  const definitions = pairingIndicators.filter(({ code }) => codes == null || codes.includes(code));
  const counts = await countsOf(context, definitions, owners, period);
  const split = by.includes('JURISDICTION');
  const lines = definitions.flatMap((definition, index) =>
    (split ? owners.map((owner) => [owner]) : [owners]).map((counted) => {
      const sum = (part: 'n' | 'd'): number =>
        counted.reduce((total, owner) => total + (counts.get(`${owner} ${part}${index}`) ?? 0), 0);
      const values = by.map(() => counted[0]!);
      const { code, version, numerator, denominator } = definition;
      return {
        key: JSON.stringify([code, String(version), ...values]),
        label: [
          `${codeLabel(code)}（v${version}）`,
          ...values.map((owner) => context.federation.find(owner)?.name ?? owner),
        ].join(' · '),
        code,
        definitionVersion: version,
        definition: definition.definition,
        ...(split && { jurisdiction: counted[0]! }),
        asOf: period.to,
        numeratorRecords: numerator.records,
        denominatorRecords: denominator.records,
        ratio: ratioOf(sum('n'), sum('d')),
      };
    }),
  );
  return lines.sort((a, b) => compareText(a.key, b.key));
}

/** `<owner> n<index>` and `<owner> d<index>` → how many: one statement per kind of records, whatever the number of owners. */
async function countsOf(
  context: RequestContext,
  definitions: readonly PairingIndicatorDefinition[],
  owners: readonly JurisdictionCode[],
  period: IndicatorPeriod,
): Promise<Map<string, number>> {
  const parts = definitions.flatMap(({ numerator, denominator }, index) => [
    { set: numerator, name: `n${index}` },
    { set: denominator, name: `d${index}` },
  ]);
  const counts = new Map<string, number>();
  // In turn: one request holds one connection.
  for (const [records, asked] of Map.groupBy(parts, ({ set }) => set.records)) {
    const measures = asked.map(
      ({ set, name }) => sql`(count(*) filter (where ${set.condition(period)}))::float8 as ${sql.id(name)}`,
    );
    const rows = await run<Record<string, unknown>>(
      context,
      sql`select r.owner, ${sql.join(measures)} from ${recordsOf(context, records, period, 'together')} r
        where ${ownedBy(owners)} group by r.owner`,
    );
    for (const row of rows) {
      for (const { name } of asked) counts.set(`${String(row['owner'])} ${name}`, Number(row[name]));
    }
  }
  return counts;
}
