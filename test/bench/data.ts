import { migrate } from '@jiedui/deployment/migration';
import { sortKey } from '@jiedui/kit/pinyin';
import type { Postgres } from '@jiedui/local/postgres/server';
import { insertLedger } from '@jiedui/local/seed/insert';
import { randomOf } from '@jiedui/local/seed/random';
import type { Ledger } from '@jiedui/local/seed/rows';
import { scaleJurisdictions, scaleLedgers } from '@jiedui/local/seed/scale';
import { Client } from 'pg';

import { type PlannedDeployment, spread } from './layouts.ts';

export interface LoadedDeployment extends PlannedDeployment {
  databaseUrl: string;
}

export interface Data {
  /** Number of shards → its deployments, each on its own database, all together with the same records. */
  layouts: ReadonlyMap<number, readonly LoadedDeployment[]>;
  /** Of one layout. */
  records: number;
}

export interface DataPlan {
  rows: number;
  jurisdictions: number;
  activitiesPerPairing: number;
  layouts: readonly number[];
  progress: (line: string) => void;
}

/** Makes and fills the databases of all layouts: every ledger is generated once and written to each layout. */
export async function prepareData(
  postgres: Postgres,
  { rows, jurisdictions, activitiesPerPairing, layouts, progress }: DataPlan,
): Promise<Data> {
  const plan = { jurisdictions, organisations: rows, activitiesPerPairing };
  const codes = scaleJurisdictions(plan).map(({ code }) => code);
  const template = 'bench_template';
  const admin = clientOf(postgres.url('postgres'));
  await admin.connect();
  const clients: Client[] = [];
  try {
    await admin.query(`create database ${template}`);
    await migrate({ databaseUrl: postgres.url(template) });

    const loaded = new Map<number, LoadedDeployment[]>();
    const writers = new Map<number, Map<string, Client>>();
    for (const shards of layouts) {
      const deployments: LoadedDeployment[] = [];
      const byCode = new Map<string, Client>();
      for (const deployment of spread(codes, shards)) {
        const database = deployment.name.replaceAll('-', '_');
        await admin.query(`create database ${database} template ${template} strategy file_copy`);
        const databaseUrl = postgres.url(database);
        const client = clientOf(databaseUrl);
        await client.connect();
        clients.push(client);
        for (const code of deployment.jurisdictions) byCode.set(code, client);
        deployments.push({ ...deployment, databaseUrl });
      }
      loaded.set(shards, deployments);
      writers.set(shards, byCode);
    }
    progress(`${clients.length} databases made`);

    let records = 0;
    for (const { code, ledger } of scaleLedgers(plan)) {
      mixNames(code, ledger);
      const counts = await Promise.all(
        layouts.map((shards) => insertLedger(writers.get(shards)!.get(code)!, ledger)),
      );
      records += counts[0] ?? 0;
    }
    progress(`${records} records written to each of ${layouts.length} layouts`);
    // Autovacuum is off: without this no layout could read from its indexes alone, or plan well.
    for (const client of clients) await client.query('vacuum (analyze)');
    return { layouts: loaded, records };
  } finally {
    await Promise.all([...clients, admin].map((client) => client.end()));
  }
}

/** A server that is stopped by Ctrl-C ends its sessions; whoever waits for an answer then hears of it. */
function clientOf(url: string): Client {
  return new Client({ connectionString: url }).on('error', () => undefined);
}

const syllables = [
  ...'安宝昌诚达大德东丰福光广国海和恒宏华汇吉佳嘉江金锦开康隆美明宁鹏荣瑞润盛顺泰天同旺祥新鑫信兴旭一永裕元源远泽中',
];

/**
 * The generated names begin with their county, so that a page by name would come from one county alone. Real names do not:
 * two syllables before each let the counties alternate as they do in a register.
 */
function mixNames(code: string, { organisations }: Ledger): void {
  const random = randomOf(`bench names ${code}`);
  for (const organisation of organisations) {
    const word = `${random.pick(syllables)}${random.pick(syllables)}`;
    organisation.name = `${word}${organisation.name}`;
    organisation.sort_name = `${sortKeyOf(word)} ${organisation.sort_name}`;
  }
}

const known = new Map<string, string>();
function sortKeyOf(word: string): string {
  let key = known.get(word);
  if (key === undefined) known.set(word, (key = sortKey(word)));
  return key;
}
