import { type Decimal, decimalText, plainText } from './decimal.ts';
import {
  type Comparison,
  type Derived,
  type FigureFacts,
  type Finding,
  residualAfter,
  type UnclearReason,
} from './reconcile.ts';
import { type Found, roundedShare, type Share, type ShareBounds } from './share.ts';

/** A sentence, or several, in both languages. */
export interface Explanation {
  zh: string;
  en: string;
}

/** How many shares or pairs a sentence names. */
const mostNamed = 12;

/** What a comparison found, in words; the sentences stand in the order of the findings. */
export function explain(comparison: Comparison, findings: readonly Finding[]): Explanation {
  const sentences = [
    ...findings.map((finding) => sentenceOf(comparison, finding)),
    ...(addsUp(comparison) ? [sumSentence(comparison.figure, comparison.parts!)] : []),
    ...(comparison.derived.kind !== 'NONE' && comparison.demonstration ? [generatedSentence] : []),
    ...(comparison.figure.atLeast ? [boundSentence(comparison.figure)] : []),
  ];
  return { zh: sentences.map(({ zh }) => zh).join(''), en: sentences.map(({ en }) => en).join(' ') };
}

function sentenceOf(comparison: Comparison, finding: Finding): Explanation {
  const { figure } = comparison;
  const { decimals } = figure.value;
  const reported = reportedText(figure);
  switch (finding.verdict) {
    case 'DERIVED_MATCH': {
      const given = derivedText(finding.derived, decimals);
      return {
        zh: `台账为 ${given}，与上报的 ${reported} 相符。`,
        en: `The records give ${given}, as reported (${reported}).`,
      };
    }
    case 'DERIVED_DIFFERS': {
      const given = derivedText(finding.derived, decimals);
      if (finding.outOfBounds && figure.unit === 'PERCENT') {
        const told = boundsText(figure.bounds!);
        return {
          zh: `台账为 ${given}，比率相同，但不合上报口径（${told.zh}）。`,
          en: `The records give ${given}: the same rate, but not what was published of it (${told.en}).`,
        };
      }
      return {
        zh: `台账为 ${given}，与上报的 ${reported} 不符。`,
        en: `The records give ${given}, which differs from the reported ${reported}.`,
      };
    }
    case 'ATTAINABLE':
      return attainableSentence(comparison, finding);
    case 'UNATTAINABLE':
      return unattainableSentence(comparison, finding);
    case 'RESIDUAL': {
      const { parts, residual } = finding;
      const sum = partsText(figure.value, parts);
      if (residual.units < 0n) {
        const over = plainText({ ...residual, units: -residual.units });
        return {
          zh: `分项 ${sum}，超出总数 ${plainText(figure.value)} 达 ${over}：各分项有重叠。`,
          en: `The parts ${sum} exceed the whole, ${plainText(figure.value)}, by ${over}: they overlap.`,
        };
      }
      const rest = plainText(residual);
      return {
        zh: `分项 ${sum}，距总数 ${plainText(figure.value)} 余 ${rest}（“其中”未必穷尽）。`,
        en: `The parts ${sum} leave ${rest} of ${plainText(figure.value)} (they need not be exhaustive).`,
      };
    }
    case 'SCOPE_UNCLEAR':
      return unclear[finding.reason];
    default:
      throw new Error(`Unplanned ${finding satisfies never}`);
  }
}

const unclear: Readonly<Record<UnclearReason, Explanation>> = {
  ELSEWHERE: {
    zh: '此数所计的记录不在本地的组织台账中，口径不明，无从推算。',
    en: 'What this figure counts is not in the ledger of organisations here: its scope is unclear, nothing is derived.',
  },
  EMPTY: {
    zh: '台账中尚无可作分母的记录，无从推算。',
    en: 'The records hold nothing to divide by: nothing is derived.',
  },
};

function attainableSentence(
  { figure, partner }: Comparison,
  { bounds, candidates, pairs }: Extract<Finding, { verdict: 'ATTAINABLE' }>,
): Explanation {
  const scope = boundsText(bounds);
  const shares = listText(candidates, shareText);
  const alone = {
    zh: `${scope.zh} 时，${reportedText(figure)} 恰有 ${candidates.count} 种取值：${shares.zh}。`,
    en: `With ${scope.en}, ${reportedText(figure)} is ${plural(candidates.count, 'share', 'shares')}: ${shares.en}.`,
  };
  if (!pairs || !partner) return alone;
  const both = listText(pairs, pairText);
  return {
    zh: `${alone.zh}与 ${reportedText(partner.figure)} 的分母合计为 ${partner.total}，则有 ${pairs.count} 组：${both.zh}。`,
    en: `${alone.en} With ${reportedText(partner.figure)} beside it and denominators adding up to ${partner.total}: ${plural(pairs.count, 'pair', 'pairs')}: ${both.en}.`,
  };
}

function unattainableSentence(
  { figure, partner }: Comparison,
  { bounds, nearest, elsewhere, jointly }: Extract<Finding, { verdict: 'UNATTAINABLE' }>,
): Explanation {
  const { decimals } = figure.value;
  const reported = reportedText(figure);
  const others = listText(elsewhere, shareText);
  if (jointly && partner) {
    const second = reportedText(partner.figure);
    return {
      zh: `${reported} 单独可取 ${others.zh}，但与 ${second} 的分母合计为 ${partner.total} 的一组也没有。`,
      en: `Alone, ${reported} can be ${others.en}; but beside ${second} no denominators add up to ${partner.total}.`,
    };
  }
  const scope = boundsText(bounds);
  const worth = (share: Share): string => `${shareText(share)} = ${percentText(share, decimals)}`;
  const near = nearest && {
    zh: `最接近的是 ${worth(nearest.nearest)}${nearest.beyond ? `，另一侧为 ${worth(nearest.beyond)}` : ''}。`,
    en: `The nearest is ${worth(nearest.nearest)}${nearest.beyond ? `, on the other side ${worth(nearest.beyond)}` : ''}.`,
  };
  const scopes = elsewhere.count > 0 && {
    zh: `若分母更小，可取 ${others.zh}。`,
    en: `With a lesser denominator it could be ${others.en}.`,
  };
  return {
    zh: `${scope.zh} 时，没有整数分子四舍五入为 ${reported}。${near ? near.zh : ''}${scopes ? scopes.zh : ''}`,
    en: [`With ${scope.en}, no whole number rounds to ${reported}.`, near && near.en, scopes && scopes.en]
      .filter(Boolean)
      .join(' '),
  };
}

/** Whether the parts are the whole, no more and no less. */
function addsUp({ figure, parts = [] }: Comparison): boolean {
  return figure.unit === 'COUNT' && parts.length > 0 && residualAfter(figure.value, parts).units === 0n;
}

function sumSentence({ value }: FigureFacts, parts: readonly Decimal[]): Explanation {
  const sum = partsText(value, parts);
  return { zh: `分项 ${sum}，与总数相符。`, en: `The parts ${sum} make the whole.` };
}

const generatedSentence: Explanation = {
  zh: '台账所计含示例数据，不足以印证。',
  en: 'Some of the records are demonstration data, which prove nothing.',
};

function boundSentence(figure: FigureFacts): Explanation {
  const { value, unit } = figure;
  const text = `${plainText(value)}${unit === 'PERCENT' ? '%' : ''}`;
  return { zh: `上报为下限：不少于 ${text}。`, en: `The figure is a lower bound: at least ${text}.` };
}

function reportedText({ value, unit, atLeast }: FigureFacts): string {
  return `${atLeast ? '≥' : ''}${plainText(value)}${unit === 'PERCENT' ? '%' : ''}`;
}

function derivedText(derived: Exclude<Derived, { kind: 'NONE' }>, decimals: number): string {
  return derived.kind === 'COUNT'
    ? String(derived.count)
    : `${shareText(derived.share)} = ${percentText(derived.share, decimals)}`;
}

/** `26 + 20 + 16 = 62` */
function partsText(whole: Decimal, parts: readonly Decimal[]): string {
  const rest = residualAfter(whole, parts);
  const scale = 10n ** BigInt(rest.decimals - whole.decimals);
  const sum = { units: whole.units * scale - rest.units, decimals: rest.decimals };
  return `${parts.map(plainText).join(' + ')} = ${plainText(sum)}`;
}

function boundsText({ from, to, numerator }: ShareBounds): Explanation {
  const zh = from === to ? `分母为 ${to}` : from <= 1 ? `分母不超过 ${to}` : `分母在 ${from} 至 ${to} 之间`;
  const en =
    from === to
      ? `the denominator ${to}`
      : from <= 1
        ? `a denominator up to ${to}`
        : `a denominator from ${from} to ${to}`;
  return numerator == null
    ? { zh, en }
    : { zh: `分子为 ${numerator}、${zh}`, en: `the numerator ${numerator} and ${en}` };
}

function shareText({ numerator, denominator }: Share): string {
  return `${numerator}/${denominator}`;
}

function pairText([own, other]: readonly [Share, Share]): string {
  return `${shareText(own)} + ${shareText(other)}`;
}

function percentText(share: Share, decimals: number): string {
  return `${decimalText({ units: roundedShare(share, decimals), decimals })}%`;
}

function listText<Item>({ count, first }: Found<Item>, textOf: (item: Item) => string): Explanation {
  const named = first.slice(0, mostNamed).map(textOf);
  const more = count > named.length;
  return {
    zh: `${named.join('、')}${more ? '……等' : ''}`,
    en: `${named.join(', ')}${more ? ', …' : ''}`,
  };
}

function plural(count: number, one: string, several: string): string {
  return count === 1 ? `exactly one ${one}` : `exactly ${count} ${several}`;
}
