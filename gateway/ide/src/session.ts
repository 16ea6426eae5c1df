import { type Claims, claimsOf } from './claims.ts';
import { say } from './language.ts';
import { createStore } from './store.ts';

/** Who asks: nobody but the public, or whoever the token says. */
export interface Session {
  token: string | null;
}

const kept = 'jiedui:token';

// For this tab alone: what is pasted here must not outlive it.
export const session = createStore<Session>({ token: sessionStorage.getItem(kept) });

/** Whether the dialogue for it is open. */
export const signingIn = createStore(false);

/** What the token says of whoever asks; null of the public. */
export function useClaims(): Claims | null {
  const { token } = session.use();
  return token === null ? null : claimsOf(token);
}

export function signIn(token: string | null): void {
  if (token === null) sessionStorage.removeItem(kept);
  else sessionStorage.setItem(kept, token);
  session.set({ token });
}

const names: Readonly<Record<string, [string, string]>> = {
  PUBLIC: ['公众', 'Public'],
  ORGANISATION: ['两新组织', 'Organisation'],
  UNIT: ['成员单位联络员', 'Unit liaison'],
  INSTRUCTOR: ['党建指导员', 'Instructor'],
  COUNTY: ['县（区）工作人员', 'County officer'],
  CITY: ['市工作人员', 'City officer'],
  AUDITOR: ['审计人员', 'Auditor'],
};

export function roleName(role: string): string {
  const [zh, en] = names[role.toUpperCase()] ?? [role, role];
  return say(zh, en);
}
