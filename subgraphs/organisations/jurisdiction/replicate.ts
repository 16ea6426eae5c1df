import type { Federation } from '@jiedui/kit/federation';
import { sortKey } from '@jiedui/kit/pinyin';
import { sql } from '@jiedui/kit/sql';
import type { EntityManager } from '@mikro-orm/postgresql';

/** Makes the replicated table equal to the federation file: one statement, safe beside other processes of the deployment. */
export async function replicateJurisdictions(em: EntityManager, federation: Federation): Promise<void> {
  const rows = federation.entries.map(({ code, name, englishName, level, parent }) => ({
    code,
    name,
    english_name: englishName,
    sort_name: sortKey(name),
    level,
    parent: parent ?? null,
  }));
  await sql`with listed as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as l(code text, name text, english_name text, sort_name text, level text, parent text)
    ), gone as (
      delete from jurisdiction where code not in (select code from listed)
    )
    insert into jurisdiction (code, name, english_name, sort_name, level, parent)
      select code, name, english_name, sort_name, level, parent from listed order by code
    on conflict (code) do update set (name, english_name, sort_name, level, parent)
      = (excluded.name, excluded.english_name, excluded.sort_name, excluded.level, excluded.parent)`.execute(
    em.getKysely(),
  );
}
