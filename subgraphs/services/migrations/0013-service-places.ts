import { Migration } from '@mikro-orm/migrations';

/** Where a public service was given. */
class TellServicePlaces extends Migration {
  override up(): void {
    for (const table of ['public_service', 'public_service_history']) {
      this.addSql(`alter table ${table} add place text collate "C"`);
    }
  }

  override down(): void {
    for (const table of ['public_service', 'public_service_history']) {
      this.addSql(`alter table ${table} drop place`);
    }
  }
}

export const tellServicePlaces = { name: 'services-0013-service-places', class: TellServicePlaces };
