import { historyOf, withoutHistory } from '@jiedui/kit/history';
import { Migration } from '@mikro-orm/migrations';

/** Public services keep their past: what was corrected or withdrawn, by whom and why. */
class KeepServiceHistory extends Migration {
  override up(): void {
    for (const statement of historyOf('public_service')) this.addSql(statement);
  }

  override down(): void {
    for (const statement of withoutHistory('public_service')) this.addSql(statement);
  }
}

export const keepServiceHistory = { name: 'services-0007-service-history', class: KeepServiceHistory };
