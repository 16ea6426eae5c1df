import { wire } from '@jiedui/schema/contract/wire';
import { traceHeaders } from '@jiedui/telemetry/spans';
import { Agent, request, type Dispatcher } from 'undici';
import type { ShardCall, ShardReply, Silence } from '../sharding/shard.ts';
import { readAnswer } from './answer.ts';
import { Health, type HealthOptions, type Sign } from './health.ts';

/** What a call needs to travel, beyond what it asks. */
export interface Trip {
  url: URL;
  /** When everything must be back, on performance.now()'s clock. */
  deadline: number;
  correlationId: string;
  /** The name of the client's operation, where it has one. */
  operation?: string;
  /** Makes the header that vouches for the viewer, for exactly this body. Absent: none is sent. */
  authorize?: (body: string, deployment: string) => Promise<string>;
  /** The client has gone: queries are given up. A mutation goes on, its outcome is the county's. */
  gone?: AbortSignal;
}

export interface ShardClient {
  /** Carries one call out. Never rejects. */
  send(call: ShardCall, trip: Trip): Promise<ShardReply>;
  /** Whether a place is not asked at the moment (`placeOf`). */
  spares(place: string): boolean;
  /** Forgets the health of places that are not among these (`placeOf`). */
  retain(places: ReadonlySet<string>): void;
  close(): Promise<void>;
}

export interface ClientOptions {
  /** Largest answer that is read. Unit: bytes. */
  largestAnswer?: number;
  /** Connections to one origin. */
  connections?: number;
  health?: Partial<Omit<HealthOptions, 'probe'>>;
  /**
   * A timeout speaks against the place only where it had at least so long: or a caller with a tiny deadline could
   * open the breakers for everybody. Unit: milliseconds.
   */
  fairChance?: number;
  /** Told of each answer how long it took. */
  heard?: (milliseconds: number) => void;
  /** Waited for before an answer is read: to read and to merge it is work. */
  turn?: () => Promise<void>;
  log?: (message: string, details: Record<string, unknown>) => void;
}

/** A deployment at one origin: what the breaker judges. */
export function placeOf(deployment: string, url: URL): string {
  return `${deployment} ${url.origin}`;
}

const probeDeadline = 2000;

/** The only caller of the shards: keep-alive connections, one POST a call, everything bounded by the deadline. */
export function createClient({
  largestAnswer = 32 * 1024 * 1024,
  connections = 128,
  health: healthOptions = {},
  fairChance = 1000,
  heard = () => {},
  turn = () => Promise.resolve(),
  log = () => {},
}: ClientOptions = {}): ShardClient {
  const agent = new Agent({
    connections,
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: 4000,
    keepAliveMaxTimeout: 30_000,
    // The deadline bounds headers and body together; a limit on the silence between two bytes would not stop a drip.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: 5000 },
  });
  /** Where a place was last asked, for its probe. */
  const probes = new Map<string, { url: URL; ask: () => Promise<Sign> }>();
  const health = new Health({
    ...healthOptions,
    probe: (place) => probes.get(place)?.ask() ?? Promise.resolve('alive'),
    onChange: (place, phase, sign) => {
      log(phase === 'open' ? 'a deployment is not asked for a while' : 'a deployment answers again', {
        place,
        sign,
      });
      healthOptions.onChange?.(place, phase, sign);
    },
  });

  return {
    async send(call, trip) {
      const place = placeOf(call.deployment, trip.url);
      const refused = health.silence(place);
      if (refused) return { kind: 'silent', reason: refused, milliseconds: 0 };
      const start = performance.now();
      const outcome = await attempt(call, trip);
      const milliseconds = performance.now() - start;
      if (outcome.kind === 'answered') {
        health.record(place, 'alive');
        heard(milliseconds);
        return { ...outcome, milliseconds };
      }
      const { reason, detail } = outcome;
      if (!trip.gone?.aborted) {
        judge(place, call, trip, reason, milliseconds);
        log('a shard call got no answer', {
          deployment: call.deployment,
          subgraph: call.subgraph,
          reason,
          detail,
          milliseconds: Math.round(milliseconds),
          correlationId: trip.correlationId,
        });
      }
      return { kind: 'silent', reason, milliseconds };
    },

    spares: (place) => health.silence(place) !== null,

    retain(places) {
      health.retain(places);
      for (const place of probes.keys()) if (!places.has(place)) probes.delete(place);
    },

    async close() {
      health.stop();
      await agent.destroy();
    },
  };

  function judge(place: string, call: ShardCall, trip: Trip, reason: Silence, milliseconds: number): void {
    if (reason === 'down' || (reason === 'timeout' && milliseconds >= fairChance)) {
      probes.set(place, { url: trip.url, ask: () => probe(call, trip) });
      health.record(place, reason);
    } else if (reason !== 'timeout') {
      health.record(place, 'alive');
    }
  }

  async function probe({ deployment, subgraph }: ShardCall, { url, authorize }: Trip): Promise<Sign> {
    const outcome = await attempt(
      { deployment, subgraph, query: '{__typename}', variables: {}, operation: 'query' },
      {
        url,
        deadline: performance.now() + probeDeadline,
        correlationId: 'probe',
        ...(authorize && { authorize }),
      },
    );
    if (outcome.kind === 'answered') return 'alive';
    return outcome.reason === 'down' || outcome.reason === 'timeout' ? outcome.reason : 'alive';
  }

  async function attempt(call: ShardCall, trip: Trip): Promise<Outcome> {
    const left = Math.floor(trip.deadline - performance.now());
    if (left < 1) return silent('timeout', 'no time was left');
    const abort = new AbortController();
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      abort.abort();
    }, left);
    const giveUp = () => abort.abort();
    const gone = call.operation === 'query' ? trip.gone : undefined;
    if (gone?.aborted) giveUp();
    gone?.addEventListener('abort', giveUp, { once: true });
    try {
      const body = JSON.stringify({ query: call.query, variables: call.variables });
      const response = await post(call, trip, body, abort.signal);
      return await read(response);
    } catch (error) {
      if (late) return silent('timeout', 'the deadline passed');
      return silent('down', reasonOf(error));
    } finally {
      clearTimeout(timer);
      gone?.removeEventListener('abort', giveUp);
    }
  }

  async function post(
    call: ShardCall,
    trip: Trip,
    body: string,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData> {
    const once = async () => {
      const authorization = await trip.authorize?.(body, call.deployment);
      return request(trip.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          [wire.deadlineHeader]: String(Math.max(1, Math.floor(trip.deadline - performance.now()))),
          [wire.correlationHeader]: trip.correlationId,
          ...traceHeaders(),
          ...(trip.operation !== undefined && { [wire.operationHeader]: trip.operation }),
          ...(authorization !== undefined && { authorization: `Bearer ${authorization}` }),
        },
        body,
        signal,
        dispatcher: agent,
      });
    };
    try {
      return await once();
    } catch (error) {
      // The other side may close an idle connection at the very moment we use it. Only a query may go twice; a fresh
      // assertion goes with it, since a nonce is taken once.
      if (call.operation === 'query' && !signal.aborted && wasStale(error)) return once();
      throw error;
    }
  }

  async function read({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<Outcome> {
    const refusal = refusalOf(statusCode, headers['content-type']);
    if (refusal) {
      // Destroying it instead of reading a body of unknown length costs one connection.
      body.on('error', () => {}).destroy();
      return silent(refusal, `status ${statusCode}, ${String(headers['content-type'])}`);
    }
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > largestAnswer) {
        body.on('error', () => {}).destroy();
        return silent('invalid', `more than ${largestAnswer} bytes`);
      }
      chunks.push(chunk);
    }
    await turn();
    const answer = readAnswer(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, bytes));
    if (!answer) return silent('invalid', `status ${statusCode}, not a GraphQL answer`);
    return { kind: 'answered', ...answer, bytes };
  }
}

type Outcome =
  | Omit<Extract<ShardReply, { kind: 'answered' }>, 'milliseconds'>
  | { kind: 'silent'; reason: Silence; detail: string };

function silent(reason: Silence, detail: string): Outcome {
  return { kind: 'silent', reason, detail };
}

/** What a status says before the body is read; null where the body decides. */
function refusalOf(status: number, contentType: string | string[] | undefined): Silence | null {
  if (status === 401 || status === 403) return 'denied';
  if (status === 404 || status === 405 || status === 501) return 'unsupported';
  // A redirect is not followed: the assertion in it is for this deployment, not for wherever it points.
  if (status >= 300 && status < 400) return 'invalid';
  const isJson = contentType === undefined || /[/+]json\b/i.test(String(contentType));
  if (!isJson) return status === 502 || status === 503 || status === 504 ? 'down' : 'invalid';
  return null;
}

function wasStale(error: unknown): boolean {
  const { code, socket } = error as { code?: string; socket?: { bytesRead?: number } };
  // A socket that has read something was used before: this answer's first byte never came, or headers would have.
  return code === 'UND_ERR_SOCKET' ? (socket?.bytesRead ?? 0) > 0 : code === 'ECONNRESET' || code === 'EPIPE';
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return code ?? message ?? 'unknown';
}
