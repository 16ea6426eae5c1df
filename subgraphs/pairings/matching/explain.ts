import type { CandidateFacts, UnitFacts } from './facts.ts';
import type { Weights } from './policy.ts';
import type { ConvenienceFact, FunctionFact, LayerFact, Score } from './score.ts';

/** A text in both languages. */
export interface Told {
  zh: string;
  en: string;
}

/** What the sentences call things by. */
export interface Names {
  jurisdiction: (code: string) => Told;
  section: (code: string) => Told;
}

/** Why the pair is proposed: one sentence in each language, with the numbers that make up its total. */
export function explain(
  unit: UnitFacts,
  candidate: CandidateFacts,
  { score, weights, names }: { score: Score; weights: Weights; names: Names },
): Told {
  const fitting = functionTold(unit, candidate, score.function.fact, names);
  const layered = layerTold(unit, candidate, score.layer.fact);
  const near = convenienceTold(unit, candidate, score.convenience.fact, names);
  const sums = (['function', 'layer', 'convenience'] as const).map((principle) => ({
    weight: weights[principle],
    value: hundredth(score[principle].hundredths),
  }));
  const whole = weights.function + weights.layer + weights.convenience;
  const numbers = `(${sums.map(({ weight, value }) => `${plain(weight)}×${value}`).join(' + ')}) ÷ ${plain(whole)} = ${(score.total / 10_000).toFixed(4)}`;
  const [one, two, three] = sums.map(({ value }) => value);
  return {
    zh: `职能相近 ${one}：${fitting.zh}；分层分类 ${two}：${layered.zh}；便于联系 ${three}：${near.zh}；总分 ${numbers}。`,
    en: `Function ${one}: ${fitting.en}; layer and class ${two}: ${layered.en}; convenience ${three}: ${near.en}; total ${numbers}.`,
  };
}

function functionTold(
  unit: UnitFacts,
  candidate: CandidateFacts,
  fact: FunctionFact,
  { section }: Names,
): Told {
  const { zh, en } = section(candidate.industry);
  const industry = {
    zh: `${zh}（${candidate.industry}${candidate.division ?? ''}）`,
    en: `${en} (${candidate.industry}${candidate.division ?? ''})`,
  };
  switch (fact.kind) {
    case 'EXAMPLE': {
      const [example, englishExample] = fact.example.title;
      return fact.named
        ? {
            zh: `${candidate.name}属${industry.zh}且名称即表明行业，与文章之例“${example}”相同，由${unit.name}对口`,
            en: `${candidate.name} is in ${industry.en} and its name says so; the article pairs ${englishExample}, as ${unit.name} is`,
          }
        : {
            zh: `${candidate.name}属${industry.zh}，与文章之例“${example}”同类，由${unit.name}对口`,
            en: `${candidate.name} is in ${industry.en}; the article pairs ${englishExample}, as ${unit.name} is`,
          };
    }
    case 'REGULATED':
      return {
        zh: `${unit.name}主管或服务${candidate.name}所在的${industry.zh}`,
        en: `${unit.name} regulates or serves the section of ${candidate.name}, ${industry.en}`,
      };
    case 'UNRELATED':
      return {
        zh: `${unit.name}的职能不涉及${candidate.name}所在的${industry.zh}`,
        en: `${unit.name} has no function in the section of ${candidate.name}, ${industry.en}`,
      };
    default:
      throw new Error(`Unplanned ${fact satisfies never}`);
  }
}

const levels = {
  CITY: { zh: '市级单位', en: 'a unit of the city' },
  COUNTY: { zh: '县（区）级单位', en: 'a unit of a county' },
} as const;
const partyLevels = {
  COMMITTEE: { zh: '党委', en: 'a party committee' },
  GENERAL_BRANCH: { zh: '党总支', en: 'a general party branch' },
  BRANCH: { zh: '党支部', en: 'a party branch' },
} as const;
const kinds = {
  NON_PUBLIC_ENTERPRISE: { zh: '非公有制企业', en: 'enterprises' },
  SOCIAL_ORGANISATION: { zh: '社会组织', en: 'social organisations' },
} as const;

function layerTold(unit: UnitFacts, { kind, party }: CandidateFacts, { served }: LayerFact): Told {
  const level = levels[unit.level];
  return {
    zh: `${level.zh}对${partyLevels[party.level].zh}，其职能${served ? '面向' : '不面向'}${kinds[kind].zh}`,
    en: `${level.en} with ${partyLevels[party.level].en}, ${served ? 'which serves' : 'which does not serve'} ${kinds[kind].en}`,
  };
}

function convenienceTold(
  unit: UnitFacts,
  candidate: CandidateFacts,
  fact: ConvenienceFact,
  { jurisdiction }: Names,
): Told {
  const here = jurisdiction(unit.jurisdiction);
  const there = jurisdiction(candidate.jurisdiction);
  switch (fact.kind) {
    case 'DISTANCE': {
      const kilometres = fact.kilometres.toFixed(1);
      return { zh: `相距 ${kilometres} 公里`, en: `${kilometres} km apart` };
    }
    case 'SAME_TOWN':
      return { zh: `同在${here.zh}${unit.town}`, en: `both in ${unit.town}, ${here.en}` };
    case 'SAME_JURISDICTION':
      return { zh: `同属${here.zh}`, en: `both of ${here.en}` };
    case 'BELOW':
      return { zh: `${there.zh}在${here.zh}之下`, en: `${there.en} lies below ${here.en}` };
    default:
      throw new Error(`Unplanned ${fact satisfies never}`);
  }
}

function hundredth(value: number): string {
  return (value / 100).toFixed(2);
}

/** As short as it is exact. */
function plain(value: number): string {
  return String(Number(value.toFixed(6)));
}
