import { indicatorDefinition, indicatorDefinitions } from '../indicator/definitions.ts';
import { type Problem, Problems } from '@jiedui/kit/problem';
import { mostDecimals, readDecimal } from './decimal.ts';
import type { RecordReportedFigureInput } from './input.ts';
import type { CountedRecords } from './kinds.ts';
import { greatestDenominator } from './share.ts';

/** What must hold of a figure before it can be kept and reconciled. Pure. */

export type FigureField = keyof RecordReportedFigureInput;

/** To how many decimals a figure is read: as many as are written, where nothing else is said. */
export function decimalsOf({
  value,
  decimals,
}: Pick<RecordReportedFigureInput, 'value' | 'decimals'>): number {
  return decimals ?? value.split('.')[1]?.length ?? 0;
}

/** What is counted by kind of organisation. */
const countedByKind: ReadonlySet<CountedRecords> = new Set(['PARTY_ORGANISATIONS', 'DEMONSTRATION_SITES']);

export function figureProblems(
  input: RecordReportedFigureInput,
  { today }: { today: string },
): Problem<FigureField>[] {
  const problems = new Problems<FigureField>();
  const decimals = decimalsOf(input);
  if (decimals < 0 || decimals > mostDecimals) {
    problems.refuse('decimals', 'OUT_OF_RANGE', `0 to ${mostDecimals}`, decimals, '小数位数超出范围');
  } else if (!readDecimal(input.value, decimals)) {
    const expected = `a decimal such as 82.89, with ${decimals} decimals at most`;
    problems.refuse('value', 'MALFORMED', expected, input.value, '数值须为十进制数');
  }
  checkMeaning(input, problems, today);
  checkBounds(input, problems);
  if ((input.partner == null) !== (input.jointTotal == null)) {
    const expected = 'together with partner, or neither';
    problems.refuse(
      'jointTotal',
      'CONTRADICTION',
      expected,
      input.jointTotal ?? null,
      '配对指标与分母合计须同时填写',
    );
  }
  if (input.partner != null && input.denominatorFrom == null) {
    const expected = 'bounds of the denominator, where there is a partner';
    problems.refuse('denominatorFrom', 'REQUIRED', expected, null, '有配对指标时须填写分母范围');
  }
  if (input.jointTotal != null && (input.jointTotal < 2 || input.jointTotal > 2 * greatestDenominator)) {
    const expected = `2 to ${2 * greatestDenominator}`;
    problems.refuse('jointTotal', 'OUT_OF_RANGE', expected, input.jointTotal, '分母合计超出范围');
  }
  if (input.partOf != null && input.unit !== 'COUNT') {
    problems.refuse(
      'partOf',
      'NOT_APPLICABLE',
      'nothing, for a percentage',
      input.partOf,
      '只有计数才有分项',
    );
  }
  return problems.found;
}

function checkMeaning(
  { unit, indicator, definitionVersion, counted, kind, assumedFrom }: RecordReportedFigureInput,
  problems: Problems<FigureField>,
  today: string,
): void {
  const definition = indicator ? indicatorDefinition(indicator, definitionVersion ?? 1) : undefined;
  if (indicator && !definition) {
    const versions = indicatorDefinitions.flatMap(({ code, version }) =>
      code === indicator ? [version] : [],
    );
    const expected = `${versions.join(' or ')}, for ${indicator}`;
    problems.refuse('definitionVersion', 'UNKNOWN', expected, definitionVersion, '没有这一版指标定义');
  }
  if (!indicator && definitionVersion != null) {
    const expected = 'nothing, without an indicator';
    problems.refuse(
      'definitionVersion',
      'NOT_APPLICABLE',
      expected,
      definitionVersion,
      '未填指标，不应有定义版本',
    );
  }
  if (indicator && unit !== 'PERCENT') {
    problems.refuse('indicator', 'CONTRADICTION', 'nothing, for a count', indicator, '计数不能对应比率指标');
  }
  if (counted && unit !== 'COUNT') {
    problems.refuse(
      'counted',
      'CONTRADICTION',
      'nothing, for a percentage',
      counted,
      '百分比不能对应记录计数',
    );
  }
  const divides = definition ? definition.byKind : counted != null && countedByKind.has(counted);
  if (kind != null && !divides) {
    const expected = 'nothing, for what has no kind';
    problems.refuse('kind', 'NOT_APPLICABLE', expected, kind, '此数不分组织类别');
  }
  if (assumedFrom != null && counted !== 'DEMONSTRATION_SITES') {
    const expected = 'nothing, unless DEMONSTRATION_SITES are counted';
    problems.refuse('assumedFrom', 'NOT_APPLICABLE', expected, assumedFrom, '只有示范点按命名日期起算');
  } else if (assumedFrom != null && assumedFrom > today) {
    problems.refuse(
      'assumedFrom',
      'IN_THE_FUTURE',
      `${today} at the latest`,
      assumedFrom,
      '起始日不能晚于今天',
    );
  }
}

function checkBounds(
  { unit, denominatorFrom: from, denominatorTo: to, numerator }: RecordReportedFigureInput,
  problems: Problems<FigureField>,
): void {
  if (unit !== 'PERCENT') {
    for (const [field, value] of Object.entries({ denominatorFrom: from, denominatorTo: to, numerator })) {
      if (value == null) continue;
      const expected = 'nothing, for a count';
      problems.refuse(field as FigureField, 'NOT_APPLICABLE', expected, value, '计数没有分子、分母');
    }
    return;
  }
  if ((from == null) !== (to == null)) {
    const expected = 'together with denominatorFrom, or neither';
    problems.refuse('denominatorTo', 'CONTRADICTION', expected, to ?? null, '分母上下限须同时填写');
  } else if (from != null && to != null && !(from >= 1 && from <= to && to <= greatestDenominator)) {
    const expected = `from 1 to ${greatestDenominator}, denominatorFrom first`;
    problems.refuse('denominatorTo', 'OUT_OF_RANGE', expected, `${from} to ${to}`, '分母范围不成立');
  }
  if (numerator != null && (numerator < 0 || numerator > (to ?? 0))) {
    const expected = to == null ? 'nothing, without a denominator' : `0 to ${to}`;
    problems.refuse('numerator', 'OUT_OF_RANGE', expected, numerator, '分子不能大于分母');
  }
}
