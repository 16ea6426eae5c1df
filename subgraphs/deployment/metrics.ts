import { type Backlog, backlogs } from '@jiedui/kit/backlog';
import type { Database } from '@jiedui/kit/orm';
import type { Subgraph } from '@jiedui/kit/schema';
import type { Watch } from '@jiedui/kit/watch';
import { lookedUp } from '@jiedui/telemetry/exposition';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** What is looked up when somebody asks for the metrics. */
export interface Sights {
  database: Database;
  subgraphs: readonly Subgraph[];
  draining(): boolean;
}

/** Unit: seconds. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** What a question to the database on behalf of the metrics may take; several that ask at once share the answer. Unit: milliseconds. */
const patience = 1_000;
const freshness = 2_000;

/** Counts what the deployment does. All labels are of the code: subgraphs, outcomes, jobs, consumers. */
export function createMetrics(register: Registry): Watch {
  const registers = [register];
  const request = new Histogram({
    name: 'jiedui_deployment_request_duration_seconds',
    help: 'Requests by subgraph; files: ledgers and reports. incomplete: answered, with errors in it.',
    labelNames: ['subgraph', 'outcome'],
    buckets,
    registers,
  });
  const inFlight = new Gauge({
    name: 'jiedui_deployment_requests_in_flight',
    help: 'Requests that are being answered.',
    registers,
  });
  const sql = new Histogram({
    name: 'jiedui_deployment_sql_duration_seconds',
    help: 'Statements, by their first word, from when they have a connection.',
    labelNames: ['statement', 'outcome'],
    buckets,
    registers,
  });
  const jobs = new Histogram({
    name: 'jiedui_deployment_job_duration_seconds',
    help: 'Runs of scheduled jobs in this process.',
    labelNames: ['job', 'outcome'],
    buckets: [0.01, 0.1, 1, 10, 60, 300],
    registers,
  });
  const done = new Gauge({
    name: 'jiedui_deployment_job_last_success_timestamp_seconds',
    help: 'When this process last ran the job to its end.',
    labelNames: ['job'],
    registers,
  });
  const carried = new Counter({
    name: 'jiedui_deployment_deliveries_total',
    help: 'Tries to take an event to its consumer.',
    labelNames: ['consumer', 'outcome'],
    registers,
  });
  return {
    requested() {
      inFlight.inc();
      return (subgraph, outcome, milliseconds) => {
        inFlight.dec();
        request.observe({ subgraph, outcome }, milliseconds / 1000);
      };
    },
    stated(statement, failed, milliseconds) {
      sql.observe({ statement, outcome: failed ? 'failed' : 'answered' }, milliseconds / 1000);
    },
    ran(job, failed, milliseconds) {
      jobs.observe({ job, outcome: failed ? 'failed' : 'done' }, milliseconds / 1000);
      if (!failed) done.setToCurrentTime({ job });
    },
    carried: (consumer, outcome) => carried.inc({ consumer, outcome }),
  };
}

/** What stands somewhere already: of several processes on one database each tells the same of it. */
export function lookUp(register: Registry, { database, subgraphs, draining }: Sights): void {
  lookedUp(
    register,
    {
      name: 'jiedui_deployment_pool_connections',
      help: 'Connections to the database that are busy or idle; waiting: requests that wait for one.',
      labelNames: ['state'],
    },
    () => {
      const { open, idle, waiting } = database.pool();
      return Object.entries({ busy: open - idle, idle, waiting }).map(([state, count]) => [{ state }, count]);
    },
  );
  lookedUp(
    register,
    {
      name: 'jiedui_deployment_ready',
      help: '1: it answers, on tables that are up to date, as /ready tells.',
    },
    async () => [[{}, (await database.answers(patience)) && !draining() ? 1 : 0]],
  );
  const announcing = {
    subgraphs: subgraphs.flatMap(({ name, deliveries }) => (deliveries ? [name] : [])),
    consumers: subgraphs.flatMap(({ deliveries = [] }) => deliveries.map(({ consumer }) => consumer)),
  };
  // Nothing is better than what was: of a database that is down nobody knows.
  const current = shared(() =>
    backlogs(database.em(), announcing, AbortSignal.timeout(patience)).catch(() => []),
  );
  const told = (name: string, help: string, value: (backlog: Backlog) => number): void => {
    lookedUp(register, { name: `jiedui_deployment_${name}`, help, labelNames: ['stage', 'of'] }, async () =>
      (await current()).map((backlog) => [{ stage: backlog.stage, of: backlog.of }, value(backlog)]),
    );
  };
  told(
    'events_waiting',
    'Events on their way: to_deliver to a consumer; to_place of a subgraph, before a relay has seen them.',
    ({ waiting }) => waiting,
  );
  told('events_parked', 'Of those, the ones that wait for a decision.', ({ parked }) => parked);
  told('events_oldest_seconds', 'Age of the oldest of those on their way.', ({ oldest }) => oldest);
}

/** One answer for all who ask within a while. */
function shared<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let asked = -Infinity;
  let answer: Promise<Value>;
  return () => {
    const now = performance.now();
    if (now - asked > freshness) {
      asked = now;
      answer = ask();
    }
    return answer;
  };
}
