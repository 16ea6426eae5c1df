/** Where metrics are served: an address of its own, since what an operator may know is not for whoever asks the graph. */
export interface ExpositionConfig {
  host: string;
  /** 0 = any free port. */
  port: number;
}

export const defaultExpositionHost = '127.0.0.1';

/** Tells of a wrong variable, and what belongs there. */
export type Refuse = (variable: string, expected: string) => void;

const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
];

/**
 * Whether traces are kept, by the standard variables of OpenTelemetry, whose other settings its packages read themselves.
 * What they would only grumble at is refused: an operator shall see at the start that no trace will come.
 */
export function wantsTraces(
  environment: Readonly<Record<string, string | undefined>>,
  refuse: Refuse,
): boolean {
  const text = (name: string) => environment[name]?.trim() || undefined;
  const endpoints = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'].filter(text);
  const off = text('OTEL_SDK_DISABLED')?.toLowerCase() === 'true' || text('OTEL_TRACES_EXPORTER') === 'none';
  if (endpoints.length === 0 || off) return false;
  for (const name of endpoints) {
    const url = text(name)!;
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
      refuse(name, 'the http(s) address of a collector, such as http://127.0.0.1:4318');
    }
  }
  for (const name of ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL']) {
    const protocol = text(name) ?? 'http/json';
    if (protocol !== 'http/json') refuse(name, 'http/json');
  }
  const sampler = text('OTEL_TRACES_SAMPLER');
  if (sampler !== undefined && !samplers.includes(sampler)) {
    refuse('OTEL_TRACES_SAMPLER', `one of ${samplers.join(', ')}`);
  }
  const ratio = text('OTEL_TRACES_SAMPLER_ARG');
  if (sampler?.endsWith('traceidratio') && !(Number(ratio) >= 0 && Number(ratio) <= 1)) {
    refuse('OTEL_TRACES_SAMPLER_ARG', 'a share from 0 to 1');
  }
  return true;
}
