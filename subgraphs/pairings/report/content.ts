import type { RequestContext } from '@jiedui/kit/context';
import { labelIn } from '@jiedui/kit/enums';
import { loadRecord } from '@jiedui/kit/loaders';
import { run, sql } from '@jiedui/kit/sql';
import type { RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

import { CoBuildingAspect } from '../activity/terms.ts';
import { policyOf } from '../obligation/rules.ts';
import { Pairing } from '../pairing/entity.ts';
import { MatchingPrinciple, PairingKind, PairingMechanism } from '../pairing/terms.ts';
import type { PairingFacts, ReportData } from './data.ts';
import type { Report } from './entity.ts';
import { figuresOf } from './figures.ts';
import { reportOperations } from './operations.ts';
import { recordsOf } from './records.ts';
import type { Scope } from './scope.ts';

/** What a report says, and the text that is locked where it is. */
export interface Content {
  data: ReportData;
  /** The locked text; null in a draft. */
  locked: string | null;
}

/** What a report says: as it was locked, or in a draft as the records stand now. Null where what was locked is gone or damaged. */
export async function contentOf(context: RequestContext, report: Report): Promise<Content | null> {
  if (report.hash == null) {
    const pairing = report.pairingId ? await loadRecord(context, Pairing, report.pairingId) : null;
    return { data: await compiled(context, report, pairing, null), locked: null };
  }
  const locked = await lockedText(context, report.id);
  const data = locked === null ? null : readData(locked);
  return data && { data, locked };
}

/** The text that was locked, or null where there is none. */
export async function lockedText(context: RequestContext, id: RecordId): Promise<string | null> {
  const [row] = await run<{ data: string }>(
    context,
    sql`select data from locked_report where report_id = ${id}`,
  );
  return row?.data ?? null;
}

/** The data in a locked text, or null where somebody has damaged it. */
export function readData(text: string): ReportData | null {
  try {
    const data = JSON.parse(text) as ReportData;
    return data.format === 1 && Array.isArray(data.figures) ? data : null;
  } catch {
    return null;
  }
}

/** Computes what the report says from the records as they stand, within the transaction of the context's entity manager. */
export async function compiled(
  context: RequestContext,
  report: Report,
  pairing: Pairing | null,
  submittedAt: Date | null,
): Promise<ReportData> {
  const { clock, federation } = context;
  const { id, kind, year, title, name, owner, unitId, remarks } = report;
  const asOf = clock.today();
  const place = federation.find(owner)!;
  const scope: Scope = {
    kind,
    owner,
    year,
    pairingId: report.pairingId ?? null,
    unitId: unitId ?? null,
    period: { from: report.periodFrom, to: report.periodTo },
  };
  const records = await recordsOf(context, scope, asOf);
  const { duties, pairings, problems, projects, items } = records;
  const figures = figuresOf(scope, records, asOf);
  const used = new Set(figures.map(({ operation }) => operation));
  return {
    format: 1,
    report: {
      id,
      kind,
      year,
      title,
      name,
      jurisdiction: { code: owner, name: place.name, level: place.level },
      pairing: pairing && factsOf(pairing),
      unit: unitId ?? null,
    },
    period: scope.period,
    asOf,
    submittedAt: submittedAt?.toISOString() ?? null,
    policy: policyOf(context),
    remarks: remarks ?? null,
    operations: Object.fromEntries([...used].map((each) => [each, reportOperations[each]])),
    figures,
    duties,
    pairings,
    problems,
    projects,
    items: items.map(({ code, name, aspect }) => ({
      code,
      name,
      aspect: aspect && labelIn(CoBuildingAspect)(aspect),
    })),
  };
}

/** The scope that a report was compiled for. */
export function scopeOf({ report: { kind, year, jurisdiction, pairing, unit }, period }: ReportData): Scope {
  return {
    kind,
    year,
    period,
    owner: jurisdiction.code as JurisdictionCode,
    pairingId: (pairing?.id ?? null) as RecordId | null,
    unitId: unit as RecordId | null,
  };
}

function factsOf({ id, title, kind, startedOn, endedOn, principles, mechanisms }: Pairing): PairingFacts {
  return {
    id,
    title,
    kind: labelIn(PairingKind)(kind),
    startedOn,
    endedOn: endedOn ?? null,
    principles: principles.map(labelIn(MatchingPrinciple)),
    mechanisms: mechanisms.map(labelIn(PairingMechanism)),
  };
}
