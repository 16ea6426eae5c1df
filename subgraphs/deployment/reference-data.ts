import type { Federation } from '@jiedui/kit/federation';
import type { Database } from '@jiedui/kit/orm';
import { sortKey } from '@jiedui/kit/pinyin';
import { run, sql } from '@jiedui/kit/sql';

/** Makes the replicated table of jurisdictions the tree of the federation file: new, changed and removed entries. */
export async function replicateJurisdictions(database: Database, federation: Federation): Promise<void> {
  const entries = federation.entries.map(({ code, name, englishName, level, parent }) => ({
    code,
    name,
    english_name: englishName,
    sort_name: sortKey(name),
    level,
    parent: parent ?? null,
  }));
  const em = database.em();
  await run(
    { em },
    sql`
      with wanted as (select * from json_populate_recordset(null::jurisdiction, ${JSON.stringify(entries)}::json)),
      gone as (delete from jurisdiction where code not in (select code from wanted))
      insert into jurisdiction (code, name, english_name, sort_name, level, parent)
      select code, name, english_name, sort_name, level, parent from wanted
      on conflict (code) do update
      set name = excluded.name, english_name = excluded.english_name, sort_name = excluded.sort_name,
          level = excluded.level, parent = excluded.parent
      where (jurisdiction.*) is distinct from (excluded.*)`,
  );
}
