import { historyOf, withoutHistory } from '@jiedui/kit/history';
import { Migration } from '@mikro-orm/migrations';

/** A published figure may be corrected, and withdrawn: it stays, with its past, and is compared no more. */
class KeepFigureHistory extends Migration {
  override up(): void {
    this.addSql('alter table reported_figure add withdrawn_on date');
    for (const statement of historyOf('reported_figure')) this.addSql(statement);
  }

  override down(): void {
    for (const statement of withoutHistory('reported_figure')) this.addSql(statement);
    this.addSql('alter table reported_figure drop withdrawn_on');
  }
}

export const keepFigureHistory = { name: 'organisations-0008-figure-history', class: KeepFigureHistory };
