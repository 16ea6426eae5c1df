import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { ConfigurationError } from './configuration-error.ts';
import { defaultLimits } from './guards/limits.ts';

function problemsOf(environment: Record<string, string>): Record<string, unknown> {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return Object.fromEntries(error.problems.map(({ where, received }) => [where, received]));
    }
    throw error;
  }
  return {};
}

describe('the environment', () => {
  test('needs nothing but a supergraph; the rest has defaults', () => {
    expect(readConfig({ JIEDUI_SUPERGRAPH: 'supergraph.graphql' })).toEqual({
      supergraph: 'supergraph.graphql',
      host: '127.0.0.1',
      port: 4000,
      deadline: 5000,
      logLevel: 'info',
      limits: defaultLimits,
      largestBody: 262_144,
      mostAtOnce: 1000,
      documents: [],
      trustedOnly: false,
      corsOrigins: [],
      compression: true,
      publicMaxAge: 60,
      notice: 500,
      traces: false,
    });
  });

  test('sets each limit apart, the cost by role, and who may ask for the schema', () => {
    const { limits, largestBody } = readConfig({
      JIEDUI_SUPERGRAPH: 'supergraph.graphql',
      JIEDUI_LIMIT_TOKENS: '900',
      JIEDUI_LIMIT_BODY: '65536',
      JIEDUI_LIMIT_COST: 'PUBLIC=100, CITY=7',
      JIEDUI_INTROSPECTION: 'COUNTY,CITY',
    });
    expect(largestBody).toBe(65_536);
    expect(limits).toEqual({
      ...defaultLimits,
      tokens: 900,
      cost: { ...defaultLimits.cost, PUBLIC: 100, CITY: 7 },
      introspection: ['COUNTY', 'CITY'],
    });
    const nobody = readConfig({ JIEDUI_SUPERGRAPH: 'x', JIEDUI_INTROSPECTION: 'nobody' });
    expect(nobody.limits.introspection).toEqual([]);
  });

  test('refuses limits, origins and roles that are none, and trusted documents without a manifest', () => {
    const wrong = {
      JIEDUI_LIMIT_TOKENS: '0',
      JIEDUI_LIMIT_COST: 'KING=1',
      JIEDUI_INTROSPECTION: 'king',
      JIEDUI_CORS_ORIGINS: 'https://example.cn/path',
      JIEDUI_COMPRESSION: 'zip',
    };
    expect(problemsOf({ JIEDUI_SUPERGRAPH: 'x', JIEDUI_TRUSTED_DOCUMENTS: 'only', ...wrong })).toEqual({
      ...wrong,
      JIEDUI_DOCUMENTS: undefined,
    });
  });

  test('names every wrong variable at once, with what was received', () => {
    expect(
      problemsOf({
        JIEDUI_SHARD_MAP: 'federation.yaml',
        PORT: '70000',
        HOST: 'a host',
        JIEDUI_DEADLINE_MS: 'soon',
        JIEDUI_CLIENT_KEYS: 'ftp://keys',
        JIEDUI_LOG_LEVEL: 'loud',
        JIEDUI_METRICS_PORT: 'any',
        JIEDUI_METRICS_HOST: 'a host',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317',
        OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
        OTEL_TRACES_SAMPLER: 'traceidratio',
        OTEL_TRACES_SAMPLER_ARG: '2',
      }),
    ).toEqual({
      JIEDUI_SUPERGRAPH: undefined,
      JIEDUI_ASSERTION_KEY: undefined,
      PORT: '70000',
      HOST: 'a host',
      JIEDUI_DEADLINE_MS: 'soon',
      JIEDUI_CLIENT_KEYS: 'ftp://keys',
      JIEDUI_LOG_LEVEL: 'loud',
      JIEDUI_METRICS_PORT: 'any',
      JIEDUI_METRICS_HOST: 'a host',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_TRACES_SAMPLER_ARG: '2',
    });
  });

  test('keeps traces where a collector is named, unless it is told not to; metrics where a port is', () => {
    const needed = {
      JIEDUI_SUPERGRAPH: 'x',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://collector:4318/v1/traces',
    };
    expect(readConfig(needed)).toMatchObject({ traces: true });
    expect(readConfig({ ...needed, OTEL_SDK_DISABLED: 'true' })).toMatchObject({ traces: false });
    expect(readConfig({ ...needed, OTEL_TRACES_EXPORTER: 'none' })).toMatchObject({ traces: false });
    // What is said of traces that nobody wants is nobody's business.
    expect(readConfig({ JIEDUI_SUPERGRAPH: 'x', OTEL_TRACES_SAMPLER: 'often' })).toMatchObject({
      traces: false,
    });
    expect(readConfig({ JIEDUI_SUPERGRAPH: 'x', JIEDUI_METRICS_PORT: '9464' }).metrics).toEqual({
      host: '127.0.0.1',
      port: 9464,
    });
    expect(readConfig({ JIEDUI_SUPERGRAPH: 'x', JIEDUI_METRICS_HOST: '::1' }).metrics).toBeUndefined();
  });

  test('says what was expected', () => {
    expect(() => readConfig({ JIEDUI_SUPERGRAPH: 'x', JIEDUI_DEADLINE_MS: '1' })).toThrow(
      'JIEDUI_DEADLINE_MS: 配置错误: expected a whole number of milliseconds from 50 to 120000; received "1".',
    );
  });
});
