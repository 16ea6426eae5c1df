import type { RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

import type { CoBuildingAspect } from '../activity/terms.ts';

/** A row of `derive.ts`. There is no such table: the mapping says what the columns are. */
@Entity({ tableName: 'co_building', readonly: true })
export class CoBuilding {
  @PrimaryKey({ type: 'text' })
  id!: string;

  @Property({ type: 'text' })
  owner!: JurisdictionCode;

  @Property({ type: 'text' })
  pairingId!: RecordId;

  @Property({ type: 'text', nullable: true })
  unitId?: RecordId | null;

  @Property({ type: 'integer' })
  year!: number;

  @Property({ type: 'text' })
  item!: string;

  @Property({ type: 'text', nullable: true })
  aspect?: CoBuildingAspect | null;

  @Property({ type: 'boolean' })
  planned!: boolean;

  @Property({ type: 'integer' })
  activities!: number;

  @Property({ type: 'date', nullable: true })
  lastHeldOn?: string | null;
}
