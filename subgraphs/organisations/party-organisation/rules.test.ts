import { expect, test } from 'vitest';

import { checkPartyOrganisation, type Host, hostKindOf, type PartyFacts } from './rules.ts';

const today = '2022-12-01';
const host = (id: string, given: Partial<Host & { kind: 'known' }> = {}): Host => ({
  kind: 'known',
  id,
  of: 'NON_PUBLIC_ENTERPRISE',
  employees: 10,
  status: 'OPERATING',
  ...given,
});
const good: PartyFacts = {
  name: '示例党支部',
  level: 'BRANCH',
  establishment: 'SINGLE',
  members: 5,
  foundedOn: '2021-07-01',
  secretaryIsOwner: false,
  ownerSecretaryApplies: true,
  hostKind: null,
  hosts: [host('a')],
};
const problemsOf = (change: Partial<PartyFacts>): string[] =>
  checkPartyOrganisation({ ...good, ...change }, { today }).map(({ field, code }) => `${field} ${code}`);

test.each<[string, Partial<PartyFacts>, string[]]>([
  ['one host, established alone', {}, []],
  ['as many members as employees', { members: 10 }, []],
  ['more members than employees', { members: 11 }, ['members CONTRADICTION']],
  [
    'members within the employees of all hosts',
    { establishment: 'JOINT', members: 20, hosts: [host('a'), host('b')] },
    [],
  ],
  ['no host', { hosts: [] }, ['hosts REQUIRED']],
  ['joint with one host', { establishment: 'JOINT' }, ['establishment CONTRADICTION']],
  ['single with two hosts', { hosts: [host('a'), host('b')] }, ['establishment CONTRADICTION']],
  ['one host twice', { establishment: 'JOINT', hosts: [host('a'), host('a')] }, ['hosts CONTRADICTION']],
  ['a host that was struck off', { hosts: [host('a', { status: 'DEREGISTERED' })] }, ['hosts CONTRADICTION']],
  [
    'a host that is not there',
    { hosts: [{ kind: 'missing', id: 'a' }], hostKind: 'SOCIAL_ORGANISATION' },
    ['hosts UNKNOWN'],
  ],
  [
    'a host of a stranger',
    { hosts: [{ kind: 'outside', id: 'a' }], hostKind: 'SOCIAL_ORGANISATION' },
    ['hosts UNKNOWN'],
  ],
  ['a host elsewhere of unsaid kind', { hosts: [{ kind: 'elsewhere', id: 'a' }] }, ['hostKind REQUIRED']],
  [
    'a host elsewhere, whose employees nobody here knows',
    { hosts: [{ kind: 'elsewhere', id: 'a' }], hostKind: 'SOCIAL_ORGANISATION', members: 500 },
    [],
  ],
  ['founded tomorrow', { foundedOn: '2022-12-02' }, ['foundedOn IN_THE_FUTURE']],
  ['a secretary who is the owner', { secretaryIsOwner: true }, []],
  ['no owner who could be the secretary', { ownerSecretaryApplies: false }, []],
  [
    'a secretary who is the owner where none could be',
    { secretaryIsOwner: true, ownerSecretaryApplies: false },
    ['ownerSecretaryApplies CONTRADICTION'],
  ],
  ['no name', { name: ' ' }, ['name REQUIRED']],
  ['negative members', { members: -1 }, ['members OUT_OF_RANGE']],
])('%s', (_, change, problems) => {
  expect(problemsOf(change)).toEqual(problems);
});

test('the kind of the hosts is that of the first one known here', () => {
  const hosts: Host[] = [{ kind: 'elsewhere', id: 'a' }, host('b', { of: 'SOCIAL_ORGANISATION' })];
  expect(hostKindOf({ hosts, hostKind: 'NON_PUBLIC_ENTERPRISE' })).toBe('SOCIAL_ORGANISATION');
});
