import 'reflect-metadata';

import type { ClassType } from 'type-graphql';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';

import { describedEnum } from './enums.ts';
import { GraphQLDate } from './scalars.ts';
import { Shareable, ShardKey } from './sharding.ts';

export const Direction = describedEnum('Direction', '排序方向。The direction of an ordering.', {
  ASCENDING: ['升序', 'From the least to the greatest.'],
  DESCENDING: ['降序', 'From the greatest to the least.'],
});
export type Direction = keyof typeof Direction;

@Shareable()
@ObjectType({ description: '分页信息。Where a page stands in its list.', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: '之后是否还有。Whether rows follow this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: '之前是否还有。Whether rows precede this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: '首行游标。The cursor of the first row.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: '末行游标。The cursor of the last row.' })
  endCursor!: string | null;
}

/** The window of a page. A connection's own arguments extend it with `orderBy` and `filter`. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: '前若干行，1 至 500，默认 20。How many rows from the start, 1 to 500; 20 by default.',
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: '此游标之后。Rows after this cursor.' })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: '后若干行，1 至 500。How many rows from the end, 1 to 500.',
  })
  last?: number | null;

  @Field(() => String, { nullable: true, description: '此游标之前。Rows before this cursor.' })
  before?: string | null;
}

export interface OrderBy<Field extends string = string> {
  field: Field;
  direction: Direction;
}

/** The input of `orderBy`: `<Name>Order { field, direction }` over an enum of fields. */
export function orderInput<Field extends string>(
  name: string,
  chinese: string,
  fields: { readonly [Each in Field]: Each },
): ClassType<OrderBy<Field>> {
  @InputType(`${name}Order`, { description: `${chinese}的排序。How a list of ${name} is ordered.` })
  class Order {
    @Field(() => fields, { description: '排序字段。What to order by.' })
    field!: Field;

    @Field(() => Direction, { defaultValue: 'ASCENDING', description: '排序方向。The direction.' })
    direction!: Direction;
  }
  return Order;
}

/** `<Name>Connection` and `<Name>Edge`. */
export function connectionType<Node extends object>(
  name: string,
  chinese: string,
  node: ClassType<Node> | (abstract new () => Node),
): ClassType<object> {
  @ObjectType(`${name}Edge`, {
    description: `${chinese}列表的一行。One row of a list.`,
    simpleResolvers: true,
  })
  class Edge {
    @Field(() => String, { description: '游标。The cursor of this row.' })
    cursor!: string;

    @Field(() => node as ClassType<Node>, { description: `${chinese}。The record.` })
    node!: Node;
  }

  @ObjectType(`${name}Connection`, {
    description: `${chinese}列表。A page of a list.`,
    simpleResolvers: true,
  })
  class Connection {
    @Field(() => [Edge], { description: '各行及其游标。The rows with their cursors.' })
    edges!: Edge[];

    @Field(() => [node as ClassType<Node>], { description: '各行。The records alone.' })
    nodes!: Node[];

    @Field(() => PageInfo, { description: '分页信息。Where the page stands.' })
    pageInfo!: PageInfo;

    @Field(() => Int, {
      nullable: true,
      description: '符合条件的总数。How many rows the filter matches, over all pages.',
    })
    totalCount!: number | null;
  }
  return Connection;
}

/** `@Field(…) asOf` of lists and groups with a history; a class of arguments declares the property with it. */
export function AsOfArgument(): PropertyDecorator {
  return Field(() => GraphQLDate, {
    nullable: true,
    description:
      '截至该日（北京时间当日终了）的台账，不晚于今天；缺省为现状。The ledger as it stood at the end of this day in Asia/Shanghai, today at the latest; as it stands now where absent.',
  }) as PropertyDecorator;
}

/** `@ShardKey() @Field(…) jurisdictions` of root lists; a class of arguments declares the property with it. */
export function JurisdictionsArgument(): PropertyDecorator {
  const field = Field(() => [ID], {
    nullable: true,
    description:
      '只查这些行政区划；缺省为全部。Only the records of these jurisdictions, by code; all where absent.',
  }) as PropertyDecorator;
  return (target, property) => {
    field(target, property);
    (ShardKey() as PropertyDecorator)(target, property);
  };
}
