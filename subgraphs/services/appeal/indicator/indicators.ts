import { ownedBy } from '@jiedui/kit/connection';
import { askedOwners, type RequestContext } from '@jiedui/kit/context';
import { labelIn } from '@jiedui/kit/enums';
import { IndicatorLine } from '@jiedui/kit/indicator';
import { JurisdictionsArgument } from '@jiedui/kit/page-types';
import { ratioOf } from '@jiedui/kit/ratio';
import { Merge } from '@jiedui/kit/sharding';
import { run, sql } from '@jiedui/kit/sql';
import { compareText } from '@jiedui/schema/contract/order';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { ArgsType, Field, Int, ObjectType } from 'type-graphql';

import { appealPolicyOf } from '../clock/policy.ts';
import { refuseOthers, seesEveryNumber } from '../count/counts.ts';
import { appealsAt } from '../past/appeals.ts';
import { type AppealPeriod, AppealPeriodArgs, appealPeriodOf } from '../past/period.ts';
import { type AppealIndicatorDefinition, appealIndicators } from './definitions.ts';
import { AppealIndicatorCode, AppealIndicatorDimension } from './kinds.ts';

@ObjectType({
  description:
    '困难诉求的指标：始终给出分子、分母、定义及版本、截止日期；过少的不向公众公布。An indicator of appeals: always with numerator, denominator, definition, version and day; small numbers are withheld from the public.',
  simpleResolvers: true,
})
export class AppealIndicator extends IndicatorLine {
  @Field(() => AppealIndicatorCode, { description: '指标代码。Which indicator.' })
  code!: AppealIndicatorCode;

  @Merge('SUM')
  @Field(() => Int, {
    nullable: true,
    description:
      '因数量过少未公布而未计入的地区数；为零则数字完整。Of how many jurisdictions the numbers are withheld and not counted in; 0 where the ratio is whole.',
  })
  withheld?: number;
}

@ArgsType()
export class AppealIndicatorsArgs extends AppealPeriodArgs {
  @Field(() => [AppealIndicatorCode], {
    nullable: true,
    description: '只查这些指标；缺省为全部。Only these indicators; all where absent.',
  })
  codes?: AppealIndicatorCode[] | null;

  @Field(() => [AppealIndicatorDimension], {
    description: '分组维度，依次；空为合计。The dimensions, in order; none is one ratio over all.',
  })
  by!: AppealIndicatorDimension[];

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

const codeLabel = labelIn(AppealIndicatorCode);

/**
 * The indicators, in the byte order of their keys. Each owner has its line, also one without appeals: where the jurisdictions
 * lie does not show. @throws UNKNOWN_JURISDICTION, INVALID_INPUT, FORBIDDEN for days of which the public may not ask: windows that
 * differ by one appeal would tell of it
 */
export async function appealIndicatorsOf(
  context: RequestContext,
  { codes, by, jurisdictions, ...days }: AppealIndicatorsArgs,
): Promise<AppealIndicator[]> {
  const owners = askedOwners(context, jurisdictions);
  if (days.from != null || days.asOf != null) refuseOthers(context, 'from and asOf', jurisdictions);
  const period = appealPeriodOf(context, days);
  const counts = await countsOf(context, owners, period);
  const lines = (counted: readonly JurisdictionCode[]): AppealIndicator[] =>
    appealIndicators
      .filter(({ code }) => codes == null || codes.includes(code))
      .map((definition) => lineOf(context, definition, by, { counted, counts, period }));
  const split = by.includes('JURISDICTION') ? owners.map((owner) => [owner]) : [owners];
  return split.flatMap(lines).sort((a, b) => compareText(a.key, b.key));
}

interface Counted {
  counted: readonly JurisdictionCode[];
  counts: ReadonlyMap<JurisdictionCode, OwnerCounts>;
  period: AppealPeriod;
}

function lineOf(
  { federation }: RequestContext,
  definition: AppealIndicatorDefinition,
  by: readonly AppealIndicatorDimension[],
  { counted, counts, period }: Counted,
): AppealIndicator {
  const told = counted.flatMap((owner) => counts.get(owner)!.parts?.get(definition) ?? []);
  const sum = (part: keyof Parts): number => told.reduce((total, each) => total + each[part], 0);
  const { code, version } = definition;
  const values = by.map(() => counted[0]!);
  return {
    key: JSON.stringify([code, String(version), ...values]),
    label: [
      `${codeLabel(code)}（v${version}）`,
      ...values.map((owner) => federation.find(owner)?.name ?? owner),
    ].join(' · '),
    code,
    definitionVersion: version,
    definition: definition.definition,
    ...(by.length > 0 && { jurisdiction: counted[0]! }),
    asOf: period.asOf,
    withheld: counted.length - told.length,
    ...(told.length > 0 && { ratio: ratioOf(sum('numerator'), sum('denominator')) }),
  };
}

interface Parts {
  numerator: number;
  denominator: number;
}

interface OwnerCounts {
  /** Null: withheld from this viewer. */
  parts: ReadonlyMap<AppealIndicatorDefinition, Parts> | null;
}

/**
 * The numbers of every owner; one statement. To whom not every number may be told, an owner's are told where each of its groups
 * by state and by what the indicators look at has the least size, if it is not empty: whatever is worked out by adding these
 * ratios to, or subtracting them from, each other and the published counts by state is a sum of such groups.
 */
async function countsOf(
  context: RequestContext,
  owners: readonly JurisdictionCode[],
  period: AppealPeriod,
): Promise<Map<JurisdictionCode, OwnerCounts>> {
  const marks = appealIndicators.flatMap(({ numerator, denominator }, index) => [
    sql`${numerator.condition(period)} as ${sql.id(`n${index}`)}`,
    sql`${denominator.condition(period)} as ${sql.id(`d${index}`)}`,
  ]);
  // The owner, the state and every mark.
  const grouped = Array.from({ length: 2 + marks.length }, (_, index) => sql.lit(index + 1));
  const rows = await run<Record<string, unknown> & { owner: JurisdictionCode; size: number }>(
    context,
    sql`select r.owner, r.state, ${sql.join(marks)}, count(*)::float8 as size from ${appealsAt(context, period.asOf)} r
      where ${ownedBy(owners)} group by ${sql.join(grouped)}`,
  );
  const { smallestGroup } = appealPolicyOf(context);
  const ofOwner = Map.groupBy(rows, ({ owner }) => owner);
  return new Map(
    owners.map((owner) => {
      const groups = ofOwner.get(owner) ?? [];
      const told = seesEveryNumber(context, owner) || groups.every(({ size }) => size >= smallestGroup);
      const counted = (mark: string) =>
        groups.reduce((sum, group) => sum + (group[mark] === true ? group.size : 0), 0);
      const parts = appealIndicators.map(
        (definition, index) =>
          [definition, { numerator: counted(`n${index}`), denominator: counted(`d${index}`) }] as const,
      );
      return [owner, { parts: told ? new Map(parts) : null }];
    }),
  );
}
