import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { startCollector, type Collector, type Span } from '../support/collector.ts';
import { viewersOf, type Viewers } from '../support/viewers.ts';
import { openWorld, type ShardedFederation, type World } from '../support/world.ts';

const phone = '13800138000';

let world: World;
let viewers: Viewers;
let collector: Collector;
let federation: ShardedFederation;

beforeAll(async () => {
  collector = await startCollector();
  world = await openWorld();
  viewers = viewersOf(world.ledgers, '445103', '445122');
  const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '50' };
  federation = await world.shard(
    [
      ['445100', '445102'],
      ['445103', '445122'],
    ],
    {
      processes: ['445100', '445103'],
      // With its jobs and relays, which ask the database all the time.
      background: true,
      gatewayProcess: environment,
      processOptions: { environment, logLevel: 'info' },
    },
  );
}, 60_000);

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
  await collector?.[Symbol.asyncDispose]();
});

/** The spans of the one trace that a request made, once its root has come. */
async function traceOf(ask: () => Promise<unknown>, least = 1): Promise<Span[]> {
  const before = collector.spans.length;
  await ask();
  const roots = () =>
    collector.spans
      .slice(before)
      .filter((span) => span.scope === 'jiedui-gateway' && span.attributes['jiedui.cost']);
  await vi.waitFor(() => expect(roots()).toHaveLength(1), 5000);
  const { traceId } = roots()[0]!;
  const all = () => collector.spans.filter((span) => span.traceId === traceId);
  await vi.waitFor(
    () => expect(all().filter(({ name }) => name.startsWith('sql')).length).toBeGreaterThanOrEqual(least),
    5000,
  );
  // What belongs to it and is not sent yet.
  await sleep(300);
  return all();
}

const under = (spans: readonly Span[], parent: Span) =>
  spans.filter(({ parentSpanId }) => parentSpanId === parent.spanId);

function ancestors(spans: readonly Span[], span: Span): Span[] {
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return parent ? [parent, ...ancestors(spans, parent)] : [];
}

describe('a trace', () => {
  test('goes from the gateway over the shard calls to each deployment and its statements', async () => {
    const spans = await traceOf(
      () =>
        federation.ask(null, {
          query: 'query Listing { pairings(first: 2) { nodes { title unit { name } } } }',
        }),
      2,
    );
    const [root, ...others] = spans.filter(({ parentSpanId }) => parentSpanId === null);
    expect(others).toEqual([]);
    expect(root).toMatchObject({
      service: 'jiedui-gateway',
      name: 'query',
      failed: false,
      attributes: {
        'graphql.operation.type': 'query',
        'graphql.operation.name': 'Listing',
        'jiedui.outcome': 'complete',
        'http.response.status_code': 200,
      },
    });
    // Apollo's own, from its plan to its fetches.
    expect(spans.filter(({ scope }) => scope === 'apollo/gateway-js').map(({ name }) => name)).toEqual(
      expect.arrayContaining(['gateway.request', 'gateway.plan', 'gateway.execute', 'gateway.fetch']),
    );

    const calls = spans.filter(({ name, scope }) => name === 'query pairings' && scope === 'jiedui-gateway');
    expect(calls.map(({ attributes }) => attributes['jiedui.deployment']).sort()).toEqual([
      'd-445100-445102',
      'd-445103-445122',
    ]);
    for (const call of calls) {
      expect(call.attributes['jiedui.outcome']).toBe('answered');
      expect(ancestors(spans, call).map(({ name }) => name)).toEqual([
        'gateway.fetch',
        'gateway.execute',
        'gateway.request',
        'query',
      ]);
      const [request, ...more] = under(spans, call);
      expect(more).toEqual([]);
      expect(request).toMatchObject({
        service: 'jiedui-deployment',
        instance: call.attributes['jiedui.deployment'],
        name: 'request pairings',
        attributes: { 'jiedui.correlation_id': root!.attributes['jiedui.correlation_id'] },
      });
      const statements = under(spans, request!);
      expect(statements.length).toBeGreaterThan(0);
      for (const statement of statements) {
        expect(statement).toMatchObject({
          service: 'jiedui-deployment',
          instance: request!.instance,
          attributes: { 'db.system.name': 'postgresql' },
        });
      }
      expect(String(statements[0]!.attributes['db.query.text'])).toMatch(/from "?pairing/);
    }
  });

  test('stands in the lines of the logs, beside the correlation id', async () => {
    const spans = await traceOf(() => federation.ask(null, { query: '{ organisations { totalCount } }' }));
    const [{ traceId, attributes }] = spans.filter(({ parentSpanId }) => parentSpanId === null) as [Span];
    const processes = [federation.process!, ...federation.deployments.map((each) => each.process!)];
    for (const { log } of processes) {
      const lines = log()
        .split('\n')
        .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Record<string, unknown>] : []));
      expect(lines.filter((line) => line['traceId'] === traceId)).toEqual([
        expect.objectContaining({ msg: 'answered', correlationId: attributes['jiedui.correlation_id'] }),
      ]);
    }
  });

  test('holds no value: neither of a variable, nor of a document, nor what is written or read', async () => {
    const name = '遥测示例企业';
    const input = `{ jurisdiction: "445103", name: "${name}", kind: NON_PUBLIC_ENTERPRISE, industry: C, employees: 7171717, registeredOn: "2023-05-01", reason: "追踪理由", contactPhone: "${phone}" }`;
    const written = await traceOf(async () => {
      const { data, errors } = await federation.ask(viewers.county, {
        query: `mutation { registerOrganisation(idempotencyKey: "telemetry-secret-key", input: ${input}) { organisation { id } } }`,
      });
      expect(errors).toBeUndefined();
      expect(data).toMatchObject({ registerOrganisation: { organisation: { id: expect.any(String) } } });
    }, 3);
    expect(written.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['mutation', 'sql insert', 'sql begin', 'sql commit']),
    );
    await traceOf(() =>
      federation.ask(viewers.county, {
        query:
          'query ($name: String) { organisations(filter: { nameContains: $name }) { nodes { name contactPhone } } }',
        variables: { name },
      }),
    );
    // It came this far, or the rest would prove nothing.
    expect(collector.text().includes('insert into')).toBe(true);
    for (const secret of [phone, name, '追踪理由', '7171717', 'telemetry-secret-key']) {
      expect(collector.text().includes(secret), secret).toBe(false);
    }
  });
});

test('a name as long as a body does not stand in it whole', async () => {
  const name = 'N'.repeat(50_000);
  const spans = await traceOf(() =>
    federation.ask(null, { query: `query ${name} { organisations { totalCount } }` }),
  );
  const lengths = spans.map(({ attributes }) => String(attributes['graphql.operation.name'] ?? '').length);
  expect(Math.max(...lengths)).toBeGreaterThan(0);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(2000);
});

test('nothing is a trace of its own but requests and jobs', async () => {
  await sleep(1500);
  const roots = new Set(
    collector.spans
      .filter(({ parentSpanId }) => parentSpanId === null)
      .map(({ service, name }) => `${service}: ${name.replace(/^job .*/, 'job')}`),
  );
  roots.delete('jiedui-deployment: job');
  expect([...roots].sort()).toEqual(['jiedui-gateway: mutation', 'jiedui-gateway: query']);
  expect(new Set(collector.spans.map(({ scope }) => scope))).toEqual(
    new Set(['apollo/gateway-js', 'jiedui-deployment', 'jiedui-gateway']),
  );
});

describe('the trace of a caller', () => {
  const own = '4bf92f3577b34da6a3ce929d0e0e4736';
  const asked = (headers: Record<string, string>) =>
    traceOf(() => federation.ask(null, { query: '{ organisations { totalCount } }' }, headers));

  test('is continued where it has the form of the W3C', async () => {
    const spans = await asked({ traceparent: `00-${own}-00f067aa0ba902b7-01` });
    expect(spans[0]!.traceId).toBe(own);
    expect(spans.find(({ name }) => name === 'query')!.parentSpanId).toBe('00f067aa0ba902b7');
    expect(spans.some(({ name }) => name.startsWith('sql'))).toBe(true);
  });

  test.each([
    ['of another length', `00-${own}00-00f067aa0ba902b7-01`],
    ['of zeroes', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`],
    ['in capitals', `00-${own.toUpperCase()}-00f067aa0ba902b7-01`],
    ['with more behind it', `00-${own}-00f067aa0ba902b7-01-x`],
    ['with a query behind it', `00-${own}-00f067aa0ba902b7-01\t' or 1=1`],
  ])('%s is none', async (_name, traceparent) => {
    const spans = await asked({ traceparent });
    const root = spans.find(({ name }) => name === 'query')!;
    expect(root.parentSpanId).toBeNull();
    expect(root.traceId).not.toBe(own);
  });

  test('is nobody’s at a deployment that does not know the caller', async () => {
    const stranger = 'a'.repeat(32);
    const { status } = await fetch(`${federation.deployments[0]!.url}/organisations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', traceparent: `00-${stranger}-00f067aa0ba902b7-01` },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
    expect(status).toBe(401);
    // What comes after it has been sent by then.
    await asked({});
    expect(collector.spans.filter(({ traceId }) => traceId === stranger)).toEqual([]);
  });

  test('brings nothing else along: no baggage, no state', async () => {
    const before = collector.text().length;
    await asked({
      traceparent: `00-${own}-00f067aa0ba902b7-01`,
      tracestate: 'a=secret1',
      baggage: 'b=secret2',
    });
    expect(collector.text().slice(before).includes('secret')).toBe(false);
  });
});
