import type { Subgraph } from '@jiedui/kit/schema';

import type { SubgraphName } from './config.ts';

/** Loaded only where they are served: a deployment of one subgraph does not carry the others. */
const loaders: Readonly<Record<SubgraphName, () => Promise<Subgraph>>> = {
  organisations: async () => (await import('@jiedui/organisations/subgraph')).organisations,
  pairings: async () => (await import('@jiedui/pairings/subgraph')).pairings,
  services: async () => (await import('@jiedui/services/subgraph')).services,
};

export async function loadSubgraphs(names: readonly SubgraphName[]): Promise<readonly Subgraph[]> {
  return Promise.all(names.map((name) => loaders[name]()));
}
