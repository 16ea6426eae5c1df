import type { RecordId } from '@jiedui/schema/contract/id';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** One organisation that hosts a party organisation. The organisation may belong to another jurisdiction. */
@Entity({ tableName: 'party_organisation_host' })
export class PartyOrganisationHost {
  @PrimaryKey({ type: 'text' })
  partyOrganisationId!: RecordId;

  @Property({ type: 'text' })
  organisationId!: RecordId;

  /** From 0, in the order of the founding document. */
  @PrimaryKey({ type: 'integer' })
  position!: number;
}
