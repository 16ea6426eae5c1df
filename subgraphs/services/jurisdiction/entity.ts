import { Key, Sharded } from '@jiedui/kit/sharding';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { Field, ID, ObjectType } from 'type-graphql';

/** Reference data of another subgraph: here its code is all there is, and this subgraph adds fields to it. */
@Key('code')
@Sharded({ mode: 'REPLICATED', key: 'code' })
@ObjectType({
  description: '行政区划：拥有记录的市或县（区）。A jurisdiction: a city or county that owns records.',
  simpleResolvers: true,
})
export class Jurisdiction {
  @Field(() => ID, { description: '行政区划代码（GB/T 2260）。The code.' })
  code!: JurisdictionCode;
}
