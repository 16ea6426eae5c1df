import fc from 'fast-check';
import { Kind, parse, type DocumentNode, type SelectionSetNode } from 'graphql';
import { expect, test } from 'vitest';
import { depthOf } from './depth.ts';
import { greatest, sum } from './fold.ts';

const count = (document: DocumentNode) =>
  greatest(document, { field: (_, below) => below + 1, fragment: (_, below) => below, join: sum });

/** The dull way: every fragment written out, however long that takes. */
function countByHand(document: DocumentNode): { fields: number; depth: number } {
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node.selectionSet] as const] : [],
    ),
  );
  let fields = 0;
  let deepest = 0;
  const walk = (set: SelectionSetNode, depth: number): void => {
    for (const node of set.selections) {
      if (node.kind === Kind.FRAGMENT_SPREAD) walk(fragments.get(node.name.value)!, depth);
      else if (node.kind === Kind.INLINE_FRAGMENT) walk(node.selectionSet, depth);
      else {
        fields++;
        deepest = Math.max(deepest, depth + 1);
        if (node.selectionSet) walk(node.selectionSet, depth + 1);
      }
    }
  };
  for (const node of document.definitions) {
    if (node.kind === Kind.OPERATION_DEFINITION) walk(node.selectionSet, 0);
  }
  return { fields, depth: deepest };
}

const selections = (fragments: number) =>
  fc.letrec<{ set: string; one: string }>((tie) => ({
    set: fc
      .array(tie('one'), { minLength: 1, maxLength: 4, depthIdentifier: 'set' })
      .map((each) => `{ ${each.join(' ')} }`),
    one: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constant('leaf'),
      fragments > 0 ? fc.integer({ min: 0, max: fragments - 1 }).map((at) => `...F${at}`) : fc.constant('a'),
      tie('set').map((set) => `field ${set}`),
      tie('set').map((set) => `... ${set}`),
    ),
  })).set;

test('measures a document as if every fragment were written out', () => {
  const documents = fc
    .tuple(selections(0), selections(1), selections(2), selections(3))
    .map(([f0, f1, f2, query]) =>
      parse(`fragment F0 on T ${f0} fragment F1 on T ${f1} fragment F2 on T ${f2} ${query}`),
    );
  fc.assert(
    fc.property(documents, (document) => {
      const { fields, depth } = countByHand(document);
      expect([count(document), depthOf(document)]).toEqual([fields, depth]);
    }),
    { numRuns: 300 },
  );
});

test('takes no longer for fragments that double a thousand times', () => {
  const levels = Array.from(
    { length: 1000 },
    (_, at) => `fragment F${at} on T { a { ...F${at + 1} } b { ...F${at + 1} } }`,
  );
  const document = parse(`{ ...F0 } ${levels.join(' ')} fragment F1000 on T { leaf }`);
  const start = performance.now();
  expect(count(document)).toBeGreaterThan(1e300);
  expect(depthOf(document)).toBe(1001);
  expect(performance.now() - start).toBeLessThan(200);
});

test('of several operations the greatest counts; a circle and an unknown fragment end the count', () => {
  expect(count(parse('query A { a } query B { a b c }'))).toBe(3);
  expect(count(parse('{ a ...F } fragment F on T { b ...G } fragment G on T { c ...F }'))).toBe(3);
  expect(count(parse('{ a ...Nowhere }'))).toBe(1);
});
