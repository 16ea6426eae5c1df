import { askedOwners, type RequestContext } from '@jiedui/kit/context';
import { labelIn } from '@jiedui/kit/enums';
import { IndicatorLine } from '@jiedui/kit/indicator';
import { AsOfArgument, JurisdictionsArgument } from '@jiedui/kit/page-types';
import { ratioOf } from '@jiedui/kit/ratio';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { compareText } from '@jiedui/schema/contract/order';
import { ArgsType, Field, ObjectType } from 'type-graphql';

import { OrganisationKind } from '../organisation/kinds.ts';
import { indicatorDefinitions, type OrganisationIndicator } from './definitions.ts';
import { IndicatorCode, IndicatorDimension, IndicatorRecords } from './kinds.ts';
import { tallyOf } from './tally.ts';

@ObjectType({
  description:
    '指标：始终给出分子、分母、定义及版本、截止日期。An indicator: always with numerator, denominator, definition, version and day.',
  simpleResolvers: true,
})
export class Indicator extends IndicatorLine {
  @Field(() => IndicatorCode, { description: '指标代码。Which indicator.' })
  code!: IndicatorCode;

  @Field(() => OrganisationKind, {
    nullable: true,
    description:
      '组织类别；不分类别的指标为空。The kind of the organisations; null for an indicator that has none.',
  })
  kind?: OrganisationKind | null;

  @Field(() => IndicatorRecords, { description: '分子所计的记录。Which records the numerator counts.' })
  numeratorRecords!: IndicatorRecords;

  @Field(() => IndicatorRecords, { description: '分母所计的记录。Which records the denominator counts.' })
  denominatorRecords!: IndicatorRecords;
}

@ArgsType()
export class IndicatorsArgs {
  @Field(() => [IndicatorCode], {
    nullable: true,
    description: '只查这些指标；缺省为全部。Only these indicators; all where absent.',
  })
  codes?: IndicatorCode[] | null;

  @Field(() => [IndicatorDimension], {
    description: '分组维度，依次；空为合计。The dimensions, in order; none is one ratio over all.',
  })
  by!: IndicatorDimension[];

  @AsOfArgument()
  asOf?: string | null;

  @JurisdictionsArgument()
  jurisdictions?: string[] | null;
}

const everyKind = Object.keys(OrganisationKind) as OrganisationKind[];
const kindLabel = labelIn(OrganisationKind);
const codeLabel = labelIn(IndicatorCode);

/**
 * The indicators, in the byte order of their keys. Each owner and each kind has its line, also one without records: where
 * the jurisdictions lie does not show.
 * @throws UNKNOWN_JURISDICTION; INVALID_INPUT where the day has not begun
 */
export async function indicatorsOf(
  context: RequestContext,
  { codes, by, asOf, jurisdictions }: IndicatorsArgs,
): Promise<Indicator[]> {
  const owners = askedOwners(context, jurisdictions);
  const definitions = indicatorDefinitions.filter(({ code }) => codes == null || codes.includes(code));
  const sets = definitions.flatMap(({ numerator, denominator }) => [numerator, denominator]);
  const tally = await tallyOf(context, sets, owners, asOf);
  const day = asOf ?? context.clock.today();

  const lines = definitions.flatMap((definition) =>
    (by.includes('JURISDICTION') ? owners.map((owner) => [owner]) : [owners]).flatMap((counted) =>
      (by.includes('KIND') && definition.byKind ? everyKind : [null]).map((kind) => {
        const sum = (set: OrganisationIndicator['numerator']): number =>
          counted.reduce((total, owner) => total + tally.count(set, owner, kind), 0);
        const [owner] = by.includes('JURISDICTION') ? counted : [];
        return lineOf(context, definition, by, { owner, kind, day }, [
          sum(definition.numerator),
          sum(definition.denominator),
        ]);
      }),
    ),
  );
  return lines.sort((a, b) => compareText(a.key, b.key));
}

interface Place {
  owner: JurisdictionCode | undefined;
  kind: OrganisationKind | null;
  day: string;
}

function lineOf(
  { federation }: RequestContext,
  { code, version, definition, numerator, denominator }: OrganisationIndicator,
  by: readonly IndicatorDimension[],
  { owner, kind, day }: Place,
  [part, whole]: readonly [number, number],
): Indicator {
  const values = by.map((dimension) => (dimension === 'JURISDICTION' ? owner! : kind));
  const labels = by.map((dimension) =>
    dimension === 'JURISDICTION'
      ? (federation.find(owner!)?.name ?? owner!)
      : kind === null
        ? '不分类别'
        : kindLabel(kind),
  );
  return {
    key: JSON.stringify([code, String(version), ...values]),
    label: [`${codeLabel(code)}（v${version}）`, ...labels].join(' · '),
    code,
    definitionVersion: version,
    definition,
    ...(owner && { jurisdiction: owner }),
    ...(by.includes('KIND') && { kind }),
    asOf: day,
    numeratorRecords: numerator.records as IndicatorRecords,
    denominatorRecords: denominator.records as IndicatorRecords,
    ratio: ratioOf(part, whole),
  };
}
