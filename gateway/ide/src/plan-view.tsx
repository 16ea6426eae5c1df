import type { PlannedFetch } from './answer.ts';

/** The shard plan as the gateway explains it to those who may see it. */
export function PlanView({ plan }: { plan: readonly PlannedFetch[] }) {
  return (
    <div className="jiedui-scroll">
      {plan.map(({ subgraph, at, text }, index) => (
        <pre key={index}>
          {`# ${index + 1}. ${subgraph}${at.length > 0 ? `, ${at.join('.')}` : ''}\n${text.join('\n')}`}
        </pre>
      ))}
    </div>
  );
}
