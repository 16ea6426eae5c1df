import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { callerOf, inSpan } from '@jiedui/telemetry/spans';
import { SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import type { Logger } from 'pino';
import { admit, nameOf, type Admission } from './admission.ts';
import { etagOf, type Cacheable } from './caching.ts';
import { defaults, type GatewayConfig } from './config.ts';
import { withProtoAliases } from './documents/proto-alias.ts';
import { since, type Answer, type Arrival } from './front.ts';
import { wording } from './masking.ts';
import { accountOfRefusal, codesOf, isRefusal, refusal, type Refusal } from './refusal.ts';
import type { RequestContext } from './request-context.ts';
import type { Current } from './runtime.ts';
import { sendFor } from './send.ts';
import { mergeCoverage, type Coverage } from './sharding/coverage.ts';
import type { ShardClient } from './shards/client.ts';
import { nobody, type Account, type Watch } from './watch.ts';

/** Kept back from a request's deadline to merge and to answer. Unit: milliseconds. */
const longestReserve = 100;

const tracer = trace.getTracer('jiedui-gateway');

type Settings = Pick<GatewayConfig, 'deadline' | 'limits' | 'publicMaxAge'>;

/** From an arrival to its answer: who asks, whether it is let through, what the shards say; and one line in the log. */
export function createAnswering(
  current: () => Current,
  client: ShardClient,
  settings: Settings,
  log: Logger,
  watch: Watch = nobody,
): (arrival: Arrival) => Promise<Answer | Refusal> {
  const { limits = defaults.limits, publicMaxAge = defaults.publicMaxAge, deadline } = settings;

  return (arrival) =>
    inSpan(
      tracer,
      {
        name: 'request',
        kind: SpanKind.SERVER,
        parent: callerOf(arrival.request.headers.get('traceparent')),
        attributes: { 'jiedui.correlation_id': arrival.correlationId },
      },
      async (span) => {
        const answered = await answer(arrival, span);
        span.setAttribute('http.response.status_code', answered.status);
        if (isRefusal(answered)) {
          span.setAttributes({ 'jiedui.outcome': 'refused', 'jiedui.codes': codesOf(answered) });
        }
        return answered;
      },
    );

  async function answer(arrival: Arrival, span: Span): Promise<Answer | Refusal> {
    // What is in force now stays in force for this request, whatever is reloaded meanwhile.
    const inForce = current();
    const { correlationId, arrived } = arrival;
    const told = (details: Record<string, unknown>) =>
      log.info({ correlationId, ...details, milliseconds: since(arrived) }, 'answered');
    const identified = await inForce.identify(arrival.authorization);
    if (identified.kind === 'refused') {
      const refused = refusal(401, 'UNAUTHENTICATED', wording('UNAUTHENTICATED'));
      told({ ...accountOfRefusal(refused), reason: identified.reason });
      return refused;
    }
    if (identified.kind === 'unverifiable') {
      log.error({ correlationId, reason: identified.reason }, 'the client keys could not be had');
      const refused = refusal(503, 'INTERNAL_SERVER_ERROR', wording('INTERNAL_SERVER_ERROR'));
      told(accountOfRefusal(refused));
      return refused;
    }
    const { viewer } = identified;
    const { engine, registered } = inForce;
    const admission = admit(arrival.request, viewer, {
      library: engine.library,
      registered,
      limits,
      looked: watch.looked,
    });
    if (isRefusal(admission)) {
      told({ roles: viewer.roles, ...accountOfRefusal(admission) });
      return admission;
    }
    const context = contextFor(arrival, admission, viewer, inForce);
    const response = await engine.execute(requestOf(arrival, admission), context);
    const status = response.status ?? 200;
    const account = accountOf(context, admission);
    noteOn(span, account, admission);
    warnOfLiars(account, correlationId);
    told({ ...lineOf(account, context, admission), status });
    if (response.body.kind !== 'complete') throw new Error('Expected an answer in one piece.');
    return {
      status,
      contentType: response.headers.get('content-type') ?? 'application/json; charset=utf-8',
      text: admission.admitted.renamed ? withProtoAliases(response.body.string) : response.body.string,
      cacheable: status === 200 ? cacheable(arrival, context) : null,
      account,
    };
  }

  /** Who broke the contract, so that its answer was not used. */
  function warnOfLiars({ gaps }: Account, correlationId: string): void {
    const jurisdictions = gaps.filter(({ outcome }) => outcome === 'invalid').map(({ code }) => code);
    if (jurisdictions.length === 0) return;
    log.warn({ correlationId, jurisdictions }, 'a jurisdiction broke the contract; its answer was not used');
  }

  function contextFor(
    arrival: Arrival,
    { admitted, operation }: Admission,
    viewer: Viewer,
    inForce: Current,
  ): RequestContext {
    const allowed = Math.min(deadline, Math.max(1, arrival.wished ?? deadline));
    const until = arrival.arrived + allowed - Math.min(longestReserve, allowed / 10);
    return {
      viewer,
      correlationId: arrival.correlationId,
      map: inForce.federation.map,
      send: sendFor({
        arrival,
        current: inForce,
        client,
        viewer,
        operation: nameOf(operation),
        deadline: until,
        log,
        watch,
      }),
      log,
      explains: arrival.explains && viewer.roles.some((role) => role === 'CITY' || role === 'AUDITOR'),
      coverage: [],
      plans: [],
      document: admitted.document,
      end: { outcome: null },
      grown: Object.create(null) as Record<string, unknown>,
    };
  }

  /** Only what everybody may see, and only where nothing is missing: a cache would keep the gap. */
  function cacheable(
    { request, authorization }: Arrival,
    { end: { outcome } }: RequestContext,
  ): Cacheable | null {
    const isPublic = request.method === 'GET' && authorization === undefined;
    if (!isPublic || publicMaxAge === 0 || !outcome?.complete) return null;
    return { etag: etagOf(outcome.data), maxAge: publicMaxAge };
  }
}

/** As Apollo shall see it: one form, whatever the client's was. */
function requestOf({ request }: Arrival, { admitted, operation, variables }: Admission): HTTPGraphQLRequest {
  const headers = new HeaderMap([['content-type', 'application/json']]);
  const accept = request.headers.get('accept');
  if (accept !== undefined) headers.set('accept', accept);
  const operationName = operation.name?.value;
  return {
    method: 'POST',
    headers,
    search: '',
    body: { query: admitted.text, variables, ...(operationName !== undefined && { operationName }) },
  };
}

function accountOf(
  { end: { outcome }, coverage }: RequestContext,
  { operation, hash }: Admission,
): Account & { jurisdictions: Coverage['jurisdictions'] } {
  const { jurisdictions } = mergeCoverage(coverage);
  return {
    asked: { kind: operation.operation, name: nameOf(operation), document: hash },
    outcome: outcome === null ? 'failed' : outcome.complete ? 'complete' : 'incomplete',
    codes: [...new Set(outcome?.codes)],
    gaps: jurisdictions.filter((each) => each.outcome !== 'answered'),
    jurisdictions,
  };
}

/** What the log keeps of an answer: never a variable, never a row. */
function lineOf(
  { outcome, codes, jurisdictions }: ReturnType<typeof accountOf>,
  { viewer }: RequestContext,
  { operation, hash, cost }: Admission,
): Record<string, unknown> {
  return {
    operation: nameOf(operation),
    kind: operation.operation,
    document: hash,
    roles: viewer.roles,
    cost,
    outcome,
    ...(codes.length > 0 && { codes }),
    jurisdictions: Object.fromEntries(jurisdictions.map(({ code, outcome }) => [code, outcome])),
  };
}

/** The same for a trace. */
function noteOn(span: Span, { outcome, codes, gaps }: Account, { operation, hash, cost }: Admission): void {
  if (!span.isRecording()) return;
  const name = nameOf(operation);
  span.updateName(operation.operation);
  span.setAttributes({
    'graphql.operation.type': operation.operation,
    ...(name !== null && { 'graphql.operation.name': name }),
    'jiedui.document': hash,
    'jiedui.cost': cost,
    'jiedui.outcome': outcome,
    ...(codes.length > 0 && { 'jiedui.codes': [...codes] }),
    ...(gaps.length > 0 && { 'jiedui.missing': gaps.map(({ code }) => code) }),
  });
  if (outcome === 'failed') span.setStatus({ code: SpanStatusCode.ERROR });
}
