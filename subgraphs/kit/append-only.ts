/** The DDL that lets rows of a table be added, and nothing else, whoever writes. */
export function appendOnly(table: string): string[] {
  return [
    `create or replace function refuse_change() returns trigger language plpgsql as $body$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $body$`,
    `create trigger keep_rows before update or delete on ${table} for each row execute function refuse_change()`,
    `create trigger keep_table before truncate on ${table} for each statement execute function refuse_change()`,
  ];
}
