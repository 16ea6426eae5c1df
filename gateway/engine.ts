import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, parse, type DocumentNode } from 'graphql';
import type { Logger } from 'pino';
import { ConfigurationError } from './configuration-error.ts';
import { coveragePlugin } from './coverage.ts';
import { Library } from './documents/library.ts';
import type { Limits } from './guards/limits.ts';
import { maskError } from './masking.ts';
import { requestScope, type RequestContext } from './request-context.ts';
import type { ShardingRules } from './sharding/rule.ts';
import { readRules } from './sharding/rules.ts';
import { logicalSubgraph } from './sharding/seam.ts';
import { Shapes } from './shards/shape.ts';

/** Everything that follows from one supergraph. Another supergraph is another engine; requests end on the one they began on. */
export interface Engine {
  rules: ShardingRules;
  shapes: Shapes;
  /** The documents that its schema lets through. */
  library: Library;
  execute(request: HTTPGraphQLRequest, context: RequestContext): Promise<HTTPGraphQLResponse>;
  /** Stops it once its last request has gone. */
  retire(): Promise<void>;
}

/**
 * Apollo Server over Apollo's gateway, with every shard call going through the seam.
 * @throws ConfigurationError where the text is no supergraph.
 */
export async function startEngine(sdl: string, file: string, limits: Limits, log: Logger): Promise<Engine> {
  refuseBadSyntax(sdl, file);
  // Constructing a gateway would otherwise start an exporter to its maker.
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
  let server: ApolloServer<RequestContext> | null = null;
  try {
    const rules = readRules(sdl);
    const logger = quiet(log);
    const gateway = new ApolloGateway({
      supergraphSdl: sdl,
      buildService: ({ name }) => logicalSubgraph(name, rules),
      queryPlannerConfig: { exposeDocumentNodeInFetchNode: true },
      __exposeQueryPlanExperimental: false,
      validateSupergraph: true,
      logger,
    });
    server = new ApolloServer<RequestContext>({
      gateway,
      // Who may ask for the schema was decided before.
      introspection: true,
      // What is executed was parsed and checked before, under limits that Apollo has not: it never does either itself.
      documentStore: admittedDocuments,
      persistedQueries: false,
      includeStacktraceInErrorResponses: false,
      stopOnTerminationSignals: false,
      csrfPrevention: true,
      allowBatchedHttpRequests: false,
      stringifyResult: (result) => JSON.stringify(result),
      formatError: (formatted, error) => maskError(formatted, error, requestScope.getStore()),
      logger,
      plugins: [
        coveragePlugin({ sharded: rules.sharded }),
        ApolloServerPluginCacheControlDisabled(),
        ApolloServerPluginInlineTraceDisabled(),
        ApolloServerPluginLandingPageDisabled(),
        ApolloServerPluginSchemaReportingDisabled(),
        ApolloServerPluginUsageReportingDisabled(),
      ],
    });
    await server.start();
    // Set by the gateway's load, which start() has waited for.
    return leaseable(server, rules, new Library(gateway.schema!, limits, rules));
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    const received = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError([{ where: file, expected: 'a composed federation-2 supergraph', received }]);
  }
}

/** In Apollo's eyes a store of documents under their hashes; in truth the one document of the request under way. */
const admittedDocuments = {
  get: async (): Promise<DocumentNode> => requestScope.getStore()!.document,
  set: async (): Promise<void> => {},
  delete: async (): Promise<void> => {},
};

function leaseable(server: ApolloServer<RequestContext>, rules: ShardingRules, library: Library): Engine {
  let running = 0;
  let idle: (() => void) | null = null;
  return {
    rules,
    shapes: new Shapes(),
    library,
    async execute(httpGraphQLRequest, context) {
      running++;
      try {
        return await requestScope.run(context, () =>
          server.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => context }),
        );
      } finally {
        running--;
        if (running === 0) idle?.();
      }
    },
    async retire() {
      if (running > 0) {
        await new Promise<void>((resolve) => {
          idle = resolve;
        });
      }
      await server.stop();
    },
  };
}

function refuseBadSyntax(sdl: string, file: string): void {
  try {
    parse(sdl);
  } catch (error) {
    const [at] = error instanceof GraphQLError ? (error.locations ?? []) : [];
    throw new ConfigurationError([
      {
        where: at ? `${file}:${at.line}:${at.column}` : file,
        expected: 'a supergraph in GraphQL SDL',
        received: error instanceof Error ? error.message : String(error),
      },
    ]);
  }
}

/** Apollo's news of every load are no news here; nor is a subgraph without a URL, since the shard map has them. */
function quiet(log: Logger) {
  return {
    debug: (message?: unknown) => log.trace(String(message)),
    info: (message?: unknown) => log.debug(String(message)),
    warn: (message?: unknown) => log.warn(String(message)),
    error: (message?: unknown) =>
      String(message).endsWith('is missing a url') ? log.debug(String(message)) : log.error(String(message)),
  };
}
