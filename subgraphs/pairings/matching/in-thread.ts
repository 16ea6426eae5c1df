import { Worker } from 'node:worker_threads';

import type { Matched, MatchProgress, MatchTask } from './match.ts';

export interface ThreadOptions {
  onProgress?: (progress: MatchProgress) => void;
  signal?: AbortSignal | undefined;
}

type Message = { progress: MatchProgress } | { matched: Matched };

/** A thread's own; more than this and it ends with an error, not the process. Unit: megabytes. */
const largestHeap = 2_048;

/**
 * `match` in a thread of its own: requests are answered meanwhile, and what the solver took is given back when it ends.
 * @throws the thread's own error; the signal's reason where it was stopped
 */
export async function matchInThread(
  task: MatchTask,
  { onProgress = () => undefined, signal }: ThreadOptions = {},
): Promise<Matched> {
  signal?.throwIfAborted();
  // From sources, the thread reads sources too.
  const source = import.meta.url.endsWith('.ts');
  const thread = new Worker(new URL(source ? './thread.ts' : './thread.js', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: largestHeap },
    ...(source && { execArgv: ['--conditions=source'] }),
  });
  const { promise, resolve, reject } = Promise.withResolvers<Matched>();
  const stop = (): void => reject(signal!.reason as Error);
  signal?.addEventListener('abort', stop, { once: true });
  thread.on('message', (message: Message) => {
    if ('matched' in message) resolve(message.matched);
    else onProgress(message.progress);
  });
  thread.on('error', reject);
  thread.on('exit', (code) => reject(new Error(`The thread ended with ${code} before it had matched`)));
  try {
    return await promise;
  } finally {
    signal?.removeEventListener('abort', stop);
    await thread.terminate();
  }
}
