import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { migrate } from '@jiedui/deployment/migration';
import type { GatewayAccess } from '@jiedui/deployment/config';
import { createDeployment } from '@jiedui/deployment/deployment';
import type { Limits } from '@jiedui/gateway/guards/limits';
import type { IdeConfig } from '@jiedui/gateway/ide-files';
import { startGateway, type Gateway, type GatewayOptions } from '@jiedui/gateway/server';
import type { ClientOptions } from '@jiedui/gateway/shards/client';
import { federationOf, type Federation } from '@jiedui/kit/federation';
import { seedDatabase } from '@jiedui/local/seed/insert';
import type { Ledger } from '@jiedui/local/seed/rows';
import { freePorts } from '@jiedui/local/ports';
import { seeds } from '@jiedui/local/seed/seeds';
import {
  isJurisdictionCode,
  type JurisdictionCode,
  parseJurisdictionCode,
} from '@jiedui/schema/contract/jurisdiction';
import { publicViewer, type Viewer } from '@jiedui/schema/contract/viewer';
import type { GraphQLSchema } from 'graphql';
import { parse as parseYaml } from 'yaml';

import { apiSchemaOf } from '../contract/schema-files.ts';
import { createHttpClient, type Answer, type Question } from './client.ts';
import { spawnDeployment, type DeploymentProcess, type ProcessOptions } from './deployment-process.ts';
import { spawnGateway, type GatewayFiles, type GatewayProcess } from './gateway-process.ts';
import { cursorKey, makeKeys, type TestKeys } from './keys.ts';
import { deploymentName, type Layout } from './layouts.ts';
import { createPreparedDatabase, type TestDatabase } from './postgres.ts';
import { startStockGateway, type StockGateway } from './stock-gateway.ts';
import { currentSupergraph } from './supergraph.ts';
import { tangle } from './tangle.ts';

export type FederationName = 'chaozhou' | 'cangzhou';
export const subgraphNames = ['organisations', 'pairings', 'services'] as const;

/** One deployment of a federation under test. */
export interface PlacedDeployment {
  name: string;
  codes: readonly string[];
  /** Where it listens: `http://127.0.0.1:1234`. */
  url: string;
  database: TestDatabase;
  /** Present where it is a process of its own. */
  process?: DeploymentProcess;
}

/** A gateway over deployments, all on free ports. */
export interface ShardedFederation {
  /** Where the gateway listens. */
  url: string;
  /** Present where the gateway is a process of its own. */
  process?: GatewayProcess;
  deployments: readonly PlacedDeployment[];
  /** Asks the gateway as this viewer; without one as the public. */
  ask(viewer: Viewer | null, question: Question, headers?: Record<string, string>): Promise<Answer>;
}

export interface ShardOptions {
  /** Unit: milliseconds. */
  deadline?: number;
  /** Another address for a deployment in the gateway's shard map: of a middleman, for instance. */
  through?: (deployment: PlacedDeployment) => Promise<string> | string;
  /** The deployments that run as processes of their own, by one of their codes. */
  processes?: readonly string[];
  /** How those processes run: on a socket that outlives them, with how much in their log, and with which variables besides. */
  processOptions?: Pick<ProcessOptions, 'supervised' | 'logLevel' | 'environment'>;
  /** Another address for a deployment's database: of a wire that can be cut, for instance. */
  databaseThrough?: (url: string, codes: readonly string[]) => Promise<string>;
  /** Another address for the gateway, as a deployment knows it: of a wire that can be cut, for instance. */
  gatewayThrough?: (url: string, codes: readonly string[]) => Promise<string> | string;
  /** Whether the deployments pass events on and run their jobs. */
  background?: boolean;
  /** Where the gateway's log goes. */
  log?: GatewayOptions['log'];
  /** Of the gateway's client: its breaker, its limits. */
  client?: ClientOptions;
  /** The gateway runs as a process of its own, with these variables beside those that it needs. */
  gatewayProcess?: Readonly<Record<string, string>>;
  /** The page that the gateway serves. */
  ide?: IdeConfig;
  /** What the gateway takes; by default what it takes everywhere. */
  limits?: Limits;
  /** The gateway's supergraph, of a later release than the deployments: made of theirs. */
  later?: (supergraph: string) => string;
}

/** The seeded federation that one test file lives in. Everything it starts goes when it is disposed of. */
export interface World extends AsyncDisposable {
  name: FederationName;
  supergraph: string;
  /** What clients see. */
  schema: GraphQLSchema;
  /** The seeded rows by their owner; of a tangled world without the tangle. */
  ledgers: Readonly<Record<string, Ledger>>;
  keys: TestKeys;
  /** A sharded federation whose deployments have databases of their own. */
  shard(layout: Layout, options?: ShardOptions): Promise<ShardedFederation>;
  /** The oracle, on a database of its own or on that of a deployment that owns everything. */
  stock(on?: PlacedDeployment): Promise<StockGateway>;
}

export interface WorldOptions {
  federation?: FederationName;
  /** With records that cross every edge that may be crossed: for comparisons, not for the articles' figures. */
  tangled?: boolean;
}

export async function openWorld({
  federation: name = 'chaozhou',
  tangled = false,
}: WorldOptions = {}): Promise<World> {
  await using started = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'jiedui-world-'));
  started.defer(() => rm(folder, { recursive: true, force: true }));
  const keys = await makeKeys(folder);
  const { text, jurisdictions } = await federationFile(name);
  const federation = federationOf(jurisdictions);
  const ledgers = seeds[name]!();
  const rows = tangled
    ? { name: `${name}_tangled`, ledgers: [ledgers, tangle(ledgers)] }
    : { name, ledgers: [ledgers] };
  const supergraph = currentSupergraph();
  const supergraphFile = path.join(folder, 'supergraph.graphql');
  await writeFile(supergraphFile, supergraph);
  const federationPath = path.join(folder, 'federation.yaml');
  await writeFile(federationPath, text);
  let maps = 0;

  const place = async (
    codes: readonly string[],
    asProcess: boolean,
    {
      databaseThrough,
      background = false,
      gatewayUrl,
      processOptions = {},
    }: Pick<ShardOptions, 'databaseThrough' | 'background' | 'processOptions'> & {
      gatewayUrl?: string;
    } = {},
  ): Promise<PlacedDeployment> => {
    const database = await seededDatabase(rows, codes);
    const databaseUrl = (await databaseThrough?.(database.url, codes)) ?? database.url;
    const name = deploymentName(codes);
    const gateway = gatewayUrl
      ? { url: gatewayUrl, tokenFile: await keys.deploymentToken(name, codes as JurisdictionCode[]) }
      : null;
    const options = { name, codes, database, databaseUrl, gateway, background };
    if (asProcess) {
      const process = await spawnDeployment({
        ...options,
        ...processOptions,
        keys,
        federationFile: federationPath,
      });
      running.defer(() => process.end());
      return { ...options, url: process.url, process };
    }
    const deployment = await startHere({ ...options, keys, federation });
    running.defer(() => deployment.stop());
    return { ...options, url: deployment.url };
  };

  const running = started.move();
  return {
    name,
    supergraph,
    schema: apiSchemaOf(supergraph),
    ledgers,
    keys,
    async shard(
      layout,
      {
        deadline = 20_000,
        through,
        processes = [],
        processOptions = {},
        databaseThrough,
        gatewayThrough,
        background = false,
        client: clientOptions = {},
        gatewayProcess,
        ide,
        limits,
        log,
        later,
      } = {},
    ) {
      // The deployments are told the gateway's address before it listens there.
      const port = await gatewayPort();
      const gatewayUrl = `http://127.0.0.1:${port}`;
      const deployments = await Promise.all(
        layout.map(async (codes) =>
          place(
            codes,
            codes.some((code) => processes.includes(code)),
            {
              databaseThrough,
              background,
              processOptions,
              gatewayUrl: (await gatewayThrough?.(gatewayUrl, codes)) ?? gatewayUrl,
            },
          ),
        ),
      );
      const listed = await Promise.all(
        deployments.map(async (deployment) => {
          const url = (await through?.(deployment)) ?? deployment.url;
          const urls = Object.fromEntries(subgraphNames.map((subgraph) => [subgraph, `${url}/${subgraph}`]));
          return { name: deployment.name, jurisdictions: deployment.codes, urls };
        }),
      );
      const at = maps++;
      const shardMap = path.join(folder, `map-${at}.json`);
      await writeFile(
        shardMap,
        JSON.stringify({ federation: name, jurisdictions, deployments: listed }, null, 2),
      );
      const laterFile = path.join(folder, `supergraph-${at}.graphql`);
      if (later) await writeFile(laterFile, later(supergraph));
      const files = { supergraph: later ? laterFile : supergraphFile, shardMap, ...keys.files };
      const process_ =
        gatewayProcess &&
        (await spawnGateway(files, {
          PORT: String(port),
          JIEDUI_DEADLINE_MS: String(deadline),
          ...gatewayProcess,
        }));
      const gateway =
        process_ ??
        (await gatewayHere(files, {
          port,
          deadline,
          client: clientOptions,
          ...(ide && { ide }),
          ...(limits && { limits }),
          ...(log && { log }),
        }));
      running.defer(async () => void (await gateway.stop()));
      const client = running.use(createHttpClient(gateway.url));
      return {
        url: gateway.url,
        ...(process_ && { process: process_ }),
        deployments,
        ask: async (viewer, question, headers = {}) =>
          client.ask(question, {
            ...(viewer && viewer !== publicViewer && { authorization: `Bearer ${await keys.token(viewer)}` }),
            ...headers,
          }),
      };
    },
    async stock(on) {
      const { name: deployment, url } = on ?? (await place(Object.keys(ledgers), false));
      const urls = Object.fromEntries(subgraphNames.map((subgraph) => [subgraph, `${url}/${subgraph}`]));
      return running.use(await startStockGateway({ supergraph, deployment, urls, signer: keys.gateway }));
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Below the ports that the system gives to outgoing connections, where nobody takes it before the gateway listens. */
async function gatewayPort(): Promise<number> {
  const [port] = await freePorts(12_000 + Math.floor(Math.random() * 18_000), 1);
  return port!;
}

interface Placing {
  name: string;
  codes: readonly string[];
  databaseUrl: string;
  keys: TestKeys;
  gateway: GatewayAccess | null;
  background: boolean;
}

function gatewayHere(
  { supergraph, shardMap, clientKeys, assertionKey }: GatewayFiles,
  {
    client,
    log,
    ...given
  }: {
    port: number;
    deadline: number;
    client: ClientOptions;
    ide?: IdeConfig;
    limits?: Limits;
    log?: GatewayOptions['log'];
  },
): Promise<Gateway> {
  return startGateway(
    {
      supergraph,
      shardMap,
      clientKeys,
      assertionKey,
      host: '127.0.0.1',
      logLevel: (process.env['JIEDUI_TEST_LOG'] as 'silent' | undefined) ?? 'silent',
      ...given,
    },
    { client, ...(log && { log }) },
  );
}

function startHere({
  name,
  codes,
  databaseUrl,
  keys,
  gateway,
  background,
  federation,
}: Placing & { federation: Federation }) {
  return createDeployment({
    name,
    jurisdictions: codes.map(parseJurisdictionCode),
    federation,
    databaseUrl,
    gatewayKeys: keys.files.gatewayKeys,
    cursorKey,
    gateway,
    migrate: false,
    background,
    poolSize: 8,
    logLevel: process.env['JIEDUI_TEST_LOG'] ?? 'silent',
  });
}

/** A copy of a database that holds what these jurisdictions own, made once per run for each set of them. */
async function seededDatabase(
  { name, ledgers }: { name: string; ledgers: readonly Readonly<Record<string, Ledger>>[] },
  codes: readonly string[],
): Promise<TestDatabase> {
  return createPreparedDatabase(`${name}_${codes.join('_')}`, async (databaseUrl) => {
    await migrate({ databaseUrl });
    const owners = codes.filter(isJurisdictionCode);
    const owned = ledgers.flatMap((each) => owners.map((code) => each[code]!));
    const seeded = await seedDatabase(databaseUrl, name, owned, owners);
    if (seeded.kind !== 'seeded')
      throw new Error(`Expected an empty database; the seed found it ${seeded.kind}.`);
  });
}

interface FederationFile {
  text: string;
  jurisdictions: { code: string; name: string; englishName: string; level: string; parent?: string }[];
}

async function federationFile(name: FederationName): Promise<FederationFile> {
  // From sources and from dist alike: both lie below local's package.
  const home = path.dirname(path.dirname(new URL(import.meta.resolve('@jiedui/local/seed/seeds')).pathname));
  const local = path.basename(home) === 'dist' ? path.dirname(home) : home;
  const text = await readFile(path.join(local, 'federations', `${name}.yaml`), 'utf8');
  return {
    text,
    jurisdictions: (parseYaml(text) as { jurisdictions: FederationFile['jurisdictions'] }).jurisdictions,
  };
}
