import { mintClientToken } from '@jiedui/gateway/viewer/client-token';
import { signerOf, type SigningKey } from '@jiedui/gateway/viewer/keys';
import type { RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';

/** One token per role, by the name it has in running.json. */
export type Tokens = Record<
  'public' | 'organisation' | 'unit' | 'instructor' | 'county' | 'city' | 'auditor',
  string
>;

/** Unit: seconds. */
const lifetime = 30 * 24 * 3600;

/** Whom the tokens speak for: a city, one of its counties, and where their records are. */
export interface Places {
  city: string;
  county: string;
  cityDatabase: string;
  countyDatabase: string;
}

/** Tokens for the roles, as an identity provider would mint them, for records that are in the databases. */
export async function mintTokens(key: SigningKey, places: Places): Promise<Tokens> {
  const city = places.city as JurisdictionCode;
  const county = places.county as JurisdictionCode;
  const [organisation, unit, countyUnit] = await Promise.all([
    firstRecord(places.countyDatabase, 'organisation', county),
    firstRecord(places.cityDatabase, 'member_unit', city),
    firstRecord(places.countyDatabase, 'member_unit', county),
  ]);
  const viewers: Record<keyof Tokens, Viewer> = {
    public: { subject: 'local-public', roles: ['PUBLIC'], jurisdictions: [] },
    organisation: {
      subject: 'local-organisation',
      roles: ['ORGANISATION'],
      jurisdictions: [county],
      ...(organisation && { organisation }),
    },
    unit: { subject: 'local-unit', roles: ['UNIT'], jurisdictions: [city], ...(unit && { unit }) },
    instructor: {
      subject: 'local-instructor',
      roles: ['INSTRUCTOR'],
      jurisdictions: [county],
      ...(countyUnit && { unit: countyUnit }),
    },
    county: { subject: 'local-county', roles: ['COUNTY'], jurisdictions: [county] },
    city: { subject: 'local-city', roles: ['CITY'], jurisdictions: [city] },
    auditor: { subject: 'local-auditor', roles: ['AUDITOR'], jurisdictions: [city] },
  };
  const signer = await signerOf(key.privateJwk);
  const minted = Object.entries(viewers).map(
    async ([role, viewer]) => [role, await mintClientToken(signer, viewer, { lifetime })] as const,
  );
  return Object.fromEntries(await Promise.all(minted)) as Tokens;
}

/** Unit: seconds. A deployment's own token outlives a long run; every start mints it anew. */
const deploymentLifetime = 365 * 24 * 3600;

/**
 * Writes the token with which a deployment asks the gateway, as an identity provider would mint it, into the folder.
 * Returns its path.
 */
export async function writeDeploymentToken(
  key: SigningKey,
  folder: string,
  { name, jurisdictions }: { name: string; jurisdictions: readonly string[] },
): Promise<string> {
  const viewer: Viewer = {
    subject: `deployment-${name}`,
    roles: ['DEPLOYMENT'],
    jurisdictions: jurisdictions as readonly JurisdictionCode[],
  };
  const token = await mintClientToken(await signerOf(key.privateJwk), viewer, {
    lifetime: deploymentLifetime,
  });
  const file = path.join(folder, `${name}.token`);
  // Whole or not at all, also where two write it at once: a deployment reads it whenever it changes.
  const whole = `${file}.${randomUUID()}`;
  await writeFile(whole, token, { mode: 0o600 });
  await rename(whole, file);
  return file;
}

/** One of the article's records where there is one, else the first of the place; undefined where there is none. */
async function firstRecord(
  database: string,
  table: 'organisation' | 'member_unit',
  owner: JurisdictionCode,
): Promise<RecordId | undefined> {
  const client = new Client({ connectionString: database });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: RecordId }>(
      `select id from ${table} where owner = $1 order by provenance = 'ARTICLE' desc, id limit 1`,
      [owner],
    );
    return rows[0]?.id;
  } finally {
    await client.end();
  }
}
