import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { ConfigurationError } from './configuration-error.ts';

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
      }),
    ).toEqual({
      JIEDUI_SUPERGRAPH: undefined,
      JIEDUI_ASSERTION_KEY: undefined,
      PORT: '70000',
      HOST: 'a host',
      JIEDUI_DEADLINE_MS: 'soon',
      JIEDUI_CLIENT_KEYS: 'ftp://keys',
      JIEDUI_LOG_LEVEL: 'loud',
    });
  });

  test('says what was expected', () => {
    expect(() => readConfig({ JIEDUI_SUPERGRAPH: 'x', JIEDUI_DEADLINE_MS: '1' })).toThrow(
      'JIEDUI_DEADLINE_MS: 配置错误: expected a whole number of milliseconds from 50 to 120000; received "1".',
    );
  });
});
