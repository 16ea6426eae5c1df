import type { RequestContext } from '@jiedui/kit/context';
import { loadRecord } from '@jiedui/kit/loaders';
import { expectation } from '@jiedui/schema/contract/error';
import { parseId } from '@jiedui/schema/contract/id';

import { contentOf } from './content.ts';
import { rendered } from './docx/rendering.ts';
import { Report } from './entity.ts';
import { noSuchReport } from './rules.ts';
import { type Verification, verified } from './verify.ts';
import { visibleReports } from './visible.ts';

/** Reports as files, and their check, for who comes to the deployment itself. */

export interface ReportFile {
  /** With its ending. */
  name: string;
  bytes: Uint8Array;
}

/**
 * The docx of a report that the viewer may see: of a locked one the same bytes each time.
 * @throws INVALID_ID, NOT_FOUND; INVALID_TRANSITION where what was locked is gone or damaged
 */
export async function reportFile(context: RequestContext, id: string): Promise<ReportFile> {
  const report = await seen(context, id);
  const content = await contentOf(context, report);
  if (!content) {
    throw expectation('INVALID_TRANSITION', {
      expected: `the data that were locked as ${report.hash}`,
      received: 'none that can be read',
    });
  }
  const bytes = await rendered({ data: content.data, hash: report.hash ?? null });
  return { name: `${report.title.replaceAll(/[\\/:*?"<>|]/g, '-')}.docx`, bytes };
}

/** @throws INVALID_ID, NOT_FOUND, INVALID_TRANSITION where it is not locked */
export async function checkReport(context: RequestContext, id: string): Promise<Verification> {
  return verified(context, await seen(context, id));
}

async function seen(context: RequestContext, text: string): Promise<Report> {
  const { id, owner } = parseId(text, 'rep');
  const report = await loadRecord(context, Report, id, visibleReports);
  if (report) return report;
  throw noSuchReport(id, owner);
}
