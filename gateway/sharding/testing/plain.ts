import { parse, print, visit } from 'graphql';
import { toySupergraph } from './supergraph.ts';

const ours = new Set(['merge', 'crossShard', 'shardKey', 'sharded']);

/** The toy supergraph as a federation that knows nothing of sharding would have it. */
export const plainSupergraph = print(
  visit(parse(toySupergraph), { Directive: ({ name }) => (ours.has(name.value) ? null : undefined) }),
);
