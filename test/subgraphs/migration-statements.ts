type Direction = 'up' | 'down';

/** The statements of a migration, as it would run them. */
export function statementsOf(
  { class: type }: { class: { prototype: object } },
  direction: Direction,
): string[] {
  const given: string[] = [];
  const migration = Object.create(type.prototype) as Record<Direction, () => void>;
  Object.assign(migration, { addSql: (statement: string) => given.push(statement) });
  migration[direction]();
  return given;
}
