import { print } from 'graphql';
import { CoverageLedger } from './coverage.ts';
import { silenceFault } from './errors.ts';
import type { ShardedAnswer, ShardedRequest } from './request.ts';
import { operationOf } from './rewrite/normalise.ts';

/** A subgraph without sharding directives: its one deployment gets the document as it is, and what it says stands. */
export async function passThrough({
  document,
  operationName,
  variables,
  subgraph,
  map,
  send,
}: ShardedRequest): Promise<ShardedAnswer> {
  const definition = operationOf(document, operationName);
  const operation = definition.operation === 'mutation' ? 'mutation' : 'query';
  const deployment = map.deployments.find(({ subgraphs }) => subgraphs.has(subgraph));
  const ledger = new CoverageLedger(subgraph);
  const reply = deployment
    ? await send({
        deployment: deployment.name,
        subgraph,
        query: print(document),
        variables,
        operation,
      })
    : ({ kind: 'silent', reason: 'unsupported', milliseconds: 0 } as const);
  const codes = deployment?.jurisdictions ?? [...map.jurisdictions.keys()].slice(0, 1);
  if (reply.kind === 'answered') {
    ledger.asked(codes, 'answered', reply.milliseconds, reply.bytes);
    return { data: reply.data, errors: [...reply.errors], coverage: ledger.finish([]) };
  }
  ledger.asked(codes, reply.reason, reply.milliseconds);
  const errors = codes.slice(0, 1).map((code) => silenceFault(reply.reason, code, map, operation));
  return { data: null, errors, coverage: ledger.finish([]) };
}
