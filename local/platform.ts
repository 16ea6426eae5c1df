import path from 'node:path';

import { Children, endOrphans, type Fall } from './children.ts';
import { databaseServer } from './databases.ts';
import { type LocalFederation, subgraphUrls, writeFederation } from './federation-file.ts';
import { keptKeys, type LocalKeys } from './keys.ts';
import { freePorts } from './ports.ts';
import { ideTokensFile, removeRunning, type Running, writeRunning } from './running.ts';
import { seedFederation } from './seeding.ts';
import { seconds, type Steps } from './steps.ts';
import { mintTokens, writeDeploymentToken } from './tokens.ts';
import { answersOk } from './waiting.ts';
import { paths } from './workspace.ts';

export interface PlatformOptions {
  federation: LocalFederation;
  /** The state folder of this federation; locked by the caller. */
  folder: string;
  /** An existing PostgreSQL instead of the embedded one. */
  databaseUrl: string | undefined;
  /** Paths of manifests of documents that the gateway registers, beside that of the saved operations. */
  documents: readonly string[];
  steps: Steps;
  /** Aborts a start under way. */
  signal: AbortSignal;
}

/** Unit: milliseconds. A cold start on a slow machine compiles nothing but loads much. */
const startPatience = 90_000;
/** A child that falls so often before it was ever ready will not come up. */
const mostFalls = 3;
const gatewayName = 'gateway';

/** A federation on this machine: PostgreSQL, a process per deployment, the gateway. */
export class Platform {
  private readonly options: PlatformOptions;
  private readonly children: Children;
  /** Undone in reverse. */
  private readonly undo: (() => Promise<void>)[] = [];
  private running: Running | null = null;
  private stopping: Promise<void> | null = null;

  constructor(options: PlatformOptions) {
    this.options = options;
    this.children = new Children({
      folder: options.folder,
      onFall: (fall) => this.tell(fall),
      onBegin: () => void this.publish(),
    });
  }

  /** Starts everything, in order. @throws where a part does not come up; the caller then calls `stop`. */
  async start(): Promise<Running> {
    const { federation, folder, databaseUrl, steps, signal } = this.options;
    await removeRunning(folder);
    const orphans = await endOrphans(folder);
    if (orphans > 0) steps.line(`上次遗留进程 Left over from a killed start: ${orphans} processes ended`);
    const keys = await keptKeys(path.join(folder, 'keys'));

    const server = await steps.step(
      '数据库 PostgreSQL',
      () => databaseServer(federation.name, folder, databaseUrl, (line) => steps.line(line)),
      ({ description }) => description,
    );
    this.undo.push(() => server.stop());
    signal.throwIfAborted();
    const databases = new Map<string, string>();
    for (const { name } of federation.deployments) databases.set(name, await server.open(name));
    const databaseOf = (deployment: string): string => databases.get(deployment)!;

    const [gatewayPort, ...ports] = await freePorts(federation.port, 1 + federation.deployments.length);
    const gateway = `http://127.0.0.1:${gatewayPort}`;
    const bases = new Map(
      federation.deployments.map(({ name }, index) => [name, `http://127.0.0.1:${ports[index]}`]),
    );
    const federationFile = path.join(folder, 'federation.yaml');
    await writeFederation(federationFile, federation, bases);

    this.undo.push(() => this.children.forget());
    this.undo.push(() => this.children.end(federation.deployments.map(({ name }) => name)));
    for (const { name, jurisdictions } of federation.deployments) {
      const token = await writeDeploymentToken(keys.client, path.join(folder, 'keys'), {
        name,
        jurisdictions,
      });
      await this.children.begin({
        name,
        script: paths.deployment,
        environment: {
          JIEDUI_DEPLOYMENT: name,
          JIEDUI_JURISDICTIONS: jurisdictions.join(','),
          JIEDUI_FEDERATION: federationFile,
          JIEDUI_GATEWAY_KEYS: keys.gatewayKeysFile,
          JIEDUI_CLIENT_KEYS: keys.clientKeysFile,
          JIEDUI_CURSOR_KEY: keys.cursorKey,
          JIEDUI_GATEWAY: gateway,
          JIEDUI_GATEWAY_TOKEN: token,
          DATABASE_URL: databaseOf(name),
          HOST: '127.0.0.1',
          PORT: new URL(bases.get(name)!).port,
        },
      });
    }
    this.undo.push(() => this.children.end([gatewayName]));
    await this.beginGateway(keys, federationFile, String(gatewayPort));

    await Promise.all(
      federation.deployments.map(({ name, jurisdictions }) => {
        const title = `地区 Deployment ${name} (${describe(federation, jurisdictions)})`;
        return steps.step(
          title,
          () => this.ready(name, bases.get(name)!),
          () => `${bases.get(name)}, process ${this.children.pid(name)}`,
        );
      }),
    );
    await steps.step(
      '示范数据 Seeds',
      () => seedFederation(federation, databaseOf),
      (line) => line,
    );
    await steps.step(
      '网关 Gateway',
      () => this.ready(gatewayName, gateway),
      () => gateway,
    );

    const city = federation.deployments[0]!;
    const county = federation.deployments.find(({ jurisdictions }) =>
      jurisdictions.includes(federation.county),
    )!;
    const tokens = await mintTokens(keys.client, {
      city: city.jurisdictions[0]!,
      county: federation.county,
      cityDatabase: databaseOf(city.name),
      countyDatabase: databaseOf(county.name),
    });
    await steps.step(
      '首个查询 First query',
      () => firstQuery(gateway, tokens.city, signal),
      (line) => line,
    );
    this.running = {
      gateway,
      tokens,
      deployments: federation.deployments.map(({ name, jurisdictions }) => ({
        jurisdictions,
        pid: this.children.pid(name),
        urls: subgraphUrls(bases.get(name)!),
      })),
    };
    this.undo.push(() => removeRunning(folder));
    await this.publish();
    return this.running;
  }

  /** Ends everything in the reverse order of its start; what fails to end does not keep the rest. */
  stop(): Promise<void> {
    this.running = null;
    this.stopping ??= (async () => {
      for (const step of this.undo.reverse()) {
        await step().catch((error: unknown) =>
          this.options.steps.line(`Not ended in order: ${String(error)}`),
        );
      }
    })();
    return this.stopping;
  }

  /** Kills the children without waiting. */
  kill(): void {
    this.children.kill();
  }

  private async beginGateway(keys: LocalKeys, federationFile: string, port: string): Promise<void> {
    await this.children.begin({
      name: gatewayName,
      script: paths.gateway,
      environment: {
        JIEDUI_SUPERGRAPH: paths.supergraph,
        JIEDUI_SHARD_MAP: federationFile,
        JIEDUI_CLIENT_KEYS: keys.clientKeysFile,
        JIEDUI_ASSERTION_KEY: keys.assertionKeyFile,
        JIEDUI_OPERATIONS: paths.operations,
        JIEDUI_DOCUMENTS: [paths.manifest, ...this.options.documents].join(','),
        JIEDUI_IDE_TOKENS: ideTokensFile(this.options.folder),
        APOLLO_TELEMETRY_DISABLED: 'true',
        HOST: '127.0.0.1',
        PORT: port,
      },
    });
  }

  private async ready(name: string, base: string): Promise<void> {
    const { signal } = this.options;
    try {
      const failure = (): string | null =>
        this.children.falls(name) >= mostFalls ? `${name} does not start` : null;
      await answersOk(`${base}/ready`, { signal, patience: startPatience, failure });
    } catch (error) {
      if (signal.aborted) throw error;
      const lines = (await this.children.log(name)).trim().split('\n');
      const log = lines
        .filter((line) => !/^\s+at /.test(line))
        .slice(-12)
        .join('\n');
      throw new Error(`${error instanceof Error ? error.message : String(error)}; its log ends:\n${log}`, {
        cause: error,
      });
    }
  }

  private tell({ name, how, wait }: Fall): void {
    const next =
      wait === null ? 'not started again: its configuration is wrong' : `starting again in ${seconds(wait)}`;
    this.options.steps.line(`进程意外结束 ${name} ended (${how}); ${next}`);
  }

  /** Writes running.json, once there is something to write: a child that began again has another process id. */
  private async publish(): Promise<void> {
    if (!this.running) return;
    const { federation, folder } = this.options;
    federation.deployments.forEach(({ name }, index) => {
      this.running!.deployments[index]!.pid = this.children.pid(name);
    });
    await writeRunning(folder, this.running);
  }
}

function describe({ jurisdictions }: LocalFederation, codes: readonly string[]): string {
  const names = codes.map((code) => jurisdictions.find((each) => each.code === code)?.name ?? code);
  return names.length > 3 ? `${names[0]} 等 ${names.length} 地` : names.join('、');
}

/** A real question through the gateway: how many pairings there are, and one of them. */
async function firstQuery(gateway: string, token: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(gateway, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: '{ pairings(first: 1) { totalCount nodes { title } } }' }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(20_000)]),
  });
  const { data, errors } = (await response.json()) as {
    data?: { pairings: { totalCount: number; nodes: { title: string }[] } | null };
    errors?: { message: string }[];
  };
  if (errors || !data?.pairings)
    throw new Error(`The gateway answers with errors: ${JSON.stringify(errors ?? data)}`);
  const { totalCount, nodes } = data.pairings;
  return `${totalCount} pairings; the first: ${nodes[0]?.title ?? 'none'}`;
}
