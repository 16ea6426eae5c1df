import { randomOf, type Random } from '@jiedui/local/seed/random';

export type Variables = Record<string, unknown>;

export interface BenchOperation {
  name: 'page' | 'groups';
  title: string;
  query: string;
  /** Where the answer must hold something, or the bench would compare and measure nothing. */
  rowsOf: (data: Record<string, unknown>) => readonly unknown[];
  /** Whether pages behind the first are asked too. */
  pages: boolean;
}

interface PageData {
  organisations: { nodes: unknown[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
}

export const operations: readonly BenchOperation[] = [
  {
    name: 'page',
    title: 'A city-wide page of 50 organisations by name, each with its party organisations and its pairings',
    query: `query Page($after: String, $filter: OrganisationFilter) {
  organisations(first: 50, after: $after, filter: $filter, orderBy: { field: NAME, direction: ASCENDING }) {
    nodes {
      id
      name
      kind
      industry
      employees
      registeredOn
      partyOrganisations(first: 3) { nodes { id name level members } }
      pairings(first: 3) { nodes { id title state startedOn } }
    }
    pageInfo { hasNextPage endCursor }
  }
}`,
    rowsOf: (data) => (data as unknown as PageData).organisations?.nodes ?? [],
    pages: true,
  },
  {
    name: 'groups',
    title: 'Organisations counted by industry and kind, city-wide',
    query: `query Groups($filter: OrganisationFilter) {
  organisationGroups(by: [INDUSTRY, KIND], filter: $filter) {
    key
    label
    industry
    kind
    count
    employees
    earliestRegisteredOn
    latestRegisteredOn
  }
}`,
    rowsOf: (data) => (data['organisationGroups'] as unknown[] | null) ?? [],
    pages: false,
  },
];

export interface Answer {
  data: Record<string, unknown> | null;
  errors?: readonly unknown[];
}

export type Ask = (query: string, variables: Variables) => Promise<Answer>;

/** Variables that are the same on every run over the same data; half of the pages begin behind a cursor that `ask` gave. */
export async function sampleVariables(
  operation: BenchOperation,
  count: number,
  ask: Ask,
): Promise<Variables[]> {
  const random = randomOf(`bench ${operation.name}`);
  const samples: Variables[] = [];
  for (let index = 0; index < count; index++) {
    const variables: Variables = { filter: filterOf(random) };
    for (let page = operation.pages ? index % 2 : 0; page > 0; page--) {
      const { data } = await ask(operation.query, variables);
      const end = (data as PageData | null)?.organisations?.pageInfo.endCursor;
      if (end) variables['after'] = end;
    }
    samples.push(variables);
  }
  return samples;
}

/** What an officer narrows a list down to; it leaves far more rows than a page has. */
function filterOf(random: Random): Variables | null {
  switch (random.below(6)) {
    case 0:
      return null;
    case 1:
      return { status: ['OPERATING'] };
    case 2:
      return { kind: [random.pick(['NON_PUBLIC_ENTERPRISE', 'SOCIAL_ORGANISATION'])] };
    case 3:
      return { industry: random.pick([['C'], ['F', 'G'], ['S', 'P'], ['C', 'F', 'I']]) };
    case 4:
      return { employeesFrom: random.between(1, 40) };
    default:
      return {
        registeredFrom: `20${String(random.between(0, 9)).padStart(2, '0')}-0${random.between(1, 9)}-01`,
      };
  }
}
