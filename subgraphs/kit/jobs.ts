import { inSpan } from '@jiedui/telemetry/spans';
import { trace } from '@opentelemetry/api';
import { PgBoss } from 'pg-boss';

import type { RequestContext } from './context.ts';
import type { Subgraph } from './schema.ts';
import type { ServerLog } from './server.ts';
import { nobody, type Watch } from './watch.ts';

/** Work that a subgraph does by the clock, in its deployment, as the deployment. */
export interface Job {
  /** Five fields of cron, in Asia/Shanghai, or where a policy has them. What was missed while nobody ran is made up for once. */
  schedule: string | ((policies: RequestContext['policies']) => string);
  /**
   * One at a time over all processes of the database; again after a failure, and after a crash: what it writes must be
   * there once all the same.
   */
  run(context: RequestContext): Promise<void>;
}

/** A subgraph, or whoever else has jobs under a name. */
export type WithJobs = Pick<Subgraph, 'name' | 'jobs'>;

export interface JobsOptions {
  url: string;
  subgraphs: readonly WithJobs[];
  /** A context in which the deployment acts as itself. */
  contextOf: (signal: AbortSignal) => RequestContext;
  log: ServerLog;
  watch?: Pick<Watch, 'ran'>;
}

export interface RunningJobs {
  /** Runs a job soon, whatever its schedule; `subgraph.job`. */
  ask(name: string): Promise<void>;
  /** Lets what is under way end, for some seconds; what does not is run again by another. */
  stop(): Promise<void>;
}

/** The queue's own schema, beside the records. */
const schema = 'jobs';
const timeZone = 'Asia/Shanghai';
/** Its own spans would hold the messages of errors, and with them what is in the records. */
const openTelemetry = { enabled: false };
/** Unit: milliseconds. */
const drainTime = 7_000;

const tracer = trace.getTracer('jiedui-deployment');

const queueOptions = {
  policy: 'exclusive',
  retryLimit: 8,
  retryBackoff: true,
  retryDelay: 30,
  retryDelayMax: 3_600,
  expireInSeconds: 900,
  // A killed worker is noticed by its silence.
  heartbeatSeconds: 30,
} as const;

/** The jobs of the subgraphs by the names of their queues. */
export function jobsOf(subgraphs: readonly WithJobs[]): ReadonlyMap<string, Job> {
  return new Map(
    subgraphs.flatMap(({ name, jobs = {} }) =>
      Object.entries(jobs).map(([job, definition]) => [`${name}.${job}`, definition] as const),
    ),
  );
}

/** Brings the queue's tables up to date, where a subgraph has jobs. Safe to call from several processes at once. */
export async function installJobs(url: string, subgraphs: readonly WithJobs[]): Promise<void> {
  if (jobsOf(subgraphs).size === 0) return;
  const boss = new PgBoss({
    connectionString: url,
    schema,
    max: 1,
    supervise: false,
    schedule: false,
    openTelemetry,
  });
  // Errors come as rejections too; without a listener they would end the process.
  boss.on('error', () => undefined);
  try {
    await boss.start();
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** Runs the subgraphs' jobs by their schedules. @throws the driver's error where the database does not answer */
export async function startJobs({
  url,
  subgraphs,
  contextOf,
  log,
  watch = nobody,
}: JobsOptions): Promise<RunningJobs> {
  const jobs = jobsOf(subgraphs);
  if (jobs.size === 0) return { ask: async () => undefined, stop: async () => undefined };
  const boss = new PgBoss({ connectionString: url, schema, max: 3, migrate: false, openTelemetry });
  boss.on('error', (error) => log.warn({ err: error }, 'the job queue'));
  try {
    await boss.start();
    const { policies } = contextOf(new AbortController().signal);
    for (const [name, job] of jobs) {
      await boss.createQueue(name, queueOptions);
      const schedule = typeof job.schedule === 'string' ? job.schedule : job.schedule(policies);
      await boss.schedule(name, schedule, null, { tz: timeZone, missed: 'once' });
      await boss.work(name, { batchSize: 1 }, async ([asked]) => {
        const began = performance.now();
        try {
          await inSpan(tracer, { name: `job ${name}` }, () => job.run(contextOf(asked!.signal)));
          watch.ran(name, false, performance.now() - began);
        } catch (error) {
          watch.ran(name, true, performance.now() - began);
          log.error({ err: error, job: name }, 'a job failed; it is run again');
          throw error;
        }
      });
    }
    // What an earlier release ran, and this one does not.
    const served = subgraphs.map(({ name }) => `${name}.`);
    for (const { name } of await boss.getSchedules()) {
      if (!jobs.has(name) && served.some((prefix) => name.startsWith(prefix))) await boss.unschedule(name);
    }
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined);
    throw error;
  }
  return {
    ask: async (name) => {
      await boss.send(name);
    },
    stop: () => boss.stop({ graceful: true, timeout: drainTime }),
  };
}
