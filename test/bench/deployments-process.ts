import { createDeployment, type Deployment } from '@jiedui/deployment/deployment';
import { federationOf } from '@jiedui/kit/federation';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { type IncomingMessage, ServerResponse } from 'node:http';

import { rowsIn } from './rows.ts';
import { serve } from './serve.ts';

/** What the parent wants to run: several deployments in this one process, each on its own port and database. */
export interface StartDeployments {
  jurisdictions: Parameters<typeof federationOf>[0];
  gatewayKeys: string;
  cursorKey: string;
  poolSize: number;
  deployments: readonly { name: string; jurisdictions: readonly JurisdictionCode[]; databaseUrl: string }[];
}

export type DeploymentUrls = Record<string, Record<string, string>>;

export interface Counters {
  calls: number;
  /** Bodies of the answers. */
  bytes: number;
  /** Zero unless asked to look into the answers, which costs time. */
  rows: number;
}

const counters: Counters = { calls: 0, bytes: 0, rows: 0 };
let looksInside = false;
const running: Deployment[] = [];
countAnswers();

serve({
  async start({ jurisdictions, gatewayKeys, cursorKey, poolSize, deployments }: StartDeployments) {
    const federation = federationOf(jurisdictions);
    const urls: DeploymentUrls = {};
    for (const { name, jurisdictions: owned, databaseUrl } of deployments) {
      const deployment = await createDeployment({
        name,
        jurisdictions: owned,
        databaseUrl,
        federation,
        gatewayKeys,
        cursorKey,
        poolSize,
        migrate: false,
        // Jobs would run between the measurements, on connections of their own.
        background: false,
        logLevel: 'error',
      });
      await deployment.prepared;
      running.push(deployment);
      urls[name] = deployment.urls as Record<string, string>;
    }
    return urls;
  },
  counters: () => ({ ...counters }),
  lookInside(wanted: boolean) {
    looksInside = wanted;
  },
});

/** Counts where every answer leaves this process, so that nothing rests on what a gateway says of itself. */
function countAnswers(): void {
  const bodies = new WeakMap<ServerResponse, Buffer[]>();
  const { write, end } = ServerResponse.prototype;
  const take = (response: ServerResponse, chunk: unknown): void => {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return;
    const { method } = (response as ServerResponse & { req: IncomingMessage }).req;
    if (method !== 'POST') return;
    counters.bytes += Buffer.byteLength(chunk);
    if (!looksInside) return;
    const body = bodies.get(response) ?? [];
    body.push(Buffer.from(chunk as string));
    bodies.set(response, body);
  };
  ServerResponse.prototype.write = function (this: ServerResponse, ...parameters: unknown[]) {
    take(this, parameters[0]);
    return Reflect.apply(write, this, parameters) as boolean;
  } as typeof write;
  ServerResponse.prototype.end = function (this: ServerResponse, ...parameters: unknown[]) {
    take(this, parameters[0]);
    if ((this as ServerResponse & { req: IncomingMessage }).req.method === 'POST') counters.calls += 1;
    const body = bodies.get(this);
    if (body) counters.rows += rowsIn(JSON.parse(Buffer.concat(body).toString()));
    return Reflect.apply(end, this, parameters) as ServerResponse;
  } as typeof end;
}
