import type { RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** When an instructor serves, as the events of the organisations subgraph told last. */
@Entity({ tableName: 'instructor_service' })
export class InstructorService {
  /** The instructor's. */
  @PrimaryKey({ type: 'text' })
  id!: RecordId;

  @Property({ type: 'text' })
  owner!: JurisdictionCode;

  /** The instructor's label. */
  @Property({ type: 'text' })
  title!: string;

  /** The unit that the instructor comes from: of the owner, or of a jurisdiction above it. */
  @Property({ type: 'text' })
  unitId!: RecordId;

  /** Where the instructor is sent now; after the end, where the instructor was sent last. */
  @Property({ type: 'string[]', columnType: 'text[]' })
  organisationIds!: RecordId[];

  @Property({ type: 'date' })
  startedOn!: string;

  @Property({ type: 'date', nullable: true })
  endedOn?: string | null;
}
