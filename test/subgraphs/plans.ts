import type { EntityManager, Kysely } from '@mikro-orm/postgresql';
import type { ClientBase } from 'pg';

type KyselyPlugin = Parameters<Kysely<unknown>['withPlugin']>[0];
type Node = Parameters<ReturnType<Kysely<unknown>['getExecutor']>['compileQuery']>[0];

/** An entity manager that remembers the statements it is asked for, and the plans that PostgreSQL has for them. */
export interface Observed {
  em: EntityManager;
  statements(): number;
  plans(client: ClientBase): Promise<string[]>;
}

export function observed(em: EntityManager): Observed {
  const nodes: Node[] = [];
  const collector: KyselyPlugin = {
    transformQuery: ({ node }) => {
      nodes.push(node as Node);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const kysely = em.getKysely();
  const collecting = new Proxy(em, {
    get: (target, name) => {
      if (name === 'getKysely') return () => kysely.withPlugin(collector);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return {
    em: collecting,
    statements: () => nodes.length,
    plans: async (client) => {
      const plans: string[] = [];
      for (const node of nodes) {
        const { sql, parameters } = kysely.getExecutor().compileQuery(node, { queryId: 'plan' });
        const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, [...parameters]);
        plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
      }
      return plans;
    },
  };
}
