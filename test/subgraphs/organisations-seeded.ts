import { clockOf } from '@jiedui/kit/clock';
import { contextOf, type RequestContext } from '@jiedui/kit/context';
import { cursorSeal } from '@jiedui/kit/cursor';
import { federationOf } from '@jiedui/kit/federation';
import { type Database, openDatabase } from '@jiedui/kit/orm';
import { subgraphSchema } from '@jiedui/kit/schema';
import { seedDatabase } from '@jiedui/local/seed/insert';
import type { Ledger } from '@jiedui/local/seed/rows';
import { seeds } from '@jiedui/local/seed/seeds';
import { organisations } from '@jiedui/organisations/subgraph';
import { type JurisdictionCode, parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { publicViewer } from '@jiedui/schema/contract/viewer';
import { type ExecutionResult, graphql } from 'graphql';

import { countingEm } from './county.ts';
import { createPreparedDatabase } from '../support/postgres.ts';

/** The organisations subgraph on a database that holds a whole demonstration federation. */
export interface Seeded {
  database: Database;
  url: string;
  owned: readonly JurisdictionCode[];
  ledgers: Readonly<Record<string, Ledger>>;
  ask(
    source: string,
    variables?: Record<string, unknown>,
    given?: Partial<RequestContext>,
  ): Promise<ExecutionResult>;
  /** How many statements the work sends to the database, through the context given to it. */
  statements(work: (given: Partial<RequestContext>) => Promise<unknown>): Promise<number>;
  close(): Promise<void>;
}

export const seededToday = '2024-03-01';

const names: Readonly<Record<string, string>> = {
  '445100': '潮州市',
  '445102': '湘桥区',
  '445103': '潮安区',
  '445122': '饶平县',
  '130900': '沧州市',
  '130927': '南皮县',
};

export async function openSeeded(name: 'chaozhou' | 'cangzhou'): Promise<Seeded> {
  const ledgers = seeds[name]!();
  const owned = Object.keys(ledgers).map(parseJurisdictionCode);
  const [city] = owned;
  const federation = federationOf(
    owned.map((code) => ({
      code,
      name: names[code]!,
      englishName: code,
      level: code === city ? 'CITY' : 'COUNTY',
      ...(code !== city && { parent: city }),
    })),
  );
  const { url } = await createPreparedDatabase(`organisations_${name}`, async (template) => {
    const database = await openDatabase({ url: template, subgraphs: [organisations] });
    await database.migrate();
    await database.close();
    await seedDatabase(template, name, Object.values(ledgers), owned);
  });
  const database = await openDatabase({ url, subgraphs: [organisations] });
  const schema = subgraphSchema(organisations);
  const seal = cursorSeal('a cursor key that only tests know, long enough');
  const clock = clockOf(() => new Date(`${seededToday}T04:00:00Z`));
  return {
    database,
    url,
    owned,
    ledgers,
    ask: async (source, variableValues, given) =>
      graphql({
        schema,
        source,
        variableValues,
        contextValue: contextOf({
          viewer: publicViewer,
          em: database.em(),
          owned,
          federation,
          clock,
          seal,
          ...given,
        }),
      }),
    statements: async (work) => {
      const counting = countingEm({ database });
      await work({ em: counting.em });
      return counting.statements();
    },
    close: () => database.close(),
  };
}
