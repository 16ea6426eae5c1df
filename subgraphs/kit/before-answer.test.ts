import { buildSchema, type GraphQLObjectType } from 'graphql';
import { expect, test } from 'vitest';

import { beforeAnswer, settleAnswer } from './before-answer.ts';
import type { RequestContext } from './context.ts';
import { Operations } from './operations.ts';

const newContext = () => ({ memory: new Map() }) as unknown as RequestContext;

test('what several fields ask for is done once, after all of them, also where the memory is emptied meanwhile', async () => {
  const context = newContext();
  const done: unknown[] = [];
  const settle = async (_: RequestContext, items: readonly number[]) => void done.push(items);
  beforeAnswer(context, 'note', 1, settle);
  context.memory.clear();
  beforeAnswer({ ...context }, 'note', 2, settle);
  expect(done).toEqual([]);
  await settleAnswer(context);
  await settleAnswer(context);
  expect(done).toEqual([[1, 2]]);
});

test('where it fails, nothing of the answer is given', async () => {
  const schema = buildSchema('type Query { secret: String }');
  (schema.getType('Query') as GraphQLObjectType).getFields()['secret']!.resolve = (
    _,
    __,
    context: RequestContext,
  ) => {
    beforeAnswer(context, 'note', 'secret', () => Promise.reject(new Error('it cannot be noted')));
    return 'told';
  };
  const { result } = await new Operations(schema).run(
    { query: '{ secret }', variables: {}, operationName: undefined },
    newContext(),
  );
  expect(result.data).toBeNull();
  expect(result.errors).toHaveLength(1);
  expect(JSON.stringify(result)).not.toContain('told');
});
