import type { Clock } from '@jiedui/kit/clock';
import type { Route } from '@jiedui/kit/server';
import { clientGate, type KeySource } from '@jiedui/kit/viewer';
import { documentPaths } from '@jiedui/pairings/report/path';
import { codedError, errorRegistry } from '@jiedui/schema/contract/error';
import type { Logger } from 'pino';

export interface ReportRoutesOptions {
  /** Keys that verify the tokens of clients. */
  keys: KeySource;
  clock?: Clock | undefined;
  log: Logger;
}

const documentType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** `GET /reports/<id>.docx` with a client's token: a report as docx, for those who may see it. */
export function reportRoutes({ keys, clock, log }: ReportRoutesOptions): readonly Route[] {
  const admit = clientGate({ keys, ...(clock && { now: () => clock.now() }) });
  return [
    {
      method: 'GET',
      path: documentPaths,
      handle: async (request, response, contextOf) => {
        const admission = await admit(request.headers.authorization);
        if (admission.kind === 'refused') {
          log.warn({ reason: admission.reason }, 'report refused');
          throw codedError('UNAUTHENTICATED', errorRegistry.UNAUTHENTICATED.en);
        }
        const [, id] = documentPaths.exec(request.url!.split('?')[0]!)!;
        const { reportFile } = await import('@jiedui/pairings/report/file');
        const { name, bytes } = await reportFile(contextOf(admission.viewer), id!);
        response.writeHead(200, {
          'content-type': documentType,
          'content-length': bytes.length,
          'content-disposition': `attachment; filename="${id}.docx"; filename*=UTF-8''${encodeURIComponent(name)}`,
          'cache-control': 'no-store',
        });
        response.end(bytes);
      },
    },
  ];
}
