import { Collector } from './collector.js';
import { stage } from './collector.fixture.js';
import * as otel from './otel.js';

describe('connectors', () => {
  const calls = otel.spanMetrics();

  test('one value ends a pipeline and begins another', () => {
    const { chart, config, doors } = stage();
    const gateway = new Collector(chart, 'gateway', {
      pipelines: {
        traces: { from: [otel.otlp()], to: [calls] },
        'metrics/red': { from: [calls], to: [otel.toRemoteWrite(doors)] },
      },
    });
    const { pipelines } = config('gateway').service;
    expect(pipelines.traces.exporters).toEqual(['span_metrics']);
    expect(pipelines['metrics/red'].receivers).toEqual(['span_metrics']);
    expect(gateway.telemetry.yields.map(({ name }) => name)).toContain('traces_span_metrics_duration_seconds');
  });

  test('one that begins nothing is refused', () => {
    expect(
      () => new Collector(stage().chart, 'gateway', { pipelines: { traces: { from: [otel.otlp()], to: [calls] } } }),
    ).toThrow(
      "connectors.span_metrics: got '1 of its exits begin no pipeline', allowed: a connector that ends a pipeline and begins another, both of this collector; put it, or each of its exits, into the `from` of a pipeline",
    );
  });

  test('one that ends nothing is refused', () => {
    expect(
      () => new Collector(stage().chart, 'gateway', { pipelines: { metrics: { from: [calls], to: [otel.debug()] } } }),
    ).toThrow("connectors.span_metrics: got 'it ends no pipeline'");
  });

  test('two values of one id are refused, since one could be meant', () => {
    const pipelines = {
      traces: { from: [otel.otlp()], to: [otel.forward<'traces'>('a')] },
      'traces/b': { from: [otel.forward<'traces'>('a')], to: [otel.debug()] },
    } as const;
    expect(() => new Collector(stage().chart, 'gateway', { pipelines })).toThrow('connectors.forward/a');
  });

  test('a circle is refused', () => {
    const [a, b] = [otel.forward<'traces'>('a'), otel.forward<'traces'>('b')];
    const pipelines = {
      'traces/in': { from: [otel.otlp(), b], to: [a] },
      'traces/out': { from: [a], to: [b] },
    } as const;
    expect(() => new Collector(stage().chart, 'gateway', { pipelines })).toThrow(
      "pipelines.traces/in: got 'traces/in → traces/out → traces/in'",
    );
  });

  test('routes are written with the pipelines that begin with their exits', () => {
    const { chart, config } = stage();
    const region = otel.routing<'traces', 'eu'>('region', { eu: { condition: 'attributes["region"] == "eu"' } });
    new Collector(chart, 'gateway', {
      pipelines: {
        'traces/in': { from: [otel.otlp()], to: [region] },
        'traces/eu': { from: [region.by.eu], to: [otel.debug()] },
        'traces/rest': { from: [region.otherwise], to: [otel.debug()] },
      },
    });
    expect(config('gateway').connectors['routing/region']).toEqual({
      error_mode: 'ignore',
      default_pipelines: ['traces/rest'],
      table: [{ context: 'resource', condition: 'attributes["region"] == "eu"', pipelines: ['traces/eu'] }],
    });
    expect(config('gateway').service.pipelines['traces/eu'].receivers).toEqual(['routing/region']);
  });

  test('a route that begins no pipeline is refused', () => {
    const region = otel.routing<'traces', 'eu'>('region', { eu: { condition: 'true' } });
    const pipelines = {
      traces: { from: [otel.otlp()], to: [region] },
      'traces/rest': { from: [region.otherwise], to: [otel.debug()] },
    } as const;
    expect(() => new Collector(stage().chart, 'gateway', { pipelines })).toThrow('1 of its exits begin no pipeline');
  });
});

test('a collector that measures nodes is refused where only restricted pods are admitted', () => {
  const pipelines = { metrics: { from: [otel.hostMetrics()], to: [otel.debug()] } } as const;
  const make = (privileged: boolean) =>
    new Collector(stage({ privileged }).chart, 'host', { mode: 'daemonset', pipelines });
  expect(() => make(false)).toThrow(
    "telemetry/host/Resource: namespace: got 'telemetry', allowed: a namespace that is privileged, since its pods ask for /",
  );
  expect(make(true).resource.name).toBe('host');
});

describe('replicas', () => {
  const tail = otel.tailSampling({ policies: [{ name: 'errors', keep: 'errors' }] });
  const sampled = { traces: { from: [otel.otlp()], through: [tail], to: [otel.debug()] } } as const;

  test('tail sampling in several replicas that anybody dials is refused', () => {
    expect(() => new Collector(stage().chart, 'gateway', { pipelines: sampled })).toThrow(
      "telemetry/gateway: pipelines: tail_sampling: got '2 replicas', allowed: one replica, or spans that come by otlpBalanced() alone: it must see all of a trace; use a TraceGateway, which makes both tiers",
    );
  });

  test('in one replica, or behind a load-balancing tier, it is not', () => {
    const { chart, config } = stage();
    new Collector(chart, 'one', { replicas: 1, pipelines: sampled });
    new Collector(chart, 'many', {
      pipelines: { traces: { from: [otel.otlpBalanced()], through: [tail], to: [otel.debug()] } },
    });
    expect(config('one').processors.tail_sampling.policies).toEqual(config('many').processors.tail_sampling.policies);
  });

  test('what tells of the cluster runs once', () => {
    const pipelines = { metrics: { from: [otel.k8sCluster()], to: [otel.debug()] } } as const;
    expect(() => new Collector(stage().chart, 'cluster', { pipelines })).toThrow('use replicas: 1');
    const { chart, spec } = stage();
    new Collector(chart, 'cluster', { replicas: 1, pipelines });
    expect(spec('cluster').replicas).toBe(1);
  });

  test('what tells of a node runs on every node', () => {
    const pipelines = { metrics: { from: [otel.kubeletStats()], to: [otel.debug()] } } as const;
    expect(() => new Collector(stage().chart, 'agent', { pipelines })).toThrow("use mode: 'daemonset'");
  });
});
