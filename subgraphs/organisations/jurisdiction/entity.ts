import { describedEnum } from '@jiedui/kit/enums';
import { Key, Sharded } from '@jiedui/kit/sharding';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { Field, ID, ObjectType } from 'type-graphql';

export const JurisdictionLevel = describedEnum(
  'JurisdictionLevel',
  '行政层级。The level of a jurisdiction.',
  {
    CITY: ['市', 'A prefecture-level city.'],
    COUNTY: ['县（区）', 'A county or district.'],
  },
);
export type JurisdictionLevel = keyof typeof JurisdictionLevel;

@Key('code')
@Sharded({ mode: 'REPLICATED', key: 'code' })
@ObjectType({
  description: '行政区划：拥有记录的市或县（区）。A jurisdiction: a city or county that owns records.',
  simpleResolvers: true,
})
export class Jurisdiction {
  @Field(() => ID, { description: '行政区划代码（GB/T 2260）。The code.' })
  code!: JurisdictionCode;

  @Field(() => String, { description: '名称。The name, in Chinese.' })
  name!: string;

  @Field(() => String, { description: '英文名称。The name in Latin letters.' })
  englishName!: string;

  @Field(() => JurisdictionLevel, { description: '行政层级。The level.' })
  level!: JurisdictionLevel;

  /** The code of the jurisdiction above. */
  parentCode!: JurisdictionCode | null;
}
