import { afterAll, beforeAll, expect, test } from 'vitest';

import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

let world: World;
let federation: ShardedFederation;

beforeAll(async () => {
  world = await openWorld({ federation: 'cangzhou' });
  federation = await world.shard([['130900'], ['130927']]);
}, 60_000);

afterAll(() => world?.[Symbol.asyncDispose]());

test('the other article’s federation runs on the same supergraph: 南皮 has 212 party organisations, and its rates', async () => {
  const { data, errors } = await federation.ask(null, {
    query: `{
      jurisdictions { code name parent { name } }
      all: partyOrganisationGroups(by: [], jurisdictions: ["130927"]) { count }
      partyOrganisationGroups(by: [KIND], jurisdictions: ["130927"]) { kind singleEstablishment { numerator denominator value } }
      publicServiceGroups(by: [KIND], jurisdictions: ["130927"]) { kind count }
    }`,
  });
  expect(errors).toBeUndefined();
  const answer = data as {
    jurisdictions: unknown[];
    all: [{ count: number }];
    partyOrganisationGroups: { kind: string; singleEstablishment: { value: number } }[];
    publicServiceGroups: { kind: string; count: number }[];
  };
  expect(answer.jurisdictions).toHaveLength(2);
  expect(answer.all[0].count).toBe(212);
  const rate = (kind: string) =>
    answer.partyOrganisationGroups.find((group) => group.kind === kind)!.singleEstablishment.value.toFixed(4);
  expect(rate('NON_PUBLIC_ENTERPRISE')).toBe('0.8289');
  expect(rate('SOCIAL_ORGANISATION')).toBe('0.8000');
  expect(answer.publicServiceGroups.length).toBeGreaterThan(0);
});

test('its jurisdictions know nothing of 潮州', async () => {
  const { errors } = await federation.ask(null, {
    query: '{ organisations(jurisdictions: ["445103"]) { totalCount } }',
  });
  expect(errors!.map(({ extensions }) => extensions?.['code'])).toEqual(['UNKNOWN_JURISDICTION']);
});
