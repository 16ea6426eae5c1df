import { parentPort, workerData } from 'node:worker_threads';

import { match, type MatchTask } from './match.ts';

// oxlint-disable unicorn/require-post-message-target-origin -- a thread has no origin

// The whole life of the thread: one task, its progress, its answer.
const matched = await match(workerData as MatchTask, (progress) => parentPort!.postMessage({ progress }));
parentPort!.postMessage({ matched });
