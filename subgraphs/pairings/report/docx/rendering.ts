import { Worker } from 'node:worker_threads';

import type { ReportData } from '../data.ts';

export interface Rendering {
  data: ReportData;
  hash: string | null;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * A report as docx, made in a thread of its own: drawing takes a second that nobody else waits for. One after another: many at
 * once would take the machine from those who ask.
 */
export function rendered(rendering: Rendering): Promise<Uint8Array> {
  const next = last.then(() => inThread(rendering));
  last = next.catch(() => undefined);
  return next;
}

function inThread(workerData: Rendering): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const worker = new Worker(new URL(`./worker.${extension}`, import.meta.url), { workerData });
    worker.once('message', resolve);
    worker.once('error', reject);
    // After a message this says nothing any more.
    worker.once('exit', (code) => reject(new Error(`The thread that renders a report ended with ${code}`)));
  });
}
