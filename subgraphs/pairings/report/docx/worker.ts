import { parentPort, workerData } from 'node:worker_threads';

import { documentOf } from './document.ts';
import type { Rendering } from './rendering.ts';

// One document, and done: what it took is given back with the thread.
const { data, hash } = workerData as Rendering;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin, a window has.
parentPort!.postMessage(await documentOf(data, hash));
