import { sortKey } from '@jiedui/kit/pinyin';
import { type Reader, run, sql } from '@jiedui/kit/sql';
import { optionalText, plainText } from '@jiedui/kit/text';
import { newId } from '@jiedui/schema/contract/id';

import { checkMemberUnit } from '../member-unit/rules.ts';
import type { Effect, Job, RecordImporter } from './record-import.ts';
import { hasError, problemAt, type ReadRow, type RowProblem } from './row.ts';

/** A row is about the owner's member unit that has its name and has not left. An empty cell leaves what is there. */
export const unitImport: RecordImporter = (job, sheet) => {
  const { em } = job;
  return {
    take: async (rows) => {
      const found: RowProblem[] = [];
      const staged: StagedUnit[] = [];
      for (const row of rows) {
        const { name = null, contactPhone = null } = row.said as Facts;
        const problems = [...row.problems, ...row.placed(checkMemberUnit({ name, contactPhone }))];
        found.push(...problems);
        if (!hasError(problems)) staged.push(stagedOf(job, row));
      }
      await stage({ em }, staged);
      return found;
    },
    finish: async () =>
      (await match(job)).map((clash) => problemAt(sheet, { ...clash, field: 'name', severity: 'ERROR' })),
    effect: () => effectOf({ em }),
    write: (range) => write(job, range),
  };
};

type Facts = { name?: string; functions?: readonly string[]; contactPhone?: string };

/** Null = the file says nothing. */
interface StagedUnit {
  row: number;
  id: string;
  name: string;
  sort_name: string;
  functions: readonly string[] | null;
  contact_phone: string | null;
}

export async function createUnitStaging(reader: Reader): Promise<void> {
  await run(
    reader,
    sql`create temporary table unit_import (
      row integer primary key, id text collate "C" not null, name text collate "C" not null,
      sort_name text collate "C" not null, functions text[], contact_phone text collate "C",
      existing text collate "C", changes boolean
    ) on commit drop`,
  );
}

async function stage(reader: Reader, rows: readonly StagedUnit[]): Promise<void> {
  const columns = sql.raw('row, id, name, sort_name, functions, contact_phone');
  await run(
    reader,
    sql`insert into unit_import (${columns})
      select ${columns} from json_populate_recordset(null::unit_import, ${JSON.stringify(rows)}::json)`,
  );
}

function stagedOf({ owner, context }: Job, { row, said }: ReadRow): StagedUnit {
  const { name, functions, contactPhone } = said as Facts;
  const plain = plainText(name!)!;
  return {
    row,
    id: newId(owner, 'unit', context.clock.now().getTime()),
    name: plain,
    sort_name: sortKey(plain),
    functions: functions ? [...new Set(functions)].sort() : null,
    contact_phone: optionalText(contactPhone, { field: 'contactPhone', most: 30 }),
  };
}

const corrected = sql`(coalesce(s.functions, u.functions), coalesce(s.contact_phone, u.contact_phone))`;

/** Finds the units, and the rows that cannot be told apart. */
async function match({ em, owner }: Job): Promise<Pick<RowProblem, 'row' | 'reason' | 'received'>[]> {
  await run(
    { em },
    sql`update unit_import s set existing = u.id, changes = ${corrected} is distinct from (u.functions, u.contact_phone)
      from member_unit u where u.owner = ${owner} and u.withdrawn_on is null and u.sort_name = s.sort_name and u.name = s.name`,
  );
  return run(
    { em },
    sql`select s.row, s.name as received, '名称与第 ' || t.first || ' 行重复' as reason
      from unit_import s
      join (select name, min(row) as first from unit_import group by name having count(*) > 1) t on t.name = s.name
      where s.row > t.first
      union all
      select s.row, s.name, '台账中有 ' || count(*) || ' 个同名的成员单位，无法区分'
      from unit_import s join member_unit u
        on u.owner = ${owner} and u.withdrawn_on is null and u.sort_name = s.sort_name and u.name = s.name
      group by s.row, s.name having count(*) > 1`,
  );
}

async function effectOf(reader: Reader): Promise<Effect> {
  const [effect] = await run<Effect>(
    reader,
    sql`select (count(*) filter (where existing is null))::float8 as created,
      (count(*) filter (where changes))::float8 as corrected,
      (count(*) filter (where not changes))::float8 as unchanged from unit_import`,
  );
  return effect!;
}

async function write(
  { em, owner, context, source, now }: Job,
  [from, to]: readonly [number, number],
): Promise<void> {
  const { level } = context.federation.find(owner)!;
  await run(
    { em },
    sql`insert into member_unit (id, owner, provenance, source, created_at, updated_at, name, sort_name, functions, level,
        contact_phone)
      select id, ${owner}, 'ENTERED', ${source}, ${now}::timestamptz, ${now}::timestamptz, name, sort_name,
        coalesce(functions, '{}'), ${level}, contact_phone
      from unit_import where existing is null and row >= ${from} and row < ${to} order by row`,
  );
  await run(
    { em },
    sql`update member_unit u set (functions, contact_phone) = ${corrected}, updated_at = ${now}::timestamptz
      from unit_import s where u.id = s.existing and s.changes and s.row >= ${from} and s.row < ${to}`,
  );
}
