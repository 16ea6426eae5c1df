import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { newId, ownerOf } from '@jiedui/schema/contract/id';
import { executeSharded } from './execute.ts';
import { ask } from './testing/ask.ts';
import { OperationMaker } from './testing/operations.ts';
import { page } from './testing/resolvers.ts';
import { oracle, shardsOf, toyRules } from './testing/shards.ts';
import { city, east, makeWorld, north, separate, south, zone, type Federation } from './testing/world.ts';

const world = makeWorld();
const codes = [city, north, south, east, zone];
const schema = toyRules.subgraphs.get('ledger')!.schema;
const cursors = page(world.farms.slice(0, 6), ({ name }) => name, {}).edges.map(({ cursor }) => cursor);
const settings = { numRuns: 100, seed: 5, endOnFailure: true };

const federations = fc.array(fc.nat(2), { minLength: 5, maxLength: 5 }).map((parts): Federation => {
  const groups = Map.groupBy(codes, (code) => `shard${parts[codes.indexOf(code)]}`);
  return Object.fromEntries(groups);
});

test('the order in which shards answer never shows', async () => {
  const property = fc.asyncProperty(fc.gen(), fc.nat(), async (gen, haste) => {
    const below = (limit: number) => gen(fc.nat, limit - 1);
    const maker = new OperationMaker(schema, world, { below }, cursors);
    const { text, variables } = maker.query();
    const document = parse(text);
    if (validate(schema, document).length > 0) return;
    const answers = await Promise.all(
      [0, haste].map(async (pace) => {
        const { map, send } = shardsOf(world, separate, async ({ deployment }, honest) => {
          // A few turns of the queue, other ones for every shard.
          for (let turns = (pace >> (deployment.charCodeAt(0) % 5)) % 7; turns > 0; turns--)
            await Promise.resolve();
          return honest();
        });
        return executeSharded({ rules: toyRules, subgraph: 'ledger', document, variables, map, send });
      }),
    );
    expect(JSON.stringify(answers[1])).toBe(JSON.stringify(answers[0]));
  });
  await fc.assert(property, settings);
});

test('how jurisdictions are cut into deployments never shows', async () => {
  const query = `{ farms(first: 11, smallest: 0) { edges { cursor node { id note visitCount partner { name } } } pageInfo { hasNextPage } totalCount }
    towns { name jurisdiction } farmGroups(by: [JURISDICTION, TOWN]) { key count big { value } } overview { helpful { value } }
    sizes { count median p90 error } groups: farmGroups(by: [TOWN]) { key sizes { median p90 buckets } } }`;
  const whole = oracle(world, parse(query), {});
  const property = fc.asyncProperty(federations, async (federation) => {
    const answer = await ask(query, { world, federation });
    expect(answer.data).toEqual(whole.data);
    expect(answer.errors.map(({ path }) => path)).toEqual(whole.errors.map(({ path }) => path));
    expect(answer.coverage.jurisdictions.map(({ code, outcome }) => [code, outcome])).toEqual(
      codes.map((code) => [code, 'answered']),
    );
  });
  await fc.assert(property, { ...settings, numRuns: 60 });
});

test('a pruned query is the full one, filtered', async () => {
  const rows = async (query: string) => {
    const { data } = await ask(query, { world });
    return (data!['farms'] as { nodes: { id: string }[] }).nodes.map(({ id }) => id);
  };
  const all = await rows('{ farms(first: 500) { nodes { id } } }');
  const property = fc.asyncProperty(fc.subarray(codes), async (kept) => {
    const pruned = await rows(
      `{ farms(first: 500, jurisdictions: ${JSON.stringify(kept)}) { nodes { id } } }`,
    );
    expect(pruned).toEqual(all.filter((id) => kept.includes(ownerOf(id) as JurisdictionCode)));
  });
  await fc.assert(property, { ...settings, numRuns: 32 });
});

interface Paged {
  nodes: { id: string }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

test('paging gives every row once, in order, forwards and backwards, also while rows are inserted', async () => {
  const property = fc.asyncProperty(
    fc.integer({ min: 1, max: 9 }),
    fc.boolean(),
    fc.boolean(),
    federations,
    async (size, descending, backward, federation) => {
      const growing = { ...world, farms: [...world.farms] };
      const seen: string[] = [];
      let cursor: string | null = null;
      for (let more = true; more;) {
        const window = backward
          ? `last: ${size}${cursor ? `, before: "${cursor}"` : ''}`
          : `first: ${size}${cursor ? `, after: "${cursor}"` : ''}`;
        const { data } = await ask(
          `{ farms(${window}, smallest: 0, descending: ${descending}) { nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
          { world: growing, federation },
        );
        const { nodes, pageInfo } = data!['farms'] as unknown as Paged;
        const ids = nodes.map(({ id }) => id);
        seen.splice(backward ? 0 : seen.length, 0, ...ids);
        cursor = backward ? pageInfo.startCursor : pageInfo.endCursor;
        more = backward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage;
        const like = growing.farms[(seen.length * 7) % growing.farms.length]!;
        growing.farms = [
          ...growing.farms,
          { ...like, id: newId(like.owner, 'org', 1_800_000_000_000 + seen.length) },
        ];
      }
      const known = new Set(world.farms.map(({ id }) => id));
      const order = oracle(
        world,
        parse(`{ farms(first: 500, smallest: 0, descending: ${descending}) { nodes { id } } }`),
        {},
      );
      const expected = (order.data!['farms'] as unknown as Paged).nodes.map(({ id }) => id);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((id) => known.has(id))).toEqual(expected);
    },
  );
  await fc.assert(property, { ...settings, numRuns: 40 });
});
