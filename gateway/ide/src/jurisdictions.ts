import { useEffect, useState } from 'react';

import { ask } from './fetcher.ts';
import { ownOf } from './own.ts';
import { useClaims } from './session.ts';

export interface Jurisdiction {
  code: string;
  name: string;
  englishName: string;
}

let known: Promise<Jurisdiction[] | null> | null = null;

/** Those of the federation, by their codes, so that a city stands before its counties; null where they cannot be had. */
export function useJurisdictions(): Jurisdiction[] | null {
  const [jurisdictions, set] = useState<Jurisdiction[] | null>(null);
  useEffect(() => {
    known ??= readJurisdictions();
    void known.then((read) => {
      set(read);
      // Asked again the next time that somebody wants them.
      if (read === null) known = null;
    });
  }, []);
  return jurisdictions;
}

/** As the public: who is where is no secret, and a token that has expired costs no names. */
async function readJurisdictions(): Promise<Jurisdiction[] | null> {
  try {
    const response = await ask({ query: '{ jurisdictions { code name englishName } }' }, null);
    const { data } = (await response.json()) as { data?: { jurisdictions: Jurisdiction[] | null } | null };
    return data?.jurisdictions?.toSorted((a, b) => (a.code < b.code ? -1 : 1)) ?? null;
  } catch {
    return null;
  }
}

/** The jurisdictions that whoever asks is an officer of. */
export function useOwn(): readonly string[] {
  return ownOf(useClaims());
}
