/** What matching knows of the two sides. Plain data: it goes to a worker thread and back. */

export type UnitLevel = 'CITY' | 'COUNTY';
export type PartyLevel = 'COMMITTEE' | 'GENERAL_BRANCH' | 'BRANCH';
export type OrganisationKind = 'NON_PUBLIC_ENTERPRISE' | 'SOCIAL_ORGANISATION';

/** A place on earth: WGS-84, in degrees. */
export interface Point {
  latitude: number;
  longitude: number;
}

/** Where something is, as far as the ledger knows. */
export interface Place {
  /** The code of the jurisdiction that owns it. */
  jurisdiction: string;
  town: string | null;
  point: Point | null;
}

export interface UnitFacts extends Place {
  id: string;
  name: string;
  level: UnitLevel;
  /** The sections of GB/T 4754-2017 that it regulates or serves. */
  functions: readonly string[];
  /** How many organisations it is paired with already. */
  paired: number;
}

/** A party organisation that could be paired, with the organisation that it is in. */
export interface CandidateFacts extends Place {
  /** Of the organisation. */
  id: string;
  name: string;
  kind: OrganisationKind;
  /** Section and division of GB/T 4754-2017. */
  industry: string;
  division: string | null;
  party: { id: string; name: string; level: PartyLevel };
}
