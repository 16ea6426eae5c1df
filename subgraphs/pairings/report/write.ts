import { changeRecord, lockedRecord } from '@jiedui/kit/change';
import { ownJurisdiction, type RequestContext } from '@jiedui/kit/context';
import { attribute } from '@jiedui/kit/history';
import { once } from '@jiedui/kit/idempotency';
import { loadRecord } from '@jiedui/kit/loaders';
import { sortKey } from '@jiedui/kit/pinyin';
import { newRecord } from '@jiedui/kit/record';
import { optionalText } from '@jiedui/kit/text';
import { forbidden } from '@jiedui/kit/viewer-rules';
import { expectation } from '@jiedui/schema/contract/error';
import { parseId, type RecordId } from '@jiedui/schema/contract/id';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

import { Activity } from '../activity/entity.ts';
import { Pairing } from '../pairing/entity.ts';
import { movePairing } from '../pairing/move.ts';
import { pairingWorkflow } from '../pairing/terms.ts';
import { compiled } from './content.ts';
import { canonical, hashOf } from './data.ts';
import { LockedReport, Report } from './entity.ts';
import type { AssessReportInput, DraftReportInput } from './input.ts';
import { mayWriteReport, refusedReportStep, unfinished } from './rules.ts';
import { periodOf, subjectOf } from './subject.ts';

const mostRemarks = 10_000;
const remarksIn = (text: string | null | undefined, field: string): string | null =>
  optionalText(text, { field, most: mostRemarks });

/**
 * Drafts the report of a finished period, once per key. One that is not withdrawn stands for its subject and year.
 * @throws UNKNOWN_JURISDICTION, INVALID_ID, FORBIDDEN, INVALID_INPUT, NOT_FOUND, CONFLICT, IDEMPOTENCY_*
 */
export async function draftReport(
  context: RequestContext,
  key: string,
  input: DraftReportInput,
): Promise<RecordId> {
  const owner = ownJurisdiction(context, input.jurisdiction);
  const pairingId = input.pairing == null ? null : parseId(input.pairing, 'pair').id;
  const unitId = input.unit == null ? null : parseId(input.unit, 'unit').id;
  if (pairingId && unitId) {
    throw expectation('INVALID_INPUT', {
      expected: 'pairing, unit or neither',
      received: { pairing: pairingId, unit: unitId },
    });
  }
  const kind = pairingId ? 'PAIRING' : unitId ? 'UNIT' : 'JURISDICTION';
  const known = pairingId ? await loadRecord(context, Pairing, pairingId) : null;
  const place = context.federation.find(owner)!;
  if (!mayWriteReport(context.viewer, { kind, unitId: known?.unitId ?? unitId }, place)) {
    throw forbidden(writers(owner), context.viewer);
  }
  try {
    const { id } = await once<{ id: RecordId }>(
      context,
      { key, mutation: 'draftReport', input },
      async (em) => {
        const subject = await subjectOf({ ...context, em }, { ...input, owner, kind, pairingId, unitId });
        await attribute(em, context, { change: 'DRAFTED' });
        const record = newRecord(context, 'rep', owner);
        const title = `${subject.name}：${input.year}年度结对共建工作情况报告`;
        em.persist(
          em.create(Report, {
            ...record,
            ...subject,
            kind,
            title,
            sortTitle: sortKey(title),
            year: input.year,
            state: 'DRAFT',
            remarks: remarksIn(input.remarks, 'remarks'),
          }),
        );
        return { id: record.id };
      },
    );
    return id;
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    throw expectation('CONFLICT', {
      expected: `no report of ${input.year} on it; a draft can be revised or withdrawn`,
      received: input.pairing ?? input.unit ?? owner,
    });
  }
}

interface Asked {
  mutation: string;
  key: string;
  id: string;
  change: string;
  reason?: string;
  input?: unknown;
}

/** @throws INVALID_TRANSITION once locked; and as changeRecord */
export function reviseReport(
  context: RequestContext,
  key: string,
  id: string,
  remarks: string | null | undefined,
): Promise<RecordId> {
  const asked = { mutation: 'reviseReport', key, id, change: 'REVISED', input: remarks ?? null };
  return writeReport(context, asked, (report) => {
    const refused = refusedReportStep(report, 'DRAFT');
    if (refused) throw refused;
    report.remarks = remarksIn(remarks, 'remarks');
  });
}

/** @throws INVALID_TRANSITION once locked; and as changeRecord */
export function withdrawReport(
  context: RequestContext,
  key: string,
  id: string,
  reason: string,
): Promise<RecordId> {
  const asked = { mutation: 'withdrawReport', key, id, change: 'WITHDRAWN', reason };
  return writeReport(context, asked, (report) => {
    const refused = refusedReportStep(report, 'WITHDRAWN');
    if (refused) throw refused;
    report.state = 'WITHDRAWN';
  });
}

/**
 * Locks a draft: its data are computed from the records as they stand, stored whole and hashed. The report of a pairing is the
 * activity that its obligation asks for, and moves the pairing on.
 * @throws INVALID_TRANSITION once locked, INVALID_INPUT where its period is not over (any more); and as changeRecord
 */
export function submitReport(context: RequestContext, key: string, id: string): Promise<RecordId> {
  const asked = { mutation: 'submitReport', key, id, change: 'SUBMITTED' };
  return writeReport(context, asked, async (report, em) => {
    const refused = refusedReportStep(report, 'SUBMITTED');
    if (refused) throw refused;
    const now = context.clock.now();
    // Held from here on: a correction of the pairing waits for the report.
    const pairing = report.pairingId ? await lockedRecord(em, Pairing, report.pairingId) : null;
    const period = periodOf(report.year, pairing, context.clock.today());
    const running = unfinished(period, pairing ?? {}, context.clock.today());
    if (running) throw running;
    const activityId = pairing && (await recordReporting(em, context, pairing, report.year, period.to));
    em.assign(report, { periodFrom: period.from, periodTo: period.to });
    const text = canonical(await compiled({ ...context, em }, report, pairing, now));
    em.persist(em.create(LockedReport, { reportId: report.id, data: text }));
    em.assign(report, {
      state: 'SUBMITTED',
      submittedAt: now,
      updatedAt: now,
      hash: hashOf(text),
      activityId,
    });
    await attribute(em, context, { change: 'SUBMITTED' });
    await em.flush();
    // A pairing that has ended, or has moved on with the report of a later year, stays where it is.
    if (pairing && pairingWorkflow[pairing.state].includes('REPORTED')) {
      await movePairing(em, context, { id: pairing.id, to: 'REPORTED', reason: report.title });
    }
  });
}

/** 述职评议. @throws INVALID_TRANSITION where it is not submitted, or assessed before; and as changeRecord */
export async function assessReport(
  context: RequestContext,
  key: string,
  input: AssessReportInput,
): Promise<RecordId> {
  const { report: id, grade } = input;
  const step = { mutation: 'assessReport', key, id, tag: 'rep', change: 'ASSESSED', input } as const;
  const written = await changeRecord(context, Report, step, async (report, em) => {
    const refused = refusedReportStep(report, 'ASSESSED');
    if (refused) throw refused;
    const now = context.clock.now();
    const assessment = remarksIn(input.remarks, 'remarks');
    em.assign(report, { state: 'ASSESSED', grade, assessment, assessedAt: now, updatedAt: now });
    await em.flush();
    const pairing = report.pairingId ? await lockedRecord(em, Pairing, report.pairingId) : null;
    if (pairing && pairingWorkflow[pairing.state].includes('ASSESSED')) {
      await movePairing(em, context, { id: pairing.id, to: 'ASSESSED', reason: report.title });
    }
    return [];
  });
  return written.id;
}

/** A step of whoever may write the report. */
async function writeReport(
  context: RequestContext,
  asked: Asked,
  work: (report: Report, em: EntityManager) => Promise<void> | void,
): Promise<RecordId> {
  const { id, owner } = parseId(asked.id, 'rep');
  const place = context.federation.find(owner);
  const known = await loadRecord(context, Report, id);
  const may = (): boolean =>
    place !== undefined && known !== null && mayWriteReport(context.viewer, known, place);
  const written = await changeRecord(
    context,
    Report,
    { ...asked, tag: 'rep' },
    async (report, em) => {
      await work(report, em);
      return [];
    },
    may,
  );
  return written.id;
}

/** Dated on the last day of the period: it is the report of that period, however long after it was made. */
async function recordReporting(
  em: EntityManager,
  context: RequestContext,
  { owner, id, unitId }: Pairing,
  year: number,
  heldOn: string,
): Promise<RecordId> {
  await attribute(em, context, { change: 'REGISTERED' });
  const record = newRecord(context, 'act', owner);
  const title = `${year}年度结对共建工作情况报告`;
  em.persist(
    em.create(Activity, {
      ...record,
      kind: 'YEAR_END_REPORT',
      title,
      sortTitle: sortKey(title),
      heldOn,
      aspects: [],
      items: [],
      pairingId: id,
      unitId: unitId ?? null,
    }),
  );
  await em.flush();
  return record.id;
}

function writers(owner: string): string {
  return `an officer of ${owner}, or for the report of a pairing the liaison of its unit`;
}
