import { GraphQLDateTime } from '@jiedui/kit/scalars';
import { ShardKey } from '@jiedui/kit/sharding';
import { Field, ID, InputType, ObjectType } from 'type-graphql';

@InputType({
  description:
    '由诉求转来的已解决问题：诉求现在是否算作已解决。A solved problem that an appeal brings: whether the appeal counts as resolved now.',
})
export class CarryOverSolvedProblemInput {
  @ShardKey()
  @Field(() => ID, { description: '结对共建编号。The id of the pairing from which the appeal came.' })
  pairing!: string;

  @Field(() => ID, { description: '困难诉求编号。The id of the appeal.' })
  appeal!: string;

  @Field(() => Boolean, {
    description: '是否算作已解决；否则撤回。Whether it counts as resolved; withdrawn where it does not.',
  })
  solved!: boolean;

  @Field(() => GraphQLDateTime, {
    description:
      '状态变化的时刻；同一诉求迟到的旧事件不生效。When that came to be; of one appeal, what an event says that a later one has overtaken has no effect.',
  })
  at!: Date;
}

@ObjectType({
  description: '转来的结果。What carrying a solved problem over gives.',
  simpleResolvers: true,
})
export class CarryOverSolvedProblemPayload {
  @Field(() => Boolean, {
    description: '现在是否记有该已解决问题。Whether the pairing has the solved problem now.',
  })
  solved!: boolean;
}
