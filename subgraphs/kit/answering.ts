import type { IncomingMessage, ServerResponse } from 'node:http';

import { codedError, type ErrorCode, errorRegistry, isErrorCode } from '@jiedui/schema/contract/error';
import type { Role, Viewer } from '@jiedui/schema/contract/viewer';
import { wire } from '@jiedui/schema/contract/wire';
import { callerOf, inSpan, traceOfLine } from '@jiedui/telemetry/spans';
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { type ExecutionResult, GraphQLError } from 'graphql';

import { systemClock } from './clock.ts';
import { contextOf, type RequestContext } from './context.ts';
import { cursorSeal } from './cursor.ts';
import { deadlineOf } from './deadline.ts';
import { type Fault, masked, maskErrors } from './masking.ts';
import { type Answer, Operations } from './operations.ts';
import { bodyOf, correlationOf, isJson, operationOf, readRequest } from './request-form.ts';
import { subgraphSchema } from './schema.ts';
import type { RequestLog, Route, ServerOptions } from './server.ts';
import { gatekeeper } from './viewer.ts';
import { nobody, type RequestOutcome } from './watch.ts';

const tracer = trace.getTracer('jiedui-deployment');

const silent: RequestLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** What the log keeps of a request, beside its time: never a variable, never a row. */
interface Account {
  operation: string | null;
  roles?: readonly Role[];
  /** `failed` until something else is known. */
  outcome: RequestOutcome;
  codes?: readonly string[];
  /** Where traces are kept. */
  traceId?: string;
}

/** Answers what comes to a path that is not the server's own; the log has one line for each. */
export function requestHandler({
  deployment,
  subgraphs,
  database,
  federation,
  owned,
  keys,
  cursorKey,
  clock = systemClock,
  shareContacts = [],
  policies = {},
  graph,
  log = silent,
  largestBody = 8 * 1024 * 1024,
  routes = [],
  longestRequest = 30_000,
  watch = nobody,
}: ServerOptions): (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void> {
  const operations = new Map(
    subgraphs.map((subgraph) => [`/${subgraph.name}`, new Operations(subgraphSchema(subgraph))]),
  );
  const gate = gatekeeper({ deployment, keys, now: () => clock.now() });
  const seal = cursorSeal(cursorKey);
  const contextFor = (viewer: Viewer): RequestContext =>
    contextOf({
      viewer,
      em: database.em(),
      owned,
      federation,
      clock,
      seal,
      shareContacts,
      policies,
      graph,
    });

  return async (request, response, path) => {
    const began = performance.now();
    const done = watch.requested();
    const correlationId = correlationOf(request);
    response.setHeader(wire.correlationHeader, correlationId);
    const account: Account = { operation: operationOf(request), outcome: 'failed' };
    await answer(request, response, path, correlationId, account);
    const took = performance.now() - began;
    done(subgraphAt(path), account.outcome, took);
    const milliseconds = Math.round(took);
    log.info({ correlationId, at: path, ...account, status: response.statusCode, milliseconds }, 'answered');
  };

  /** For who counts: no path that a caller made up. */
  function subgraphAt(path: string): string {
    if (operations.has(path)) return path.slice(1);
    return routes.some((route) => isAt(route, path)) ? 'files' : 'none';
  }

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    correlationId: string,
    account: Account,
  ): Promise<void> {
    // `err` is the name under which pino writes an error out.
    const report = (fault: Fault): void =>
      log.error({ correlationId, at: `${path} ${fault.path}`, err: fault.error }, 'request failed');
    const refuse = (code: ErrorCode, message: string = errorRegistry[code].en, status?: number): void => {
      Object.assign(account, { outcome: 'refused', codes: [code] });
      send(response, status ?? errorRegistry[code].status, { errors: [codedError(code, message).toJSON()] });
    };
    try {
      const atPath = routes.filter((route) => isAt(route, path));
      if (atPath.length > 0) {
        const route = atPath.find(({ method }) => method === request.method);
        if (!route)
          return refuse('BAD_REQUEST', `expected ${atPath.map(({ method }) => method).join(' or ')}.`, 405);
        await inSpan(tracer, { name: 'request files', kind: SpanKind.SERVER }, () => {
          Object.assign(account, traceOfLine());
          return route.handle(request, response, (viewer) => {
            account.roles = viewer.roles;
            return contextFor(viewer);
          });
        });
        account.outcome = response.statusCode < 400 ? 'complete' : 'refused';
        return;
      }
      const target = operations.get(path);
      if (!target) return refuse('BAD_REQUEST', `expected one of ${[...operations.keys()].join(', ')}.`, 404);
      if (request.method !== 'POST') return refuse('BAD_REQUEST', 'expected POST.', 405);
      if (!isJson(request.headers['content-type'])) {
        return refuse('BAD_REQUEST', 'expected content-type application/json.', 415);
      }
      const body = await bodyOf(request, largestBody);
      if (body === null) {
        response.setHeader('connection', 'close');
        return refuse('BAD_REQUEST', `expected at most ${largestBody} bytes.`, 413);
      }
      const admission = await gate.admit(request.headers.authorization, body);
      if (admission.kind === 'refused') {
        log.warn({ correlationId, reason: admission.reason }, 'shard call refused');
        return refuse('UNAUTHENTICATED');
      }
      const asked = readRequest(body);
      if (!asked) return refuse('BAD_REQUEST', 'expected {query, variables, operationName} as JSON.');
      const deadline = deadlineOf(request, response, longestRequest);
      const { signal } = deadline;
      account.roles = admission.viewer.roles;
      const context = { ...contextFor(admission.viewer), signal };
      const answer = await traced(request, path, correlationId, () => {
        Object.assign(account, traceOfLine());
        return Promise.race([target.run(asked, context), deadline.passed]);
      });
      deadline.clear();
      if (answer === null) {
        Object.assign(account, { outcome: 'timeout', codes: ['JURISDICTION_TIMEOUT'] });
        const error = masked('JURISDICTION_TIMEOUT', correlationId).toJSON();
        return send(response, errorRegistry.JURISDICTION_TIMEOUT.status, { errors: [error] });
      }
      const { data } = answer.result;
      const errors = answer.result.errors && maskErrors(answer.result.errors, correlationId, report);
      account.outcome = errors ? (answer.status < 400 ? 'incomplete' : 'refused') : 'complete';
      if (errors) account.codes = [...new Set(errors.map(({ extensions }) => String(extensions?.['code'])))];
      const shown: ExecutionResult | object = {
        ...(errors && { errors }),
        ...(data !== undefined && { data }),
      };
      send(response, answer.status, shown);
    } catch (error) {
      // The caller went away while sending: there is nobody to answer.
      if (request.errored) {
        account.outcome = 'gone';
        return;
      }
      // What is left unread of an upload would be taken for the next request.
      if (!request.complete) response.setHeader('connection', 'close');
      if (response.headersSent) {
        report({ correlationId, path: '', error });
        response.destroy();
        return;
      }
      if (routes.some((route) => isAt(route, path))) {
        const thrown =
          error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error });
        const [shown] = maskErrors([thrown], correlationId, report);
        const code = shown?.extensions?.['code'];
        account.codes = [String(code)];
        if (isErrorCode(code) && errorRegistry[code].status < 500) account.outcome = 'refused';
        return send(response, isErrorCode(code) ? errorRegistry[code].status : 500, { errors: [shown] });
      }
      account.codes = ['INTERNAL_SERVER_ERROR'];
      report({ correlationId, path: '', error });
      send(response, 500, { errors: [masked('INTERNAL_SERVER_ERROR', correlationId).toJSON()] });
    }
  }
}

/** The part of a caller's trace that is this deployment's, from where the caller is known on. */
function traced(
  { headers: { traceparent } }: IncomingMessage,
  path: string,
  correlationId: string,
  run: () => Promise<Answer | null>,
): Promise<Answer | null> {
  return inSpan(
    tracer,
    {
      name: `request ${path.slice(1)}`,
      kind: SpanKind.SERVER,
      parent: callerOf(typeof traceparent === 'string' ? traceparent : undefined),
      attributes: { 'jiedui.correlation_id': correlationId },
    },
    async (span) => {
      const answer = await run();
      const outcome = answer === null ? 'timeout' : answer.result.errors ? 'incomplete' : 'complete';
      span.setAttribute('jiedui.outcome', outcome);
      if (outcome !== 'complete') span.setStatus({ code: SpanStatusCode.ERROR });
      return answer;
    },
  );
}

function isAt({ path: wanted }: Route, path: string): boolean {
  return typeof wanted === 'string' ? wanted === path : wanted.test(path);
}

export function send(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent || response.destroyed) return;
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': text.length,
    'cache-control': 'no-store',
  });
  response.end(text);
}
