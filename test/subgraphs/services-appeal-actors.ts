import type { Viewer } from '@jiedui/schema/contract/viewer';

import { chaoan, city, id, officer, raoping } from './pairings-world.ts';

/** Who acts on the appeals of these tests, and the units that they speak for. */
export const organisation = id(chaoan, 'org', 1);
export const receiver = id(chaoan, 'unit', 1);
/** Departments that can get a part: two of the county, one of the city. */
export const departments = [id(chaoan, 'unit', 2), id(chaoan, 'unit', 3), id(city, 'unit', 4)] as const;

export const people = {
  secretary: officer('ORGANISATION', chaoan, { organisation }),
  otherSecretary: officer('ORGANISATION', chaoan, { organisation: id(chaoan, 'org', 2) }),
  receiver: officer('UNIT', chaoan, { unit: receiver }),
  department0: officer('UNIT', chaoan, { unit: departments[0] }),
  department1: officer('UNIT', chaoan, { unit: departments[1] }),
  department2: officer('UNIT', city, { unit: departments[2] }),
  county: officer('COUNTY', chaoan),
  otherCounty: officer('COUNTY', raoping),
  city: officer('CITY', city),
  instructor: officer('INSTRUCTOR', chaoan),
  auditor: officer('AUDITOR', city),
  public: { subject: 'public', roles: ['PUBLIC'], jurisdictions: [] },
} satisfies Record<string, Viewer>;
export type Person = keyof typeof people;

/** The fields of an appeal that a step changes. */
const selection = `id tier state dueOn provisional timeliness clock pausedOn satisfied outcome escalated unit { id }
  parts { position unit { id } task dueOn provisional answer releasedAt }
  steps { step from to tier takenAs takenBy unit { id } reason late takenAt }`;

/** Step → the mutation, with what it takes beside the key and the id. */
export const mutations = {
  acceptAppeal: '$unit: ID, $note: String',
  coordinateAppeal: '$departments: [DepartmentInput!]!, $note: String',
  answerPart: '$answer: String!',
  escalateAppeal: '$reason: String!',
  assignEscalated: '$departments: [DepartmentInput!]!, $note: String',
  followUp: '$note: String!',
  resolveAppeal: '$outcome: String!',
  confirmAppeal: '$satisfied: Boolean!, $note: String',
  closeAppeal: '$note: String',
  reopenAppeal: '$reason: String!',
  withdrawAppeal: '$reason: String!',
  refuseAppeal: '$reason: String!',
  pauseAppeal: '$reason: String!',
  resumeAppeal: '$note: String',
} as const;
export type Mutation = keyof typeof mutations;

export function documentOf(mutation: Mutation): string {
  const names = [...mutations[mutation].matchAll(/\$(\w+):/g)].map(([, name]) => `${name}: $${name}`);
  return `mutation($key: ID!, $id: ID!, ${mutations[mutation]}) {
    appeal: ${mutation}(idempotencyKey: $key, id: $id, ${names.join(', ')}) { appeal { ${selection} } } }`;
}

export const raiseDocument = `mutation($key: ID!, $input: RaiseAppealInput!) {
  appeal: raiseAppeal(idempotencyKey: $key, input: $input) { appeal { ${selection} } } }`;

export const appealDocument = `query($id: ID!) { appeal(id: $id) { ${selection} } }`;
