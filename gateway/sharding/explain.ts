import type { Cut, FieldStep, PlannedUnit, RootStep, ShardPlan } from './plan.ts';

/** A plan as lines to read: who is asked what, why, what is added for the merge, and where it goes on from there. */
export function explain(plan: ShardPlan): string {
  const lines = [
    `${plan.operation} on ${plan.subgraph}${plan.hops > 0 ? `, at most ${plan.hops} hops` : ''}`,
  ];
  for (const step of plan.steps) lines.push(...explainStep(step));
  return lines.join('\n');
}

function explainStep(step: RootStep): string[] {
  switch (step.kind) {
    case 'field':
      return explainField(step);
    case 'entities': {
      const types = step.types.flatMap(({ type, units }) => [
        `  ${type}`,
        ...units.flatMap((unit) => explainUnit(unit, 2)),
      ]);
      return [`${step.key}: entities, each asked once, to its slots`, ...types];
    }
    default:
      throw new Error(`Unexplained step ${String(step satisfies never)}`);
  }
}

function explainField(step: FieldStep): string[] {
  const name = step.key === step.name ? step.key : `${step.key}: ${step.name}`;
  const lines = [`${name} ${step.strategy}`];
  if (step.refused) return [...lines, `  refused: ${step.refused.message}`];
  const shards = step.shards.map(
    ({ deployment, jurisdictions }) => `${deployment} (${jurisdictions.join(', ')})`,
  );
  const because = step.because === 'all' ? 'all hold a part' : step.because;
  lines.push(`  asks ${shards.join(', ') || 'nobody'}: ${because}`);
  if (step.unsupported.length > 0) lines.push(`  nobody serves ${step.unsupported.join(', ')}`);
  if (step.page) lines.push(`  ${step.page.perShard} rows of each at first, for a page of ${step.page.size}`);
  if (step.injected.length > 0) lines.push(`  injects ${step.injected.join(', ')}`);
  return [...lines, ...step.cuts.flatMap((cut) => explainCut(cut, 1))];
}

function explainCut({ at, type, units }: Cut, depth: number): string[] {
  return [
    `${'  '.repeat(depth)}then from ${at}, by the key of ${type}`,
    ...units.flatMap((unit) => explainUnit(unit, depth + 1)),
  ];
}

function explainUnit({ scope, fields, cuts }: PlannedUnit, depth: number): string[] {
  const whom = {
    PLAIN: 'whoever holds the record',
    OWNER: 'its owner',
    LINEAGE: 'its owner and those above it',
    ALL: 'everyone',
  }[scope];
  return [
    `${'  '.repeat(depth)}asks ${whom}: ${fields.join(', ')}`,
    ...cuts.flatMap((cut) => explainCut(cut, depth + 1)),
  ];
}
