import { ownJurisdiction, type RequestContext } from '@jiedui/kit/context';
import { once } from '@jiedui/kit/idempotency';
import { sortKey } from '@jiedui/kit/pinyin';
import { newRecord } from '@jiedui/kit/record';
import { GraphQLDate } from '@jiedui/kit/scalars';
import { ShardKey } from '@jiedui/kit/sharding';
import { boundedInt, optionalText, requiredText } from '@jiedui/kit/text';
import { forbidden } from '@jiedui/kit/viewer-rules';
import { expectation } from '@jiedui/schema/contract/error';
import type { RecordId } from '@jiedui/schema/contract/id';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';

import { divisionsOf, Industry, isDivisionOf } from '../industry.ts';
import { checkCreditCode } from './credit-code.ts';
import { Organisation } from './entity.ts';
import { OrganisationKind, SocialSubtype } from './kinds.ts';
import { canRegister } from './rules.ts';

@InputType({ description: '登记两新组织所需内容。What is registered of an organisation.' })
export class RegisterOrganisationInput {
  @ShardKey()
  @Field(() => ID, { description: '归属地代码。The code of the jurisdiction that will own it.' })
  jurisdiction!: string;

  @Field(() => String, { description: '名称，至多 200 字。The name, at most 200 characters.' })
  name!: string;

  @Field(() => OrganisationKind, { description: '类别。The kind.' })
  kind!: OrganisationKind;

  @Field(() => SocialSubtype, {
    nullable: true,
    description: '社会组织类型，仅用于社会组织。The type; for social organisations only.',
  })
  subtype?: SocialSubtype | null;

  @Field(() => String, {
    nullable: true,
    description: '统一社会信用代码，18 位（GB 32100-2015）。The unified social credit code, 18 characters.',
  })
  creditCode?: string | null;

  @Field(() => Industry, { description: '行业门类（GB/T 4754-2017）。The section of industry.' })
  industry!: Industry;

  @Field(() => String, {
    nullable: true,
    description: '行业大类，两位数字，属于该门类。The division, two digits, of that section.',
  })
  division?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: '从业人员数，缺省为 0。How many employees; 0 where absent.',
  })
  employees?: number | null;

  @Field(() => String, { nullable: true, description: '所在镇（街道）。The town or subdistrict.' })
  town?: string | null;

  @Field(() => GraphQLDate, {
    description: '登记日期，不晚于今天。The day of registration, today at the latest.',
  })
  registeredOn!: string;

  @Field(() => String, { nullable: true, description: '联系电话。The telephone number.' })
  contactPhone?: string | null;
}

@ObjectType({ description: '登记结果。The answer to a registration.', simpleResolvers: true })
export class RegisterOrganisationPayload {
  @Field(() => Organisation, { nullable: true, description: '登记的两新组织。The organisation.' })
  organisation?: Organisation | null;

  @Field(() => [String], {
    nullable: true,
    description: '需要核对之处；没有则为空列表。What should be checked; an empty list where nothing.',
  })
  warnings?: string[];
}

/** What a registration leaves behind for a repetition of its key. */
interface Registration {
  id: RecordId;
  warnings: string[];
}

const mostEmployees = 10_000_000;

/** Registers an organisation once per key. @throws FORBIDDEN, INVALID_INPUT, IDEMPOTENCY_*, UNKNOWN_JURISDICTION */
export async function register(
  context: RequestContext,
  key: string,
  input: RegisterOrganisationInput,
): Promise<Registration> {
  const owner = ownJurisdiction(context, input.jurisdiction);
  if (!canRegister(context.viewer, context.federation.find(owner)!)) {
    throw forbidden(`an officer of ${owner}`);
  }
  const { columns, warnings } = checked(input, context.clock.today());
  try {
    return await once(context, { key, mutation: 'registerOrganisation', input }, async (em) => {
      const record = newRecord(context, 'org', owner);
      em.persist(em.create(Organisation, { ...record, ...columns, status: 'OPERATING' }));
      return { id: record.id, warnings };
    });
  } catch (error) {
    // The one unique column beside the id, which is new.
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    throw expectation('INVALID_INPUT', {
      expected: `creditCode: one that no organisation of ${owner} has`,
      received: columns.creditCode,
    });
  }
}

function checked(input: RegisterOrganisationInput, today: string) {
  const { kind, industry, division, registeredOn } = input;
  const name = requiredText(input.name, { field: 'name' });
  const credit = input.creditCode == null ? null : checkCreditCode(input.creditCode);
  if (credit?.kind === 'malformed') {
    throw expectation('INVALID_INPUT', {
      expected: 'creditCode: 18 characters of 0-9 and A-Z without I, O, S, V, Z (GB 32100-2015)',
      received: input.creditCode,
    });
  }
  if (input.subtype != null && kind !== 'SOCIAL_ORGANISATION') {
    throw expectation('INVALID_INPUT', {
      expected: 'subtype: only for kind SOCIAL_ORGANISATION',
      received: input.subtype,
    });
  }
  if (division != null && !isDivisionOf(industry, division)) {
    throw expectation('INVALID_INPUT', {
      expected: `division: two digits, ${divisionsOf(industry)} in section ${industry} (GB/T 4754-2017)`,
      received: division,
    });
  }
  if (registeredOn > today) {
    throw expectation('INVALID_INPUT', {
      expected: `registeredOn: ${today} at the latest`,
      received: registeredOn,
    });
  }
  return {
    columns: {
      name,
      sortName: sortKey(name),
      kind,
      subtype: input.subtype ?? null,
      creditCode: credit?.code ?? null,
      industry,
      division: division ?? null,
      employees: boundedInt(input.employees ?? 0, { field: 'employees', least: 0, most: mostEmployees }),
      town: optionalText(input.town, { field: 'town', most: 60 }),
      registeredOn,
      contactPhone: checkedPhone(input.contactPhone),
    },
    warnings: credit?.kind === 'doubtful' ? [credit.warning] : [],
  };
}

function checkedPhone(text: string | null | undefined): string | null {
  const phone = optionalText(text, { field: 'contactPhone', most: 30 });
  if (phone === null || /^\+?[0-9][0-9 ()-]{3,24}[0-9]$/.test(phone)) return phone;
  // What was received is not repeated: it may be somebody's number all the same.
  throw expectation('INVALID_INPUT', {
    expected: 'contactPhone: 5 to 26 digits, spaces, brackets and hyphens',
    received: 'another form',
  });
}
