import { context, diag, DiagLogLevel, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { setGlobalErrorHandler, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';

export interface TracingOptions {
  /** The name of the program, where OTEL_SERVICE_NAME gives no other. */
  service: string;
  /** What else is said of it with each span. */
  attributes?: Readonly<Record<string, string>>;
  warn: (details: object, message: string) => void;
}

export interface Tracing {
  /** Sends what is left, for half a second at most, and not beyond a moment on performance.now()'s clock. Never rejects. */
  stop(until: number): Promise<void>;
}

/** A caller's name for its operation may be as long as a body. Unit: characters. */
const longestValue = 2000;
/** What the last traces may take. Unit: milliseconds. */
const lastTraces = 500;
/** How often the log says that the collector takes nothing. Unit: milliseconds. */
const betweenWarnings = 60_000;

/**
 * Keeps traces of this process and sends them to the collector that the standard variables name. Beside the requests: spans wait
 * in a queue that drops what it has no room for, and a collector that is down costs the spans, nothing else. To be loaded only
 * where traces are wanted.
 */
export function startTracing({ service, attributes = {}, warn }: TracingOptions): Tracing {
  reportFailures(warn);
  // The variables alone: the detectors of clouds would ask addresses that nobody has configured.
  const resource = defaultResource()
    .merge(resourceFromAttributes({ 'service.name': service, ...attributes }))
    .merge(detectResources({ detectors: [envDetector] }));
  const provider = new BasicTracerProvider({
    resource,
    ...(boundSaid() ? {} : { generalLimits: { attributeValueLengthLimit: longestValue } }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  // Nothing but the trace travels: baggage would be whatever a caller likes.
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return {
    async stop(until) {
      let late: NodeJS.Timeout | undefined;
      await Promise.race([
        provider.shutdown().catch(() => undefined),
        new Promise((resolve) => {
          late = setTimeout(resolve, Math.max(0, Math.min(lastTraces, until - performance.now())));
        }),
      ]);
      clearTimeout(late);
    },
  };
}

/** By whoever configures it, in the standard variables. */
function boundSaid(): boolean {
  const names = ['OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT', 'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT'];
  return names.some((name) => process.env[name]?.trim());
}

/** Every failed batch would be a line: the first of a minute is told, with how many there were since the last. */
function reportFailures(warn: TracingOptions['warn']): void {
  let failures = 0;
  let next = 0;
  const report = (reason: string): void => {
    failures++;
    const now = performance.now();
    if (now < next) return;
    next = now + betweenWarnings;
    warn({ reason, failures }, 'traces are lost: the collector does not take them');
    failures = 0;
  };
  setGlobalErrorHandler((error) => report(typeof error === 'string' ? error : reasonOf(error)));
  diag.setLogger(
    { ...quiet, error: report, warn: report },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
}

function reasonOf(error: object): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return String(code ?? message ?? 'unknown');
}

const nothing = (): void => undefined;
const quiet = { debug: nothing, info: nothing, verbose: nothing };
