import { engine } from '../engine.js';
import { freePorts } from '../server.js';
import { Gateway } from './gateway.js';
import { type Acknowledged, arrived, Load } from './load.js';
import { Stage } from './stage.js';
import { say } from './verdict-line.js';
import { pause, until } from './wait.js';
import { oneOf } from './written.js';

jest.setTimeout(240_000);

const environment = 'go-coffee-staging';

/** As synthesized: how long the spans of a trace are waited for, in milliseconds, in memory. */
const decisionWait = 30_000;

/** What a trace may take through two batches, each of a second, to a decision that is made once a second; and two to spare. */
const onTheWay = 5_000;

const began = performance.now();
const told: string[] = [];
let stage: Stage;
let gateway: Gateway;
let load: Load;
let crashed: number;
let lost: readonly Acknowledged[] = [];
let memory = 0;

beforeAll(async () => {
  stage = await Stage.open();
  const [port] = (await freePorts(1)) as [number];
  stage.serve('jaeger-collector', port);
  gateway = await Gateway.open(stage, environment);
  load = new Load(stage, gateway.otlp, 50);
  load.begin();
  await pause(47_000);
  memory = gateway.sampler.peakMemory;
  crashed = performance.now();
  await gateway.crash();
  await pause(Math.max(0, crashed + 13_000 - performance.now()));
  await load.end();
  await stage.sink('traces', { grpc: { endpoint: `127.0.0.1:${port}`, tls: stage.tls } });
  const after = load.acknowledged.filter(({ at }) => at > crashed);
  await until('what came after the crash', () => missing(after).length === 0 || undefined, 90);
  await until('what waited on disk', () => missing(decided()).length === 0 || undefined, 40).catch(() => undefined);
  memory = Math.max(memory, gateway.sampler.peakMemory);
  lost = missing(load.acknowledged);
});

afterAll(async () => {
  await stage?.stop();
  say({
    name: 'otelcol',
    engine: engine('otelcol'),
    files: 3,
    verdict: told.join('; '),
    seconds: (performance.now() - began) / 1000,
  });
});

const decided = (): readonly Acknowledged[] =>
  load.acknowledged.filter(({ at }) => at < crashed - decisionWait - onTheWay);

function missing(of: readonly Acknowledged[]): readonly Acknowledged[] {
  const there = arrived(stage.written('traces'));
  return of.filter(({ traceId }) => !there.has(traceId));
}

test('while the store is away for a minute, everything is taken', () => {
  expect(load.refused).toBe(0);
  expect(load.acknowledged.length).toBeGreaterThan(50 * load.rate);
});

test('what was decided and waits on disk survives that its collector is killed', () => {
  expect(decided().length).toBeGreaterThan(8 * load.rate);
  expect(lost.filter(({ at }) => at < crashed - decisionWait - onTheWay)).toEqual([]);
  told.push(`store away for a minute, sampler killed: of ${decided().length} traces on disk 0 lost`);
});

test('what comes while the second tier is down waits before it', () => {
  expect(lost.filter(({ at }) => at > crashed)).toEqual([]);
});

test('of traces that wait for their spans no more is lost than came within the decision wait', () => {
  const bound = (load.rate * (decisionWait + onTheWay)) / 1000;
  expect(lost.length).toBeLessThanOrEqual(bound);
  told.push(
    `of ${load.acknowledged.length} acknowledged ${lost.length} lost in memory, at most ${bound}: decision wait x rate`,
  );
});

test('memory stays below its limit', () => {
  const { resources } = oneOf(environment, 'OpenTelemetryCollector', 'otel-sampler').spec as {
    resources: { limits: { memory: string } };
  };
  const [, gibibytes] = /^(\d+)Gi$/.exec(resources.limits.memory) ?? [];
  expect(memory).toBeGreaterThan(0);
  expect(memory).toBeLessThan(Number(gibibytes) * 2 ** 30);
  told.push(`at most ${Math.round(memory / 2 ** 20)} MiB of ${resources.limits.memory}`);
});
