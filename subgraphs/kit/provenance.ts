import { describedEnum } from './enums.ts';

export const Provenance = describedEnum('Provenance', '记录来源。Where a record comes from.', {
  ARTICLE: ['文章记载', 'Named in a source article.'],
  DEMONSTRATION: ['示例数据', 'Generated to fill the ledgers of a demonstration.'],
  ENTERED: ['用户录入', 'Entered through the platform.'],
});
export type Provenance = keyof typeof Provenance;
