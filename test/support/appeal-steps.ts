import { setTimeout as sleep } from 'node:timers/promises';

import type { Ledger } from '@jiedui/local/seed/rows';
import { parseId, type RecordId } from '@jiedui/schema/contract/id';
import { parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Viewer } from '@jiedui/schema/contract/viewer';

import type { ShardedFederation } from './world.ts';

/** What can happen to an appeal: it is accepted; reported to the city; resolved; the organisation is not satisfied; it is taken up again. */
export type Step = 'acceptAppeal' | 'escalateAppeal' | 'resolveAppeal' | 'confirmAppeal' | 'reopenAppeal';

const said: Readonly<Record<Step, string>> = {
  acceptAppeal: '',
  escalateAppeal: 'reason: "涉及面广"',
  resolveAppeal: 'outcome: "已解决"',
  confirmAppeal: 'satisfied: false, note: "尚未解决"',
  reopenAppeal: 'reason: "重新办理"',
};

/** Appeals of an organisation of a county, from a pairing of the city, and the persons who handle them. */
export interface Handling {
  pairing: RecordId;
  organisation: RecordId;
  officer: Viewer;
  secretary: Viewer;
}

/** The first pairing of the city with an organisation of the county that is in force. */
export function handlingIn(
  ledgers: Readonly<Record<string, Ledger>>,
  city: string,
  county: string,
): Handling {
  const { id, organisation_id } = ledgers[city]!.pairings.find(
    ({ organisation_id: organisation, started_on, ended_on, state }) =>
      organisation?.startsWith(county) &&
      started_on < '2024-01-01' &&
      ended_on === null &&
      state !== 'PROPOSED',
  )!;
  const organisation = parseId(organisation_id, 'org').id;
  const jurisdictions = [parseJurisdictionCode(county)];
  return {
    pairing: parseId(id, 'pair').id,
    organisation,
    officer: { subject: 'officer', roles: ['COUNTY'], jurisdictions },
    secretary: { subject: 'secretary', roles: ['ORGANISATION'], jurisdictions, organisation },
  };
}

/**
 * Asks until it is answered: a deployment that is killed meanwhile is asked again under the same key. Unit of patience:
 * milliseconds. @throws where it is refused
 */
async function insist(
  federation: Pick<ShardedFederation, 'ask'>,
  viewer: Viewer,
  query: string,
  variables: Record<string, unknown>,
  patience = 60_000,
): Promise<Record<string, { appeal: { id: RecordId } | null }>> {
  for (const end = Date.now() + patience; ;) {
    const { data, errors } = await federation.ask(viewer, { query, variables });
    if (!errors) return data as Record<string, { appeal: { id: RecordId } | null }>;
    const code = errors[0]!.extensions?.['code'];
    const passing = /^(JURISDICTION_(TIMEOUT|DOWN|INVALID_ANSWER)|DATABASE_UNAVAILABLE)$/.test(String(code));
    if (!passing || Date.now() > end) throw new Error(`${query}: ${JSON.stringify(errors)}`);
    await sleep(50);
  }
}

export async function raiseAppeal(
  federation: Pick<ShardedFederation, 'ask'>,
  { pairing, organisation, secretary }: Handling,
  { key, unit, title = '示例诉求' }: { key: string; unit: string; title?: string },
): Promise<RecordId> {
  const input = { jurisdiction: organisation.slice(0, 6), organisation, unit, title, pairing };
  const data = await insist(
    federation,
    secretary,
    `mutation ($key: ID!, $input: RaiseAppealInput!) {
      raiseAppeal(idempotencyKey: $key, input: $input) { appeal { id } }
    }`,
    { key, input },
  );
  return data['raiseAppeal']!.appeal!.id;
}

export async function takeStep(
  federation: Pick<ShardedFederation, 'ask'>,
  { officer, secretary }: Handling,
  { key, id, step }: { key: string; id: RecordId; step: Step },
): Promise<void> {
  await insist(
    federation,
    step === 'confirmAppeal' ? secretary : officer,
    `mutation ($key: ID!, $id: ID!) { ${step}(idempotencyKey: $key, id: $id, ${said[step]}) { appeal { id } } }`,
    { key, id },
  );
}
