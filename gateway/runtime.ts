import type { JWTVerifyGetKey } from 'jose';
import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { defaults, isWebUrl, type GatewayConfig } from './config.ts';
import { ConfigurationError, readFailure } from './configuration-error.ts';
import { readManifest, type Registered, type Trusted } from './documents/manifest.ts';
import { startEngine, type Engine } from './engine.ts';
import type { ShardingRules } from './sharding/rule.ts';
import { placeOf, type ShardClient } from './shards/client.ts';
import { federationOfSupergraph, readFederation, type Federation } from './shards/map.ts';
import { watchText, type WatchOptions } from './shards/watch.ts';
import { createIdentify, readKeys, remoteKeys, type Identify } from './viewer/client-token.ts';
import { readSigner, type Signer } from './viewer/keys.ts';
import { nobody, type Watch, type WatchedFile } from './watch.ts';

/** What a request is answered with. Replaced as a whole, never changed: a request keeps the one it began with. */
export interface Current {
  engine: Engine;
  federation: Federation;
  identify: Identify;
  registered: Registered;
  /** Absent in a plain federation without an assertion key. */
  signer: Signer | null;
}

export interface Runtime {
  readonly current: Current;
  stop(): Promise<void>;
}

interface Texts {
  supergraph: string;
  shardMap: string | null;
  clientKeys: string | null;
  assertionKey: string | null;
  /** By path. */
  manifests: Map<string, string>;
}

/**
 * Reads every file of the configuration, and again whenever one changes. Whatever is wrong with a new text, the old one
 * stays in force and the log says why.
 * @throws ConfigurationError at the start only.
 */
export async function startRuntime(
  config: GatewayConfig,
  client: ShardClient,
  log: Logger,
  watching: WatchOptions = {},
  watch: Watch = nobody,
): Promise<Runtime> {
  const remote = config.clientKeys !== undefined && isWebUrl(config.clientKeys);
  const remoteSet = remote ? remoteKeys(new URL(config.clientKeys!)) : null;
  const clientKeysPath = remote ? undefined : config.clientKeys;
  const texts: Texts = {
    supergraph: await readNamed(config.supergraph, 'JIEDUI_SUPERGRAPH'),
    shardMap: await readOptional(config.shardMap, 'JIEDUI_SHARD_MAP'),
    clientKeys: await readOptional(clientKeysPath, 'JIEDUI_CLIENT_KEYS'),
    assertionKey: await readOptional(config.assertionKey, 'JIEDUI_ASSERTION_KEY'),
    manifests: new Map(),
  };
  for (const path of config.documents ?? []) {
    texts.manifests.set(path, await readNamed(path, 'JIEDUI_DOCUMENTS'));
  }
  const limits = config.limits ?? defaults.limits;

  const engine = await startEngine(texts.supergraph, config.supergraph, limits, log);
  let current: Current;
  try {
    current = {
      engine,
      federation: federationOf(texts.shardMap, engine),
      identify: identifyOf(texts.clientKeys),
      registered: registeredIn(texts.manifests),
      signer: await signerOf(texts.assertionKey),
    };
  } catch (error) {
    await engine.retire();
    throw error;
  }

  // One change after another: a new supergraph and a new map are checked against each other.
  let turn: Promise<void> = Promise.resolve();
  const follow = (
    file: WatchedFile,
    path: string | undefined,
    first: string | null,
    apply: (text: string) => Promise<void>,
  ) =>
    path === undefined || first === null
      ? () => {}
      : watchText(
          path,
          first,
          (text) => {
            turn = turn.then(() => attempt(file, path, () => apply(text)));
            return turn;
          },
          watching,
        );
  const unwatch = [
    follow('supergraph', config.supergraph, texts.supergraph, replaceSupergraph),
    follow('shard_map', config.shardMap, texts.shardMap, async (text) => {
      const federation = federationOf(text, current.engine);
      texts.shardMap = text;
      replaceFederation(federation);
    }),
    follow('client_keys', clientKeysPath, texts.clientKeys, async (text) => {
      current = { ...current, identify: identifyOf(text) };
    }),
    follow('assertion_key', config.assertionKey, texts.assertionKey, async (text) => {
      current = { ...current, signer: await signerOf(text) };
    }),
    ...[...texts.manifests].map(([path, first]) =>
      follow('documents', path, first, async (text) => {
        const manifests = new Map(texts.manifests).set(path, text);
        current = { ...current, registered: registeredIn(manifests) };
        texts.manifests = manifests;
      }),
    ),
  ];

  return {
    get current() {
      return current;
    },
    async stop() {
      for (const stop of unwatch) stop();
      await turn;
      await current.engine.retire();
    },
  };

  async function attempt(file: WatchedFile, path: string, apply: () => Promise<void>): Promise<void> {
    try {
      await apply();
      watch.reloaded(file, path, true);
      log.info({ path }, 'a changed file is in force');
    } catch (error) {
      watch.reloaded(file, path, false);
      const problems = error instanceof ConfigurationError ? error.message : String(error);
      log.error({ path, problems }, 'a changed file is wrong; the old one stays in force');
    }
  }

  async function replaceSupergraph(text: string): Promise<void> {
    const next = await startEngine(text, config.supergraph, limits, log);
    let federation: Federation;
    try {
      federation = federationOf(texts.shardMap, next);
    } catch (error) {
      await next.retire();
      throw error;
    }
    const old = current.engine;
    texts.supergraph = text;
    current = { ...current, engine: next };
    replaceFederation(federation);
    void old
      .retire()
      .catch((error: unknown) => log.error({ err: error }, 'an old engine did not stop cleanly'));
  }

  function replaceFederation(federation: Federation): void {
    current = { ...current, federation };
    client.retain(
      new Set(
        [...federation.urls].flatMap(([deployment, urls]) =>
          [...urls.values()].map((url) => placeOf(deployment, url)),
        ),
      ),
    );
  }

  function federationOf(text: string | null, { rules }: Engine): Federation {
    if (text === null) {
      if (rules.sharded) {
        throw new ConfigurationError([
          {
            where: 'JIEDUI_SHARD_MAP',
            expected: 'the path of a federation file, since the supergraph has sharding rules',
            received: undefined,
          },
        ]);
      }
      return federationOfSupergraph([...rules.subgraphs.values()], config.supergraph);
    }
    const federation = readFederation(text, config.shardMap!, new Set(rules.subgraphs.keys()));
    refuseRivals(federation, rules);
    return federation;
  }

  /** Without sharding rules nobody can say which of two deployments shall answer. */
  function refuseRivals({ map }: Federation, rules: ShardingRules): void {
    const problems = [...rules.subgraphs.values()]
      .filter(({ sharded }) => !sharded)
      .map(({ name }) => ({
        name,
        count: map.deployments.filter(({ subgraphs }) => subgraphs.has(name)).length,
      }))
      .filter(({ count }) => count > 1)
      .map(({ name, count }) => ({
        where: config.shardMap!,
        expected: `one deployment for subgraph ${name}, since it has no sharding rules`,
        received: count,
      }));
    if (problems.length > 0) throw new ConfigurationError(problems);
  }

  function registeredIn(manifests: ReadonlyMap<string, string>): Registered {
    const all = [...manifests].map(([path, text]): Trusted => readManifest(text, path));
    return {
      documents: new Map(all.flatMap((trusted) => [...trusted])),
      only: config.trustedOnly ?? defaults.trustedOnly,
    };
  }

  function identifyOf(text: string | null): Identify {
    if (remoteSet) return createIdentify(remoteSet);
    if (text === null) return createIdentify(null);
    const keys: JWTVerifyGetKey | null = readKeys(text);
    if (keys) return createIdentify(keys);
    throw new ConfigurationError([
      { where: clientKeysPath!, expected: 'a JWKS: {"keys": […]}', received: 'other content' },
    ]);
  }

  async function signerOf(text: string | null): Promise<Signer | null> {
    if (text === null) return null;
    const signer = await readSigner(text);
    if (signer) return signer;
    // A key file is never echoed.
    throw new ConfigurationError([
      {
        where: config.assertionKey!,
        expected: 'a private Ed25519 JWK with kid and d',
        received: 'other content',
      },
    ]);
  }
}

async function readNamed(path: string, variable: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new ConfigurationError([
      {
        where: variable,
        expected: 'the path of a readable file',
        received: `${path}: ${readFailure(error)}`,
      },
    ]);
  }
}

async function readOptional(path: string | undefined, variable: string): Promise<string | null> {
  return path === undefined ? null : readNamed(path, variable);
}
