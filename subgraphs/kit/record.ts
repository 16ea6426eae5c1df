import 'reflect-metadata';

import { newId, type RecordId, type RecordTag } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';

import type { RequestContext } from './context.ts';
import { Provenance } from './provenance.ts';
import { GraphQLDateTime } from './scalars.ts';

/**
 * What every owned record has. A reading resolver gets plain instances, not managed ones: changes are made through
 * `em.create` and `em.flush` alone.
 */
@Entity({ abstract: true })
@ObjectType({ description: '有归属地的记录。A record with an owner.', simpleResolvers: true })
export abstract class OwnedRecord {
  @Field(() => ID, { description: '编号，以归属地代码开头。The id; begins with its owner.' })
  @PrimaryKey({ type: 'text' })
  id!: RecordId;

  /** The one jurisdiction that holds the record. */
  @Property({ type: 'text' })
  owner!: JurisdictionCode;

  @Field(() => Provenance, { description: '记录来源。Where the record comes from.' })
  @Property({ type: 'text' })
  provenance!: Provenance;

  @Field(() => String, {
    nullable: true,
    description:
      '出处：文章原文，或以何角色录入。The verbatim place in the source, or as which role it was entered.',
  })
  @Property({ type: 'text', nullable: true })
  source?: string | null;

  @Field(() => GraphQLDateTime, { description: '建档时间。When the record was made.' })
  @Property({ type: 'datetime' })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: '更新时间。When the record last changed.' })
  @Property({ type: 'datetime' })
  updatedAt!: Date;
}

/** The columns of `OwnedRecord`, as a migration declares them. */
export const ownedColumns = `
  id text collate "C" primary key,
  owner text collate "C" not null,
  provenance text collate "C" not null check (provenance in ('ARTICLE', 'DEMONSTRATION', 'ENTERED')),
  source text collate "C",
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()`;

/** The common columns of a record that the viewer enters now. */
export function newRecord(
  { clock, viewer }: Pick<RequestContext, 'clock' | 'viewer'>,
  tag: RecordTag,
  owner: JurisdictionCode,
): Pick<OwnedRecord, 'id' | 'owner' | 'provenance' | 'createdAt' | 'updatedAt'> & { source: string } {
  const now = clock.now();
  return {
    id: newId(owner, tag, now.getTime()),
    owner,
    provenance: 'ENTERED',
    // The role, not the person: everybody reads it. Who it was stands with the idempotency key.
    source: [...viewer.roles, ...viewer.jurisdictions].join(' '),
    createdAt: now,
    updatedAt: now,
  };
}
