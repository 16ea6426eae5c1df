import { mkdtemp, open, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Clock } from '@jiedui/kit/clock';
import type { Route } from '@jiedui/kit/server';
import { clientGate, type KeySource } from '@jiedui/kit/viewer';
import type { ImportReport } from '@jiedui/organisations/import/report';
import { type SheetKind, sheetKinds } from '@jiedui/organisations/import/sheet';
import { codedError, errorRegistry, expectation } from '@jiedui/schema/contract/error';
import type { GraphQLError } from 'graphql';
import type { Logger } from 'pino';

/** Largest file. Unit: bytes. */
const largestFile = 64 * 1024 * 1024;
const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const linesType = 'application/x-ndjson';

export interface LedgerRoutesOptions {
  /** Keys that verify the tokens of clients. */
  keys: KeySource;
  clock?: Clock | undefined;
  log: Logger;
}

/**
 * The county's own door for files: `POST /ledger?jurisdiction=445103[&commit=true][&kind=…][&reason=…]` with an .xlsx or
 * .csv file as the body and a client's token (`kind`: what a file of one table holds; `reason`: for the history), and `GET /ledger/template.xlsx`. The answer is what `accept` says: the report as JSON, the annotated
 * file, or lines of JSON (`{"step","rows"}` while it works, the report last). 422 where anything in the file is wrong.
 */
export async function ledgerRoutes({ keys, clock, log }: LedgerRoutesOptions): Promise<readonly Route[]> {
  const { writeTemplate } = await import('@jiedui/organisations/import/files');
  const admit = clientGate({ keys, ...(clock && { now: () => clock.now() }) });
  return [
    {
      method: 'GET',
      path: '/ledger/template.xlsx',
      handle: async (_, response) => {
        response.writeHead(200, fileHeaders('organisations-template.xlsx', '两新组织台账模板.xlsx'));
        await writeTemplate(response);
      },
    },
    {
      method: 'POST',
      path: '/ledger',
      handle: async (request, response, contextOf) => {
        const admission = await admit(request.headers.authorization);
        if (admission.kind === 'refused') {
          log.warn({ reason: admission.reason }, 'ledger file refused');
          throw codedError('UNAUTHENTICATED', errorRegistry.UNAUTHENTICATED.en);
        }
        const context = contextOf(admission.viewer);
        const asked = readQuery(request);
        const { mayImport } = await import('@jiedui/organisations/import/import');
        // Before the upload: nobody else's bytes are written to the disk.
        mayImport(context, asked.jurisdiction);
        const folder = await mkdtemp(path.join(tmpdir(), 'jiedui-ledger-'));
        try {
          const file = path.join(folder, 'ledger');
          await receive(request, file);
          await answer(response, request.headers.accept ?? '', { ...asked, path: file }, context);
        } finally {
          await rm(folder, { recursive: true, force: true });
        }
      },
    },
  ];
}

type Context = ReturnType<Parameters<Route['handle']>[2]>;

async function answer(
  response: ServerResponse,
  accept: string,
  asked: Asked & { path: string },
  context: Context,
): Promise<void> {
  const { importLedger } = await import('@jiedui/organisations/import/import');
  const { writeAnnotated } = await import('@jiedui/organisations/import/files');
  if (accept.includes(linesType)) {
    // Begun only with the first line, so that a file that cannot be read still has its status.
    const write = (line: object): void => {
      if (!response.headersSent) response.writeHead(200, { 'content-type': `${linesType}; charset=utf-8` });
      response.write(`${JSON.stringify(line)}\n`);
    };
    const report = await importLedger(context, { ...asked, progress: (step, rows) => write({ step, rows }) });
    write(shown(report));
    response.end();
    return;
  }
  const report = await importLedger(context, asked);
  const status = report.errors > 0 ? errorRegistry.IMPORT_REFUSED.status : 200;
  if (accept.includes(workbookType)) {
    response.writeHead(status, fileHeaders('annotated.xlsx', '校验结果.xlsx'));
    await writeAnnotated(asked.path, report, response);
    return;
  }
  const text = Buffer.from(JSON.stringify(shown(report)));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': text.length,
    'cache-control': 'no-store',
  });
  response.end(text);
}

/** The report, with an error in the form of every other answer where the file was refused. */
function shown(report: ImportReport): object {
  if (report.errors === 0) return report;
  const { zh } = errorRegistry.IMPORT_REFUSED;
  const error = codedError(
    'IMPORT_REFUSED',
    `${zh}: 文件中有 ${report.errors} 处错误，未写入任何记录。expected a file without errors; received ${report.errors}.`,
  );
  return { ...report, refusal: error.toJSON() };
}

interface Asked {
  jurisdiction: string;
  commit: boolean;
  kind: SheetKind | undefined;
  reason: string | null;
}

function readQuery(request: IncomingMessage): Asked {
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
  const jurisdiction = query.get('jurisdiction');
  if (!jurisdiction) {
    throw expectation('INVALID_INPUT', {
      expected: 'jurisdiction: the code of the ledger',
      received: jurisdiction,
    });
  }
  const commit = query.get('commit') ?? 'false';
  if (commit !== 'true' && commit !== 'false') {
    throw expectation('INVALID_INPUT', { expected: 'commit: true or false', received: commit });
  }
  const kind = query.get('kind') ?? undefined;
  if (kind !== undefined && !sheetKinds.includes(kind as SheetKind)) {
    throw expectation('INVALID_INPUT', { expected: `kind: ${sheetKinds.join(', ')}`, received: kind });
  }
  return {
    jurisdiction,
    commit: commit === 'true',
    kind: kind as SheetKind | undefined,
    reason: query.get('reason'),
  };
}

/** To the disk, not to memory. A client that sends too much still hears of it: the connection is not torn down. */
async function receive(request: IncomingMessage, file: string): Promise<void> {
  const tooLarge = (bytes: number): GraphQLError =>
    expectation('FILE_TOO_LARGE', {
      expected: `a file of at most ${largestFile} bytes`,
      received: `${bytes} bytes or more`,
    });
  const told = Number(request.headers['content-length'] ?? 0);
  if (told > largestFile) throw tooLarge(told);
  const target = await open(file, 'wx', 0o600);
  try {
    let length = 0;
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > largestFile) throw tooLarge(length);
      await target.write(chunk);
    }
  } finally {
    await target.close();
  }
}

function fileHeaders(name: string, chineseName: string): Record<string, string> {
  return {
    'content-type': workbookType,
    'content-disposition': `attachment; filename="${name}"; filename*=UTF-8''${encodeURIComponent(chineseName)}`,
    'cache-control': 'no-store',
  };
}
