import type { IncomingMessage, ServerResponse } from 'node:http';

import { wire } from '@jiedui/schema/contract/wire';

export interface Deadline {
  /** Aborts when the time is over, or the caller has gone away. */
  signal: AbortSignal;
  passed: Promise<null>;
  clear(): void;
}

/** The caller's deadline; the longest request where it names none. Reads stop with it, a write under way still ends. */
export function deadlineOf(request: IncomingMessage, response: ServerResponse, longest: number): Deadline {
  const header = request.headers[wire.deadlineHeader];
  const left = typeof header === 'string' ? Number(header) : Number.NaN;
  const milliseconds = Number.isFinite(left) ? Math.min(Math.max(Math.floor(left), 1), longest) : longest;
  const controller = new AbortController();
  const end = (): void => controller.abort(new DOMException('The deadline has passed', 'TimeoutError'));
  const timer = setTimeout(end, milliseconds);
  response.once('close', end);
  return {
    signal: controller.signal,
    passed: new Promise((resolve) => {
      controller.signal.addEventListener('abort', () => resolve(null), { once: true });
    }),
    clear: () => {
      clearTimeout(timer);
      response.off('close', end);
    },
  };
}
