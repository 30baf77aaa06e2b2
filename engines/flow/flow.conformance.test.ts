import { engine } from '../engine.js';
import type { Checkout, Order, Ordered } from './checkout.js';
import { FlowStage } from './flow-stage.js';
import { say } from './verdict-line.js';
import { pause, until } from './wait.js';

jest.setTimeout(180_000);

const cards = ['4111 1111 1111 1111', '5500-0000-0000-0004', '340000000000009', '4012888888881881'] as const;
const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjdXN0b21lciJ9.c2lnbmF0dXJl';
const password = 'correct-horse-battery';

/** What of a customer no store may hold. */
const secrets: readonly RegExp[] = [
  ...cards.map((card) => new RegExp(card)),
  /customer\d+@example\.com/,
  /eyJhbGciOiJIUzI1NiJ9/,
  new RegExp(password),
];

const order = (number: number, decline: boolean): Order => ({
  email: `customer${number}@example.com`,
  card: cards[number % cards.length] ?? cards[0],
  token,
  password,
  decline,
});

const began = performance.now();
const counts = { paid: 400, declined: 25 };
const told: string[] = [];
let stage: FlowStage;
let paid: readonly Ordered[] = [];
let declined: readonly Ordered[] = [];

beforeAll(async () => {
  stage = await FlowStage.start();
  const checkout = await stage.checkout();
  [paid, declined] = [await ordered(checkout, counts.paid, false), await ordered(checkout, counts.declined, true)];
  await until('every failed trace', async () => (await kept(declined)) === counts.declined || undefined, 90);
  // The others were decided before: they began before. What remains is the exporter's way of at most a second.
  await pause(3_000);
});

afterAll(async () => {
  await stage?.stop();
  const seconds = (performance.now() - began) / 1000;
  for (const name of ['otelcol', 'jaeger', 'prometheus'] as const) {
    say({
      name,
      engine: engine(name),
      files: { otelcol: 3, jaeger: 2, prometheus: 1 }[name],
      verdict: told.join('; '),
      seconds,
    });
  }
});

/** Ten at a time, so that none is slow by our own doing. */
async function ordered(checkout: Checkout, count: number, decline: boolean): Promise<readonly Ordered[]> {
  const all: Ordered[] = [];
  while (all.length < count) {
    const next = Array.from({ length: Math.min(10, count - all.length) }, (_, at) =>
      checkout.order(order(all.length + at, decline)),
    );
    all.push(...(await Promise.all(next)));
  }
  return all;
}

async function kept(of: readonly Ordered[]): Promise<number> {
  const found = await Promise.all(of.map(({ traceId }) => stage.trace(traceId)));
  return found.filter((trace) => trace !== undefined).length;
}

test('the service answered as it should', () => {
  expect(new Set(paid.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(declined.map(({ status }) => status))).toEqual(new Set([500]));
});

test('a failed checkout is one trace: its request, and the charge below it', async () => {
  const { spans, processes } = await stage.trace(declined[0]?.traceId ?? '');
  const [request, charge] = ['POST /checkout', 'charge card'].map((name) =>
    spans.find((span: { operationName: string }) => span.operationName === name),
  );
  expect(spans).toHaveLength(2);
  expect(charge.references).toMatchObject([
    { refType: 'CHILD_OF', traceID: declined[0]?.traceId, spanID: request.spanID },
  ]);
  expect(request.tags).toContainEqual(expect.objectContaining({ key: 'http.response.status_code', value: 500 }));
  expect(processes[request.processID].serviceName).toBe('checkout');
  told.push('a trace by id, with its spans');
});

test('all failed traces are kept, and of the others a tenth', async () => {
  const [share, of] = [0.1, counts.paid];
  const bound = 5 * Math.sqrt(of * share * (1 - share));
  const others = await kept(paid);
  expect(await kept(declined)).toBe(counts.declined);
  expect(Math.abs(others - of * share)).toBeLessThan(bound);
  told.push(`kept ${counts.declined} of ${counts.declined} failed and ${others} of ${of} other traces`);
});

test('spans are counted before they are sampled, in both Prometheus', async () => {
  const query =
    'sum by (status_code) (traces_span_metrics_calls_total{service_name="checkout",span_name="POST /checkout"})';
  const counted = await until(
    'all calls',
    async () => {
      const answers = await stage.ask('/api/v1/query', { query });
      const calls = answers.map(({ result }) =>
        Object.fromEntries(
          result.map((one: { metric: { status_code: string }; value: [number, string] }) => [
            one.metric.status_code,
            Number(one.value[1]),
          ]),
        ),
      );
      return calls.every((one) => one.STATUS_CODE_UNSET === counts.paid) ? calls : undefined;
    },
    40,
  );
  const all = { STATUS_CODE_UNSET: counts.paid, STATUS_CODE_ERROR: counts.declined };
  expect(counted).toEqual([all, all]);
  told.push(`${counts.paid + counts.declined} calls counted, in each Prometheus`);
});

test('a latency leads to a trace', async () => {
  const window = { start: '0', end: String(Math.ceil(Date.now() / 1000) + 60) };
  const query = 'traces_span_metrics_duration_seconds_bucket{service_name="checkout"}';
  const answers = await stage.ask('/api/v1/query_exemplars', { query, ...window });
  const ids = new Set([...paid, ...declined].map(({ traceId }) => traceId));
  for (const series of answers) {
    const traces = series.flatMap(({ exemplars }: { exemplars: readonly { labels: { trace_id: string } }[] }) =>
      exemplars.map(({ labels }) => labels.trace_id),
    );
    expect(traces.length).toBeGreaterThan(0);
    expect(traces.filter((id: string) => !ids.has(id))).toEqual([]);
  }
  told.push('exemplars lead to traces');
});

/** A line of a log, as OTLP's JSON has it. */
interface Line {
  readonly traceId: string;
  readonly spanId: string;
  readonly severityText: string;
}

const lines = (): readonly Line[] =>
  stage.logs
    .trim()
    .split('\n')
    .flatMap((text) => JSON.parse(text).resourceLogs)
    .flatMap(({ scopeLogs }) => scopeLogs)
    .flatMap(({ logRecords }) => logRecords);

test('each line of a log carries the trace that it belongs to', () => {
  const traces = (severity: string): readonly string[] =>
    lines()
      .filter(({ severityText }) => severityText === severity)
      .map(({ traceId }) => traceId);
  expect([...traces('INFO')].sort()).toEqual([...paid, ...declined].map(({ traceId }) => traceId).sort());
  expect([...traces('ERROR')].sort()).toEqual(declined.map(({ traceId }) => traceId).sort());
  told.push(`${lines().length} lines carry their trace`);
});

test('traces and logs are told which pod they came from', async () => {
  const { processes } = await stage.trace(declined[0]?.traceId ?? '');
  expect(processes.p1.tags).toContainEqual(expect.objectContaining({ key: 'k8s.pod.name', value: 'checkout-0' }));
  expect(stage.logs).toContain('{"key":"k8s.pod.name","value":{"stringValue":"checkout-0"}}');
});

describe('of a customer', () => {
  const found = (text: string): readonly string[] => secrets.filter((secret) => secret.test(text)).map(String);

  test('the service writes everything down', async () => {
    const careless = await stage.unmaskedCheckout();
    for (const number of cards.keys()) await careless.order(order(number, true));
    await careless.stop();
    expect(found(stage.unmasked)).toEqual(secrets.map(String));
  });

  test('the store of traces holds nothing', async () => {
    expect(found(await stage.traces('checkout'))).toEqual([]);
  });

  test('the store of logs holds nothing', () => {
    expect(found(stage.logs)).toEqual([]);
  });

  test('the store of metrics holds nothing', async () => {
    const all = '{__name__=~".+"}';
    const [series, exemplars] = [
      await stage.ask('/api/v1/series', { 'match[]': all }),
      await stage.ask('/api/v1/query_exemplars', { query: all, start: '0', end: '99999999999' }),
    ];
    expect(JSON.stringify(series)).toContain('checkout_orders_total');
    expect(found(JSON.stringify([series, exemplars]))).toEqual([]);
    told.push('cards, mail addresses, tokens and passwords in no store');
  });
});
