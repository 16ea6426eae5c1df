import { keptKeys } from '@jiedui/local/keys';
import { isAlive } from '@jiedui/local/postgres/ours';
import { removePostgres } from '@jiedui/local/postgres/remove';
import { type Postgres, startPostgres } from '@jiedui/local/postgres/server';
import { scaleJurisdictions } from '@jiedui/local/seed/scale';
import { paths } from '@jiedui/local/workspace';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Child } from './child.ts';
import { prepareData } from './data.ts';
import type { DeploymentUrls, StartDeployments } from './deployments-process.ts';
import { poolSize } from './layouts.ts';
import type { BenchOperation } from './operations.ts';
import type { BenchOptions } from './options.ts';
import type { StartStock } from './stock-process.ts';

/** A gateway under measure, with what stands behind it. */
export interface Target {
  /** Tells it from the others: `stock`, `10`, `10 whole pages`. */
  name: string;
  gateway: string;
  shards: number;
  url: string;
  process: Child;
  /** Absent: all of them. */
  operation?: BenchOperation['name'];
  /** All its deployments; the stock gateway shares those of one shard. */
  deployments: Child;
}

export interface Platform {
  postgres: Postgres;
  targets: readonly Target[];
  load: Child;
  records: number;
}

/** What must end with the bench, in the order of its making; undone backwards, whatever fails. */
export class Leftovers {
  private readonly undo: (() => Promise<unknown>)[] = [];
  private done: Promise<void> | undefined;

  /** What is made while everything is being removed goes at once. */
  add(undo: () => Promise<unknown>): void {
    if (this.done) void undo().catch(() => undefined);
    else this.undo.push(undo);
  }

  get removing(): boolean {
    return this.done !== undefined;
  }

  /** Can be called again: by the end, and by Ctrl-C in the midst of it. */
  remove(): Promise<void> {
    return (this.done ??= (async () => {
      for (let next = this.undo.pop(); next; next = this.undo.pop()) {
        await next().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
      }
    })());
  }
}

/** The same for every gateway. */
export const heapFlags = ['--max-old-space-size=1024', '--max-semi-space-size=32'] as const;
/** Shards share the machine with everything else here: an answer that comes late is still measured. Unit: milliseconds. */
const deadline = 60_000;
/** The gateway of whole pages is there to compare with: where it overruns the shards, the others' figures still hold. */
export const wholePages = 'Jiedui, whole pages';
const prefix = 'jiedui-bench-';
/** Below this the gateway does not fetch adaptively, and there is nothing to compare. */
const fewestShards = 4;

/** Starts PostgreSQL, the deployments of every layout, the gateways and the load; everything is noted in `leftovers`. */
export async function startPlatform(
  options: BenchOptions,
  leftovers: Leftovers,
  progress: (line: string) => void,
): Promise<Platform> {
  await removeOldRuns();
  const folder = await mkdtemp(path.join(tmpdir(), `${prefix}${process.pid}-`));
  leftovers.add(() => removePostgres(folder));
  const postgres = await startPostgres({ folder, throwAway: true, maxConnections: 500 });
  progress('PostgreSQL runs');
  const keys = await keptKeys(path.join(folder, 'keys'));
  const layouts = [...new Set([1, ...options.layouts])];
  const { layouts: data, records } = await prepareData(postgres, {
    ...options,
    activitiesPerPairing: 4,
    layouts,
    progress,
  });
  const jurisdictions = scaleJurisdictions(options);

  const child = (...parameters: ConstructorParameters<typeof Child>): Child => {
    const made = new Child(...parameters);
    leftovers.add(() => made.stop());
    return made;
  };
  const gatewayFlags = (name: string): string[] => [
    ...heapFlags,
    ...(options.profile
      ? [
          '--cpu-prof',
          `--cpu-prof-dir=${path.resolve(options.profile)}`,
          `--cpu-prof-name=${name}.cpuprofile`,
        ]
      : []),
  ];

  // A copy: the gateways follow the file, and whoever works on the schema meanwhile must not disturb the rounds.
  const supergraph = path.join(folder, 'supergraph.graphql');
  // And with addresses, where the committed one has none: without, both gateways complain of each subgraph.
  const sdl = await readFile(paths.supergraph, 'utf8');
  await writeFile(supergraph, sdl.replaceAll('url: ""', 'url: "http://shard.invalid/"'));

  const targets: Target[] = [];
  for (const shards of layouts) {
    const deployments = child({ name: `deployments of ${shards}`, script: './deployments-process.js' });
    const urls = await deployments.ask<DeploymentUrls>('start', {
      jurisdictions,
      gatewayKeys: keys.gatewayKeysFile,
      cursorKey: keys.cursorKey,
      poolSize: poolSize(shards),
      deployments: data.get(shards)!,
    } satisfies StartDeployments);

    if (shards === 1) {
      const [[deployment, sites]] = Object.entries(urls) as [[string, Record<string, string>]];
      const stock = child({ name: 'stock', script: './stock-process.js', flags: gatewayFlags('stock') });
      const url = await stock.ask<string>('start', {
        supergraph,
        assertionKey: keys.assertionKeyFile,
        deployment,
        urls: sites,
      } satisfies StartStock);
      targets.push({
        name: 'stock',
        gateway: 'stock ApolloGateway',
        shards,
        url,
        process: stock,
        deployments,
      });
    }
    const map = path.join(folder, `federation-${shards}.json`);
    await writeFile(map, JSON.stringify(federationFile(jurisdictions, data.get(shards)!, urls)));
    for (const adaptive of shards < fewestShards ? [true] : [true, false]) {
      const name = adaptive ? String(shards) : `${shards} whole pages`;
      const gateway = child({
        name: `gateway over ${name}`,
        script: './gateway-process.js',
        flags: gatewayFlags(`jiedui-${name.replaceAll(' ', '-')}`),
        environment: {
          JIEDUI_SUPERGRAPH: supergraph,
          JIEDUI_SHARD_MAP: map,
          JIEDUI_ASSERTION_KEY: keys.assertionKeyFile,
          JIEDUI_CLIENT_KEYS: keys.clientKeysFile,
          JIEDUI_DEADLINE_MS: String(deadline),
          JIEDUI_LOG_LEVEL: 'warn',
          PORT: '0',
          HOST: '127.0.0.1',
        },
      });
      const url = await gateway.ask<string>('start', { adaptive });
      targets.push({
        name,
        gateway: adaptive ? 'Jiedui' : wholePages,
        shards,
        url,
        process: gateway,
        deployments,
        ...(!adaptive && { operation: 'page' }),
      });
    }
    progress(`${shards} deployment${shards === 1 ? '' : 's'} and their gateway run`);
  }
  return { postgres, targets, load: child({ name: 'load', script: './load-process.js' }), records };
}

function federationFile(
  jurisdictions: StartDeployments['jurisdictions'],
  deployments: StartDeployments['deployments'],
  urls: DeploymentUrls,
): object {
  return {
    federation: 'bench',
    jurisdictions,
    deployments: deployments.map((deployment) => ({
      name: deployment.name,
      jurisdictions: deployment.jurisdictions,
      urls: urls[deployment.name],
    })),
  };
}

/** What a bench that was killed could not remove. */
async function removeOldRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const maker = new RegExp(`^${prefix}([0-9]+)-`).exec(name)?.[1];
    if (maker && !isAlive(Number(maker)))
      await removePostgres(path.join(tmpdir(), name)).catch(() => undefined);
  }
}
