import type { RecordId } from '@jiedui/schema/contract/id';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

import type { ActingRole } from '@jiedui/kit/acting-role';

/** A step that a record went through: the state that it led to, when, in what role and by whom it was taken. */
@Entity({ tableName: 'workflow_step' })
export class WorkflowStep {
  @PrimaryKey({ type: 'text' })
  recordId!: RecordId;

  /** From 1, in the order in which the steps were taken. */
  @PrimaryKey({ type: 'integer' })
  position!: number;

  @Property({ type: 'text' })
  state!: string;

  /** YYYY-MM-DD, Asia/Shanghai. */
  @Property({ type: 'date' })
  takenOn!: string;

  @Property({ type: 'text' })
  takenAs!: ActingRole;

  /** The subject of who took it. Never read by a field as it is: the resolver asks the rules first. */
  @Property({ type: 'text', nullable: true })
  takenBy?: string | null;

  @Property({ type: 'text', nullable: true })
  note?: string | null;
}
