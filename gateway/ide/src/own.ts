import type { Claims } from './claims.ts';
import { operationIn } from './variables.ts';

/** Where the bearer of a token is an officer of counties: theirs. */
export function ownOf(claims: Claims | null): readonly string[] {
  return claims?.roles.includes('COUNTY') ? claims.jurisdictions : [];
}

/** The variables that ask of a county's officer's own alone; null where the operation cannot be asked so, or was. */
export function variablesOfOwn(
  { query, variables }: { query: string; variables: Readonly<Record<string, unknown>> },
  own: readonly string[],
): Record<string, unknown> | null {
  const asked = operationIn(query)?.operation.variableDefinitions ?? [];
  if (own.length === 0 || !asked.some(({ variable }) => variable.name.value === 'jurisdictions')) return null;
  const before = variables['jurisdictions'];
  if (Array.isArray(before) && before.every((code) => own.includes(String(code)))) return null;
  return { ...variables, jurisdictions: [...own] };
}
