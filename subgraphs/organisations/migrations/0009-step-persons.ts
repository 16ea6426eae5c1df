import { Migration } from '@mikro-orm/migrations';

/** A step says who took it; null for those taken before. */
class KeepStepPersons extends Migration {
  override up(): void {
    this.addSql('alter table workflow_step add taken_by text collate "C"');
  }

  override down(): void {
    this.addSql('alter table workflow_step drop taken_by');
  }
}

export const keepStepPersons = { name: 'organisations-0009-step-persons', class: KeepStepPersons };
