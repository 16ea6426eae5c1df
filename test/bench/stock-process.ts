import {
  ApolloGateway,
  type GraphQLDataSourceProcessOptions,
  RemoteGraphQLDataSource,
} from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { signAssertion } from '@jiedui/gateway/viewer/assertion';
import { readSigner, type Signer } from '@jiedui/gateway/viewer/keys';
import { publicViewer } from '@jiedui/schema/contract/viewer';
import { readFile } from 'node:fs/promises';

import { serve } from './serve.ts';

export interface StartStock {
  supergraph: string;
  assertionKey: string;
  deployment: string;
  /** Subgraph → where it takes requests. */
  urls: Readonly<Record<string, string>>;
}

/** The stock data source; all that is added is the header without which a shard refuses every call. */
class AssertingDataSource extends RemoteGraphQLDataSource {
  private readonly signer: Signer;
  private readonly deployment: string;

  constructor(url: string, signer: Signer, deployment: string) {
    super({ url });
    this.signer = signer;
    this.deployment = deployment;
  }

  override async willSendRequest({ request }: GraphQLDataSourceProcessOptions): Promise<void> {
    // The body as the stock data source is about to write it.
    const { http, query, ...rest } = request;
    const body = JSON.stringify({ query, ...rest });
    const assertion = await signAssertion(this.signer, publicViewer, { body, deployment: this.deployment });
    http?.headers.set('authorization', `Bearer ${assertion}`);
  }
}

serve({
  async start({ supergraph, assertionKey, deployment, urls }: StartStock) {
    process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
    const signer = await readSigner(await readFile(assertionKey, 'utf8'));
    if (!signer) throw new Error(`No private key in ${assertionKey}.`);
    const gateway = new ApolloGateway({
      supergraphSdl: await readFile(supergraph, 'utf8'),
      buildService: ({ name }) => new AssertingDataSource(urls[name]!, signer, deployment),
    });
    const server = new ApolloServer({ gateway, stopOnTerminationSignals: false });
    const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
    return url;
  },
});
