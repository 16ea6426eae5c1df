import { createHash } from 'node:crypto';

import { canonicalJson } from '@jiedui/kit/cursor';

import type { JurisdictionLevel } from '@jiedui/kit/federation';

import type { Records } from './records.ts';
import type { ReportOperation } from './operations.ts';
import type { Period } from './rules.ts';
import type { ReportKind } from './terms.ts';

/**
 * What a report says, whole: what is locked when it is submitted, hashed, and rendered. A change of this shape is another
 * format; what is locked in an old one stays as it is.
 */
export interface ReportData {
  format: 1;
  report: {
    id: string;
    kind: ReportKind;
    year: number;
    title: string;
    name: string;
    jurisdiction: { code: string; name: string; level: JurisdictionLevel };
    /** Of a pairing's report. */
    pairing: PairingFacts | null;
    unit: string | null;
  };
  period: Period;
  /** The day at whose end the records were read. YYYY-MM-DD, Asia/Shanghai. */
  asOf: string;
  /** RFC 3339 in UTC; null in a draft. */
  submittedAt: string | null;
  policy: { leastShare: number; graceDays: number; visitIsContact: boolean };
  remarks: string | null;
  /** The operations that the figures name. */
  operations: Partial<Record<ReportOperation, string>>;
  figures: Figure[];
  duties: Records['duties'];
  pairings: Records['pairings'];
  problems: Records['problems'];
  projects: Records['projects'];
  items: { code: string; name: string; aspect: string | null }[];
}

export interface PairingFacts {
  id: string;
  title: string;
  kind: string;
  startedOn: string;
  endedOn: string | null;
  principles: string[];
  mechanisms: string[];
}

/** One number, with what gives it again. */
export interface Figure {
  code: string;
  label: string;
  value: number;
  operation: ReportOperation;
  variables: Record<string, unknown>;
  asOf: string;
}

/** The text that is locked: equal data, equal text. */
export function canonical(data: ReportData): string {
  return canonicalJson(data);
}

/** SHA-256 of the text in UTF-8, in hexadecimal. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
