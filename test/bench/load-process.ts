import { Pool } from 'undici';

import { serve } from './serve.ts';

export interface RunLoad {
  url: string;
  /** Asked in turn. */
  bodies: readonly string[];
  /** Which of them comes first. */
  offset: number;
  connections: number;
  /** Unit: milliseconds. */
  duration: number;
  /** Requests per connection that it should see: a slow gateway gets more time for them. */
  least: number;
}

export interface LoadReport {
  /** Unit: milliseconds. */
  latencies: number[];
  elapsed: number;
  notOk: number;
  erroneous: number;
  /** The beginning of the first answer that was not as it should be. */
  complaint: string | null;
}

/** How many times its duration a run may take to see its least. */
const longestTurn = 3;

/** A closed loop: every connection asks again as soon as it has its answer. */
async function run({ url, bodies, offset, connections, duration, least }: RunLoad): Promise<LoadReport> {
  const pool = new Pool(new URL(url).origin, {
    connections,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const { pathname } = new URL(url);
  const report: LoadReport = { latencies: [], elapsed: 0, notOk: 0, erroneous: 0, complaint: null };
  const start = performance.now();
  let sent = 0;
  const goesOn = (): boolean => {
    const spent = performance.now() - start;
    return spent < duration || (sent < connections * least && spent < duration * longestTurn);
  };
  const client = async (): Promise<void> => {
    while (goesOn()) {
      const body = bodies[(offset + sent++) % bodies.length]!;
      const asked = performance.now();
      const response = await pool.request({
        path: pathname,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      const text = await response.body.text();
      report.latencies.push(performance.now() - asked);
      const ok = response.statusCode >= 200 && response.statusCode <= 299;
      const errors = text.indexOf('"errors":');
      if (ok && errors < 0) continue;
      if (ok) report.erroneous += 1;
      else report.notOk += 1;
      report.complaint ??= `${response.statusCode} ${text.slice(Math.max(errors, 0)).slice(0, 300)}`;
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, client));
    report.elapsed = performance.now() - start;
    return report;
  } finally {
    await pool.destroy();
  }
}

serve({ run });
