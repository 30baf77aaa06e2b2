import { Duration } from 'cdk8s';
import { Endpoint } from '../../kernel/endpoint.js';
import type { Written } from '../../testing/objects.js';
import { Site } from '../../workload/site.js';
import { Jaeger } from './jaeger.js';
import { fileOf, forgetting, inApp, lasting, specOf } from './jaeger.fixture.js';
import { jaegerPrivileges } from './privileges.js';

describe('with Elasticsearch', () => {
  const made = lasting();
  const writers = specOf(made, 'jaeger-collector');
  const readers = specOf(made, 'jaeger-query');

  test('some pods take spans and others answer, two of each, on the image of Jaeger', () => {
    for (const spec of [writers, readers]) {
      expect(spec).toMatchObject({ mode: 'deployment', replicas: 2, image: 'docker.io/jaegertracing/jaeger:2.20.0' });
    }
  });

  test('spans go from OTLP straight to the store, held back by memory alone', () => {
    expect(writers.config.service.pipelines).toEqual({
      traces: { receivers: ['otlp'], processors: ['memory_limiter'], exporters: ['jaeger_storage_exporter'] },
    });
    expect(writers.config.exporters.jaeger_storage_exporter).toEqual({ trace_storage: 'traces' });
    expect(writers.config.service.extensions).toEqual(['healthcheckv2', 'jaeger_storage', 'remote_sampling']);
  });

  test('who answers takes nothing, and asks the backend that is defined beside it', () => {
    expect(readers.config.service.pipelines).toEqual({
      traces: { receivers: ['nop'], processors: [], exporters: ['nop'] },
    });
    expect(readers.config.service.extensions).toEqual(['healthcheckv2', 'jaeger_storage', 'jaeger_query']);
    expect(Object.keys(readers.config.extensions.jaeger_storage.backends)).toEqual([
      readers.config.extensions.jaeger_query.storage.traces,
    ]);
  });

  test('both know the store by its certificate, and themselves by a password in a file that may change', () => {
    for (const [spec, name] of [
      [writers, 'jaeger-collector'],
      [readers, 'jaeger-query'],
    ]) {
      expect(spec.config.extensions.jaeger_storage.backends.traces.elasticsearch).toMatchObject({
        server_urls: ['https://elasticsearch-es-http.traces.svc:9200'],
        auth: {
          basic: {
            username: 'jaeger',
            password_file: '/etc/secrets/elasticsearch-user-jaeger/password',
            reload_interval: '1m',
          },
        },
        tls: { ca_file: `/etc/secrets/${name}-tls/ca.crt` },
        create_mappings: true,
      });
      expect(spec.volumeMounts.map(({ mountPath }: Written) => mountPath)).toEqual(
        expect.arrayContaining([`/etc/secrets/${name}-tls`, '/etc/secrets/elasticsearch-user-jaeger']),
      );
    }
  });

  test('each day has an index of its own, its spans in three parts with a copy, and is found as long as it is kept', () => {
    const { indices, max_span_age } = writers.config.extensions.jaeger_storage.backends.traces.elasticsearch;
    const rotation = { periodic: { date_layout: '2006-01-02', rollover_frequency: 'day' } };
    expect(indices.spans).toEqual({ shards: 3, replicas: 1, rotation });
    expect(indices.services).toEqual({ shards: 1, replicas: 1, rotation });
    expect(max_span_age).toBe('168h');
  });

  test('the Services are those that people type', () => {
    const ports = (name: string): unknown =>
      made
        .objects()
        .one('Service', name)
        .spec.ports.map(({ name, port }: Written) => [name, port]);
    expect(ports('jaeger-query')).toEqual([
      ['grpc-query', 16685],
      ['http-query', 16686],
    ]);
    expect(ports('jaeger-collector')).toEqual([
      ['otlp-grpc', 4317],
      ['otlp-http', 4318],
      ['http-sampling', 5778],
      ['grpc-sampling', 5779],
    ]);
    const { selector } = made.objects().one('Service', 'jaeger-query').spec;
    expect(selector).toMatchObject({ 'app.kubernetes.io/instance': 'traces.jaeger-query' });
  });

  test('every port but that of its own metrics talks TLS', () => {
    const tls = (name: string): object =>
      expect.objectContaining({ tls: expect.objectContaining({ cert_file: `/etc/secrets/${name}-tls/tls.crt` }) });
    const { receivers, extensions } = writers.config;
    expect(receivers.otlp.protocols).toEqual({ grpc: tls('jaeger-collector'), http: tls('jaeger-collector') });
    expect(extensions.remote_sampling).toMatchObject({ http: tls('jaeger-collector'), grpc: tls('jaeger-collector') });
    expect(readers.config.extensions.jaeger_query).toMatchObject({
      http: tls('jaeger-query'),
      grpc: tls('jaeger-query'),
    });
    expect(made.objects().one('Certificate', 'jaeger-query-tls').spec.dnsNames).toContain('jaeger-query.traces.svc');
  });

  test('the UI shows no page of dependencies, which nobody would fill', () => {
    expect(fileOf(made, 'jaeger-query-ui', 'ui.json')).toEqual({
      dependencies: { menuEnabled: false },
      monitor: { menuEnabled: false },
      linkPatterns: [],
    });
  });

  test('more pods take spans where more are asked for', () => {
    expect(specOf(lasting({ collector: { replicas: 3 } }), 'jaeger-collector').replicas).toBe(3);
  });

  test('it is watched at two pages, by alerts that each ask for what the pages yield', () => {
    const { metrics, alerts, yields } = made.jaeger.telemetry;
    expect(metrics.map(({ job }) => job)).toEqual(['jaeger-collector', 'jaeger-query']);
    expect([...new Set(alerts.map(({ props }) => props.name))]).toEqual([
      'JaegerSpansRefused',
      'JaegerSpansLost',
      'JaegerWritesSlow',
      'JaegerQueriesFail',
      'JaegerQueriesSlow',
    ]);
    const known = new Set(yields.flatMap(({ series }) => series));
    const asked = alerts.flatMap(({ props }) => props.when.metrics);
    expect(asked.length).toBeGreaterThan(alerts.length);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  });
});

test('a prefix stands before the indices that are written, read, deleted and allowed', () => {
  const made = lasting({}, { indexPrefix: 'shop' });
  for (const name of ['jaeger-collector', 'jaeger-query']) {
    const { traces } = specOf(made, name).config.extensions.jaeger_storage.backends;
    expect(traces.elasticsearch.indices.index_prefix).toBe('shop');
  }
  expect(jaegerPrivileges('shop').indices[0].names).toEqual(['shop-jaeger-*']);
});

describe('in memory', () => {
  const made = forgetting();
  const spec = specOf(made, 'jaeger-all-in-one');

  test('one pod does all, at the same Services', () => {
    expect(spec.replicas).toBe(1);
    expect(spec.config.service.extensions).toEqual([
      'healthcheckv2',
      'jaeger_storage',
      'jaeger_query',
      'remote_sampling',
    ]);
    expect(made.objects().names('Service')).toEqual(['jaeger-collector', 'jaeger-query']);
    expect(made.objects().names('CronJob')).toEqual([]);
  });

  test('the oldest traces make way for new ones', () => {
    expect(spec.config.extensions.jaeger_storage.backends).toEqual({ traces: { memory: { max_traces: 10_000 } } });
    const few = forgetting({ storage: { kind: 'memory', maxTraces: 500 } });
    expect(specOf(few, 'jaeger-all-in-one').config.extensions.jaeger_storage.backends.traces.memory.max_traces).toBe(
      500,
    );
  });

  test('it knows who calls whom by itself', () => {
    expect(fileOf(made, 'jaeger-all-in-one-ui', 'ui.json').dependencies).toEqual({ menuEnabled: true });
  });

  test('no alert speaks of a store that is not there', () => {
    expect(made.jaeger.telemetry.alerts.map(({ props }) => props.name)).not.toContain('JaegerSpansLost');
  });

  test('where the cluster talks in the clear, so does it', () => {
    const { receivers, extensions } = specOf(forgetting({}, { tls: false }), 'jaeger-all-in-one').config;
    expect(receivers.otlp.protocols.http).toEqual({ endpoint: '0.0.0.0:4318' });
    expect(extensions.jaeger_query.http).toEqual({ endpoint: '0.0.0.0:16686' });
  });
});

describe('the Monitor page', () => {
  const made = (() => {
    const cluster = inApp();
    const prometheus = new Site(cluster.chart, 'prometheus', { labels: { app: 'prometheus' } });
    const metrics = prometheus.listen('prometheus', { service: 'prometheus', port: 9090 });
    new Jaeger(cluster.chart, 'jaeger', { storage: cluster.storage, metrics });
    return cluster;
  })();

  test('asks for the series that the collector makes of spans', () => {
    const { jaeger_query, jaeger_storage } = specOf(made, 'jaeger-query').config.extensions;
    expect(jaeger_query.storage).toEqual({ traces: 'traces', metrics: 'red' });
    expect(jaeger_storage.metric_backends.red.prometheus).toEqual({
      endpoint: 'https://prometheus.traces.svc:9090',
      tls: expect.objectContaining({ ca_file: '/etc/secrets/jaeger-query-tls/ca.crt' }),
      metric_namespace: 'traces_span_metrics',
      latency_unit: 's',
      normalize_calls: true,
      normalize_duration: true,
    });
    expect(fileOf(made, 'jaeger-query-ui', 'ui.json').monitor).toEqual({ menuEnabled: true });
  });

  test('lets who answers reach the Prometheus, and nobody else', () => {
    const { ingress } = made.objects().one('NetworkPolicy', 'prometheus').spec;
    expect(ingress).toHaveLength(1);
    expect(ingress[0].from[0].podSelector.matchLabels).toMatchObject({
      'app.kubernetes.io/instance': 'traces.jaeger-query',
    });
  });
});

test('who dials it is let in, at the port that was dialled alone', () => {
  const { apps, jaeger, objects } = lasting();
  const gateway = new Site(apps, 'gateway', { labels: { app: 'gateway' } });
  expect(gateway.dial(jaeger.otlp.grpc).authority).toBe('jaeger-collector.traces.svc:4317');
  expect(gateway.dial(jaeger.sampling.http).url).toBe('https://jaeger-collector.traces.svc:5778');
  expect(gateway.dial(jaeger.query).url).toBe('https://jaeger-query.traces.svc:16686');
  const { ingress } = objects().one('NetworkPolicy', 'jaeger-collector').spec;
  expect(ingress.flatMap(({ ports }: Written) => ports.map(({ port }: Written) => port))).toEqual([4317, 5778]);
});

test('what SDKs are told comes from a file that is mounted, and is read again when it changes', () => {
  const made = lasting({ sampling: { default: 0.25 } });
  const spec = specOf(made, 'jaeger-collector');
  expect(spec.config.extensions.remote_sampling.file).toEqual({
    path: '/etc/jaeger/sampling/strategies.json',
    reload_interval: '1m',
    default_sampling_probability: 0.25,
  });
  expect(spec.volumes).toContainEqual({ name: 'sampling', configMap: { name: 'jaeger-collector-sampling' } });
  expect(fileOf(made, 'jaeger-collector-sampling', 'strategies.json').default_strategy.param).toBe(0.25);
});

test('unless somebody says otherwise, they are told to begin every trace', () => {
  expect(fileOf(lasting(), 'jaeger-collector-sampling', 'strategies.json')).toEqual({
    default_strategy: { type: 'probabilistic', param: 1 },
    service_strategies: [],
  });
});

test('links lead from a trace to its logs and from a process to its metrics', () => {
  const links = [
    { type: 'traces', url: 'https://grafana.example/logs?trace=#{traceID}', text: 'logs' },
    {
      type: 'process',
      key: 'k8s.pod.name',
      url: '/d/pod?pod=#{k8s.pod.name}&to=#{trace.endTime | add 1000}',
      text: 'pod',
    },
  ] as const;
  expect(fileOf(lasting({ ui: { links } }), 'jaeger-query-ui', 'ui.json').linkPatterns).toEqual(links);
});

test('what is refused is refused at the construct that was given it', () => {
  expect(() => lasting({ retention: Duration.hours(36) })).toThrow(
    "traces/jaeger: retention: got '1 day 12 hours', allowed: a whole number of days, from one: an index holds a day and is deleted as a whole; write it with Duration.days",
  );
  expect(() => lasting({ sampling: { default: 10 } })).toThrow('traces/jaeger: sampling.default: got 10');
  expect(() => lasting({}, { shards: 0 })).toThrow('traces/jaeger: storage.shards: got 0');
});

test('no role is without a pod', () => {
  const allowed = 'got 0, allowed: a whole number from 1; write how many';
  expect(() => lasting({ collector: { replicas: 0 } })).toThrow(`collector.replicas: ${allowed}`);
  expect(() => lasting({ query: { replicas: 0 } })).toThrow(`query.replicas: ${allowed}`);
});

test('an Elasticsearch elsewhere is taken too, with a certificate of a public authority', () => {
  const { chart, storage, objects } = inApp();
  const endpoint = Endpoint.external('elasticsearch', 'es.example.com', 9243);
  new Jaeger(chart, 'jaeger', { storage: { ...storage, endpoint } });
  const { traces } = objects().one('OpenTelemetryCollector', 'jaeger-collector').spec.config.extensions.jaeger_storage
    .backends;
  expect(traces.elasticsearch.server_urls).toEqual(['https://es.example.com:9243']);
  expect(traces.elasticsearch.tls).toBeUndefined();
});
