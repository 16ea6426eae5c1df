import 'reflect-metadata';

import { expectation } from '@jiedui/schema/contract/error';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { Field, ID, Int, ObjectType } from 'type-graphql';

import { type Connection, listAll } from './connection.ts';
import { askedOwners, type RequestContext } from './context.ts';
import { describedEnum } from './enums.ts';
import { Group } from './groups.ts';
import { type Derived, refuseFuture } from './history.ts';
import type { ListArgs, Listing } from './page.ts';
import { Ratio } from './ratio.ts';
import { GraphQLDate } from './scalars.ts';
import { Merge } from './sharding.ts';
import type { Condition, Expression } from './sql.ts';
import { Wording } from './wording.ts';

/** Indicators of any subgraph: a numerator and a denominator, both counts of records that can be listed. */

export const IndicatorPart = describedEnum('IndicatorPart', '分子或分母。A part of an indicator.', {
  NUMERATOR: ['分子', 'What is divided.'],
  DENOMINATOR: ['分母', 'What it is divided by.'],
});
export type IndicatorPart = keyof typeof IndicatorPart;

/** What an indicator divides by what. A version never changes its meaning: another denominator is another version. */
export interface IndicatorDefinition<Code extends string, RecordSet extends { records: string }> {
  code: Code;
  version: number;
  definition: { zh: string; en: string };
  numerator: RecordSet;
  denominator: RecordSet;
}

/** What every indicator tells; a subgraph's own class adds its code and which records are counted. */
@ObjectType({ description: '指标。An indicator.', simpleResolvers: true })
export abstract class IndicatorLine extends Group {
  @Field(() => Int, {
    description:
      '定义版本；分母不同即为不同版本。The version of the definition; another denominator is another version.',
  })
  definitionVersion!: number;

  @Field(() => Wording, { description: '定义。What is divided by what.' })
  definition!: Wording;

  @Field(() => ID, { nullable: true, description: '归属地代码。The code of the owner.' })
  jurisdiction?: JurisdictionCode;

  @Field(() => GraphQLDate, { description: '截止日期。The day whose state it tells.' })
  asOf!: string;

  @Merge('RATIO')
  @Field(() => Ratio, {
    nullable: true,
    description:
      '分子与分母；跨地区先分别求和，最后相除。Over jurisdictions the parts are added and divided last.',
  })
  ratio?: Ratio;
}

/**
 * The records that a part of an indicator counts.
 * @throws INVALID_INPUT where no such definition is, or where its part counts other records
 */
export function setBehind<Definition extends IndicatorDefinition<string, { records: string }>>(
  definitions: readonly Definition[],
  { code, version, part }: { code: string; version: number; part: IndicatorPart },
  records: string,
  check: (definition: Definition) => void = () => undefined,
): Definition['numerator'] {
  const definition = definitions.find((each) => each.code === code && each.version === version);
  if (!definition) {
    const versions = definitions.filter((each) => each.code === code).map((each) => each.version);
    throw expectation('INVALID_INPUT', {
      expected: `version: ${versions.join(' or ')} of ${code}`,
      received: version,
    });
  }
  check(definition);
  const setIn = (each: Definition): Definition['numerator'] =>
    part === 'NUMERATOR' ? each.numerator : each.denominator;
  const set = setIn(definition);
  if (set.records === records) return set;
  const fitting = definitions
    .filter((each) => setIn(each).records === records)
    .map((each) => `${each.code} v${each.version}`);
  throw expectation('INVALID_INPUT', {
    expected: `an indicator whose ${part.toLowerCase()} counts ${records} (${[...new Set(fitting)].join(', ')})`,
    received: `${code} v${version}, which counts ${set.records}`,
  });
}

/** Where the records behind a part stand, and which of them it counts. */
export interface DrilledSet {
  history?: string | undefined;
  derived?: Expression | undefined;
  conditions: readonly (Condition | undefined)[];
}

interface Drilled<Filter> {
  drill: object;
  filter?: Filter | null;
}

/**
 * The records behind a part of an indicator, as a page of their own listing: the total of the connection is the number in
 * the indicator. `drill`, what was asked for, is part of the cursor.
 * @throws INVALID_INPUT, INVALID_PAGE_SIZE, INVALID_CURSOR, UNKNOWN_JURISDICTION
 */
export function recordsBehind<Row extends object, Field extends string, Filter>(
  listing: Listing<Row, Field, Filter>,
  context: RequestContext,
  connection: string,
  drill: object,
  setOf: () => DrilledSet,
  { asOf, filter, ...rest }: ListArgs<Field, Filter>,
): Connection<Row> {
  // Before anything else, as the gateway does: of two faults both name the same one.
  askedOwners(context, rest.jurisdictions);
  const { history, derived, conditions } = setOf();
  refuseFuture(context, asOf);
  const standing: Derived<unknown> | undefined = derived && (() => derived);
  const { entity, orderings, defaultOrder, visible } = listing;
  const drilled: Listing<Row, Field, Drilled<Filter>> = {
    entity,
    orderings,
    defaultOrder,
    ...(visible && { visible }),
    ...(history && { history }),
    ...(standing && { derived: standing }),
    conditions: ({ filter: own }, inner, day) => [
      ...conditions,
      ...(own == null ? [] : listing.conditions(own, inner, day)),
    ],
  };
  return listAll(drilled, context, connection, {
    ...rest,
    filter: { drill, filter: filter ?? null },
    asOf: history || derived ? (asOf ?? null) : null,
  });
}
