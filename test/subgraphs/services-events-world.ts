import { Dispatch } from '@jiedui/kit/dispatch';
import { type Database, openDatabase } from '@jiedui/kit/orm';
import type { RecordId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { announceAppeal } from '@jiedui/services/appeal/announce';
import type { AppealState, AppealTier } from '@jiedui/services/appeal/terms';
import { services } from '@jiedui/services/subgraph';

import { all, city, id, officer, openWorld, type Row, type World } from './pairings-world.ts';

/** The services subgraph on its own database, and who follows its events. Opened by `openEvents`. */
export let world: World;
export let database: Database;
export let dispatch: Dispatch;
export const auditor = officer('AUDITOR', city);

export async function openEvents(): Promise<void> {
  world = await openWorld(services);
  database = await openDatabase({ url: world.url, subgraphs: [services], connections: 20 });
  dispatch = new Dispatch({
    em: () => database.em(),
    subgraph: 'services',
    deliveries: [],
    courier: async () => ({ kind: 'delivered' }),
    log: { warn: () => undefined, error: () => undefined },
  });
}

export async function closeEvents(): Promise<void> {
  await database?.close();
  await world?.[Symbol.asyncDispose]();
}

let made = 0;
export async function appealOf(owner: JurisdictionCode, rest: Partial<Row> = {}): Promise<RecordId> {
  made += 1;
  const appeal = id(owner, 'app', made);
  await world.insert('appeal', [
    {
      id: appeal,
      title: `诉求${made}`,
      sort_title: `su qiu ${made}`,
      organisation_id: id(owner, 'org', made),
      tier: 'T1',
      state: 'RAISED',
      raised_at: '2024-03-01T00:00:00Z',
      ...rest,
    },
  ]);
  return appeal;
}

/** A transaction that announces, and ends when it is told to. */
export interface Open {
  event: RecordId;
  end(how: 'commit' | 'roll back'): Promise<void>;
}

export async function begin(
  appeal: RecordId,
  state: AppealState = 'ACCEPTED',
  tier: AppealTier = 'T1',
): Promise<Open> {
  const announced = Promise.withResolvers<RecordId>();
  const decided = Promise.withResolvers<'commit' | 'roll back'>();
  const ended = database.em().transactional(async (em) => {
    announced.resolve(await announceAppeal(em, new Date(), { id: appeal, state, tier, pairingId: null }));
    if ((await decided.promise) === 'roll back') throw new Error('rolled back');
  });
  ended.catch(announced.reject);
  return {
    event: await announced.promise,
    end: async (how) => {
      decided.resolve(how);
      await ended.catch((error: Error) => {
        if (error.message !== 'rolled back') throw error;
      });
    },
  };
}

export async function happen(appeal: RecordId, state?: AppealState, tier?: AppealTier): Promise<RecordId> {
  const open = await begin(appeal, state, tier);
  await open.end('commit');
  return open.event;
}

export const query = `query ($after: [ID!], $first: Int, $types: [EventType!], $jurisdictions: [ID!]) {
  events(after: $after, first: $first, types: $types, jurisdictions: $jurisdictions) {
    jurisdiction { code } cursor more events { id type state tier appeal { id } }
  }
}`;

export interface Page {
  jurisdiction: { code: string };
  cursor: string;
  more: boolean;
  events: { id: string; type: string; state: string; tier: string; appeal: { id: string } | null }[];
}

interface Reading {
  viewer?: Viewer;
  /** Who answers; the others are silent. */
  owned?: readonly JurisdictionCode[];
  first?: number;
  types?: string[];
  jurisdictions?: readonly string[];
}

/** Follows the feed as its documentation says: keeps a cursor for each jurisdiction, and the one before where none comes. */
export class Follower {
  readonly cursors = new Map<string, string>();
  readonly seen: string[] = [];

  async read({ viewer = auditor, owned = all, ...variables }: Reading = {}): Promise<Page[]> {
    const { data, errors } = await world.ask(query, {
      variables: { after: [...this.cursors.values()], ...variables },
      viewer,
      owned,
    });
    if (errors) throw new AggregateError(errors);
    const pages = data.events as Page[];
    for (const { jurisdiction, cursor, events } of pages) {
      this.cursors.set(jurisdiction.code, cursor);
      this.seen.push(...events.map((event) => event.id));
    }
    return pages;
  }

  /** Reads on until nobody has more. */
  async catchUp(reading: Reading = {}): Promise<string[]> {
    const from = this.seen.length;
    while ((await this.read(reading)).some(({ more }) => more));
    return this.seen.slice(from);
  }
}

/** One that has read everything that there is. */
export async function upToDate(viewer: Viewer = auditor): Promise<Follower> {
  await dispatch.place();
  const follower = new Follower();
  await follower.catchUp({ viewer, first: 500 });
  follower.seen.length = 0;
  return follower;
}
