import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, Size } from 'cdk8s';
import { engine } from '../../../engines/engine.js';
import { scratch } from '../../../engines/scratch.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import { yaml } from '../../kernel/yaml.js';
import type { Written } from '../../testing/objects.js';
import { Collector } from './collector.js';
import { stage } from './collector.fixture.js';
import * as otel from './otel.js';
import { TraceGateway } from './trace-gateway.js';

const otelcol = engine('otelcol');

/**
 * Types that our build of the collector lacks, since no module of them is served, or only one that asks a real API server:
 * they are cut out and not judged here.
 */
const unserved = new Set([
  'elasticsearch',
  'exceptions',
  'k8s_cluster',
  'k8s_objects',
  'load_balancing',
  'resource_detection',
  'service_graph',
]);

const typeOf = (id: string): string => id.split('/')[0] as string;
const served = (ids: readonly string[]): string[] => ids.filter((id) => !unserved.has(typeOf(id)));

/** The configuration without what cannot be judged; a pipeline that is left without an end is given one. */
function judgeable(config: Written, folder: string): Written {
  const of = (kind: string, extra: object = {}): object => {
    const all = Object.entries(config[kind] ?? {}).filter(([id]) => !unserved.has(typeOf(id)));
    return { ...extra, ...Object.fromEntries(all) };
  };
  const orElse = (ids: string[], id: string): string[] => (ids.length > 0 ? ids : [id]);
  const pipelines = Object.entries<Written>(config.service.pipelines).map(([id, one]) => [
    id,
    {
      receivers: orElse(served(one.receivers), 'otlp/stub'),
      processors: served(one.processors),
      exporters: orElse(served(one.exporters), 'debug/stub'),
    },
  ]);
  const host = config.receivers.host_metrics && {
    host_metrics: { ...config.receivers.host_metrics, root_path: folder },
  };
  const storage = { directory: folder, compaction: { directory: folder } };
  return {
    receivers: { ...of('receivers', { 'otlp/stub': { protocols: { grpc: {} } } }), ...host },
    processors: of('processors'),
    exporters: of('exporters', { 'debug/stub': {} }),
    connectors: of('connectors'),
    extensions: { ...of('extensions'), ...(config.extensions.file_storage && { file_storage: storage }) },
    service: { ...config.service, pipelines: Object.fromEntries(pipelines) },
  };
}

/** What the pods' environment holds. */
const env = { ...process.env, POD_NAME: 'gateway-0', K8S_NODE_NAME: 'node' };

const verdict = (config: Written) =>
  scratch({ 'config.yaml': '' }, (folder) => {
    const file = join(folder, 'config.yaml');
    writeFileSync(file, yaml(judgeable(config, folder)));
    const { status, stderr } = spawnSync(otelcol.path, ['validate', '--config', file], { env, encoding: 'utf8' });
    return { code: status, stderr };
  });

const accepted = { code: 0, stderr: '' };

test('a gateway of all signals is accepted', () => {
  const { chart, jaeger, loki, elasticsearch, spans, doors, config } = stage();
  const region = otel.routing<'traces', 'eu'>('region', { eu: { condition: 'attributes["region"] == "eu"' } });
  const calls = otel.spanMetrics({ dimensions: ['http.route'] });
  const auth = otel.basicAuth({ name: 'logs', username: 'otel', password: SecretRef.external('writer', 'password') });
  const token = otel.bearerTokenAuth('logs', SecretRef.external('writer', 'token'));
  const through = [
    otel.k8sAttributes({ labels: [{ tagName: 'team', key: 'team' }] }),
    otel.resource([...otel.upserts({ platform: 'x' }), { action: 'insert', key: 'a', fromAttribute: 'b' }]),
    otel.attributes([{ action: 'delete', key: 'http.client_ip' }]),
    otel.redaction({
      allowedKeys: 'all',
      blockedKeyPatterns: ['.*(password|secret|token).*'],
      blockedValues: ['4[0-9]{12}$'],
    }),
  ] as const;
  new Collector(chart, 'gateway', {
    mode: 'statefulset',
    storage: Size.gibibytes(5),
    pipelines: {
      'traces/in': {
        from: [otel.otlp(), otel.jaeger(), otel.zipkin()],
        through: [
          ...through,
          otel.transform({ traces: ['set(span.name, "x") where span.name == "y"'] }),
          otel.filter({ traces: { span: ['attributes["http.route"] == "/healthz"'] } }, 'health'),
          otel.probabilisticSampler(50),
        ],
        to: [region, calls],
      },
      'traces/eu': { from: [region.by.eu], to: [otel.toOtlp(jaeger)] },
      'traces/rest': { from: [region.otherwise], to: [otel.toKafka({ traces: spans })] },
      metrics: { from: [otel.otlp(), otel.prometheus(), calls], to: [otel.toRemoteWrite(doors), otel.toPrometheus()] },
      logs: {
        from: [otel.otlp()],
        to: [
          otel.toOtlpHttp(loki, { headers: { 'X-Scope-OrgID': 'x' }, auth: token }),
          otel.toElasticsearch(elasticsearch, { auth }),
        ],
      },
    },
  });
  expect(verdict(config('gateway'))).toMatchObject(accepted);
});

test('both tiers of a trace gateway are accepted', () => {
  const { chart, jaeger, doors, config } = stage();
  new TraceGateway(chart, 'gateway', {
    sampling: {
      policies: [
        { name: 'errors', keep: 'errors' },
        { name: 'slow', keep: 'slow', threshold: Duration.seconds(2) },
        { name: 'rest', keep: 'percentage', percentage: 10 },
        { name: 'paid', keep: 'attribute', key: 'plan', values: ['gold'] },
        { name: 'some', keep: 'rate', spansPerSecond: 100 },
        { name: 'long', keep: 'condition', spans: ['attributes["http.route"] == "/pay"'] },
        { name: 'all', keep: 'all' },
      ],
    },
    to: [otel.toOtlp(jaeger)],
    metricsTo: [otel.toRemoteWrite(doors)],
  });
  expect(verdict(config('gateway-balancer'))).toMatchObject(accepted);
  expect(verdict(config('gateway-sampler'))).toMatchObject(accepted);
});

test('an agent, and what tells of the cluster, are accepted', () => {
  const { chart, hub, config } = stage({ privileged: true, tls: false });
  new Collector(chart, 'agent', {
    mode: 'daemonset',
    pipelines: {
      traces: {
        from: [otel.otlp()],
        through: [otel.k8sAttributes({ ofNode: true }), otel.batch()],
        to: [otel.toOtlp(hub)],
      },
      metrics: { from: [otel.hostMetrics()], to: [otel.toOtlp(hub)] },
    },
  });
  new Collector(chart, 'cluster', {
    replicas: 1,
    pipelines: {
      logs: {
        from: [otel.k8sEvents(), otel.k8sObjects({ name: 'pods', mode: 'pull' }, { name: 'events', mode: 'watch' })],
        through: [otel.filter({ logs: { log_record: ['severity_number < 9'] } })],
        to: [otel.toOtlpHttp(hub)],
      },
    },
  });
  expect(verdict(config('agent'))).toMatchObject(accepted);
  expect(verdict(config('cluster'))).toMatchObject(accepted);
});

test('of the kubelet receiver only the token is missed, which no machine but a pod has', () => {
  const { chart, config } = stage({ privileged: true });
  const pipelines = { metrics: { from: [otel.kubeletStats()], to: [otel.debug()] } } as const;
  new Collector(chart, 'agent', { mode: 'daemonset', pipelines });
  expect(verdict(config('agent')).stderr).toContain('serviceaccount/ca.crt could not be read');
});

test('what the types and the checks refuse, the engine refuses too', () => {
  const { chart, config } = stage();
  new Collector(chart, 'gateway', { pipelines: { traces: { from: [otel.otlp()], to: [otel.debug()] } } });
  const written = config('gateway');
  written.service.pipelines.traces.exporters.push('otlp_grpc');
  expect(verdict(written).stderr).toContain('references exporter "otlp_grpc" which is not configured');
});
