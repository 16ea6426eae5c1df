import type { Viewer } from '@jiedui/schema/contract/viewer';
import { inSpan } from '@jiedui/telemetry/spans';
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Logger } from 'pino';
import type { Arrival } from './front.ts';
import { isMasked } from './masking.ts';
import type { Current } from './runtime.ts';
import type { Send, ShardCall, ShardReply } from './sharding/shard.ts';
import type { ShardClient } from './shards/client.ts';
import { fits } from './shards/shape.ts';
import { signAssertion } from './viewer/assertion.ts';
import type { Watch } from './watch.ts';

export interface Sender {
  arrival: Arrival;
  current: Current;
  client: ShardClient;
  viewer: Viewer;
  /** The name of the client's operation, for the deployments' logs. */
  operation: string | null;
  /** When every answer must be back, on performance.now()'s clock. */
  deadline: number;
  log: Logger;
  watch: Watch;
}

/**
 * What one query may use of the time that is left. The rows of those who answer are worth little without the next stage (the
 * rest of a page, a self-hop, the other subgraph's part), so a silent shard must not use up the time of all stages.
 */
const shareOfTime = 0.6;

const tracer = trace.getTracer('jiedui-gateway');

/** The shards' side of one client's request: every call has its viewer's assertion, its deadline and its correlation id. */
export function sendFor({ arrival, current, client, viewer, operation, deadline, log, watch }: Sender): Send {
  const { correlationId, gone } = arrival;
  const { federation, signer, engine } = current;
  const authorize = signer
    ? (body: string, deployment: string) => signAssertion(signer, viewer, { body, deployment })
    : undefined;
  /** Who was too slow for an earlier stage: only one stage waits for them. */
  const tooSlow = new Set<string>();
  return (call) =>
    inSpan(
      tracer,
      {
        name: `${call.operation} ${call.subgraph}`,
        kind: SpanKind.CLIENT,
        attributes: { 'jiedui.deployment': call.deployment, 'jiedui.subgraph': call.subgraph },
      },
      async (span) => {
        const reply = await sent(call);
        watch.called(call, reply);
        const outcome = reply.kind === 'answered' ? 'answered' : reply.reason;
        span.setAttribute('jiedui.outcome', outcome);
        if (outcome !== 'answered') span.setStatus({ code: SpanStatusCode.ERROR });
        return reply;
      },
    );

  async function sent(call: ShardCall): Promise<ShardReply> {
    const url = federation.urls.get(call.deployment)?.get(call.subgraph);
    if (!url) return { kind: 'silent', reason: 'unsupported', milliseconds: 0 };
    const isQuery = call.operation === 'query';
    if (isQuery && tooSlow.has(call.deployment))
      return { kind: 'silent', reason: 'timeout', milliseconds: 0 };
    const trip = {
      url,
      deadline: isQuery ? untilNextStage(deadline) : deadline,
      correlationId,
      gone,
      ...(operation !== null && { operation }),
      ...(authorize && { authorize }),
    };
    const reply = await client.send(call, trip);
    if (reply.kind === 'silent' && reply.reason === 'timeout') tooSlow.add(call.deployment);
    return examined(call, reply);
  }

  function examined(call: ShardCall, reply: ShardReply): ShardReply {
    if (reply.kind === 'silent') return reply;
    const { deployment, subgraph, query } = call;
    // What the client will not be told stands here in full, before anything is masked.
    const errors = reply.errors.filter(isMasked);
    if (errors.length > 0)
      log.error({ deployment, subgraph, correlationId, errors }, 'a shard answered an odd error');
    const rules = engine.rules.subgraphs.get(subgraph);
    if (!rules?.sharded || fits(reply.data, engine.shapes.of(subgraph, rules.schema, query))) return reply;
    log.error({ deployment, subgraph, correlationId, query }, 'a shard answered in another shape than asked');
    return { kind: 'silent', reason: 'invalid', milliseconds: reply.milliseconds };
  }
}

function untilNextStage(deadline: number): number {
  const now = performance.now();
  return now + Math.max(0, deadline - now) * shareOfTime;
}
