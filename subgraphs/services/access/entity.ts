import { GraphQLDateTime } from '@jiedui/kit/scalars';
import type { RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';

/** Rows are only ever added: the database refuses anything else, and each holds the hash of its owner's one before. */
@Entity({ tableName: 'contact_access' })
@ObjectType({
  description:
    '一次查看未掩码联系电话的记录，只增不改，逐条链接。One request that was shown telephone numbers unmasked; never changed, each chained to the one before.',
  simpleResolvers: true,
})
export class ContactAccess {
  @Field(() => ID, { description: '编号。The id.' })
  @PrimaryKey({ type: 'text' })
  id!: RecordId;

  /** Whose records were read. */
  @Property({ type: 'text' })
  owner!: JurisdictionCode;

  @Field(() => Int, {
    description: '在归属地日志中的序号，自 1 起。Its place in the log of the jurisdiction, from 1.',
  })
  @Property({ type: 'integer' })
  position!: number;

  @Field(() => GraphQLDateTime, { description: '查看时间。When.' })
  @Property({ type: 'datetime' })
  readAt!: Date;

  @Field(() => String, { description: '查看人标识。Who.' })
  @Property({ type: 'text' })
  subject!: string;

  @Field(() => [String], { description: '查看时的角色。In what roles.' })
  @Property({ type: 'string[]', columnType: 'text[]' })
  roles!: string[];

  @Field(() => ID, { nullable: true, description: '查看人所属单位。The unit that they speak for.' })
  @Property({ type: 'text', nullable: true })
  unit?: string | null;

  @Field(() => ID, { nullable: true, description: '查看人所属组织。The organisation that they speak for.' })
  @Property({ type: 'text', nullable: true })
  organisation?: string | null;

  @Field(() => [ID], { description: '所查看的诉求编号。The appeals whose numbers were shown.' })
  @Property({ type: 'string[]', columnType: 'text[]' })
  records!: string[];

  @Field(() => String, { description: '上一条的哈希。The hash of the entry before.' })
  @Property({ type: 'text' })
  previous!: string;

  @Field(() => String, { description: '本条的哈希（SHA-256）。Its hash, SHA-256.' })
  @Property({ type: 'text' })
  hash!: string;
}
