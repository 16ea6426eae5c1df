import {
  context,
  type Context,
  isSpanContextValid,
  propagation,
  ROOT_CONTEXT,
  type Span,
  type SpanOptions,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';

// Where traces are not wanted none of this does anything: the API alone is there, without what stands behind it.

/** In the trace of who asked, where a header says so in the form of the W3C; else at the root. Nothing else is taken over. */
export function callerOf(traceparent: string | undefined): Context {
  return traceparent === undefined ? ROOT_CONTEXT : propagation.extract(ROOT_CONTEXT, { traceparent });
}

/** The header that continues the span under way elsewhere; none where no traces are kept. */
export function traceHeaders(): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}

/** Does the work within a span, which ends with it. What is thrown marks the span and does not stand in it: it may hold a value. */
export async function inSpan<Result>(
  tracer: Tracer,
  { name, parent = context.active(), ...options }: SpanOptions & { name: string; parent?: Context },
  work: (span: Span) => Promise<Result>,
): Promise<Result> {
  return tracer.startActiveSpan(name, options, parent, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** For each line of a log that is written within a span: its trace. */
export function traceOfLine(): { traceId?: string } {
  const span = trace.getActiveSpan()?.spanContext();
  return span && isSpanContextValid(span) ? { traceId: span.traceId } : {};
}
