import type { RequestContext } from '@jiedui/kit/context';
import { expectation } from '@jiedui/schema/contract/error';
import type { GraphQLError } from 'graphql';
import { Field, ObjectType } from 'type-graphql';

import { CoBuildingAspect } from '../activity/terms.ts';

/** One of the items of building together, 共建内容. A federation decides which there are. */
@ObjectType({
  description:
    '共建内容的一项；各项由本联盟配置，未配置时为默认的十二项（原文未列出十二项）。An item of building together. Which there are is configuration of the federation; twelve by default, which are no quotation: the articles do not list theirs.',
  simpleResolvers: true,
})
export class CoBuildingItem {
  @Field(() => String, { description: '代码。The code.' })
  code!: string;

  @Field(() => CoBuildingAspect, {
    nullable: true,
    description: '所属方面；已不在配置中的项为空。The aspect; null of an item that is configured no more.',
  })
  aspect!: CoBuildingAspect | null;

  @Field(() => String, { description: '名称。The name, in Chinese.' })
  name!: string;

  @Field(() => String, { description: '英文名称。The name, in English.' })
  englishName!: string;
}

export type ConfiguredItem = CoBuildingItem & { aspect: CoBuildingAspect };

/** *Policy*: which items there are. */
export interface CoBuildingPolicy {
  items: readonly ConfiguredItem[];
}

/**
 * A default, not sourced: the articles say “4个方面12项共建内容” and name the aspects alone. Three to each aspect, after what the
 * articles tell of the activities.
 */
export const defaultItems: readonly ConfiguredItem[] = [
  ['POLITICAL_STUDY', 'POLITICAL', '政治理论学习', 'Study of theory'],
  ['POLICY_PUBLICITY', 'POLITICAL', '政策宣讲', 'Lectures on policy'],
  ['READING_TOGETHER', 'POLITICAL', '读书分享与学习资料', 'Reading sessions and material'],
  ['ORGANISATION_BUILDING', 'ORGANISATIONAL', '组织与阵地规范化建设', 'Orderly organisation and premises'],
  ['ORGANISATION_LIFE', 'ORGANISATIONAL', '联合过组织生活', 'Organisation life held together'],
  ['TRAINING', 'ORGANISATIONAL', '党务业务培训', 'Training for party work'],
  ['MODEL_MEMBERS', 'EXEMPLARY', '党员先锋模范', 'Party members as models'],
  ['MODEL_WORKERS', 'EXEMPLARY', '劳模工匠引领', 'Model workers and artisans'],
  ['BRANDS', 'EXEMPLARY', '党建品牌与示范点创建', 'Brands and demonstration sites'],
  ['PROBLEM_SOLVING', 'SERVICE', '协调解决困难诉求', 'Problems solved by coordination'],
  ['POLICY_BENEFIT', 'SERVICE', '惠企政策落实', 'Policies that benefit enterprises'],
  ['PUBLIC_BENEFIT', 'SERVICE', '公益服务与乡村振兴', 'Public-benefit service and villages'],
].map(([code, aspect, name, englishName]) => ({ code, aspect, name, englishName }) as ConfiguredItem);

export const defaultCoBuilding: CoBuildingPolicy = { items: defaultItems };

/** The items of this federation, in their order. */
export function itemsOf({ policies }: Pick<RequestContext, 'policies'>): readonly ConfiguredItem[] {
  return { ...defaultCoBuilding, ...policies['coBuilding'] }.items;
}

/** The item of a code; one that is configured no more has its code for a name. */
export function itemOf(items: readonly ConfiguredItem[], code: string): CoBuildingItem {
  return items.find((item) => item.code === code) ?? { code, aspect: null, name: code, englishName: code };
}

/** INVALID_INPUT for a code of no item, else null. */
export function unknownItem(items: readonly ConfiguredItem[], codes: readonly string[]): GraphQLError | null {
  const known = items.map(({ code }) => code);
  const unknown = codes.find((code) => !known.includes(code));
  if (unknown === undefined) return null;
  return expectation('INVALID_INPUT', { expected: `items: some of ${known.join(', ')}`, received: unknown });
}

/** The aspects of items. */
export function aspectsOf(items: readonly ConfiguredItem[], codes: readonly string[]): CoBuildingAspect[] {
  return items.filter(({ code }) => codes.includes(code)).map(({ aspect }) => aspect);
}

/** The codes once each, in the order of the configuration. */
export function inOrder(items: readonly ConfiguredItem[], codes: readonly string[]): string[] {
  return items.map(({ code }) => code).filter((code) => codes.includes(code));
}
