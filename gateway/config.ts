import { handedOverSocket } from '@jiedui/process/handed-over';
import { isRole, roles } from '@jiedui/schema/contract/viewer';
import { defaultExpositionHost, wantsTraces, type ExpositionConfig } from '@jiedui/telemetry/settings';
import { ConfigurationError } from './configuration-error.ts';
import { Environment } from './environment.ts';
import { defaultLimits, type Limits } from './guards/limits.ts';
import type { IdeConfig } from './ide-files.ts';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What a gateway is started with. Paths, not contents: supergraph, shard map, keys and manifests are read again when they change. */
export interface GatewayConfig {
  /** Path of the composed supergraph's SDL. */
  supergraph: string;
  /** Path of the federation file. Absent: one deployment per subgraph, at the supergraph's own URLs. */
  shardMap?: string;
  host: string;
  /** 0 = any free port. */
  port: number;
  /** A socket that a supervisor holds open while gateways come and go, as systemd hands one over; instead of host and port. */
  socket?: number;
  /** Path or http(s) URL of the JWKS that verifies clients' tokens. Absent: every caller is public. */
  clientKeys?: string;
  /** Path of the private Ed25519 JWK that signs assertions. Needed with a shard map. */
  assertionKey?: string;
  /** What a request may take, all its stages together. Unit: milliseconds. */
  deadline: number;
  logLevel: LogLevel;
  /** What one operation may be at most. */
  limits?: Limits;
  /** Largest body, after decompression. Unit: bytes. */
  largestBody?: number;
  /** Requests under way at once, however idle the thread; fewer where it falls behind. */
  mostAtOnce?: number;
  /** Manifests of registered documents. */
  documents?: readonly string[];
  /** Nothing but registered documents is answered. */
  trustedOnly?: boolean;
  /** Origins whose pages may ask; `*` is any. */
  corsOrigins?: readonly string[];
  /** Whether answers are compressed for those who take it. */
  compression?: boolean;
  /** How long caches may keep a complete answer to the public's GET; 0 = not at all. Unit: seconds. */
  publicMaxAge?: number;
  /** How long it still takes connections after SIGTERM, while it says that it is not ready. Unit: milliseconds. */
  notice?: number;
  /** Absent: no IDE is served. */
  ide?: IdeConfig;
  /** Absent: nothing is counted. */
  metrics?: ExpositionConfig;
  /** Whether the process keeps traces. */
  traces?: boolean;
}

export const defaults = {
  host: '127.0.0.1',
  port: 4000,
  deadline: 5000,
  logLevel: 'info',
  limits: defaultLimits,
  largestBody: 256 * 1024,
  mostAtOnce: 1000,
  documents: [],
  trustedOnly: false,
  corsOrigins: [],
  compression: true,
  publicMaxAge: 60,
  notice: 500,
} as const satisfies Partial<GatewayConfig>;

/**
 * The configuration in the environment.
 * @throws ConfigurationError naming every wrong variable.
 */
export function readConfig(
  values: Readonly<Record<string, string | undefined>>,
): Required<Omit<GatewayConfig, 'shardMap' | 'clientKeys' | 'assertionKey' | 'ide' | 'socket' | 'metrics'>> &
  GatewayConfig {
  const environment = new Environment(values);
  const supergraph = environment.text('JIEDUI_SUPERGRAPH');
  if (supergraph === undefined) {
    environment.wrong('JIEDUI_SUPERGRAPH', 'the path of a composed supergraph (SDL)');
  }
  const shardMap = environment.text('JIEDUI_SHARD_MAP');
  const assertionKey = environment.text('JIEDUI_ASSERTION_KEY');
  if (shardMap !== undefined && assertionKey === undefined) {
    environment.wrong(
      'JIEDUI_ASSERTION_KEY',
      'the path of a private Ed25519 JWK with a kid, since JIEDUI_SHARD_MAP is set',
    );
  }
  const clientKeys = environment.text('JIEDUI_CLIENT_KEYS');
  if (clientKeys?.includes('://') && !isWebUrl(clientKeys)) {
    environment.wrong('JIEDUI_CLIENT_KEYS', 'the path or the http(s) URL of a JWKS');
  }
  const host = environment.text('HOST') ?? defaults.host;
  if (!isHost(host)) environment.wrong('HOST', 'a host name or an IP address');
  const documents = environment.list('JIEDUI_DOCUMENTS', defaults.documents, 'paths of manifests', whole);
  const trustedOnly = environment.oneOf('JIEDUI_TRUSTED_DOCUMENTS', ['also', 'only'], 'also') === 'only';
  if (trustedOnly && documents.length === 0) {
    environment.wrong('JIEDUI_DOCUMENTS', 'the path of a manifest, since JIEDUI_TRUSTED_DOCUMENTS is "only"');
  }

  const site = environment.text('JIEDUI_IDE');
  const operations = environment.text('JIEDUI_OPERATIONS');
  const tokens = environment.text('JIEDUI_IDE_TOKENS');
  const socket = handedOverSocket(values);

  const config = {
    supergraph: supergraph!,
    ...(shardMap !== undefined && { shardMap }),
    ...(assertionKey !== undefined && { assertionKey }),
    ...(clientKeys !== undefined && { clientKeys }),
    host,
    port: environment.wholeNumber('PORT', defaults.port, { least: 0, most: 65_535, unit: 'a port' }),
    ...(socket !== null && { socket }),
    deadline: environment.wholeNumber('JIEDUI_DEADLINE_MS', defaults.deadline, {
      least: 50,
      most: 120_000,
      unit: 'a whole number of milliseconds',
    }),
    logLevel: environment.oneOf('JIEDUI_LOG_LEVEL', logLevels, defaults.logLevel),
    limits: readLimits(environment),
    largestBody: environment.wholeNumber('JIEDUI_LIMIT_BODY', defaults.largestBody, {
      least: 1024,
      most: 16 * 1024 * 1024,
      unit: 'bytes',
    }),
    mostAtOnce: environment.wholeNumber('JIEDUI_LIMIT_AT_ONCE', defaults.mostAtOnce, {
      least: 1,
      most: 100_000,
      unit: 'requests',
    }),
    documents,
    trustedOnly,
    corsOrigins: environment.list(
      'JIEDUI_CORS_ORIGINS',
      defaults.corsOrigins,
      'origins such as https://pairing.example.cn, or *',
      (part) => (part === '*' || (isWebUrl(part) && new URL(part).origin === part) ? part : null),
    ),
    compression: environment.oneOf('JIEDUI_COMPRESSION', ['on', 'off'], 'on') === 'on',
    publicMaxAge: environment.wholeNumber('JIEDUI_PUBLIC_MAX_AGE', defaults.publicMaxAge, {
      least: 0,
      most: 86_400,
      unit: 'seconds',
    }),
    notice: environment.wholeNumber('JIEDUI_DRAIN_NOTICE_MS', defaults.notice, {
      least: 0,
      most: 5000,
      unit: 'milliseconds',
    }),
    ...readMetrics(environment),
    traces: wantsTraces(values, (name, expected) => environment.wrong(name, expected)),
    ...(site !== undefined &&
      site !== 'off' && {
        ide: {
          site,
          ...(operations !== undefined && { operations }),
          ...(tokens !== undefined && { tokens }),
        },
      }),
  };
  if (environment.problems.length > 0) throw new ConfigurationError(environment.problems);
  return config;
}

function readLimits(environment: Environment): Limits {
  const count = (name: string, fallback: number, most: number) =>
    environment.wholeNumber(name, fallback, { least: 1, most, unit: 'a whole number' });
  const costs = environment.list(
    'JIEDUI_LIMIT_COST',
    [],
    `costs by role, such as PUBLIC=20000,CITY=200000; roles are ${roles.join(', ')}`,
    (part) => {
      const [, role, cost] = /^([A-Z]+)\s*=\s*(\d{1,9})$/.exec(part) ?? [];
      return isRole(role) ? ([role, Number(cost)] as const) : null;
    },
  );
  const nobody = environment.text('JIEDUI_INTROSPECTION') === 'nobody';
  return {
    tokens: count('JIEDUI_LIMIT_TOKENS', defaultLimits.tokens, 20_000),
    depth: count('JIEDUI_LIMIT_DEPTH', defaultLimits.depth, 100),
    aliases: count('JIEDUI_LIMIT_ALIASES', defaultLimits.aliases, 10_000),
    fields: count('JIEDUI_LIMIT_FIELDS', defaultLimits.fields, 10_000),
    fragments: count('JIEDUI_LIMIT_FRAGMENTS', defaultLimits.fragments, 10_000),
    directives: count('JIEDUI_LIMIT_DIRECTIVES', defaultLimits.directives, 10_000),
    cost: { ...defaultLimits.cost, ...Object.fromEntries(costs) },
    introspection: nobody
      ? []
      : environment.list(
          'JIEDUI_INTROSPECTION',
          defaultLimits.introspection,
          `roles, such as COUNTY,CITY (${roles.join(', ')}), or nobody`,
          (part) => (isRole(part) ? part : null),
        ),
  };
}

function readMetrics(environment: Environment): Pick<GatewayConfig, 'metrics'> {
  const host = environment.text('JIEDUI_METRICS_HOST') ?? defaultExpositionHost;
  if (!isHost(host)) environment.wrong('JIEDUI_METRICS_HOST', 'a host name or an IP address');
  if (environment.text('JIEDUI_METRICS_PORT') === undefined) return {};
  const port = environment.wholeNumber('JIEDUI_METRICS_PORT', 0, { least: 0, most: 65_535, unit: 'a port' });
  return { metrics: { host, port } };
}

function isHost(text: string): boolean {
  return /^[A-Za-z0-9.:_-]+$/.test(text);
}

export function isWebUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

const whole = (part: string): string | null => part || null;
