import 'reflect-metadata';

import { Field, Float, Int, ObjectType } from 'type-graphql';

import { Shareable } from './sharding.ts';

@Shareable()
@ObjectType({
  description:
    '比率：始终给出分子与分母；跨地区先分别求和，最后相除。A ratio with its parts: over jurisdictions the parts are added and divided last.',
  simpleResolvers: true,
})
export class Ratio {
  @Field(() => Int, { description: '分子。The numerator.' })
  numerator!: number;

  @Field(() => Int, { description: '分母。The denominator.' })
  denominator!: number;

  @Field(() => Float, {
    nullable: true,
    description: '比值，0 到 1；分母为零时为空。The quotient, 0 to 1; null where the denominator is zero.',
  })
  value!: number | null;
}

export function ratioOf(numerator: number, denominator: number): Ratio {
  return Object.assign(new Ratio(), {
    numerator,
    denominator,
    value: denominator === 0 ? null : numerator / denominator,
  });
}
