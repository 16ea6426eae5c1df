import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: '中英文说明。Words in both languages.', simpleResolvers: true })
export class Wording {
  @Field(() => String, { description: '中文。In Chinese.' })
  zh!: string;

  @Field(() => String, { description: '英文。In English.' })
  en!: string;
}
