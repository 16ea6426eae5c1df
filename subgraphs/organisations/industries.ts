import { Merge } from '@jiedui/kit/sharding';
import { Field, ObjectType, Query, Resolver } from 'type-graphql';

import { divisions, edition } from './divisions.ts';
import { Industry, sectionNames } from './industry.ts';

@ObjectType({
  description: '行业大类。A division of the classification of industries.',
  simpleResolvers: true,
})
export class IndustryDivision {
  @Field(() => String, { description: '代码，两位数字。The code, two digits.' })
  code!: string;

  @Field(() => String, { description: '名称。The name, in Chinese.' })
  name!: string;

  @Field(() => String, { description: '英文名称。The name in English.' })
  englishName!: string;
}

@ObjectType({
  description: '行业门类。A section of the classification of industries.',
  simpleResolvers: true,
})
export class IndustrySection {
  @Field(() => Industry, { description: '代码，一个字母。The code, one letter.' })
  code!: Industry;

  @Field(() => String, { description: '名称。The name, in Chinese.' })
  name!: string;

  @Field(() => String, { description: '英文名称。The name in English.' })
  englishName!: string;

  @Field(() => [IndustryDivision], { description: '所属大类，依代码。Its divisions, by code.' })
  divisions!: IndustryDivision[];

  @Field(() => String, {
    description: '所依据的标准及日期。The standard that it is an extract of, with its dates.',
  })
  standard!: string;
}

const standard = `${edition.standard}（${edition.publishedOn} 发布，${edition.amendedOn} 第1号修改单）`;

const sections: readonly IndustrySection[] = (Object.keys(divisions) as Industry[]).map((code) => ({
  code,
  ...sectionNames(code),
  divisions: divisions[code].map(([division, name, englishName]) => ({ code: division, name, englishName })),
  standard,
}));

@Resolver()
export class IndustryResolver {
  @Merge('ANY')
  @Query(() => [IndustrySection], {
    nullable: true,
    description:
      '国民经济行业分类：全部 20 个门类与 97 个大类。The classification of industries: all 20 sections and 97 divisions.',
  })
  industries(): readonly IndustrySection[] {
    return sections;
  }
}
