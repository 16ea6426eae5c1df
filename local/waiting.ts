import { setTimeout as sleep } from 'node:timers/promises';

export interface Wait {
  signal: AbortSignal;
  /** Unit: milliseconds. */
  patience: number;
  /** Looked at before each try; a text ends the waiting as a failure. */
  failure: () => string | null;
}

/** Waits until an address answers 2xx. @throws where it does not in time, or cannot any more. */
export async function answersOk(url: string, { signal, patience, failure }: Wait): Promise<void> {
  const deadline = Date.now() + patience;
  for (;;) {
    signal.throwIfAborted();
    const failed = failure();
    if (failed) throw new Error(failed);
    const timeout = AbortSignal.any([signal, AbortSignal.timeout(2_000)]);
    const answer = await fetch(url, { signal: timeout }).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    if (Date.now() > deadline) throw new Error(`${url} is not ready after ${patience / 1_000} s`);
    await sleep(40, undefined, { signal });
  }
}
