import { type Clock, clockOf } from '@jiedui/kit/clock';
import type { RequestContext } from '@jiedui/kit/context';
import type { Viewer } from '@jiedui/schema/contract/viewer';
import type { ExecutionResult } from 'graphql';

import { chaoan, city, type County, dataOf, officer } from './county.ts';

/** What tests of the ledger's mutations ask again and again, as 潮安's officer unless they say otherwise. */

export const auditor: Viewer = { subject: 'auditor-1', roles: ['AUDITOR'], jurisdictions: [city] };

/** Noon in Beijing. */
export const noon = (day: string): Clock => clockOf(() => new Date(`${day}T04:00:00Z`));

let keys = 0;
export const newKey = (): string => `ledger-key-${(keys += 1)}`;

export const registration = `mutation ($key: ID!, $input: RegisterOrganisationInput!) {
  registerOrganisation(idempotencyKey: $key, input: $input) { organisation { id creditCodeAttested } warnings } }`;

export const correction = `mutation ($key: ID!, $id: ID!, $reason: String!, $input: CorrectOrganisationInput!) {
  correctOrganisation(idempotencyKey: $key, id: $id, reason: $reason, input: $input) {
    organisation { id name employees creditCode creditCodeAttested status } warnings } }`;

/** What is registered where nothing else is said. */
export const example = {
  jurisdiction: chaoan,
  name: '示例台账企业',
  kind: 'NON_PUBLIC_ENTERPRISE',
  industry: 'C',
  employees: 12,
  registeredOn: '2020-05-01',
};

export interface Changed {
  at: string;
  change: string;
  as: string | null;
  by: string | null;
  reason: string | null;
  fields: { name: string; previous: string | null; current: string | null }[];
}

/** The requests of a test file whose county opens before its tests. */
export function ledgerOf(county: () => County) {
  const viewer = officer('COUNTY', chaoan);
  const ask = (
    source: string,
    variables: Record<string, unknown> = {},
    given: Partial<RequestContext> = {},
  ): Promise<ExecutionResult> => county().ask(source, variables, { viewer, ...given });

  return {
    ask,
    /** The id of an organisation registered on a day. */
    registered: async (change: object = {}, day = '2022-01-10'): Promise<string> => {
      const variables = { key: newKey(), input: { ...example, ...change } };
      const answer = await ask(registration, variables, { clock: noon(day) });
      return dataOf<{ registerOrganisation: { organisation: { id: string } } }>(answer).registerOrganisation
        .organisation.id;
    },
    correct: (id: string, input: object, given: Partial<RequestContext> = {}, reason = '年度核对') =>
      ask(correction, { key: newKey(), id, reason, input }, given),
    /** suspendOrganisation, resumeOrganisation or deregisterOrganisation. */
    step: (field: string, id: string, on: string, given: Partial<RequestContext> = {}) =>
      ask(
        `mutation ($key: ID!, $id: ID!, $on: Date!) {
          ${field}(idempotencyKey: $key, id: $id, on: $on, reason: "依据登记机关通知") {
            organisation { status suspendedOn resumedOn deregisteredOn } warnings } }`,
        { key: newKey(), id, on },
        given,
      ),
    historyOf: async (id: string, as: Viewer = viewer): Promise<Changed[]> =>
      dataOf<{ organisation: { history: Changed[] } }>(
        await ask(
          'query ($id: ID!) { organisation(id: $id) { history { at change as by reason fields { name previous current } } } }',
          { id },
          { viewer: as },
        ),
      ).organisation.history,
  };
}
