import type { RequestContext } from './context.ts';

/**
 * What must be done once the operation is executed and before its answer is given: once per request, whatever fields asked for
 * it, and how often. Where it fails, nothing of the answer is given.
 */
export function beforeAnswer<Item>(
  { memory }: Pick<RequestContext, 'memory'>,
  key: string,
  item: Item,
  settle: (context: RequestContext, items: readonly Item[]) => Promise<void>,
): void {
  const due = duties.get(memory) ?? new Map<string, Duty>();
  duties.set(memory, due);
  const duty = due.get(key) ?? { items: [], settle: settle as Duty['settle'] };
  due.set(key, duty);
  duty.items.push(item);
}

/** Does what is due. */
export async function settleAnswer(context: RequestContext): Promise<void> {
  const due = duties.get(context.memory);
  if (!due) return;
  duties.delete(context.memory);
  for (const { items, settle } of due.values()) await settle(context, items);
}

interface Duty {
  items: unknown[];
  settle(context: RequestContext, items: readonly unknown[]): Promise<void>;
}

// Beside the memory, not in it: a mutation empties that when it has written.
const duties = new WeakMap<Map<string, unknown>, Map<string, Duty>>();
