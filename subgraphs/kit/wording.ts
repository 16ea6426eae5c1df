import 'reflect-metadata';

import { Field, ObjectType } from 'type-graphql';

import { Shareable } from './sharding.ts';

@Shareable()
@ObjectType({ description: '中英文说明。Words in both languages.', simpleResolvers: true })
export class Wording {
  @Field(() => String, { description: '中文。In Chinese.' })
  zh!: string;

  @Field(() => String, { description: '英文。In English.' })
  en!: string;
}
