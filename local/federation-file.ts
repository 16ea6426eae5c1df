import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { parse, stringify } from 'yaml';

import { defaultScale, scaleJurisdictions } from './seed/scale.ts';
import { paths } from './workspace.ts';

export interface LocalJurisdiction {
  code: string;
  name: string;
  englishName: string;
  level: 'CITY' | 'COUNTY';
  parent?: string;
}

/** A federation as the runner starts it: its tree, and who serves what. */
export interface LocalFederation {
  name: string;
  jurisdictions: readonly LocalJurisdiction[];
  deployments: readonly { name: string; jurisdictions: readonly string[] }[];
  /** The items of building together, where they are not the default ones. */
  coBuilding?: readonly object[] | undefined;
  /** The county in which the local tokens' roles hold. */
  county: string;
  /** Where the gateway listens if nobody else does; the deployments follow it. */
  port: number;
  /** The seed's size: of the articles, or for benches. */
  seed: 'articles' | 'scale';
}

const ports: Readonly<Record<string, number>> = { chaozhou: 4000, cangzhou: 4100 };
const otherPort = 4200;

export const demonstrationFederations = ['chaozhou', 'cangzhou'] as const;
/** How many deployments the counties of the scale federation are spread over; the city has its own. */
const scaleHosts = 9;

/** The federation of a template in local/federations. */
export async function readTemplate(name: string): Promise<LocalFederation> {
  const text = await readFile(path.join(paths.federations, `${name}.yaml`), 'utf8');
  const { federation, jurisdictions, county, deployments, coBuilding } = parse(text) as {
    federation: string;
    jurisdictions: LocalJurisdiction[];
    county: string;
    coBuilding?: object[];
    deployments: { name: string; jurisdictions: string[] }[];
  };
  return {
    name: federation,
    jurisdictions,
    county,
    deployments,
    coBuilding,
    port: ports[federation] ?? otherPort,
    seed: 'articles',
  };
}

/** 50 jurisdictions, 100 thousand organisations: a city's deployment and nine that each host some five counties. */
export function scaleFederation(): LocalFederation {
  const jurisdictions = scaleJurisdictions(defaultScale);
  const [city, ...counties] = jurisdictions.map(({ code }) => code);
  const hosts = Array.from({ length: scaleHosts }, (_, host) => ({
    name: `host${host + 1}`,
    jurisdictions: counties.filter((_, index) => index % scaleHosts === host),
  }));
  return {
    name: 'scale',
    jurisdictions,
    deployments: [{ name: 'city', jurisdictions: [city!] }, ...hosts],
    county: counties[0]!,
    port: otherPort,
    seed: 'scale',
  };
}

export type SubgraphUrls = Readonly<Record<'organisations' | 'pairings' | 'services', string>>;

/** The addresses of a deployment's subgraphs, all in one process. */
export function subgraphUrls(base: string): SubgraphUrls {
  return {
    organisations: `${base}/organisations`,
    pairings: `${base}/pairings`,
    services: `${base}/services`,
  };
}

/** Writes the file that the gateway and the deployments read, whole or not at all. */
export async function writeFederation(
  file: string,
  federation: LocalFederation,
  bases: ReadonlyMap<string, string>,
): Promise<void> {
  const { name, jurisdictions, coBuilding, deployments } = federation;
  const text = stringify(
    {
      federation: name,
      jurisdictions,
      ...(coBuilding && { coBuilding }),
      deployments: deployments.map((deployment) => ({
        ...deployment,
        urls: subgraphUrls(bases.get(deployment.name)!),
      })),
    },
    // A code reads as a number where it is not quoted.
    { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' },
  );
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}
