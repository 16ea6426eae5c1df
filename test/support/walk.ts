import type { Viewer } from '@jiedui/schema/contract/viewer';

import type { Answer, Question } from './client.ts';

/** A connection, with all its arguments but the window. */
export interface Walk {
  /** Up to the connection's field: `organisation(id: "…")`; absent at the root. */
  parent?: string;
  /** `organisations` */
  field: string;
  /** `orderBy: { field: NAME, direction: DESCENDING }, filter: { … }`; may be empty. */
  arguments: string;
}

export type Asks = (viewer: Viewer, question: Question) => Promise<Answer>;

export interface Steps {
  pages: string[][];
  /** Every page's own totalCount. */
  totals: (number | null)[];
}

interface Page {
  totalCount: number | null;
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  edges: { cursor: string; node: { id: string } }[];
  nodes: { id: string }[];
}

const mostPages = 2_000;

/**
 * Walks through all pages by the page's own end (or start) cursor until it says that nothing follows.
 * @param between called after every page: to insert rows while the walk is under way.
 * @throws where an answer has errors, or a page contradicts itself.
 */
export async function walk(
  ask: Asks,
  viewer: Viewer,
  { parent, field, arguments: given }: Walk,
  {
    size,
    backward = false,
    between,
  }: { size: number; backward?: boolean; between?: (page: number) => Promise<void> },
): Promise<Steps> {
  const window = backward ? 'last: $size, before: $cursor' : 'first: $size, after: $cursor';
  const connection = `list: ${field}(${window}${given ? `, ${given}` : ''}) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { id } } nodes { id }
  }`;
  const query = `query Walk($size: Int, $cursor: String) { ${parent ? `parent: ${parent} { ${connection} }` : connection} }`;
  const steps: Steps = { pages: [], totals: [] };
  let cursor: string | null = null;
  for (let number = 0; number < mostPages; number++) {
    const answer: Answer = await ask(viewer, { query, variables: { size, cursor } });
    if (answer.errors) throw new Error(`Page ${number} of ${query}: ${JSON.stringify(answer.errors)}`);
    const data = answer.data as { parent?: { list: Page }; list?: Page };
    const page = (data.parent?.list ?? data.list)!;
    const ids = page.edges.map(({ node }) => node.id);
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
    expectSame(
      'nodes',
      ids,
      page.nodes.map(({ id }) => id),
    );
    expectSame(
      'cursors',
      [startCursor, endCursor],
      [page.edges[0]?.cursor ?? null, page.edges.at(-1)?.cursor ?? null],
    );
    // Where the walk comes from, there is something; at its start there is nothing.
    expectSame('the way back', backward ? hasNextPage : hasPreviousPage, number > 0);
    steps.totals.push(page.totalCount);
    if (backward) steps.pages.unshift(ids);
    else steps.pages.push(ids);
    if (!(backward ? hasPreviousPage : hasNextPage)) return steps;
    if (ids.length !== size)
      throw new Error(`Page ${number} has ${ids.length} rows of ${size}, and says that more follow.`);
    cursor = backward ? startCursor : endCursor;
    await between?.(number);
  }
  throw new Error(`${query} does not end within ${mostPages} pages.`);
}

function expectSame(what: string, received: unknown, expected: unknown): void {
  if (JSON.stringify(received) === JSON.stringify(expected)) return;
  throw new Error(`${what}: expected ${JSON.stringify(expected)}; received ${JSON.stringify(received)}.`);
}
