import type { CollectorConfig } from '../../lib/components/collector/schema.js';
import { cut, unbalanced } from './cut.js';
import { forRc2 } from './jaeger-rc2.js';

const telemetry = { logs: { level: 'info', encoding: 'json' }, metrics: { level: 'none', readers: [] } } as const;

const config: CollectorConfig = {
  receivers: { otlp: {} },
  processors: { batch: {} },
  exporters: {
    load_balancing: {
      routing_key: 'traceID',
      protocol: { otlp: { timeout: '5s' } },
      resolver: { dns: { hostname: 'sampler.svc', port: '4317' } },
      sending_queue: { enabled: true },
    },
  },
  connectors: { graph: {} },
  extensions: { health_check: {}, pprof: {} },
  service: {
    telemetry,
    extensions: ['health_check', 'pprof'],
    pipelines: {
      traces: { receivers: ['otlp'], processors: ['batch'], exporters: ['load_balancing', 'graph'] },
      metrics: { receivers: ['graph'], processors: [], exporters: ['load_balancing'] },
    },
  },
};

test('what a program lacks is cut out where it stands and where it is named, and counted', () => {
  const { config: left, cut: gone } = cut(config, { extensions: ['pprof'], connectors: ['graph'] });
  expect(left.extensions).toEqual({ health_check: {} });
  expect(left.service.extensions).toEqual(['health_check']);
  expect(left.service.pipelines.traces?.exporters).toEqual(['load_balancing']);
  expect(gone).toEqual(['connectors.graph', 'extensions.pprof']);
});

test('a pipeline that lost its beginning gets one that gives nothing', () => {
  const { config: left } = cut(config, { connectors: ['graph'] });
  expect(left.service.pipelines.metrics?.receivers).toEqual(['nop']);
  expect(left.receivers).toEqual({ otlp: {}, nop: {} });
  expect(left.exporters).not.toHaveProperty('nop');
});

test('in the place of a load-balancing exporter stands the one that it is made of', () => {
  const { config: plain, cut: gone } = unbalanced(config);
  expect(plain.exporters).toEqual({
    'otlp_grpc/balanced': { timeout: '5s', endpoint: 'sampler.svc:4317', sending_queue: { enabled: true } },
  });
  expect(plain.service.pipelines.metrics?.exporters).toEqual(['otlp_grpc/balanced']);
  expect(gone).toEqual(['exporters.load_balancing.resolver', 'exporters.load_balancing.routing_key']);
});

test('the older Jaeger keeps in memory what it could not store, and says so', () => {
  const extensions = {
    jaeger_storage: { backends: { traces: { elasticsearch: { server_urls: ['https://es.svc:9200'] } } } },
    remote_sampling: { file: { path: '/s.json', reload_interval: '1m' }, http: {} },
  };
  const { config: adapted, changed } = forRc2({ ...config, extensions });
  expect(adapted.extensions.jaeger_storage).toEqual({ backends: { traces: { memory: { max_traces: 100_000 } } } });
  expect(adapted.extensions.remote_sampling).toEqual({ file: { path: '/s.json' }, http: {} });
  expect(changed).toEqual([
    'extensions.jaeger_storage.backends.traces.elasticsearch',
    'extensions.remote_sampling.file.reload_interval',
  ]);
});
