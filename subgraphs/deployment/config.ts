import { readFileSync } from 'node:fs';

import { type Federation, federationOf } from '@jiedui/kit/federation';
import { defaultIdempotencyPolicy, type IdempotencyPolicy } from '@jiedui/kit/forget-keys';
import { type CoBuildingPolicy, defaultItems } from '@jiedui/pairings/co-building/items';
import type { MatchingPolicy } from '@jiedui/pairings/matching/policy';
import { defaultPolicy, type ObligationPolicy } from '@jiedui/pairings/obligation/rules';
import type { ReminderPolicy } from '@jiedui/pairings/reminder/policy';
import { handedOverSocket } from '@jiedui/process/handed-over';
import type { AppealPolicy } from '@jiedui/services/appeal/clock/policy';
import { isJurisdictionCode, type JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { type Role, roles } from '@jiedui/schema/contract/viewer';
import { defaultExpositionHost, type ExpositionConfig, wantsTraces } from '@jiedui/telemetry/settings';

import { readAppealPolicy } from './appeal-policy.ts';
import { readFederation } from './federation-file.ts';
import { readMatchingPolicy } from './matching-policy.ts';
import { readReminderPolicy } from './reminder-policy.ts';
import { type Environment, Reader } from './variables.ts';

/** The logical subgraphs that a deployment can serve; the name is also the path. */
export const subgraphNames = ['organisations', 'pairings', 'services'] as const;
export type SubgraphName = (typeof subgraphNames)[number];

/** What a deployment is: checked, and complete. */
export interface DeploymentConfig {
  /** Its name in the federation file: the audience of the assertions it accepts. */
  name: string;
  /** The jurisdictions whose records it owns; at least one. */
  jurisdictions: readonly JurisdictionCode[];
  /** At least one. */
  subgraphs: readonly SubgraphName[];
  /** The tree of all jurisdictions. */
  federation: Federation;
  databaseUrl: string;
  /** 0 = any free port. */
  port: number;
  host: string;
  /** A listening socket that a supervisor hands over; instead of host and port. Absent: none does. */
  socket?: number;
  /** JWKS of the gateways it trusts: a path, or an http(s) URL. */
  gatewayKeys: string;
  /** JWKS of the clients' tokens, as the gateway has it: a path, or an http(s) URL. Null: no ledger files are taken here. */
  clientKeys: string | null;
  /** Through which others are asked, and what belongs to them is passed on. Null: this deployment asks nobody. */
  gateway: GatewayAccess | null;
  /** The federation's secret that seals cursors; at least 32 characters. */
  cursorKey: string;
  /** The sharing policy: roles that see telephone numbers clear, beside the owner's officers and those they belong to. */
  shareContacts: readonly Role[];
  /** What the articles leave open, and this deployment decides otherwise than by default. */
  policies: {
    obligations: ObligationPolicy;
    coBuilding: CoBuildingPolicy;
    appeals: AppealPolicy;
    matching: MatchingPolicy;
    reminders: ReminderPolicy;
    idempotency: IdempotencyPolicy;
  };
  /** Whether to bring the tables up to date at start. */
  migrate: boolean;
  /** Whether this process passes events on and runs scheduled jobs; of several on one database, each may. */
  background: boolean;
  /** Most connections to the database. */
  poolSize: number;
  /** Of pino: `info` by default. */
  logLevel: string;
  /** Null: nothing is counted. */
  metrics: ExpositionConfig | null;
  /** Whether the process keeps traces. */
  traces: boolean;
}

/** Where the gateway is, and who this deployment is to it. */
export interface GatewayAccess {
  /** http(s) */
  url: string;
  /** Path of a file with a bearer token in the role DEPLOYMENT for the jurisdictions that this deployment owns. */
  tokenFile: string;
}

/** Who contacts can be shared with: nobody shares them with the public, nor with a machine that may ask anybody. */
const sharingRoles = roles.filter((role) => role !== 'PUBLIC' && role !== 'DEPLOYMENT');

/** sysexits.h EX_CONFIG: a supervisor sees that another try cannot help. */
export const configExitCode = 78;

/** What `migrate.js` needs. */
export interface MigrationConfig {
  databaseUrl: string;
  subgraphs: readonly SubgraphName[];
}

/** @throws ConfigError naming every variable that is missing or wrong. */
export function readConfig(environment: Environment): DeploymentConfig {
  const reader = new Reader(environment);
  const name = reader.text('JIEDUI_DEPLOYMENT', {
    expected: 'the name of this deployment: letters, digits, dots and hyphens',
    shape: /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/,
  });
  const jurisdictions = readJurisdictions(reader);
  const { federation, items } = readTree(reader, jurisdictions);
  const socket = handedOverSocket(environment);
  const config = {
    name,
    jurisdictions,
    federation,
    ...migrationPart(reader),
    port: reader.integer('PORT', { from: 0, to: 65_535, fallback: 0 }),
    host: reader.text('HOST', { expected: 'a host name or address', shape: /^\S+$/, fallback: '127.0.0.1' }),
    ...(socket !== null && { socket }),
    gatewayKeys: reader.text('JIEDUI_GATEWAY_KEYS', {
      expected: 'the path or http(s) URL of a JWKS with the public keys of the trusted gateways',
      shape: /\S/,
    }),
    clientKeys:
      reader.text('JIEDUI_CLIENT_KEYS', {
        expected: 'the path or http(s) URL of a JWKS that verifies the tokens of clients',
        shape: /^/,
        fallback: '',
      }) || null,
    gateway: readGateway(reader),
    cursorKey: reader.text('JIEDUI_CURSOR_KEY', {
      expected: 'the secret of the federation: at least 32 characters',
      shape: /^.{32,}$/,
      secret: true,
    }),
    shareContacts: reader.list('JIEDUI_SHARE_CONTACTS', {
      expected: `some of ${sharingRoles.join(', ')}, comma separated`,
      accepts: (text): text is Role => (sharingRoles as readonly string[]).includes(text),
      fallback: [],
    }),
    policies: {
      obligations: readObligationPolicy(reader),
      coBuilding: { items },
      appeals: readAppealPolicy(reader),
      matching: readMatchingPolicy(reader),
      reminders: readReminderPolicy(reader),
      idempotency: {
        keptDays: reader.integer('JIEDUI_IDEMPOTENCY_DAYS', {
          from: 1,
          to: 36_500,
          fallback: defaultIdempotencyPolicy.keptDays,
        }),
      },
    },
    migrate: reader.flag('JIEDUI_MIGRATE', true),
    background: reader.flag('JIEDUI_BACKGROUND', true),
    poolSize: reader.integer('JIEDUI_POOL_SIZE', { from: 1, to: 1_000, fallback: 10 }),
    logLevel: reader.text('JIEDUI_LOG_LEVEL', {
      expected: 'trace, debug, info, warn, error, fatal or silent',
      shape: /^(trace|debug|info|warn|error|fatal|silent)$/,
      fallback: 'info',
    }),
    metrics: readMetrics(reader),
    traces: wantsTraces(environment, (name, expected) => reader.refuse(name, expected, environment[name])),
  };
  reader.finish();
  return config;
}

function readMetrics(reader: Reader): ExpositionConfig | null {
  const none = -1;
  const port = reader.integer('JIEDUI_METRICS_PORT', { from: 0, to: 65_535, fallback: none });
  const host = reader.text('JIEDUI_METRICS_HOST', {
    expected: 'a host name or address',
    shape: /^\S+$/,
    fallback: defaultExpositionHost,
  });
  return port === none ? null : { host, port };
}

function readObligationPolicy(reader: Reader): ObligationPolicy {
  return {
    leastShare: reader.number('JIEDUI_OBLIGATION_LEAST_SHARE', {
      from: 0,
      to: 1,
      fallback: defaultPolicy.leastShare,
    }),
    graceDays: reader.integer('JIEDUI_OBLIGATION_GRACE_DAYS', {
      from: 0,
      to: 92,
      fallback: defaultPolicy.graceDays,
    }),
    visitIsContact: reader.flag('JIEDUI_VISIT_IS_CONTACT', defaultPolicy.visitIsContact),
  };
}

/** What `report.js` needs. */
export interface ReportConfig extends LedgerConfig {
  policies: Pick<DeploymentConfig['policies'], 'obligations' | 'coBuilding'>;
}

/** @throws ConfigError */
export function readReportConfig(environment: Environment): ReportConfig {
  const reader = new Reader(environment);
  const jurisdictions = readJurisdictions(reader);
  const { federation, items } = readTree(reader, jurisdictions);
  const { databaseUrl } = migrationPart(reader);
  const policies = { obligations: readObligationPolicy(reader), coBuilding: { items } };
  reader.finish();
  return { databaseUrl, federation, jurisdictions, policies };
}

/** What `ledger.js` needs. */
export type LedgerConfig = Pick<DeploymentConfig, 'databaseUrl' | 'federation' | 'jurisdictions'>;

/** @throws ConfigError */
export function readLedgerConfig(environment: Environment): LedgerConfig {
  const reader = new Reader(environment);
  const jurisdictions = readJurisdictions(reader);
  const { federation } = readTree(reader, jurisdictions);
  const { databaseUrl } = migrationPart(reader);
  reader.finish();
  return { databaseUrl, federation, jurisdictions };
}

/** @throws ConfigError */
export function readMigrationConfig(environment: Environment): MigrationConfig {
  const reader = new Reader(environment);
  const config = migrationPart(reader);
  reader.finish();
  return config;
}

function readJurisdictions(reader: Reader): readonly JurisdictionCode[] {
  return reader.list('JIEDUI_JURISDICTIONS', {
    expected: 'one or several jurisdiction codes, such as 445100,445103',
    accepts: isJurisdictionCode,
  });
}

function readGateway(reader: Reader): GatewayAccess | null {
  const url = reader.text('JIEDUI_GATEWAY', {
    expected: 'the http(s) address of the gateway',
    shape: /^(https?:\/\/\S+)?$/,
    fallback: '',
  });
  const tokenFile = reader.text('JIEDUI_GATEWAY_TOKEN', {
    expected: 'the path of a file with a token in the role DEPLOYMENT',
    shape: /^/,
    fallback: '',
  });
  if (url && tokenFile) return { url, tokenFile };
  if (url) {
    reader.refuse('JIEDUI_GATEWAY_TOKEN', 'the path of a file with a token, since JIEDUI_GATEWAY is set', '');
  } else if (tokenFile) {
    reader.refuse('JIEDUI_GATEWAY', 'an address, since JIEDUI_GATEWAY_TOKEN is set', '');
  }
  return null;
}

function migrationPart(reader: Reader): MigrationConfig {
  return {
    databaseUrl: reader.text('DATABASE_URL', {
      expected: 'postgres://user:password@host:port/database',
      shape: /^postgres(ql)?:\/\/\S+$/,
      secret: true,
    }),
    subgraphs: reader.list('JIEDUI_SUBGRAPHS', {
      expected: `some of ${subgraphNames.join(', ')}`,
      accepts: (text): text is SubgraphName => (subgraphNames as readonly string[]).includes(text),
      fallback: subgraphNames,
    }),
  };
}

function readTree(
  reader: Reader,
  jurisdictions: readonly JurisdictionCode[],
): { federation: Federation } & CoBuildingPolicy {
  const file = reader.text('JIEDUI_FEDERATION', {
    expected: 'the path of the federation file',
    shape: /\S/,
  });
  const none = { federation: federationOf([]), items: defaultItems };
  if (!file) return none;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    reader.refuse('JIEDUI_FEDERATION', 'a file that can be read', file);
    return none;
  }
  const read = readFederation(text);
  if (read.kind === 'wrong') {
    for (const { line, expected, received } of read.problems) {
      reader.refuse(`JIEDUI_FEDERATION (${file}:${line})`, expected, received);
    }
    return none;
  }
  for (const code of jurisdictions) {
    if (read.federation.has(code)) continue;
    reader.refuse(
      'JIEDUI_JURISDICTIONS',
      `codes listed in ${file}: ${read.federation.codes().join(', ')}`,
      code,
    );
  }
  return read;
}
