import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { signAssertion } from '@jiedui/gateway/viewer/assertion';
import type { Signer } from '@jiedui/gateway/viewer/keys';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { Agent, request } from 'undici';

import type { Answer, Question } from './client.ts';

/** The oracle: Apollo's gateway as its makers ship it, over one deployment that owns everything. */
export interface StockGateway extends AsyncDisposable {
  ask(viewer: Viewer, question: Question): Promise<Answer>;
}

interface StockOptions {
  supergraph: string;
  /** Name of the deployment: the audience. */
  deployment: string;
  urls: Partial<Record<string, string>>;
  signer: Signer;
}

interface Context {
  viewer: Viewer;
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };

export async function startStockGateway({
  supergraph,
  deployment,
  urls,
  signer,
}: StockOptions): Promise<StockGateway> {
  // Else constructing a gateway starts an exporter to its maker.
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
  const agent = new Agent({ connections: 32, pipelining: 1 });
  const server = new ApolloServer<Context>({
    gateway: new ApolloGateway({
      supergraphSdl: supergraph,
      logger: silent,
      buildService: ({ name }) => new Source(urls[name]!, deployment, signer, agent),
    }),
    includeStacktraceInErrorResponses: false,
    logger: silent,
  });
  await server.start();
  return {
    async ask(viewer, { query, variables = {} }) {
      const { body, http } = await server.executeOperation(
        { query, variables },
        { contextValue: { viewer } },
      );
      if (body.kind !== 'single') throw new Error('Expected a single answer.');
      return { status: http.status ?? 200, ...(JSON.parse(JSON.stringify(body.singleResult)) as object) };
    },
    async [Symbol.asyncDispose]() {
      await server.stop();
      await agent.destroy();
    },
  };
}

/** Adds what a deployment asks of every gateway, and nothing else. */
class Source extends RemoteGraphQLDataSource<Context> {
  private readonly deployment: string;
  private readonly signer: Signer;

  constructor(url: string, deployment: string, signer: Signer, agent: Agent) {
    super({ url, apq: false });
    this.deployment = deployment;
    this.signer = signer;
    this.fetcher = (async (
      to: string,
      { method, headers, body }: { method: string; headers: Record<string, string>; body: string },
    ) => {
      const answer = await request(to, { method: method as 'POST', headers, body, dispatcher: agent });
      const text = await answer.body.text();
      // The stock data source drops the GraphQL errors of an answer whose status is not 200.
      const status = text.startsWith('{') ? 200 : answer.statusCode;
      return new Response(text, { status, headers: { 'content-type': 'application/json' } });
    }) as unknown as RemoteGraphQLDataSource['fetcher'];
  }

  override async willSendRequest({
    request,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource<Context>['willSendRequest']>>[0]) {
    const { http, query, ...rest } = request;
    // What its sendRequest will serialise, in the same order.
    const body = JSON.stringify({ query, ...rest });
    const { viewer } = context as Context;
    const assertion = await signAssertion(this.signer, viewer, { deployment: this.deployment, body });
    http?.headers.set('authorization', `Bearer ${assertion}`);
  }
}
