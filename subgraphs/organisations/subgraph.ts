import { loadBy } from '@jiedui/kit/loaders';
import { recordReference } from '@jiedui/kit/references';
import { defineSubgraph } from '@jiedui/kit/schema';
import { parseJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';

import { Jurisdiction } from './jurisdiction/entity.ts';
import { JurisdictionResolver } from './jurisdiction/resolver.ts';
import { LedgerResolver } from './ledger/resolver.ts';
import { MemberUnit } from './member-unit/entity.ts';
import { MemberUnitResolver } from './member-unit/resolver.ts';
import { createLedgers } from './migrations/0001-ledgers.ts';
import { Organisation } from './organisation/entity.ts';
import { OrganisationResolver } from './organisation/resolver.ts';
import { PartyOrganisationHost } from './party-organisation/host.ts';
import { PartyOrganisation } from './party-organisation/entity.ts';
import { PartyOrganisationResolver } from './party-organisation/resolver.ts';

export const organisations = defineSubgraph({
  name: 'organisations',
  resolvers: [
    JurisdictionResolver,
    MemberUnitResolver,
    OrganisationResolver,
    PartyOrganisationResolver,
    LedgerResolver,
  ],
  references: {
    Jurisdiction: async ({ code }, context) =>
      loadBy(context, Jurisdiction, 'code', parseJurisdictionCode(code)),
    MemberUnit: recordReference(MemberUnit, 'unit'),
    Organisation: recordReference(Organisation, 'org', { foreign: true }),
    PartyOrganisation: recordReference(PartyOrganisation, 'party'),
  },
  entities: [Jurisdiction, MemberUnit, Organisation, PartyOrganisation, PartyOrganisationHost],
  migrations: [createLedgers],
});
