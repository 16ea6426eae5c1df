import { expect, test } from 'vitest';
import { growAnswer, pathsInAnswer, renumberEntityErrors } from './entity-paths.ts';

const film = (id: string) => ({ __typename: 'Film', id });
const book = (id: string) => ({ __typename: 'Book', id });
const error = (index: number, ...rest: string[]) => ({ message: 'm', path: ['_entities', index, ...rest] });

test('in a list of mixed types the second book is the fourth item', () => {
  const grown = { items: [book('1'), film('1'), film('2'), book('2')] };
  const fetch = { at: ['items', '@'], representations: [book('1'), book('2')] };
  expect(renumberEntityErrors([error(0, 'x'), error(1, 'x')], fetch, grown)).toEqual([
    error(0, 'x'),
    error(3, 'x'),
  ]);
});

test('nulls and lists in lists are counted as the stock gateway counts them', () => {
  const grown = {
    shelves: [{ items: [null, film('1'), book('1')] }, null, { items: null }, { items: [book('2')] }],
  };
  const fetch = { at: ['shelves', '@', 'items', '@'], representations: [book('1'), book('2')] };
  expect(renumberEntityErrors([error(0), error(1)], fetch, grown)).toEqual([error(1), error(2)]);
});

test('entities without the fields that a fetch requires are passed over', () => {
  const grown = { items: [{ ...book('1') }, { ...book('2'), size: 3 }] };
  const fetch = { at: ['items', '@'], representations: [{ ...book('2'), size: 3 }] };
  expect(renumberEntityErrors([error(0)], fetch, grown)).toEqual([error(1)]);
});

test('what cannot be matched stays as it is', () => {
  const fetch = { at: ['items', '@'], representations: [book('9')] };
  expect(renumberEntityErrors([error(0)], fetch, { items: [book('1')] })).toEqual([error(0)]);
  expect(renumberEntityErrors([{ message: 'm' }], fetch, {})).toEqual([{ message: 'm' }]);
});

test('the picture of the answer keeps the object that came first under a name', () => {
  const grown: Record<string, unknown> = {};
  const first = { a: 1 };
  growAnswer(grown, { me: first, other: null });
  growAnswer(grown, { me: { b: 2 }, other: { c: 3 } });
  expect(grown['me']).toBe(first);
  expect(grown['other']).toEqual({ c: 3 });
});

test('a path below an entity fetch is told as a path in the answer', () => {
  const grown = {
    shelves: [{ items: [null, film('1'), book('1')] }, { items: [book('2')] }],
    me: { best: book('3') },
  };
  const fetch = { at: ['shelves', '@', 'items', '@'], representations: [book('1'), book('2')] };
  expect(
    pathsInAnswer(
      [
        ['_entities', 1, 'loans'],
        ['_entities', 0],
      ],
      fetch,
      grown,
    ),
  ).toEqual([
    ['shelves', 1, 'items', 0, 'loans'],
    ['shelves', 0, 'items', 2],
  ]);
  expect(
    pathsInAnswer([['_entities', 0, 'loans']], { at: ['me', 'best'], representations: [book('3')] }, grown),
  ).toEqual([['me', 'best', 'loans']]);
  expect(pathsInAnswer([['_entities', 7, 'loans']], fetch, grown)).toEqual([['shelves', 'items']]);
});
