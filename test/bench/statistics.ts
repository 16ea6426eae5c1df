/** The value below which a share of the sorted values lies (nearest rank). NaN where there are none. */
export function percentile(sorted: readonly number[], share: number): number {
  const rank = Math.ceil(share * sorted.length);
  return sorted[Math.min(Math.max(rank, 1), sorted.length) - 1] ?? Number.NaN;
}

/** The middle value; the mean of the two middle ones where their number is even. NaN where there are none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  if (!Number.isInteger(middle)) return sorted[Math.floor(middle)]!;
  return sorted.length === 0 ? Number.NaN : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The middle of several rounds, with the lowest and the highest of them. */
export interface Spread {
  middle: number;
  low: number;
  high: number;
}

export function spreadOf(values: readonly number[]): Spread {
  return { middle: median(values), low: Math.min(...values), high: Math.max(...values) };
}

/**
 * How a gateway compares with the base, round by round: what disturbed the machine in one round disturbed both.
 * Rounds that either of them missed do not count.
 */
export function ratioOf(values: readonly number[], base: readonly number[]): Spread {
  const rounds = Math.min(values.length, base.length);
  return spreadOf(Array.from({ length: rounds }, (_, round) => values[round]! / base[round]!));
}

/** What one gateway did in one round of one operation. */
export interface Slice {
  /** Of every request. Unit: milliseconds. */
  latencies: readonly number[];
  /** From the first request's start to the last answer. Unit: milliseconds. */
  elapsed: number;
  notOk: number;
  /** Answers of status 2xx with errors in them. */
  erroneous: number;
  /** Unit: milliseconds of CPU. */
  gatewayCpu: number;
  /** The deployments' and PostgreSQL's. Unit: milliseconds of CPU. */
  shardCpu: number;
  calls: number;
  /** Bodies of the shards' answers. Unit: bytes. */
  bytes: number;
  /** Of the gateway at the end of the round. Unit: bytes. */
  resident: number;
}

/** Everything per request where not said otherwise. */
export interface Figures {
  requests: number;
  rounds: number;
  notOk: number;
  erroneous: number;
  /** Unit: milliseconds. */
  p50: number;
  p95: number;
  p99: number;
  /** Requests per second against the base's, over the rounds: more is better. */
  rate: Spread;
  /** Unit: milliseconds. */
  cpu: number;
  /** CPU of the gateway against the base's, over the rounds: less is better. */
  cpuRatio: Spread;
  /** Unit: milliseconds. */
  shardCpu: number;
  calls: number;
  /** Unit: bytes. */
  bytes: number;
  /** The largest of all rounds. Unit: bytes. */
  resident: number;
}

/** The figures of one gateway over all its rounds, against a base measured in the same rounds. */
export function figuresOf(slices: readonly Slice[], base: readonly Slice[]): Figures {
  const latencies = slices.flatMap((slice) => slice.latencies).toSorted((a, b) => a - b);
  const requests = latencies.length;
  const total = (part: (slice: Slice) => number): number =>
    slices.reduce((sum, slice) => sum + part(slice), 0);
  return {
    requests,
    rounds: slices.length,
    notOk: total(({ notOk }) => notOk),
    erroneous: total(({ erroneous }) => erroneous),
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
    p99: percentile(latencies, 0.99),
    rate: ratioOf(slices.map(rateOf), base.map(rateOf)),
    cpu: total(({ gatewayCpu }) => gatewayCpu) / requests,
    cpuRatio: ratioOf(slices.map(cpuOf), base.map(cpuOf)),
    shardCpu: total(({ shardCpu }) => shardCpu) / requests,
    calls: total(({ calls }) => calls) / requests,
    bytes: total(({ bytes }) => bytes) / requests,
    resident: Math.max(...slices.map(({ resident }) => resident)),
  };
}

function rateOf({ latencies, elapsed }: Slice): number {
  return latencies.length / elapsed;
}

function cpuOf({ latencies, gatewayCpu }: Slice): number {
  return gatewayCpu / latencies.length;
}
