import { ConfigurationError, type ConfigurationProblem } from './configuration-error.ts';
import type { IdeConfig } from './ide-files.ts';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What a gateway is started with. Paths, not contents: supergraph, shard map and keys are read again when they change. */
export interface GatewayConfig {
  /** Path of the composed supergraph's SDL. */
  supergraph: string;
  /** Path of the federation file. Absent: one deployment per subgraph, at the supergraph's own URLs. */
  shardMap?: string;
  host: string;
  /** 0 = any free port. */
  port: number;
  /** Path or http(s) URL of the JWKS that verifies clients' tokens. Absent: every caller is public. */
  clientKeys?: string;
  /** Path of the private Ed25519 JWK that signs assertions. Needed with a shard map. */
  assertionKey?: string;
  /** What a request may take, all its stages together. Unit: milliseconds. */
  deadline: number;
  logLevel: LogLevel;
  /** Absent: no IDE is served. */
  ide?: IdeConfig;
}

export const defaults = { host: '127.0.0.1', port: 4000, deadline: 5000, logLevel: 'info' } as const;
const shortestDeadline = 50;
const longestDeadline = 120_000;

/**
 * The configuration in the environment.
 * @throws ConfigurationError naming every wrong variable.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): GatewayConfig {
  const problems: ConfigurationProblem[] = [];
  const text = (name: string) => environment[name]?.trim() || undefined;
  const wholeNumber = (name: string, fallback: number, least: number, most: number, unit: string) => {
    const received = text(name);
    if (received === undefined) return fallback;
    const number = /^\d{1,9}$/.test(received) ? Number(received) : Number.NaN;
    if (number >= least && number <= most) return number;
    problems.push({ where: name, expected: `${unit} from ${least} to ${most}`, received });
    return fallback;
  };

  const supergraph = text('JIEDUI_SUPERGRAPH');
  if (supergraph === undefined) {
    problems.push({
      where: 'JIEDUI_SUPERGRAPH',
      expected: 'the path of a composed supergraph (SDL)',
      received: environment['JIEDUI_SUPERGRAPH'],
    });
  }
  const shardMap = text('JIEDUI_SHARD_MAP');
  const assertionKey = text('JIEDUI_ASSERTION_KEY');
  if (shardMap !== undefined && assertionKey === undefined) {
    problems.push({
      where: 'JIEDUI_ASSERTION_KEY',
      expected: 'the path of a private Ed25519 JWK with a kid, since JIEDUI_SHARD_MAP is set',
      received: environment['JIEDUI_ASSERTION_KEY'],
    });
  }
  const clientKeys = text('JIEDUI_CLIENT_KEYS');
  if (clientKeys?.includes('://') && !isWebUrl(clientKeys)) {
    problems.push({
      where: 'JIEDUI_CLIENT_KEYS',
      expected: 'the path or the http(s) URL of a JWKS',
      received: clientKeys,
    });
  }
  const logLevel = text('JIEDUI_LOG_LEVEL') ?? defaults.logLevel;
  if (!isLogLevel(logLevel)) {
    problems.push({
      where: 'JIEDUI_LOG_LEVEL',
      expected: `one of ${logLevels.join(', ')}`,
      received: logLevel,
    });
  }
  const host = text('HOST') ?? defaults.host;
  if (!/^[A-Za-z0-9.:_-]+$/.test(host)) {
    problems.push({ where: 'HOST', expected: 'a host name or an IP address', received: host });
  }
  const port = wholeNumber('PORT', defaults.port, 0, 65_535, 'a port');
  const deadline = wholeNumber(
    'JIEDUI_DEADLINE_MS',
    defaults.deadline,
    shortestDeadline,
    longestDeadline,
    'a whole number of milliseconds',
  );

  const site = text('JIEDUI_IDE');
  const operations = text('JIEDUI_OPERATIONS');
  const tokens = text('JIEDUI_IDE_TOKENS');

  if (problems.length > 0) throw new ConfigurationError(problems);
  return {
    supergraph: supergraph!,
    ...(shardMap !== undefined && { shardMap }),
    ...(assertionKey !== undefined && { assertionKey }),
    ...(clientKeys !== undefined && { clientKeys }),
    host,
    port,
    deadline,
    logLevel: logLevel as LogLevel,
    ...(site !== undefined &&
      site !== 'off' && {
        ide: {
          site,
          ...(operations !== undefined && { operations }),
          ...(tokens !== undefined && { tokens }),
        },
      }),
  };
}

export function isWebUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function isLogLevel(text: string): text is LogLevel {
  return (logLevels as readonly string[]).includes(text);
}
