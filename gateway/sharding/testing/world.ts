import { newId, type RecordTag } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Deployment, ShardMap } from '../shard.ts';

/** The toy world's records: few, small, and the same on every run. */
export interface Farm {
  __typename: 'Farm';
  id: string;
  owner: JurisdictionCode;
  name: string;
  size: number;
  town: string | null;
  /** What the field `note` and the field `secret` do: answer or fail. */
  note: 'fine' | 'fails';
  secret: 'fine' | 'fails';
  partner: string | null;
  friends: string[];
  related: string[];
  things: string[];
}

export interface Visit {
  __typename: 'Visit';
  id: string;
  owner: JurisdictionCode;
  name: string;
  kind: 'CALL' | 'TRAINING' | 'READING';
  heldOn: string;
  helpful: boolean;
  farm: string | null;
  /** Any record: `echoes` of a record can be anywhere. */
  echoOf: string | null;
}

export interface Gadget {
  serial: string;
  owner: JurisdictionCode;
  colour: string;
  twin: string | null;
}

export interface World {
  places: readonly { code: JurisdictionCode; name: string; parent: JurisdictionCode | null }[];
  farms: Farm[];
  visits: Visit[];
  gadgets: readonly Gadget[];
}

export const [city, north, south, east, zone] = [
  '445100',
  '445102',
  '445103',
  '445122',
  '445122x01',
] as JurisdictionCode[] as [
  JurisdictionCode,
  JurisdictionCode,
  JurisdictionCode,
  JurisdictionCode,
  JurisdictionCode,
];

/** City above north, south and east; the zone is below east: a lineage of three. */
const places = [
  { code: city, name: '市', parent: null },
  { code: north, name: '北', parent: city },
  { code: south, name: '南', parent: city },
  { code: east, name: '东', parent: city },
  { code: zone, name: '区', parent: east },
];

export function lineage(code: string): string[] {
  const parent = places.find((place) => place.code === code)?.parent;
  return parent ? [code, ...lineage(parent)] : [code];
}

/** Numbers that do not cycle in any test's length: a 32-bit counter, hashed. */
export function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % below;
  };
}

/** Names on which UTF-16 order, UTF-8 order and locales disagree. */
const names = ['安', 'é', 'Z', 'a', '𝒜', '\uff5e', '', 'ab', 'A', '潮'];

export function makeWorld(seed = 7, farmCount = 34, visitCount = 90): World {
  const pick = numbers(seed);
  const among = <Item>(items: readonly Item[]) => items[pick(items.length)]!;
  let clock = 1_700_000_000_000;
  const id = (owner: JurisdictionCode, tag: RecordTag) =>
    newId(
      owner,
      tag,
      clock++,
      Uint8Array.from({ length: 10 }, () => pick(256)),
    );
  const codes = places.map(({ code }) => code);
  const farms = Array.from({ length: farmCount }, (): Farm => {
    const owner = among(codes);
    return {
      __typename: 'Farm',
      id: id(owner, 'org'),
      owner,
      name: among(names),
      size: pick(9),
      town: pick(4) === 0 ? null : among(['甲', '乙', 'T']),
      note: pick(4) === 0 ? 'fails' : 'fine',
      secret: pick(4) === 0 ? 'fails' : 'fine',
      partner: null,
      friends: [],
      related: [],
      things: [],
    };
  });
  const visits = Array.from({ length: visitCount }, (): Visit => {
    const farm = pick(8) === 0 ? null : among(farms);
    // Edges run within a lineage: a visit belongs to the farm's owner or to a jurisdiction above it.
    const owner = farm ? (among(lineage(farm.owner)) as JurisdictionCode) : among(codes);
    return {
      __typename: 'Visit',
      id: id(owner, 'act'),
      owner,
      name: among(names),
      kind: among(['CALL', 'TRAINING', 'READING'] as const),
      heldOn: `2023-0${1 + pick(9)}-1${pick(10)}`,
      helpful: pick(2) === 0,
      farm: farm?.id ?? null,
      echoOf: null,
    };
  });
  const records = [...farms, ...visits];
  for (const visit of visits) if (pick(2) === 0) visit.echoOf = among(records).id;
  for (const farm of farms) {
    farm.partner = pick(3) === 0 ? null : among(farms).id;
    farm.friends = Array.from({ length: pick(4) }, () => among(farms).id);
    farm.related = Array.from({ length: pick(4) }, () => among(records).id);
    farm.things = Array.from({ length: pick(4) }, () => (pick(3) === 0 ? among(codes) : among(records).id));
  }
  const gadgets = Array.from({ length: 6 }, (_, index): Gadget => {
    return {
      serial: `g${index}`,
      owner: among(codes),
      colour: among(['red', 'blue']),
      twin: `g${(index + 1) % 6}`,
    };
  });
  return { places, farms, visits, gadgets };
}

/** Each deployment with the jurisdictions that it runs. */
export type Federation = Readonly<Record<string, readonly JurisdictionCode[]>>;

export function mapOf(deployments: Federation, subgraphs = ['ledger', 'market']): ShardMap {
  const list = Object.entries(deployments).map(([name, jurisdictions]): Deployment => ({
    name,
    jurisdictions,
    subgraphs: new Set(subgraphs),
  }));
  return {
    jurisdictions: new Map(places.map((place) => [place.code, place])),
    deployments: list,
    owners: new Map(list.flatMap((deployment) => deployment.jurisdictions.map((code) => [code, deployment]))),
  };
}

export const separate: Federation = {
  city: [city],
  north: [north],
  south: [south],
  east: [east],
  zone: [zone],
};
export const together: Federation = { all: [city, north, south, east, zone] };
