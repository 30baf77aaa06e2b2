import { Chart, Testing } from 'cdk8s';
import fc from 'fast-check';
import { Refusal } from '../../kernel/refusal.js';
import { objectsOf, type Written } from '../../testing/objects.js';
import { Namespace } from '../../workload/namespace.js';
import { Collector } from './collector.js';
import type { Component } from './component.js';
import * as otel from './otel.js';
import type { PipelineConfig } from './schema.js';

/** A few values that pipelines share, so that they meet, clash, and dangle. */
const values = () => ({
  from: [otel.otlp(), otel.otlpBalanced(), otel.zipkin()],
  through: [
    otel.memoryLimiter(),
    otel.batch(),
    otel.probabilisticSampler(10),
    otel.probabilisticSampler(20),
    otel.tailSampling({ policies: [{ name: 'errors', keep: 'errors' }] }),
  ],
  to: [otel.debug(), otel.toPrometheus(), otel.toPrometheus({ job: 'other', port: 9000 })],
  connectors: [otel.spanMetrics(), otel.forward<'traces'>('a'), otel.forward<'traces'>('b')],
});

const ids = ['traces', 'traces/a', 'traces/b', 'metrics', 'metrics/red'];
const some = (of: readonly unknown[], minLength: number, maxLength: number) =>
  fc.subarray(
    of.map((_, index) => index),
    { minLength, maxLength },
  );
const all = values();
const pipeline = fc.record({ from: some(all.from, 1, 1), through: some(all.through, 0, 2), to: some(all.to, 1, 2) });
/** A connector, the pipeline that it ends and the one that it begins; a missing one dangles. */
const link = fc.record({
  connector: fc.nat(2),
  ends: fc.option(fc.constantFrom(...ids), { freq: 20 }),
  begins: fc.option(fc.constantFrom(...ids), { freq: 20 }),
});
const cases = fc.record({
  pipelines: fc.dictionary(fc.constantFrom(...ids), pipeline, { minKeys: 1, maxKeys: 3 }),
  links: fc.array(link, { maxLength: 2 }),
  replicas: fc.integer({ min: 1, max: 2 }),
});
type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

function rendered({ pipelines, links, replicas }: Case): Written {
  const of = values();
  const linked = (id: string, side: 'ends' | 'begins') =>
    links.filter((one) => one[side] === id).map(({ connector }) => of.connectors[connector] as Component);
  const picked = (from: readonly Component[], at: readonly number[]) => at.map((index) => from[index] as Component);
  const written = Object.entries(pipelines).map(([id, one]) => [
    id,
    {
      from: [...picked(of.from, one.from), ...linked(id, 'begins')],
      through: picked(of.through, one.through),
      to: [...picked(of.to, one.to), ...linked(id, 'ends')],
    },
  ]);
  const chart = new Chart(Testing.app(), 'telemetry', { namespace: 'telemetry', disableResourceNameHashes: true });
  new Namespace(chart, 'telemetry');
  // The types would refuse most of these pipelines: what is tried is what stands behind them.
  new Collector(chart, 'gateway', { replicas, pipelines: Object.fromEntries(written) as Record<never, never> });
  return objectsOf(chart).one('OpenTelemetryCollector', 'gateway').spec.config;
}

function unlessRefused(run: () => Written): Written {
  try {
    return run();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

const names = (lists: readonly (readonly string[])[]) => [...new Set(lists.flat())].sort();

test('whatever the pipelines, they are refused, or every name in them is defined and every definition is used', () => {
  let taken = 0;
  fc.assert(
    fc.property(cases, (one) => {
      const config = unlessRefused(() => rendered(one));
      if (config === undefined) return;
      taken += 1;
      const pipelines: PipelineConfig[] = Object.values(config.service.pipelines);
      const connectors = Object.keys(config.connectors ?? {});
      expect(names(pipelines.map(({ receivers }) => receivers))).toEqual(
        [...Object.keys(config.receivers), ...connectors].sort(),
      );
      expect(names(pipelines.map(({ exporters }) => exporters))).toEqual(
        [...Object.keys(config.exporters), ...connectors].sort(),
      );
      expect(names(pipelines.map(({ processors }) => processors))).toEqual(Object.keys(config.processors).sort());
      expect(pipelines.every(({ processors }) => processors[0] === 'memory_limiter')).toBe(true);
      expect(config.service.extensions).toEqual(Object.keys(config.extensions).sort());
    }),
    { numRuns: 500, seed: 7 },
  );
  expect(taken).toBeGreaterThan(100);
});
