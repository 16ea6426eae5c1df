import type { DocumentNode, GraphQLError } from 'graphql';
import { greatest, sum } from './fold.ts';
import { beyond, type Limits } from './limits.ts';

interface Directed {
  readonly directives?: readonly unknown[];
}

const own = ({ directives }: Directed): number => directives?.length ?? 0;

/** Directives on selections, operations, variables and fragments. */
export function directiveGuard(document: DocumentNode, { directives }: Limits): GraphQLError | null {
  const onSelections = greatest(document, {
    field: (node, below) => below + own(node),
    fragment: (node, below) => below + own(node),
    operation: (node, below) => below + own(node) + (node.variableDefinitions ?? []).map(own).reduce(sum, 0),
    join: sum,
  });
  const onFragments = document.definitions
    .map((node) => (node.kind === 'FragmentDefinition' ? own(node) : 0))
    .reduce(sum, 0);
  return beyond('directives', directives, onSelections + onFragments);
}
