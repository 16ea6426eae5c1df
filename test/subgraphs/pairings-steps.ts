import { clockOf } from '@jiedui/kit/clock';
import { movePairing } from '@jiedui/pairings/pairing/move';
import type { RecordId } from '@jiedui/schema/contract/id';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import { expect } from 'vitest';

import { all, chaoan, id, officer, type World } from './pairings-world.ts';

export const unit = id(chaoan, 'unit', 1);
export const officerOfChaoan = officer('COUNTY', chaoan);
export const liaison = officer('UNIT', chaoan, { unit });
const fields = `pairing { id kind title state counterpart principles mechanisms startedOn endedOn refusedOn renewedOn
  provenance source jurisdiction { code } unit { id } organisation { id } partyOrganisation { id } promotedBy { id } }`;

let made = 0;
export const fresh = () => (made += 1);
/** A proposal for an organisation that no other test has. */
export const proposal = (rest: Record<string, unknown> = {}) => ({
  jurisdiction: chaoan,
  kind: 'UNIT_ORGANISATION',
  title: ' 示例单位 ↔ 示例企业 ',
  unit,
  organisation: id(chaoan, 'org', fresh()),
  principles: ['FUNCTION', 'FUNCTION'],
  mechanisms: ['PRECISE_MATCHING'],
  startedOn: '2024-03-01',
  ...rest,
});

export interface How {
  key?: string;
  viewer?: Viewer;
  owned?: typeof all;
  /** The day on which it is done; that of the world's clock where absent. */
  on?: string;
}

type Mutate = (
  field: string,
  /** `name: Type, …`: its arguments beside the key. */
  types: string,
  variables: Record<string, unknown>,
  how?: How,
) => ReturnType<World['ask']>;

/** Mutations with a fresh key, of an officer of 潮安, where nothing else is said; `fields` is what they answer. */
export function mutating(world: () => World, fields: string): Mutate {
  return (field, types, variables, how = {}) =>
    world().ask(
      `mutation($key: ID!, ${types.replaceAll(/(\w+): /g, '$$$1: ')}) {
        ${field}(idempotencyKey: $key, ${types.replaceAll(/(\w+): \S+?(,|$)/g, '$1: $$$1$2')}) { ${fields} } }`,
      {
        variables: { key: how.key ?? `steps-of-${fresh()}`, ...variables },
        viewer: how.viewer ?? officerOfChaoan,
        owned: how.owned ?? all,
        ...(how.on && { clock: clockOf(() => new Date(`${how.on}T04:00:00Z`)) }),
      },
    );
}

/** The steps of pairings, as mutations of an officer of 潮安 where nobody else is said. */
// oxlint-disable-next-line typescript/explicit-function-return-type -- what each step answers is what the world answers
export function pairingSteps(world: World) {
  const mutate = mutating(() => world, fields);
  const propose = (input: object, how?: How) =>
    mutate('proposePairing', 'input: ProposePairingInput!', { input }, how);
  const confirm = (wanted: string, startedOn: string | null = null, how?: How) =>
    mutate('confirmPairing', 'id: ID!, startedOn: Date', { id: wanted, startedOn }, how);
  const refuse = (wanted: string, how?: How) =>
    mutate('refusePairing', 'id: ID!, reason: String!', { id: wanted, reason: '双方条件不合' }, how);
  const renew = (wanted: string, renewedOn: string, how?: How) =>
    mutate('renewPairing', 'id: ID!, renewedOn: Date!', { id: wanted, renewedOn }, how);
  const end = (wanted: string, endedOn: string, how?: How & { reason?: string }) =>
    mutate(
      'endPairing',
      'id: ID!, endedOn: Date!, reason: String!',
      { id: wanted, endedOn, reason: how?.reason ?? '企业迁出' },
      how,
    );
  const correct = (wanted: string, input: object, how?: How) =>
    mutate(
      'correctPairing',
      'id: ID!, reason: String!, input: CorrectPairingInput!',
      { id: wanted, reason: '录错', input },
      how,
    );
  const move = (wanted: string, to: 'REPORTED' | 'ASSESSED') =>
    world.within((em, context) => movePairing(em, context, { id: wanted as RecordId, to }), {
      viewer: officerOfChaoan,
    });

  async function proposed(rest: Record<string, unknown> = {}): Promise<string> {
    const answer = await propose(proposal(rest));
    expect(answer.errors).toBeUndefined();
    return answer.data.proposePairing.pairing.id;
  }
  async function confirmed(rest: Record<string, unknown> = {}): Promise<string> {
    const wanted = await proposed(rest);
    expect((await confirm(wanted)).errors).toBeUndefined();
    return wanted;
  }
  async function assessed(): Promise<string> {
    const wanted = await confirmed();
    await move(wanted, 'REPORTED');
    await move(wanted, 'ASSESSED');
    return wanted;
  }
  async function activity(pairing: string, heldOn: string): Promise<void> {
    const input = { jurisdiction: chaoan, kind: 'CONTACT', title: '联系指导', heldOn, pairing };
    const { errors } = await world.ask(
      `mutation($key: ID!, $input: RecordActivityInput!) {
        recordActivity(idempotencyKey: $key, input: $input) { activity { id } } }`,
      { variables: { key: `lifecycle-${fresh()}`, input }, viewer: officerOfChaoan },
    );
    expect(errors).toBeUndefined();
  }
  const steps = async (wanted: string) => {
    const { data } = await world.ask(`{ pairing(id: "${wanted}") { state history { change reason as } } }`);
    return data.pairing as {
      state: string;
      history: { change: string; reason: string | null; as: string }[];
    };
  };

  return {
    propose,
    confirm,
    refuse,
    renew,
    end,
    correct,
    move,
    proposed,
    confirmed,
    assessed,
    activity,
    steps,
  };
}
